//! What the parser of TOML says of a text that is none, in both languages. Its own words are English; those that a person
//! meets are told in Vietnamese too, a rare one is handed on as it is.

use crate::model::Sentence;

/// What the parser says, and the same in Vietnamese.
const SAID: &[(&str, &str)] = &[
    ("`_` may only go between digits", "`_` chỉ đứng giữa các chữ số"),
    ("cannot recurse further; max recursion depth met", "lồng nhau quá sâu"),
    ("carriage return must be followed by newline", "sai ký tự xuống dòng"),
    ("duplicate key", "khóa ghi hai lần"),
    ("extra `=`", "thừa dấu `=`"),
    ("extra assignment between key-value pairs", "thừa dấu `=`"),
    ("extra comma in array", "thừa dấu phẩy trong mảng"),
    ("extra comma in inline table", "thừa dấu phẩy trong bảng"),
    ("integers with a radix cannot be signed", "số viết sai"),
    ("invalid basic string", "chuỗi trong ngoặc kép viết sai"),
    ("invalid binary number", "số viết sai"),
    ("invalid boolean", "`true` hoặc `false` viết sai"),
    ("invalid comment character", "ký tự không được phép trong chú thích"),
    ("invalid date", DATE),
    ("invalid date-time", DATE),
    ("invalid exponent", "số viết sai"),
    ("invalid float", "số viết sai"),
    ("invalid floating-point number", "số thập phân viết sai"),
    ("invalid fraction", "số viết sai"),
    ("invalid hexadecimal number", "số viết sai"),
    ("invalid inline table element", "phần tử của bảng viết sai"),
    ("invalid integer number", "số nguyên viết sai"),
    ("invalid key", "khóa viết sai"),
    ("invalid key-value pair", "cặp khóa và giá trị viết sai"),
    ("invalid literal string", "chuỗi trong ngoặc đơn viết sai"),
    ("invalid mantissa", "số viết sai"),
    ("invalid multi-line basic string", "chuỗi nhiều dòng viết sai"),
    ("invalid multi-line literal string", "chuỗi nhiều dòng viết sai"),
    ("invalid octal number", "số viết sai"),
    ("invalid offset", DATE),
    ("invalid string", "chuỗi viết sai"),
    ("invalid table", "bảng viết sai"),
    ("invalid time", DATE),
    ("invalid unquoted key", "khóa có ký tự phải đặt trong ngoặc kép"),
    ("invalid value", "giá trị viết sai"),
    ("key with no value", "khóa không có giá trị"),
    ("keys cannot be multi-line basic strings", "khóa không được viết trên nhiều dòng"),
    ("keys cannot be multi-line literal strings", "khóa không được viết trên nhiều dòng"),
    ("missing array opening", "thiếu `[`"),
    ("missing assignment between key-value pairs", "thiếu dấu `=`"),
    ("missing comma between array elements", "thiếu dấu phẩy giữa các phần tử của mảng"),
    ("missing comma between key-value pairs", "thiếu dấu phẩy giữa các khóa"),
    ("missing comment start", "thiếu `#`"),
    ("missing escaped value", "ký tự sau dấu `\\` viết sai"),
    ("missing inline table opening", "thiếu `{`"),
    ("missing key for inline table element", "thiếu khóa trong bảng"),
    ("missing opening quote", "thiếu dấu ngoặc kép mở"),
    ("missing table open", "thiếu `[`"),
    ("missing value", "thiếu giá trị"),
    ("missing value for key", "thiếu giá trị của khóa"),
    ("radix must be lowercase", "số viết sai"),
    ("recursion limit", "lồng nhau quá sâu"),
    ("redundant integer number prefix", "số viết sai"),
    ("redundant numeric sign", "số viết sai"),
    ("string values must be quoted", "chuỗi chữ phải đặt trong ngoặc kép"),
    ("too few unicode value digits", "mã ký tự viết sai"),
    ("unclosed array", "mảng chưa đóng"),
    ("unclosed array table", "thiếu `]]`"),
    ("unclosed inline table", "bảng chưa đóng"),
    ("unclosed table", "thiếu `]`"),
    ("unexpected `=` in array", "thừa dấu `=` trong mảng"),
    ("unexpected content", "nội dung thừa"),
    ("unexpected content between comment and newline", "nội dung thừa"),
    ("unexpected key or value", "khóa hoặc giá trị đứng sai chỗ"),
    ("unexpected leading zero", "số không được bắt đầu bằng 0"),
    ("unexpected sign", "số viết sai"),
    ("unquoted keys cannot be empty", "thiếu khóa"),
];

/// Of a date the parser expects many parts, each in words of its own; nothing in a declaration is one.
const DATE: &str = "ngày giờ viết sai";

/// What it expects, where that is no sign.
const EXPECTED: &[(&str, &str)] = &[
    ("basic string", "chuỗi trong ngoặc kép"),
    ("characters", "ký tự"),
    ("digits", "chữ số"),
    ("key", "khóa"),
    ("letters", "chữ cái không dấu"),
    ("literal string", "chuỗi trong ngoặc đơn"),
    ("multi-line basic string", "chuỗi nhiều dòng"),
    ("newline", "xuống dòng"),
    ("non-double-quote visible characters", "ký tự khác dấu ngoặc kép"),
    ("non-single-quote characters", "ký tự khác dấu ngoặc đơn"),
    ("non-single-quote visible characters", "ký tự khác dấu ngoặc đơn"),
    ("numbers", "chữ số"),
    ("printable characters", "ký tự in được"),
    ("unicode hexadecimal value", "mã ký tự"),
    ("value", "giá trị"),
];

/// A fault of syntax.
pub(super) fn syntax_error(message: &str) -> Sentence {
    let message = message.replace('\n', ", ");
    let (said, expected) = message.split_once(", expected ").unwrap_or((&message, ""));
    let said = known(SAID, said);
    let signs =
        expected.split(", ").filter(|word| said != DATE && !matches!(*word, "" | "nothing"));
    let expected: Vec<&str> = signs.map(|word| known(EXPECTED, word)).collect();
    let needed = if expected.is_empty() {
        String::new()
    } else {
        format!(", cần {}", expected.join(", "))
    };
    Sentence::new(format!("lỗi cú pháp ({said}{needed})"), format!("a fault of syntax ({message})"))
}

fn known<'w>(words: &'w [(&str, &str)], word: &'w str) -> &'w str {
    words.iter().find(|(english, _)| *english == word).map_or(word, |(_, vietnamese)| vietnamese)
}

#[cfg(test)]
mod tests {
    use super::syntax_error;
    use crate::model::Lang;

    /// What the parser says of the slips that people make has to be known here, however its next version words it.
    #[test]
    fn the_slips_of_people_are_told_without_english() {
        for slip in [
            "a = ",
            "a",
            "= 1",
            "a = b",
            "a = \"b",
            "a = 'b",
            "a = [1 2]",
            "a = [1",
            "a = [1,,2]",
            "[a",
            "[[a]",
            "a = 1\na = 2",
            "a = 1 b = 2",
            "a = { b = 1",
            "a = { b = 1 c = 2 }",
            "tên = 1",
            "a = 1,5",
            "a = 01",
            "a = 2023-13-01",
            "a == 1",
            "a: 1",
            "a = \"\\d\"",
            "a = 1__0",
            "a = tru",
            "a = \"\"\"b",
            "[a]\n[a]",
            "a = .5",
            "a = 1.",
            "a = 1e",
            "a = 0xg",
            "a = +-1",
            "a = 0X1",
            "a = \"\\u12\"",
            "a = [1 2",
            "a = [=]",
            "\"\"\"a\"\"\" = 1",
            "a = 12:60:00",
        ] {
            let error = toml::de::DeTable::parse(slip).unwrap_err();
            let said = syntax_error(error.message());
            let vietnamese = said.say(Lang::Vi);
            for english in [
                "expected",
                "missing",
                "invalid",
                "unexpected",
                "unclosed",
                "duplicate",
                "must",
                "extra",
                "string",
                "key",
            ] {
                assert!(
                    !vietnamese.contains(english),
                    "{slip}: {vietnamese}, of {:?}",
                    error.message()
                );
            }
            assert!(said.say(Lang::En).contains(&error.message().replace('\n', ", ")));
        }
    }
}
