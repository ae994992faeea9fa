//! F302: units that belong in a form that was sent and have no line in it.

use std::collections::BTreeSet;

use crate::model::{Code, Finding, Status, UnitIx};
use crate::table::{Role, SubmissionRow};
use crate::validate::Rule;
use crate::validate::context::Context;

pub(super) const RULE: Rule = Rule { codes: &[Code::UnitMissing], check };

fn check(context: &Context) -> Vec<Finding> {
    let items = context.figures.rows.iter().filter(|f| f.role == Role::Item);
    let present: BTreeSet<(u32, u32, u32)> = items.map(|f| (f.file, f.form, f.unit)).collect();
    let used = |row: &&SubmissionRow| {
        matches!(row.status, Status::Accepted | Status::AcceptedWithFindings | Status::Late)
    };
    let rows = context.submissions.rows.iter().filter(used);
    rows.flat_map(|row| absent(context, row, &present)).collect()
}

fn absent(
    context: &Context,
    row: &SubmissionRow,
    present: &BTreeSet<(u32, u32, u32)>,
) -> Vec<Finding> {
    let pipeline = context.pipeline;
    let words = &context.figures.words;
    let (Some(form), Some(file)) =
        (row.form.as_deref().and_then(|form| pipeline.form(form)), row.file.as_deref())
    else {
        return Vec::new();
    };
    let Some(sender) = row.unit_id.as_deref().and_then(|unit| pipeline.register.find_id(unit))
    else {
        return Vec::new();
    };
    let symbol = |list: &[String], word: &str| {
        list.iter().position(|known| known == word).and_then(|at| u32::try_from(at).ok())
    };
    let (file_symbol, form_symbol) = (symbol(&words.files, file), symbol(&words.forms, &form.id));
    let sheets = context.sheets_of(file, &form.id);
    let is_there = |unit: UnitIx| match (file_symbol, form_symbol, context.unit_symbol(unit)) {
        (Some(file), Some(form), Some(unit)) => present.contains(&(file, form, unit)),
        _ => false,
    };
    form.expected_units(&pipeline.register, sender)
        .into_iter()
        .filter(|(ix, _)| !is_there(*ix))
        .map(|(_, unit)| {
            let message = format!("{} không có số liệu trong {}", unit.name, form.name);
            let finding =
                Finding::new(Code::UnitMissing, message).in_file(file).about(&unit.id).left_out();
            match sheets.first() {
                Some(sheet) => finding.in_sheet(sheet),
                None => finding,
            }
        })
        .collect()
}
