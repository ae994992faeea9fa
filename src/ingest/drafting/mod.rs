//! An example that somebody filled in → a draft of the form it follows. Uses what reading uses: a drafted form is
//! good if reading finds with it what stands in the example. What no example can show is assumed and said so.
//!
//! `find` sees where the table stands, `flat` whether each line names its unit, `kinds` what its columns hold, `typing` how its numbers are typed, `naming`
//! which of its columns are declared already, `rows` what its lines name, `sums` and `ratios` what its numbers keep,
//! `title` and `units` what it is called and who sends it.

mod choose;
mod figures;
mod find;
mod flat;
mod ids;
mod kinds;
mod led;
mod names;
mod naming;
mod number;
mod parts;
mod ratios;
mod rows;
mod shape;
mod sums;
mod support;
mod title;
mod totals;
mod typing;
mod units;
mod votes;
mod wording;
mod write;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Limits, Sentence, Sheet};
use crate::pipeline::{
    Form, FormDraft, FormPart, Groups, Items, Lazy, Noted, Numbers, Pipeline, Reasons, Register,
    Words,
};

use super::header;
use super::lines::lines;
use super::locate::{Located, titles};
use super::open::{OpenedFile, open};
use super::units::Units;
use crate::read::Book;
use find::Found;
use names::Names;
use naming::Named;
use rows::Rows;

/// What a draft is to be made of.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Wish {
    /// This sheet; the one with the largest table where none is named.
    pub sheet: Option<String>,
    /// This id of the form.
    pub id: Option<String>,
}

/// Why there is no draft: the place in the example and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoTable {
    /// Where: the file, and the sheet if one was looked at.
    pub place: String,
    /// Why.
    pub reason: Sentence,
}

/// A draft, and the table it was made of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Drafted {
    /// The form.
    pub form: FormDraft,
    /// The file, as it was named; one in an archive below the archive.
    pub file: String,
    /// Name on the tab.
    pub sheet: String,
}

/// Rows above a header that can hold its title.
const HEADING_ROWS: u32 = 60;

/// Drafts the form of an example. `name` is the file as it was named; nothing of it gets into the draft.
///
/// # Errors
/// There is no table to be drafted.
pub fn draft(
    name: &str,
    bytes: Result<&[u8], String>,
    pipeline: Option<&Pipeline>,
    limits: &Limits,
    wish: &Wish,
) -> Result<Drafted, NoTable> {
    let files = match bytes {
        Ok(bytes) => open(name, bytes, limits, |_, _| true),
        Err(reason) => {
            vec![OpenedFile { file: name.to_owned(), blake3: None, book: Err(reason) }]
        }
    };
    drafted(name, &files, pipeline, wish)
}

/// Drafts the form of a file that was opened already.
///
/// # Errors
/// There is no table to be drafted.
pub fn draft_book(
    name: &str,
    book: Book,
    pipeline: Option<&Pipeline>,
    wish: &Wish,
) -> Result<Drafted, NoTable> {
    let opened = OpenedFile { file: name.to_owned(), blake3: None, book: Ok(book) };
    drafted(name, &[opened], pipeline, wish)
}

fn drafted(
    name: &str,
    files: &[OpenedFile],
    pipeline: Option<&Pipeline>,
    wish: &Wish,
) -> Result<Drafted, NoTable> {
    choose::choose(name, files, wish).and_then(|(file, sheet, table)| {
        let drafting = Drafting { file: &file.file, sheet, found: &table, pipeline };
        let place = format!("{}!{}", file.file, sheet.name);
        let form = drafting.draft(wish).map_err(|reason| NoTable { place, reason })?;
        Ok(Drafted { form, file: file.file.clone(), sheet: sheet.name.clone() })
    })
}

/// One table while its form is drafted.
struct Drafting<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    found: &'a Found,
    pipeline: Option<&'a Pipeline>,
}

impl Drafting<'_> {
    /// The form; the reason where nothing in the table is counted.
    fn draft(&self, wish: &Wish) -> Result<FormDraft, Sentence> {
        let nobody = Register::default();
        let register = self.pipeline.map_or(&nobody, |pipeline| &pipeline.register);
        let names = Names { register };
        let flat = flat::flat(self.sheet, self.found, names);
        let kinds = kinds::kinds(self.sheet, self.found, flat);
        let numbers = typing::numbers(self.sheet, self.found, &kinds);
        let heading = self.heading();
        let titles = titles(self.sheet, heading.start, heading.end);
        let (named, known) = naming::named(self.found, &kinds, &titles, self.pipeline);
        if shape::counts(&named).is_empty() {
            let row = self.found.top + 1;
            return Err(Sentence::new(
                format!(
                    "bảng có đầu cột ở dòng {row} không có cột số đếm nào; biểu phải có ít nhất một"
                ),
                format!(
                    "the table with its header in row {row} counts nothing; a form counts something"
                ),
            ));
        }
        // First as if there were no groups, for groups are what is looked for.
        let bare = form(&named, &numbers.value);
        let table = self.located(&bare);
        let seen = lines(self.sheet, &table, &Units::new(register));
        let whole = self.found.end == u32::MAX;
        let rows = rows::rows(&seen, &named, &numbers.value, names, whole);
        let form = Form {
            groups: rows.groups.value,
            items: rows.items.value,
            parts: rows.parts.iter().map(|part| part.value.clone()).collect::<Vec<FormPart>>(),
            words: words(&rows),
            ..bare.clone()
        };
        let lines = lines(self.sheet, &self.located(&form), &Units::new(register));
        let figures = figures::figures(&lines, &named, &numbers.value);
        let title = title::title(self.sheet, &table, names);
        let (file, sheet, pipeline) = (self.file, self.sheet, self.pipeline);
        let listed = &rows.listed;
        let sent = units::Sent { file, sheet, table: &table, listed, pipeline };
        let sent_by = units::sent_by(&sent, names);
        let covers = units::covers(&rows.listed, rows.own_fields, &sent_by, names);
        let written = write::Written {
            named: &named,
            figures: &figures,
            ambiguous: table.header.ambiguous.iter().map(|(index, _)| *index).collect(),
            hidden: self.hidden(&named),
            numbers: &numbers.value,
        };
        let sums = sums::sums(&named, &figures);
        let mut draft = FormDraft {
            id: title.id,
            name: title.name,
            title: title.title,
            source: Noted::plain("Chưa ghi văn bản quy định biểu này".to_owned()).assumed(
                "ví dụ không cho biết văn bản nào quy định biểu này",
                "the example does not tell what prescribes the form",
            ),
            anchors: title.anchors,
            sent_by,
            covers,
            hidden_sheets: self.sheet.hidden,
            groups: rows.groups,
            items: rows.items,
            total: rows.total,
            note: rows.note,
            parts: rows.parts,
            synonyms: write::synonyms(&named),
            columns: written.columns(),
            identities: sums.certain,
            doubtful: sums.doubtful,
            measures: written.measures(),
            numbers,
        };
        if let Some(id) = &wish.id {
            draft.id = Noted::plain(id.clone());
        }
        self.compare(&mut draft, known);
        Ok(draft)
    }

    /// The rows above the header in which its title may stand.
    const fn heading(&self) -> std::ops::Range<u32> {
        self.found.top.saturating_sub(HEADING_ROWS)..self.found.top
    }

    fn located<'f>(&self, form: &'f Form) -> Located<'f> {
        let header = header::bind(&self.found.columns, form, self.found.bottom);
        Located {
            form,
            header,
            heading: self.heading(),
            repeats: Vec::new(),
            end: self.found.end,
            title: None,
        }
    }

    /// Places of the columns that nobody sees.
    fn hidden(&self, named: &[Named]) -> BTreeSet<usize> {
        let hides = |column: &u32| self.sheet.hides_column(*column);
        (0..named.len()).filter(|index| named[*index].columns.iter().any(hides)).collect()
    }

    /// Says where the draft is nearly a form that is declared, or bears its name, and what it leaves out.
    fn compare(&self, draft: &mut FormDraft, known: Option<&Form>) {
        if self.found.end < u32::MAX {
            let row = self.found.end + 1;
            draft.name.assumed.push(Sentence::new(
                format!(
                    "trang này còn một bảng khác từ dòng {row}; bản nháp chỉ mô tả bảng phía trên"
                ),
                format!("another table begins in row {row}; the draft is about the one above it"),
            ));
        }
        if let Some(form) = known {
            draft.name.seen.push(format!(
                "Đầu cột giống {} ({}) đã khai báo; tên số đếm và từ đồng nghĩa lấy từ đó.",
                form.name, form.id
            ));
            typing::add(&mut draft.numbers, form);
            draft.name.seen.extend(beyond(form).map(|tables| {
                format!(
                    "Biểu đó còn khai báo {tables}: ví dụ không cho biết, hãy chép sang nếu cần."
                )
            }));
        }
        let forms = self.pipeline.map_or(&[][..], |pipeline| &pipeline.forms);
        let same = |form: &&Form| {
            form.id == draft.id.value
                || form.anchors.iter().any(|anchor| draft.anchors.value.contains(anchor))
        };
        if let Some(form) = forms.iter().find(same) {
            let (name, id) = (&form.name, &form.id);
            draft.id.assumed.push(Sentence::new(
                    format!(
                        "trùng id hoặc tiêu đề với biểu {name} ({id}); trong `forms` hãy thay tệp của biểu đó, hoặc chọn id khác bằng --id và tiêu đề khác"
                    ),
                    format!(
                        "same id or title as form {name} ({id}); put this file in its place in `forms`, or choose another id by --id and another title"
                    ),
                ));
        }
    }
}

/// The columns as a form, so that lines are read by the code that reads declared ones.
fn form(named: &[Named], numbers: &Numbers) -> Form {
    Form {
        id: String::new(),
        name: String::new(),
        title: String::new(),
        source: String::new(),
        anchors: Vec::new(),
        sent_by: Vec::new(),
        covers: crate::model::Level::ALL.to_vec(),
        hidden_sheets: true,
        optional: false,
        columns: naming::as_columns(named),
        groups: Groups::None,
        items: Items::Field,
        parts: Vec::new(),
        sections: Vec::new(),
        indicators: Vec::new(),
        abbreviations: Vec::new(),
        words: Words::usual(),
        identities: Vec::new(),
        reasons: Reasons::default(),
        previous: None,
        sample: None,
        branches: Vec::new(),
        numbers: numbers.clone(),
        wordings: Lazy::default(),
    }
}

/// What a form declares about its figures that nobody can see in one example.
fn beyond(form: &Form) -> Option<String> {
    let tables = [
        ("[reasons]", !form.reasons.measures.is_empty()),
        ("[previous]", form.previous.is_some()),
        ("[sample]", form.sample.is_some()),
        ("[branches]", !form.branches.is_empty()),
        ("numbers.largest", form.numbers.largest.is_some()),
    ];
    let declared: Vec<&str> =
        tables.into_iter().filter(|(_, is)| *is).map(|(table, _)| table).collect();
    (!declared.is_empty()).then(|| declared.join(", "))
}

/// The usual words, and those that the example adds.
fn words(rows: &Rows) -> Words {
    let mut words = Words::usual();
    words.total.extend(rows.total.value.iter().cloned());
    words.note.extend(rows.note.value.iter().cloned());
    words
}
