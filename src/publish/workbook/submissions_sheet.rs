//! Who sent what and who did not; what is not there comes first.

use crate::model::{Area, CellRef, FormIx, Status, SubmissionRow};
use crate::pipeline::SheetKind;
use crate::text::moment;

use super::facts::Facts;
use super::quality_sheet::{self, UnitFindings};
use super::words::size;
use crate::publish::book::layout::SheetHead;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Submissions.name();

const WIDTHS: [u32; 8] = [52, 256, 132, 268, 136, 84, 60, 84];

/// The same page with two columns of times.
const WIDTHS_TIMED: [u32; 10] = [44, 214, 106, 204, 112, 72, 52, 72, 98, 98];

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
    pub(super) title: &'a str,
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
                title: &form.title,
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

/// Composes the sheet of submissions.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let rows: Vec<&SubmissionRow> = facts.inputs.submissions.rows.iter().collect();
    let count = count_line(&SubmissionCounts::of(facts));
    compose_part(facts, SheetHead::Annex(number), &rows, Some(count))
}

/// The same of those that one district, and what is under it, sent or owes, with what was found in them.
pub(super) fn compose_inside<'a>(
    facts: &Facts<'a>,
    rows: &[&'a SubmissionRow],
    findings: &[UnitFindings<'a>],
    district: &str,
) -> SheetPlan<'a> {
    let mut plan = compose_part(facts, SheetHead::Of(district), rows, None);
    quality_sheet::append(facts, findings, &mut plan);
    plan
}

fn compose_part<'a>(
    facts: &Facts<'a>,
    head: SheetHead<'_>,
    rows: &[&'a SubmissionRow],
    count: Option<String>,
) -> SheetPlan<'a> {
    // Times stand only where the inbox or the pipeline tells any.
    let timed = rows.iter().any(|row| row.received_at.is_some() || row.due.is_some());
    let widths = if timed { WIDTHS_TIMED.to_vec() } else { WIDTHS.to_vec() };
    let mut plan = SheetPlan::new(facts.pipeline, NAME, Paper::Lying, widths);
    let title = "Tình hình gửi báo cáo";
    plan.heading_of(facts.pipeline, head, title, None);
    if let Some(count) = count {
        plan.paragraph(CellStyle::Section, Datum::owned(count));
        plan.gap(4);
    }
    let mut columns = vec![
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Đơn vị", CellKind::Words),
        TableColumn::new("Biểu", CellKind::Words),
        TableColumn::new("Tệp", CellKind::Words),
        TableColumn::new("Tình trạng", CellKind::Mark),
        TableColumn::new("Số liệu đọc được", CellKind::Count),
        TableColumn::new("Lỗi", CellKind::Count),
        TableColumn::new("Cảnh báo", CellKind::Count),
    ];
    if timed {
        columns.push(TableColumn::new("Nhận lúc", CellKind::Mark));
        columns.push(TableColumn::new("Hạn nộp", CellKind::Mark));
    }
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
    let gaps = rows.iter().filter(|row| row.status.is_gap());
    let rest = rows.iter().filter(|row| !row.status.is_gap());
    for (index, submission) in gaps.chain(rest).enumerate() {
        plan.table_row(&columns, row(facts, index + 1, submission, timed));
    }
    let last = CellRef::new(plan.next() - 1, u32::from(plan.columns()) - 1);
    plan.filter = Some(Area { first: CellRef::new(head, 0), last });
    plan
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

fn row<'a>(facts: &Facts<'a>, number: usize, row: &'a SubmissionRow, timed: bool) -> TableRow<'a> {
    let form = row.form.as_deref();
    let form = form.map(|id| facts.pipeline.form(id).map_or(id, |form| &form.name));
    let count = |count: u32| match row.status {
        Status::Missing => Datum::dash(),
        _ => Datum::Count(i64::from(count)),
    };
    let unit = row.unit_id.as_deref().map(|id| facts.name(id));
    let mut data = vec![
        Datum::size(number),
        Datum::text(unit.unwrap_or("(chưa rõ đơn vị)")),
        Datum::text(form.unwrap_or("(chưa rõ biểu)")),
        Datum::text(row.file.as_deref().unwrap_or("–")),
        Datum::text(row.status.title()),
        count(row.values),
        count(row.errors),
        count(row.warnings),
    ];
    if timed {
        let time = |at: &Option<String>| {
            at.as_deref().map_or_else(Datum::dash, |at| Datum::owned(moment(at)))
        };
        data.extend([time(&row.received_at), time(&row.due)]);
    }
    let alert = row.status.is_gap() || row.status == Status::Late;
    let tone = if alert { RowTone::Alert } else { RowTone::Plain };
    let means = vec![Meaning::Submission(row); data.len()];
    TableRow::toned(tone, data).meaning(means)
}
