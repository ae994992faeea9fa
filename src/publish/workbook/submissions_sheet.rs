//! Who sent what and who did not; what is not there comes first.

use std::collections::BTreeMap;

use crate::model::{Area, CellRef, FormIx, Status, SubmissionRow};
use crate::pipeline::SheetKind;
use crate::text::moment;

use super::facts::Facts;
use super::words::size;
use crate::publish::book::layout::{Annex, row_px};
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::book::table_fit::{Fitted, fit};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Submissions.name();

/// How many forms were expected and how many are there.
pub(in crate::publish) struct SubmissionCounts<'a> {
    /// By form, in the order of declaration.
    pub(super) forms: Vec<FormTally<'a>>,
    /// Files of which nothing could be used.
    pub(super) unusable: usize,
}

/// One form in a [`SubmissionCounts`].
pub(in crate::publish) struct FormTally<'a> {
    pub(super) form: FormIx,
    pub(super) name: &'a str,
    pub(super) expected: usize,
    pub(super) received: usize,
}

impl<'a> SubmissionCounts<'a> {
    pub(in crate::publish) fn of(facts: &Facts<'a>) -> Self {
        let owed = facts.inputs.submissions.owed();
        let forms = (0u16..).map(FormIx).zip(&facts.pipeline.forms).map(|(ix, form)| {
            let of_form = || owed.iter().filter(|((id, _), _)| *id == form.id);
            FormTally {
                form: ix,
                name: &form.name,
                expected: of_form().count(),
                received: of_form().filter(|(_, received)| **received).count(),
            }
        });
        Self {
            forms: forms.filter(|form| form.expected > 0).collect(),
            unusable: facts.inputs.submissions.unusable(),
        }
    }

    pub(super) fn expected(&self) -> usize {
        self.forms.iter().map(|form| form.expected).sum()
    }

    pub(super) fn received(&self) -> usize {
        self.forms.iter().map(|form| form.received).sum()
    }
}

/// Composes the sheet of submissions: a row for each unit, a column for each form, and below them what was sent of which
/// nobody knows whose it is.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let rows = &facts.inputs.submissions.rows;
    let forms = facts.pipeline.forms.iter();
    let forms = forms.map(|form| (form.id.as_str(), form.name.as_str()));
    let sent = |id: &str| rows.iter().any(|row| row.form.as_deref() == Some(id));
    let forms: Vec<(&str, &str)> = forms.filter(|(id, _)| sent(id)).collect();
    let mut columns =
        vec![TableColumn::new("STT", CellKind::Place), TableColumn::new("Đơn vị", CellKind::Words)];
    columns.extend(forms.iter().map(|(_, name)| TableColumn::new(*name, CellKind::Mark)));
    let of_units = of_units(facts, &forms);
    let table: Vec<TableRow> =
        of_units.iter().enumerate().map(|(at, unit)| unit.row(at + 1)).collect();
    let title = "Tình hình gửi báo cáo";
    let annex = Annex { number, title, scale: None };
    // Below it stands how many came.
    let heading = |width| SheetPlan::annex_px(facts.pipeline, annex, width) + row_px(1);
    let Fitted { paper, widths } = fit(&columns, &[], &table, heading);
    let mut plan = SheetPlan::new(facts.pipeline, NAME, paper, widths);
    plan.annex_heading(facts.pipeline, annex);
    plan.paragraph(CellStyle::Section, Datum::owned(count_line(&SubmissionCounts::of(facts))));
    if rows.is_empty() {
        plan.paragraph(
            CellStyle::Body,
            Datum::text("Chưa nhận tệp nào và không có biểu nào phải gửi."),
        );
        return plan;
    }
    let head = plan.next();
    plan.table_head(&columns);
    plan.head = Some((head, head));
    plan.holds_columns = 2;
    for row in table {
        plan.table_row(&columns, row);
    }
    let last = CellRef::new(plan.next() - 1, u32::from(plan.columns()) - 1);
    plan.filter = Some(Area { first: CellRef::new(head, 0), last });
    let unclear = rows.iter().filter(|row| place(row, &forms).is_none());
    for submission in unclear {
        plan.table_row(&columns, unclear_row(facts, submission));
    }
    plan
}

/// What a unit sent, by form.
struct UnitForms<'a> {
    name: &'a str,
    forms: Vec<Option<&'a SubmissionRow>>,
}

impl<'a> UnitForms<'a> {
    fn lacks_any(&self) -> bool {
        self.forms.iter().flatten().any(|row| row.status.is_gap())
    }

    fn row(&self, number: usize) -> TableRow<'a> {
        let cells = self.forms.iter().map(|form| match form {
            None => (Datum::dash(), Meaning::Words),
            Some(row) => (Datum::owned(said(row)), Meaning::Submission(row)),
        });
        let lead =
            [(Datum::size(number), Meaning::RowNumber), (Datum::text(self.name), Meaning::Words)];
        let (data, means): (Vec<_>, Vec<_>) = lead.into_iter().chain(cells).unzip();
        let late = || self.forms.iter().flatten().any(|row| row.status == Status::Late);
        let alert = self.lacks_any() || late();
        let tone = if alert { RowTone::Alert } else { RowTone::Plain };
        TableRow::toned(tone, data).meaning(means)
    }
}

/// The units that owe a form or sent one, those that lack one first. Of several files the one that counts stands for all.
fn of_units<'a>(facts: &Facts<'a>, forms: &[(&str, &str)]) -> Vec<UnitForms<'a>> {
    let mut order: Vec<&str> = Vec::new();
    let mut units: BTreeMap<&str, UnitForms> = BTreeMap::new();
    for row in &facts.inputs.submissions.rows {
        let Some((unit, form)) = place(row, forms) else { continue };
        let known = units.entry(unit).or_insert_with(|| {
            order.push(unit);
            UnitForms { name: facts.name(unit), forms: vec![None; forms.len()] }
        });
        let counts = |row: &SubmissionRow| (row.status.is_used(), !row.status.is_gap());
        let better = known.forms[form].is_none_or(|known| counts(row) > counts(known));
        if better {
            known.forms[form] = Some(row);
        }
    }
    let mut listed: Vec<UnitForms> =
        order.into_iter().filter_map(|unit| units.remove(unit)).collect();
    listed.sort_by_key(|unit| !unit.lacks_any());
    listed
}

/// The unit of a submission and the column of its form, where both are known.
fn place<'a>(row: &'a SubmissionRow, forms: &[(&str, &str)]) -> Option<(&'a str, usize)> {
    let form = row.form.as_deref()?;
    Some((row.unit_id.as_deref()?, forms.iter().position(|(id, _)| *id == form)?))
}

/// What became of a submission, when it came where that is known, and of a late one when it was due.
pub(super) fn said(row: &SubmissionRow) -> String {
    let mut said = row.status.title().to_owned();
    if let Some(at) = &row.received_at {
        said = format!("{said}\n{}", moment(at));
    }
    if let Some(due) = row.due.as_ref().filter(|_| row.status == Status::Late) {
        said = format!("{said}\n(hạn {})", moment(due));
    }
    said
}

/// A file of which the unit or the form is not known.
fn unclear_row<'a>(facts: &Facts<'a>, row: &'a SubmissionRow) -> TableRow<'a> {
    let unit = row.unit_id.as_deref().map_or("(chưa rõ đơn vị)", |id| facts.name(id));
    let file = row.file.as_deref().unwrap_or("–");
    let said = format!("{unit}: {file}: {}", row.status.title());
    TableRow::toned(RowTone::Alert, vec![Datum::owned(said)])
        .meaning(vec![Meaning::Submission(row)])
}

/// How many of how many forms came.
pub(in crate::publish) fn count_line(tally: &SubmissionCounts<'_>) -> String {
    let (expected, received) = (tally.expected(), tally.received());
    format!(
        "Đã nhận {} / {} biểu phải gửi; chưa có {}; tệp không dùng được: {}.",
        size(received),
        size(expected),
        size(expected - received),
        size(tally.unusable)
    )
}
