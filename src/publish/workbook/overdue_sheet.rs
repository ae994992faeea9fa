//! Who holds late files in which field, and the reason that the unit gives: the units with most first.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Area, CellRef, MeasureIx, UnitIx};
use crate::pipeline::{DataTable, Pipeline, SheetKind};
use crate::publish::late::{LateNumber, NO_REASON, late_numbers};

use super::facts::Facts;
use super::words::size;
use crate::publish::book::layout::SheetHead;
use crate::publish::book::meaning::{Circle, LateFigure, Meaning, OneOf};
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{Fitted, TableColumn, TableRow, fit};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Overdue.name();

/// Rows of a list of all units: two pages of paper. The units with most have theirs, the others stand together in one.
const MOST_ROWS: usize = 50;

/// What is late of a unit in one field.
struct LateLine<'a> {
    unit: UnitIx,
    field: Option<&'a str>,
    counts: BTreeMap<MeasureIx, i64>,
    reasons: Vec<&'a str>,
}

impl LateLine<'_> {
    fn all(&self) -> i64 {
        self.counts.values().sum()
    }
}

/// The numbers that ask for a reason; none where no table of the run holds any.
pub(super) fn numbers<'a>(facts: &Facts<'a>) -> Vec<LateNumber<'a>> {
    let tables = facts.inputs.edition;
    tables
        .map_or_else(Vec::new, |tables| late_numbers(facts.pipeline, facts.inputs.findings, tables))
}

/// Composes the sheet of all units.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let numbers = numbers(facts);
    sheet(facts, SheetHead::Annex(number), Circle::Everyone, &numbers, Some(MOST_ROWS))
}

/// The same of one district and what is under it, whole; `None` where nothing is late.
pub(super) fn compose_inside<'a>(
    facts: &Facts<'a>,
    numbers: &[LateNumber<'a>],
    district: UnitIx,
) -> Option<SheetPlan<'a>> {
    let head = SheetHead::Of(&facts.pipeline.register.get(district).name);
    let sheet = || sheet(facts, head, Circle::Under(district), numbers, None);
    (!numbers.is_empty()).then(sheet)
}

/// A line a unit and field: the units with most first, and so their fields.
fn lines<'a>(numbers: &[LateNumber<'a>]) -> Vec<LateLine<'a>> {
    let mut by_field: BTreeMap<(UnitIx, Option<&str>), LateLine<'a>> = BTreeMap::new();
    let mut by_unit: BTreeMap<UnitIx, i64> = BTreeMap::new();
    for number in numbers {
        let LateNumber { unit, field, .. } = *number;
        let line = by_field.entry((unit, field)).or_insert_with(|| LateLine {
            unit,
            field,
            counts: BTreeMap::new(),
            reasons: Vec::new(),
        });
        *line.counts.entry(number.measure).or_default() += number.count;
        // Two counts of one line have one reason.
        line.reasons.extend(number.reason.filter(|reason| !line.reasons.contains(reason)));
        *by_unit.entry(unit).or_default() += number.count;
    }
    let mut lines: Vec<LateLine<'a>> = by_field.into_values().collect();
    lines.sort_by_key(|line| {
        let of_unit = by_unit.get(&line.unit).copied().unwrap_or(0);
        (-of_unit, line.unit, -line.all(), line.field.is_none(), line.field)
    });
    lines
}

/// How many lines of whole units fit into so many rows; at least those of one unit.
fn shown(lines: &[LateLine<'_>], most: Option<usize>) -> usize {
    let Some(most) = most.filter(|&most| lines.len() > most) else { return lines.len() };
    let mut shown = 0;
    for unit in lines.chunk_by(|a, b| a.unit == b.unit) {
        if shown > 0 && shown + unit.len() >= most {
            break;
        }
        shown += unit.len();
    }
    shown
}

/// What a row of the table is of.
#[derive(Clone, Copy)]
struct LateRow<'a, 'l> {
    unit: OneOf<UnitIx>,
    field: OneOf<Option<&'a str>>,
    lines: &'l [LateLine<'a>],
}

/// Which columns the table has.
struct LateColumns {
    measures: Vec<MeasureIx>,
    fields: bool,
    reasons: bool,
}

impl LateColumns {
    /// Those that say something: all counts that are asked about in the order of forms, and fields and reasons where any
    /// line has one.
    fn of(facts: &Facts<'_>, lines: &[LateLine<'_>]) -> Self {
        let mut measures: Vec<MeasureIx> = Vec::new();
        for &measure in facts.pipeline.forms.iter().flat_map(|form| &form.reasons.measures) {
            let counted = || lines.iter().any(|line| line.counts.contains_key(&measure));
            if !measures.contains(&measure) && counted() {
                measures.push(measure);
            }
        }
        Self {
            measures,
            fields: lines.iter().any(|line| line.field.is_some()),
            reasons: lines.iter().any(|line| !line.reasons.is_empty()),
        }
    }

    fn heads<'a>(&self, pipeline: &'a Pipeline) -> Vec<TableColumn<'a>> {
        let mut heads = vec![TableColumn::new("Đơn vị", CellKind::Words)];
        if self.fields {
            heads.push(TableColumn::new("Lĩnh vực", CellKind::Words));
        }
        let counts = self.measures.iter().map(|measure| pipeline.measure(*measure));
        heads.extend(counts.map(|measure| TableColumn::new(&measure.title, CellKind::Count)));
        if self.reasons {
            heads.push(TableColumn::new("Lý do đơn vị nêu", CellKind::Words));
        }
        heads
    }

    fn row<'a>(&self, facts: &Facts<'a>, among: Circle, row: LateRow<'a, '_>) -> TableRow<'a> {
        let LateRow { unit, field, lines } = row;
        let figure = |measure| Meaning::Late(LateFigure { among, unit, field, measure });
        let (mut data, mut means) = (vec![unit_name(facts, unit, lines)], vec![figure(None)]);
        if self.fields {
            data.push(match field {
                OneOf::One(Some(field)) => Datum::text(field),
                OneOf::One(None) => Datum::dash(),
                OneOf::All | OneOf::Rest => Datum::Blank,
            });
            means.push(figure(None));
        }
        for &measure in &self.measures {
            data.push(Datum::Count(
                lines.iter().filter_map(|line| line.counts.get(&measure)).sum(),
            ));
            means.push(figure(Some(measure)));
        }
        if self.reasons {
            data.push(match lines {
                [line] if line.reasons.is_empty() => Datum::text(NO_REASON),
                [line] if matches!(unit, OneOf::One(_)) => Datum::owned(line.reasons.join("; ")),
                _ => Datum::Blank,
            });
            means.push(figure(None));
        }
        let tone = if unit == OneOf::All { RowTone::Band } else { RowTone::Plain };
        TableRow::toned(tone, data).meaning(means)
    }
}

fn unit_name<'a>(facts: &Facts<'a>, unit: OneOf<UnitIx>, lines: &[LateLine<'_>]) -> Datum<'a> {
    match unit {
        OneOf::One(unit) => Datum::owned(facts.pipeline.register.name_apart(unit)),
        OneOf::Rest => Datum::owned(format!("{} đơn vị khác", size(units(lines)))),
        OneOf::All => Datum::text("Cộng"),
    }
}

/// How many units some lines are of.
fn units(lines: &[LateLine<'_>]) -> usize {
    lines.iter().map(|line| line.unit).collect::<BTreeSet<UnitIx>>().len()
}

fn sheet<'a>(
    facts: &Facts<'a>,
    head: SheetHead<'_>,
    among: Circle,
    numbers: &[LateNumber<'a>],
    most: Option<usize>,
) -> SheetPlan<'a> {
    let lines = lines(numbers);
    let columns = LateColumns::of(facts, &lines);
    let (own, rest) = lines.split_at(shown(&lines, most));
    let of_line = |line: &'_ LateLine<'a>| (OneOf::One(line.unit), OneOf::One(line.field));
    let together = |unit, lines| LateRow { unit, field: OneOf::All, lines };
    let listed = own.chunks(1).map(|line| {
        let (unit, field) = of_line(&line[0]);
        LateRow { unit, field, lines: line }
    });
    let others = (!rest.is_empty()).then(|| together(OneOf::Rest, rest));
    let rows = listed.chain(others).chain([together(OneOf::All, &lines)]);
    let rows: Vec<TableRow<'a>> = rows.map(|row| columns.row(facts, among, row)).collect();
    let heads = columns.heads(facts.pipeline);
    let Fitted { paper, widths } = fit(&heads, &[], &rows);
    let mut plan = SheetPlan::new(facts.pipeline, NAME, paper, widths);
    let scale = columns.measures.first().map(|measure| facts.pipeline.measure(*measure));
    let scale = scale.map(|measure| measure.scale.as_str()).filter(|scale| !scale.is_empty());
    let title = "Hồ sơ quá hạn và lý do đơn vị nêu";
    plan.heading_of(facts.pipeline, head, title, scale);
    if lines.is_empty() {
        let text = "Không có hồ sơ quá hạn nào phải nêu lý do trong kỳ.";
        plan.paragraph(CellStyle::Body, Datum::text(text));
        return plan;
    }
    let first = plan.next();
    plan.table_head(&heads);
    plan.head = Some((first, first));
    plan.holds_columns = 1;
    let last = plan.next() + u32::try_from(own.len()).unwrap_or(u32::MAX) - 1;
    for row in rows {
        plan.table_row(&heads, row);
    }
    let end = u32::from(plan.columns()) - 1;
    plan.filter = Some(Area { first: CellRef::new(first, 0), last: CellRef::new(last, end) });
    plan.gap(4);
    let said = remark(facts, among, rest, columns.reasons);
    plan.paragraph(CellStyle::Remark, Datum::owned(said));
    plan
}

/// How the list is ordered, whose reason it is, and where what is not in it stands.
fn remark(facts: &Facts<'_>, among: Circle, rest: &[LateLine<'_>], reasons: bool) -> String {
    let mut said = vec!["Đơn vị có nhiều hồ sơ quá hạn đứng trước.".to_owned()];
    said.push(if reasons {
        "Lý do: cột Ghi chú của biểu, nguyên văn của đơn vị.".to_owned()
    } else {
        "Các biểu đã nhận không nêu lý do.".to_owned()
    });
    if !rest.is_empty() {
        let (units, lines) = (size(units(rest)), size(rest.len()));
        said.push(format!("Còn {lines} dòng của {units} đơn vị: {}.", elsewhere(facts.pipeline)));
    }
    if among == Circle::Everyone {
        said.push("Số liệu bị loại vì có lỗi không ở đây.".to_owned());
    }
    said.join(" ")
}

/// Where the whole list is.
fn elsewhere(pipeline: &Pipeline) -> String {
    let data = pipeline.data.as_ref().filter(|data| data.tables.contains(&DataTable::Overdue));
    let data = data.map(|data| format!("bảng {} của {}", DataTable::Overdue.name(), data.file));
    let districts = pipeline.districts.as_ref();
    let districts =
        districts.map(|books| format!("tệp của từng huyện trong thư mục {}", books.folder));
    let places: Vec<String> = data.into_iter().chain(districts).collect();
    if places.is_empty() { "lệnh tthc export observations".to_owned() } else { places.join("; ") }
}
