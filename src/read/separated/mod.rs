//! A text whose columns are separated by a letter (CSV and its kin) → one sheet, at the addresses that Excel
//! shows.

mod fields;

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{CellRef, Finding, MOST_COLUMNS, MOST_ROWS, Value};
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;

use super::draft::{Budget, Draft};
use fields::{SeparatedField, SeparatedFields};

/// Separators, the one that is seldom part of a text or number first.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// Name of the sheet of a file that has no names.
const NAME: &str = "trang 1";

/// Line breaks in one field beyond which its quote was never meant to begin one.
const MOST_BREAKS: usize = 100;

/// Letters, and rows, by which the separator is told.
const SAMPLE: usize = 1 << 18;
const SAMPLE_ROWS: u32 = 200;

/// Reads the text as one sheet; the reason in Vietnamese where it costs too much.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Draft, String> {
    sheet(RowSplit::of(text).fields(text), budget)
}

/// How a text is split, as its rows tell.
#[derive(Debug)]
struct RowSplit {
    /// Where its rows are.
    rows: Range<usize>,
    separator: u8,
    quoting: bool,
}

impl RowSplit {
    fn of(text: &str) -> Self {
        let whole = text.trim_end_matches('\u{1a}');
        let (told, text) = told_separator(whole.strip_prefix('\u{feff}').unwrap_or(whole));
        let rows = whole.len() - text.len()..whole.len();
        let choose = |quoting| told.unwrap_or_else(|| separator(text, quoting));
        let separator = choose(true);
        if swallows(text, separator) {
            Self { rows, separator: choose(false), quoting: false }
        } else {
            Self { rows, separator, quoting: true }
        }
    }

    /// The fields of the text that is split like this.
    fn fields<'t>(&self, text: &'t str) -> SeparatedFields<'t> {
        SeparatedFields::new(&text[self.rows.clone()], self.separator, self.quoting)
    }
}

/// A text whose rows are looked at one after the other, however many there are.
#[derive(Debug)]
pub struct TextRows {
    text: String,
    split: RowSplit,
}

/// A row, from 0, and its fields that hold anything, by column from 0.
pub type SeparatedRow<'t> = (u32, Vec<(u32, Cow<'t, str>)>);

impl TextRows {
    pub(super) fn new(text: String) -> Self {
        Self { split: RowSplit::of(&text), text }
    }

    /// Name of its sheet.
    pub const SHEET: &'static str = NAME;

    /// Its rows that hold anything, from the top.
    pub fn rows(&self) -> impl Iterator<Item = SeparatedRow<'_>> {
        let mut fields = self.split.fields(&self.text).peekable();
        let mut before = 0;
        std::iter::from_fn(move || {
            loop {
                let row = fields.peek()?.row;
                let mut cells = Vec::with_capacity(before);
                while let Some(field) = fields.next_if(|field| field.row == row) {
                    if !field.text.trim().is_empty() {
                        cells.push((field.column, unescaped(field.text)));
                    }
                }
                before = cells.len();
                if !cells.is_empty() {
                    return Some((row, cells));
                }
            }
        })
    }
}

fn unescaped(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(plain(text)),
        Cow::Owned(text) => Cow::Owned(plain(&text).to_owned()),
    }
}

/// A text that is a whole number in plain digits is that number, as Excel takes it; anything else stays a text.
/// Digits behind a 0 are a code, more than 15 of them are no number that Excel could keep.
pub(super) fn typed(text: &str) -> Value {
    let digits = text.trim();
    let is_number = (1..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    let number = is_number.then(|| digits.parse().ok()).flatten();
    number.map_or_else(|| Value::Text(text.to_owned()), Value::Number)
}

fn sheet(fields: SeparatedFields, budget: &mut Budget) -> Result<Draft, String> {
    let mut draft = Draft::new(NAME, false);
    let mut wide = false;
    for field in fields {
        if field.row >= MOST_ROWS {
            draft.findings.push(too_large(&format!("dài quá {MOST_ROWS} dòng")));
            break;
        }
        if field.column < MOST_COLUMNS {
            let at = CellRef::new(field.row, field.column);
            draft.put(at, typed(plain(&field.text)), budget)?;
        } else if !wide && !field.text.trim().is_empty() {
            wide = true;
            draft.findings.push(too_large(&format!("rộng quá {MOST_COLUMNS} cột")));
        }
    }
    Ok(draft)
}

/// Programs write `="0123"` so that Excel shows the digits as they are.
fn plain(text: &str) -> &str {
    text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}

fn too_large(how: &str) -> Finding {
    let message = format!("bảng {how}; các ô ngoài đó không đọc được và không được tính");
    Finding::new(&UNREADABLE_CELL, message).left_out()
}

/// The separator that a first line `sep=;` tells, and the text behind that line, which Excel does not show.
fn told_separator(text: &str) -> (Option<u8>, &str) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let line = line.trim_matches('"');
    let told = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="));
    match told.map_or("", |_| &line[4..]).as_bytes() {
        &[letter] if letter != b'"' => {
            let behind = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
            (Some(letter), behind.unwrap_or(rest))
        }
        _ => (None, text),
    }
}

/// The separator that most rows of the beginning hold equally often; of equals the first in the list, for
/// numbers hold commas: `1,5;2,5;3,5`.
fn separator(text: &str, quoting: bool) -> u8 {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let mut best = (0, SEPARATORS[0]);
    for separator in SEPARATORS {
        let rows = alike(sample, separator, quoting);
        if rows > best.0 {
            best = (rows, separator);
        }
    }
    best.1
}

/// Most rows that hold a separator equally often, and at least once.
fn alike(sample: &str, separator: u8, quoting: bool) -> usize {
    let mut counts: Vec<u32> = Vec::new();
    let fields = SeparatedFields::new(sample, separator, quoting);
    for field in fields.take_while(|field| field.row < SAMPLE_ROWS) {
        match field.column {
            0 => counts.push(0),
            column => counts.last_mut().into_iter().for_each(|last| *last = column),
        }
    }
    counts.retain(|&count| count > 0);
    counts.sort_unstable();
    counts.chunk_by(|a, b| a == b).map(<[u32]>::len).max().unwrap_or(0)
}

/// Whether a quote that nobody closes swallows rows.
fn swallows(text: &str, separator: u8) -> bool {
    if !text.contains('"') {
        return false;
    }
    let breaks = |field: &SeparatedField| field.text.bytes().filter(|&byte| byte == b'\n').count();
    SeparatedFields::new(text, separator, true).any(|field| match breaks(&field) {
        0 => field.open && field.text.contains('\r'),
        few => field.open || few > MOST_BREAKS,
    })
}

#[cfg(test)]
mod tests {
    use super::{Draft, Value, read};
    use crate::model::Limits;
    use crate::read::draft::Budget;

    fn sheet(text: &str) -> Draft {
        read(text, &mut Budget::new(&Limits::DEFAULT)).unwrap()
    }

    fn shown(text: &str) -> Vec<String> {
        let cells = sheet(text).cells.into_iter().map(|cell| match cell.value {
            Value::Number(number) => format!("{} {number}#", cell.at),
            Value::Text(text) => format!("{} {text}", cell.at),
            other => format!("{} {other:?}", cell.at),
        });
        cells.collect()
    }

    #[test]
    fn the_separator_is_told_by_the_rows() {
        let rows = [
            ("Biểu 06a\n\nSTT;Lĩnh vực;Tỷ lệ\n1;Đất đai, hộ tịch;1,5\n2;Y tế;2,5\n", ';'),
            (
                "Biểu 06a\n\nSTT,Lĩnh vực,Tỷ lệ\n1,\"Đất đai, hộ tịch\",\"1,5\"\n2,Y tế,\"2,5\"\n",
                ',',
            ),
            ("Biểu 06a\n\nSTT\tLĩnh vực\tTỷ lệ\n1\tĐất đai, hộ tịch\t1,5\n2\tY tế\t2,5\n", '\t'),
            ("Biểu 06a\n\nSTT|Lĩnh vực|Tỷ lệ\n1|Đất đai, hộ tịch|1,5\n2|Y tế|2,5\n", '|'),
        ];
        let cells = [
            "A1 Biểu 06a",
            "A3 STT",
            "B3 Lĩnh vực",
            "C3 Tỷ lệ",
            "A4 1#",
            "B4 Đất đai, hộ tịch",
            "C4 1,5",
            "A5 2#",
            "B5 Y tế",
            "C5 2,5",
        ];
        for (text, separator) in rows {
            assert_eq!(shown(text), cells, "{separator}");
            assert_eq!(shown(&text.replace('\n', "\r\n")), cells, "{separator}");
            assert_eq!(shown(&text.replace('\n', "\r")), cells, "{separator}");
        }
        assert_eq!(
            shown("1,5;2,5;3,5\n1,5;2,5;4,5"),
            ["A1 1,5", "B1 2,5", "C1 3,5", "A2 1,5", "B2 2,5", "C2 4,5"]
        );
    }

    #[test]
    fn a_line_that_tells_the_separator_is_no_row() {
        assert_eq!(shown("sep=;\r\na,b;1\r\n"), ["A1 a,b", "B1 1#"]);
        assert_eq!(shown("\u{feff}\"SEP=|\"\na;b|1"), ["A1 a;b", "B1 1#"]);
        assert_eq!(shown("sep=ab\n"), ["A1 sep=ab"]);
    }

    #[test]
    fn addresses_are_those_that_excel_shows() {
        let text = "a;b\n\n\n\"c\nd\";1\n;;\n ;7\n\u{1a}";
        assert_eq!(shown(text), ["A1 a", "B1 b", "A4 c\nd", "B4 1#", "B6 7#"]);
    }

    #[test]
    fn digits_are_numbers_and_codes_stay_text() {
        let text = "0;007;123456789012345;1234567890123456;-1; 5 ;1.5;=\"12\";=\"012\"";
        let cells = [
            "A1 0#",
            "B1 007",
            "C1 123456789012345#",
            "D1 1234567890123456",
            "E1 -1",
            "F1 5#",
            "G1 1.5",
            "H1 12#",
            "I1 012",
        ];
        assert_eq!(shown(text), cells);
    }

    #[test]
    fn a_quote_left_open_swallows_nothing() {
        let open = format!("STT;Tên\n1;\"Đất đai\n{}", "2;Y tế\n".repeat(20));
        assert_eq!(sheet(&open).cells.len(), 44);
        let late = format!("STT;Tên\n1;\"Đất đai\n{}3;x\"\n", "2;Y tế\n".repeat(200));
        assert_eq!(sheet(&late).cells.len(), 406);
    }

    #[test]
    fn rows_are_those_of_the_sheet() {
        let text = "\u{feff}sep=;\na;\"b\nc\";\n\n;=\"012\"\n";
        let rows = super::TextRows::new(text.to_owned());
        let shown = rows.rows().flat_map(|(row, cells)| {
            let cells = cells.into_iter();
            cells.map(move |(column, text)| format!("{} {text}", super::CellRef::new(row, column)))
        });
        assert_eq!(shown.collect::<Vec<_>>(), ["A1 a", "B1 b\nc", "B3 012"]);
    }

    #[test]
    fn plain_text_is_one_column() {
        assert_eq!(shown("Kính gửi\nSở Nội vụ"), ["A1 Kính gửi", "A2 Sở Nội vụ"]);
        assert!(shown("").is_empty());
    }

    #[test]
    fn hostile_texts_cost_little() {
        let wide = sheet(&format!("{}a;b", ";".repeat(300_000)));
        assert_eq!((wide.cells.len(), wide.findings.len()), (0, 1));
        let long = sheet(&format!("{}a\nb", "\n".repeat(1_048_575)));
        assert_eq!((long.cells.len(), long.findings.len()), (1, 1));
        assert_eq!(sheet(&"\"".repeat(300_001)).cells.len(), 1);
        assert!(sheet(&"\"\n".repeat(300_000)).cells.is_empty());
    }
}
