//! Lists of dossiers, a row each → readings: their rows are counted by the query that `tthc sql` prints. Where no form is sent as
//! a list, and for files that are none, `ingest` reads as always.
//!
//! `texts` and `parquet` give the rows of a file, `codes` tells which stand twice, `understood` says what they
//! mean, `count` has them counted.

mod ahead;
mod codes;
mod count;
mod dossier_table;
mod parquet;
mod rows;
mod texts;
mod understood;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ingest::{self, FileContent, ListsOfBook, OpenedList, lists_of, read_opened};
use crate::model::{Finding, Notation, Reading};
use crate::pipeline::Pipeline;
use crate::read::{self, Book, Opened, TextRows};
use crate::store::Fingerprint;
use crate::table::TableError;

use parquet::ParquetRows;
use rows::ListSource;
use texts::{SheetRows, TextList};

/// Reads a file; `inside` an archive it is no archive itself.
pub(super) fn read_file(
    file: &str,
    bytes: &[u8],
    inside: bool,
    pipeline: &Pipeline,
) -> FileContent {
    if pipeline.forms.iter().all(|form| form.dossiers.is_none()) {
        return ingest::read_file(file, bytes, inside, pipeline);
    }
    let hash = Fingerprint::of_bytes(bytes);
    let named = (file, hash.as_str());
    let found = if ParquetRows::is(bytes) {
        list_of_parquet(named, bytes, pipeline)
    } else if let Some(rows) = read::text_rows(bytes) {
        list_of_text(named, &rows, pipeline)
    } else {
        match read::read(bytes, &pipeline.limits) {
            Opened::Book(book) => match lists_of(&book.sheets, pipeline) {
                Some(lists) => Some(list_of_book(named, book, lists, pipeline)),
                None => return read_opened(file, bytes, Opened::Book(book), inside, pipeline),
            },
            opened => return read_opened(file, bytes, opened, inside, pipeline),
        }
    };
    match found {
        Some(reading) => FileContent::Reading(Box::new(reading)),
        None => ingest::read_file(file, bytes, inside, pipeline),
    }
}

fn list_of_text(named: (&str, &str), rows: &TextRows, pipeline: &Pipeline) -> Option<Reading> {
    let header = TextList::header(rows, pipeline)?;
    let list = TextList::new(rows, &header);
    let found = Vec::new();
    let opened = OpenedList::open(named, header, Notation::Letters, found, pipeline);
    let sheets = [TextRows::SHEET.to_owned()];
    Some(opened.map_or_else(|refused| *refused, |opened| counted(opened, pipeline, &list, &sheets)))
}

fn list_of_book(
    named: (&str, &str),
    book: Book,
    lists: ListsOfBook<'_>,
    pipeline: &Pipeline,
) -> Reading {
    let ListsOfBook { lists, findings } = lists;
    let found: Vec<Finding> = book.findings.into_iter().chain(findings).collect();
    let sheets: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let names: Vec<String> = lists.iter().map(|(place, _)| sheets[*place].clone()).collect();
    // One that cannot be counted tells why; of the others the first speaks for all.
    let header = lists.iter().find(|(_, header)| !header.is_whole()).or(lists.first());
    let Some((place, header)) = header.cloned() else {
        return Reading::default();
    };
    let first = book.sheets[place].rows().flat_map(|(_, cells)| cells).next();
    let notation = first.map_or(Notation::Letters, |cell| cell.at.notation);
    match OpenedList::open(named, header, notation, found, pipeline) {
        Err(refused) => *refused,
        Ok(opened) => {
            let rows = SheetRows { sheets: &book.sheets, lists: &lists };
            counted(opened, pipeline, &rows, &names)
        }
    }
}

fn list_of_parquet(named: (&str, &str), bytes: &[u8], pipeline: &Pipeline) -> Option<Reading> {
    let opened = catch_unwind(AssertUnwindSafe(|| ParquetRows::open(bytes)));
    let Ok(Ok(mut rows)) = opened else {
        let torn = "tệp Parquet bị cắt cụt hoặc hỏng; hãy xuất lại danh sách".to_owned();
        return Some(ingest::understand(named.0, Some(named.1), Err(torn), pipeline));
    };
    let header = rows.header(pipeline)?;
    let opened = OpenedList::open(named, header, Notation::Numbers, Vec::new(), pipeline);
    let sheets = [TextRows::SHEET.to_owned()];
    Some(opened.map_or_else(|refused| *refused, |opened| counted(opened, pipeline, &rows, &sheets)))
}

/// The reading of a list whose rows are counted; of one that cannot be read to its end why.
fn counted(
    mut opened: OpenedList<'_>,
    pipeline: &Pipeline,
    rows: &dyn ListSource,
    sheets: &[String],
) -> Reading {
    let count = || count::count(&mut opened, pipeline.period, rows);
    let groups = catch_unwind(AssertUnwindSafe(count));
    match groups {
        Ok(Ok((groups, codes))) => opened.reading(groups, codes, sheets),
        Ok(Err(error)) => opened.refused(&reason(&error)),
        Err(_) => opened.refused("tệp hỏng hoặc có dạng không đọc được; hãy xuất lại danh sách"),
    }
}

fn reason(error: &TableError) -> String {
    format!("không đọc hết được danh sách ({error}); hãy xuất lại")
}
