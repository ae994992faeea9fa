//! An example → a draft of its form: each part of the form from the room that can tell it, and what it is nearly like.

use std::collections::BTreeSet;

use crate::ingest::lookups::Lookups;
use crate::ingest::open::{OpenedFile, open};
use crate::ingest::period::dated::spaced;
use crate::ingest::period::told::told;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::header::bind::bind;
use crate::ingest::table::heading::titles;
use crate::ingest::table::lines::roles::lines;
use crate::model::{Cell, Limits, Period, Sentence, Sheet};
use crate::pipeline::{Form, FormDraft, FormPart, Measure, NO_SOURCE, Noted, Pipeline, Register};
use crate::read::Book;

use super::columns::naming::{NamedColumn, named};
use super::example::choose::choose;
use super::example::find::ExampleTable;
use super::example::flat::flat;
use super::example::kinds::kinds;
use super::form::{beyond, form, words};
use super::names::UnitNames;
use super::rows::grammar::rows;
use super::sums::figures::figures;
use super::sums::shape;
use super::sums::suggested::sums;
use super::title::titles::title;
use super::typing::numbers;
use super::wish::{Drafted, NoTable, Wish};
use super::{units, write};

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
    choose(name, files, wish).and_then(|(file, sheet, table)| {
        let drafting = Drafting { file: &file.file, sheet, found: &table, pipeline };
        let place = format!("{}!{}", file.file, sheet.name);
        let form = drafting.draft(wish).map_err(|reason| NoTable { place, reason })?;
        let told = drafting.told();
        Ok(Drafted { form, file: file.file.clone(), sheet: sheet.name.clone(), told })
    })
}

/// One table while its form is drafted.
struct Drafting<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    found: &'a ExampleTable,
    pipeline: Option<&'a Pipeline>,
}

impl Drafting<'_> {
    /// The form; the reason where nothing in the table is counted.
    fn draft(&self, wish: &Wish) -> Result<FormDraft, Sentence> {
        let nobody = Register::default();
        let register = self.pipeline.map_or(&nobody, |pipeline| &pipeline.register);
        let names = UnitNames { register };
        let flat = flat(self.sheet, self.found, names);
        let kinds = kinds(self.sheet, self.found, flat);
        let numbers = numbers::numbers(self.sheet, self.found, &kinds);
        let heading = self.heading();
        let titles = titles(self.sheet, heading.start, heading.end);
        let (named, known) = named(self.found, &kinds, &titles, self.pipeline);
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
        let seen = lines(self.sheet, &table, &Lookups::new(register));
        let whole = self.found.end == u32::MAX;
        let rows = rows(&seen, &named, &numbers.value, names, whole);
        let form = Form {
            groups: rows.groups.value,
            items: rows.items.value,
            parts: rows.parts.iter().map(|part| part.value.clone()).collect::<Vec<FormPart>>(),
            words: words(&rows),
            ..bare.clone()
        };
        let lines = lines(self.sheet, &self.located(&form), &Lookups::new(register));
        let figures = figures(&lines, &named, &numbers.value);
        let title = title(self.sheet, &table, names);
        let (file, sheet, pipeline) = (self.file, self.sheet, self.pipeline);
        let listed = &rows.listed;
        let sent = units::SenderOfExample { file, sheet, table: &table, listed, pipeline };
        let sent_by = units::sent_by(&sent, names);
        let covers = units::covers(&rows.listed, rows.own_fields, &sent_by, names);
        let written = write::FormColumns {
            named: &named,
            figures: &figures,
            ambiguous: table.header.ambiguous.iter().map(|(index, _)| *index).collect(),
            hidden: self.hidden(&named),
            numbers: &numbers.value,
        };
        let sums = sums(&named, &figures);
        let mut draft = FormDraft {
            id: title.id,
            name: title.name,
            title: title.title,
            source: Noted::plain(format!("{NO_SOURCE} biểu này")).assumed(
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
            brought: self.brought(&written, wish),
            numbers,
        };
        if let Some(id) = &wish.id {
            draft.id = Noted::plain(id.clone());
        }
        self.compare(&mut draft, known, wish);
        Ok(draft)
    }

    /// The counts of the draft that nobody declares but the program.
    fn brought(&self, written: &write::FormColumns<'_>, wish: &Wish) -> Vec<Measure> {
        let words = self.pipeline.filter(|_| wish.words_only);
        let all = words.map_or(&[][..], |pipeline| &pipeline.measures);
        all.iter().filter(|known| written.counts(&known.id)).cloned().collect()
    }

    /// The period that the example tells: above its table, or else on its tab or in the name of its file.
    fn told(&self) -> Option<Period> {
        let above = self.sheet.rows_in(self.heading()).flat_map(|(_, cells)| cells);
        let above =
            self.sheet.caption.iter().map(String::as_str).chain(above.filter_map(Cell::text));
        let name = self.file.rsplit('/').next().unwrap_or(self.file);
        let name = spaced(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        told(above)
            .or_else(|| told(std::iter::once(self.sheet.name.as_str())))
            .or_else(|| told(std::iter::once(name.as_str())))
    }

    /// The rows above the header in which its title may stand.
    const fn heading(&self) -> std::ops::Range<u32> {
        self.found.top.saturating_sub(HEADING_ROWS)..self.found.top
    }

    fn located<'f>(&self, form: &'f Form) -> BoundTable<'f> {
        let header = bind(&self.found.columns, form, self.found.bottom);
        BoundTable {
            form,
            header,
            heading: self.heading(),
            repeats: Vec::new(),
            end: self.found.end,
            title: None,
            is_template: false,
            is_calculated: false,
        }
    }

    /// Places of the columns that nobody sees.
    fn hidden(&self, named: &[NamedColumn]) -> BTreeSet<usize> {
        let hides = |column: &u32| self.sheet.hides_column(*column);
        (0..named.len()).filter(|index| named[*index].columns.iter().any(hides)).collect()
    }

    /// Says where the draft is nearly a form that is declared, or bears its name, and what it leaves out.
    fn compare(&self, draft: &mut FormDraft, known: Option<&Form>, wish: &Wish) {
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
            numbers::add(&mut draft.numbers, form);
            draft.name.seen.extend(beyond(form).map(|tables| {
                format!(
                    "Biểu đó còn khai báo {tables}: ví dụ không cho biết, hãy chép sang nếu cần."
                )
            }));
        }
        let beside = self.pipeline.filter(|_| !wish.words_only);
        let forms = beside.map_or(&[][..], |pipeline| &pipeline.forms);
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
