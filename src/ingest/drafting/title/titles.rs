//! What an example calls itself: the title above its table, its short name, and an id made of them.

use crate::ingest::drafting::example::find::is_letterhead;
use crate::ingest::drafting::names::UnitNames;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::heading::texts_above;
use crate::model::Sheet;
use crate::pipeline::Noted;
use crate::text;

use super::wording::{
    TITLE_WORDS, first_words, id_of, is_capitals, is_number_of_form, sentence_case, without_period,
};

/// Beginnings of texts above a table that are no title.
const NO_TITLE: [&str; 10] = [
    "(kèm theo",
    "(ban hành",
    "kỳ báo cáo",
    "đơn vị",
    "tên đơn vị",
    "cơ quan",
    "số:",
    "ủy ban nhân dân",
    "kính gửi",
    "đvt",
];

/// What a form is called.
#[derive(Debug)]
pub(in crate::ingest::drafting) struct ExampleTitle {
    pub(in crate::ingest::drafting) id: Noted<String>,
    pub(in crate::ingest::drafting) name: Noted<String>,
    pub(in crate::ingest::drafting) title: Noted<String>,
    pub(in crate::ingest::drafting) anchors: Noted<Vec<String>>,
}

/// The title of a table.
pub(in crate::ingest::drafting) fn title(
    sheet: &Sheet,
    table: &BoundTable,
    names: UnitNames,
) -> ExampleTitle {
    let texts: Vec<String> = texts_above(sheet, &table.heading).map(text::normal).collect();
    let number = texts.iter().find(|text| is_number_of_form(text));
    let Some(found) = found_title(&texts, names) else {
        return untitled(sheet, number);
    };
    let found = without_period(&found);
    let anchor = without_unit(&text::key(&found), names);
    // The key has the words of the title, one for one.
    let kept = found.split(' ').take(anchor.split(' ').count()).collect::<Vec<_>>().join(" ");
    let sentence = sentence_case(&kept);
    let name = match number {
        Some(number) => Noted::plain(sentence_case(number)),
        None => Noted::plain(first_words(&sentence))
            .assumed("tên ngắn lấy từ đầu tiêu đề", "the short name is the begin of the title"),
    };
    let anchors = Noted::plain(vec![anchor])
        .seen("Một trong các dòng chữ này ở phía trên bảng là đủ để nhận ra biểu.");
    let title = Noted::plain(sentence.clone());
    let title = if sentence == kept {
        title
    } else {
        title.assumed(
            "tiêu đề viết hoa được đổi thành chữ thường; hãy sửa chữ hoa của tên riêng",
            "the title in capitals was put in small letters; mend the capitals of names",
        )
    };
    ExampleTitle { id: Noted::plain(id_of(&name.value)), name, title, anchors }
}

/// A form without a title is still known by its header; the anchor is a text that is there to be replaced.
fn untitled(sheet: &Sheet, number: Option<&String>) -> ExampleTitle {
    let name = number.cloned().unwrap_or_else(|| text::normal(&sheet.name));
    let name = if text::unmarked(&name).is_empty() { "Biểu".to_owned() } else { name };
    ExampleTitle {
        id: Noted::plain(id_of(&name)),
        title: Noted::plain(name.clone()).assumed("lấy tên trang tính", "this is the name of the sheet"),
        anchors: Noted::plain(vec![text::key(&name)]).assumed(
            "phía trên bảng không có tiêu đề; biểu chỉ được nhận ra bằng đầu cột, hãy ghi tiêu đề của biểu vào đây",
            "no title stands above the table; the form is known by its header alone, write its title here",
        ),
        name: Noted::plain(name),
    }
}

/// Lines in capitals that stand together, or else the longest text.
fn found_title(texts: &[String], names: UnitNames) -> Option<String> {
    let fits = |text: &&String| {
        let key = text::key(text);
        !is_letterhead(&key)
            && !is_number_of_form(text)
            && !NO_TITLE.iter().any(|word| key.starts_with(word))
            && names.level(text).is_none()
            && text::office_named(text).is_none()
            && key.split(' ').count() >= TITLE_WORDS
    };
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut goes_on = false;
    for text in texts {
        let title = is_capitals(text) && fits(&text);
        match runs.last_mut() {
            Some(run) if title && goes_on => run.push(text),
            _ if title => runs.push(vec![text]),
            _ => {}
        }
        goes_on = title;
    }
    let capitals = runs.iter().map(|run| run.join(" ")).max_by_key(|title| title.chars().count());
    let longest = || texts.iter().filter(fits).max_by_key(|text| text.chars().count()).cloned();
    capitals.or_else(longest)
}

/// The key of a title without the name of a unit at its end: the next one to send the form bears another.
pub(in crate::ingest::drafting) fn without_unit(key: &str, names: UnitNames) -> String {
    let words: Vec<&str> = key.split(' ').collect();
    for start in TITLE_WORDS..words.len() {
        let tail = words[start..].join(" ");
        if names.unit(&tail).is_none() {
            continue;
        }
        let bare = text::bare_unit_key(&tail);
        let kept = bare.and_then(|bare| key.strip_suffix(&bare).map(str::to_owned));
        return kept.unwrap_or_else(|| words[..start].join(" ")).trim_end().to_owned();
    }
    key.to_owned()
}
