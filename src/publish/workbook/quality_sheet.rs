//! How good the data is: how many findings of which kind each unit has. The findings themselves, each with its cell, are
//! in the list that goes with the forms that go back.

use std::collections::BTreeMap;

use crate::model::{Action, Area, CellRef, Code, Finding, Severity, UnitIx};
use crate::pipeline::{ReturnForms, SheetKind};

use super::facts::Facts;
use crate::publish::book::layout::{Annex, row_px};
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, SheetPlan, Target};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::book::table_fit::{Fitted, fit};
use crate::publish::returned::recipient::FindingsByUnit;

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Quality.name();

/// How many findings of one kind, and how many of them left something out.
#[derive(Default, Clone, Copy)]
struct KindTally {
    severity: Option<Severity>,
    count: usize,
    left_out: usize,
}

/// The findings that go to a unit; to nobody known where it is none.
pub(super) type UnitFindings<'a> = (Option<UnitIx>, Vec<&'a Finding>);

/// Composes the sheet of findings by unit and kind.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let inputs = facts.inputs;
    let dealt = FindingsByUnit::new(facts.pipeline, inputs.findings, inputs.submissions);
    let rows = numbered(facts, &dealt.of_units);
    let columns = columns();
    let annex = Annex { number, title: "Chất lượng số liệu báo cáo", scale: None };
    // Below it stands the link to the list.
    let heading = |width| SheetPlan::annex_px(facts.pipeline, annex, width) + row_px(1);
    let Fitted { paper, widths } = fit(&columns, &[], &rows, heading);
    let mut plan = SheetPlan::new(facts.pipeline, NAME, paper, widths);
    plan.annex_heading(facts.pipeline, annex);
    if rows.is_empty() {
        plan.paragraph(CellStyle::Body, Datum::text("Không có phát hiện nào trong kỳ."));
        return plan;
    }
    if facts.pipeline.return_forms.least().is_some() {
        let target = Target::File(ReturnForms::LIST.to_owned());
        let text = format!("Từng phát hiện, kèm ô phải sửa: {}", ReturnForms::LIST);
        plan.paragraph(CellStyle::Link, Datum::link(text, target));
        plan.gap(4);
    }
    let head = plan.next();
    plan.table_head(&columns);
    plan.head = Some((head, head));
    plan.holds_columns = 2;
    for row in rows {
        plan.table_row(&columns, row);
    }
    let last = CellRef::new(plan.next() - 1, u32::from(plan.columns()) - 1);
    plan.filter = Some(Area { first: CellRef::new(head, 0), last });
    plan
}

/// The findings of some units below the table of a sheet of six columns; nothing where nothing was found.
pub(super) fn append<'a>(
    facts: &Facts<'a>,
    of_units: &[UnitFindings<'a>],
    plan: &mut SheetPlan<'a>,
) {
    if of_units.is_empty() {
        return;
    }
    let columns = columns();
    plan.gap(16);
    plan.paragraph(CellStyle::Section, Datum::text("Phát hiện về số liệu"));
    plan.table(&columns, numbered(facts, of_units));
}

fn columns<'a>() -> [TableColumn<'a>; 6] {
    [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Đơn vị gửi", CellKind::Words),
        TableColumn::new("Mức độ", CellKind::Mark),
        TableColumn::new("Phát hiện", CellKind::Words),
        TableColumn::new("Số lượng", CellKind::Count),
        TableColumn::new("Trong đó không tính", CellKind::Count),
    ]
}

fn numbered<'a>(facts: &Facts<'a>, of_units: &[UnitFindings<'a>]) -> Vec<TableRow<'a>> {
    let by_unit = of_units.iter().flat_map(|(unit, findings)| rows(facts, *unit, findings));
    let numbered = by_unit.zip(1..).map(|(mut row, number)| {
        row.data.insert(0, Datum::Count(number));
        row.means.insert(0, Meaning::RowNumber);
        row
    });
    numbered.collect()
}

/// A row for each kind of finding of a unit, the gravest first.
fn rows<'a>(facts: &Facts<'a>, unit: Option<UnitIx>, findings: &[&Finding]) -> Vec<TableRow<'a>> {
    let mut kinds: BTreeMap<Code, KindTally> = BTreeMap::new();
    for finding in findings {
        let tally = kinds.entry(finding.code).or_default();
        tally.severity = tally.severity.max(Some(finding.severity));
        tally.count += 1;
        tally.left_out += usize::from(finding.action == Action::LeftOut);
    }
    let mut kinds: Vec<(Code, KindTally)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(code, tally)| (std::cmp::Reverse(tally.severity), *code));
    let name = unit
        .map_or("(chưa rõ đơn vị)", |unit| facts.pipeline.register.get(unit).name.as_str());
    let row = |(code, tally): (Code, KindTally)| {
        let check = facts.inputs.catalogue.get(code);
        let alert = tally.severity >= Some(Severity::Blocking);
        let data = vec![
            Datum::text(name),
            Datum::text(tally.severity.map_or("", Severity::title)),
            Datum::owned(format!("{} – {}", code.id(), check.title)),
            Datum::size(tally.count),
            Datum::size(tally.left_out),
        ];
        let means = |left_out| Meaning::FindingsOf { unit, code, left_out };
        let means = vec![means(false), means(false), means(false), means(false), means(true)];
        let tone = if alert { RowTone::Alert } else { RowTone::Plain };
        TableRow::toned(tone, data).meaning(means)
    };
    kinds.into_iter().map(row).collect()
}
