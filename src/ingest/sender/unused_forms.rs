//! Who sent a form of which nothing counts, or may have sent it: of nobody among them is it said that it did not send.

use crate::ingest::lookups::Lookups;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::roles::lines;
use crate::ingest::table::locate::locate;
use crate::model::{FormIx, Sheet, UnitIx, Unused};
use crate::pipeline::{Form, Pipeline};

use super::weigh::{is_named, named_by_file, whose};
use super::whose::{TableInFile, TableSender};

/// What forms and units are looked up in.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct Among<'a> {
    pub(in crate::ingest) pipeline: &'a Pipeline,
    pub(in crate::ingest) units: &'a Lookups<'a>,
}

/// Whose a form is that does not count: its sender's; where it is nobody's, of each of those that are named; where it
/// names nobody, of the one who sent the others in the file, or of the one that the file is named after.
pub(in crate::ingest) fn unused(
    file: &str,
    form: &Form,
    whose: &TableSender,
    beside: Option<UnitIx>,
    among: Among,
) -> Vec<Unused> {
    let Among { pipeline, units } = among;
    let one = |unit, doubtful| Unused { form: Some(form_ix(form, pipeline)), unit, doubtful };
    if let Some(sender) = whose.sender {
        return vec![one(sender, false)];
    }
    let named = whose.candidates(form, units);
    if !named.is_empty() {
        return named.into_iter().map(|unit| one(unit, true)).collect();
    }
    let sends = |unit: &UnitIx| form.sent_by.contains(&pipeline.register.get(*unit).level);
    let by_file = || named_by_file(file, pipeline, units).filter(sends);
    let sender = beside.filter(sends).or_else(by_file);
    sender.map(|unit| one(unit, false)).into_iter().collect()
}

/// The forms in a sheet that is hidden and not read, and whose they are.
pub(in crate::ingest) fn hidden<'a>(
    file: &str,
    sheet: &Sheet,
    among: Among<'a>,
) -> Vec<(&'a Form, TableSender)> {
    let Among { pipeline, units } = among;
    let forms: Vec<&Form> = pipeline.forms.iter().collect();
    let sent = |table: &BoundTable| is_named(file, sheet, table, units);
    let tables = locate(sheet, &forms, None, &sent).tables;
    let whose = |table: &BoundTable<'a>| {
        let lines = &lines(sheet, table, units);
        (table.form, whose(&TableInFile { file, sheet, table, lines, units }))
    };
    tables.iter().map(whose).collect()
}

/// The place of a form.
pub(in crate::ingest) fn form_ix(form: &Form, pipeline: &Pipeline) -> FormIx {
    let place = pipeline.forms.iter().position(|known| known.id == form.id).unwrap_or(0);
    FormIx(u16::try_from(place).unwrap_or(u16::MAX))
}
