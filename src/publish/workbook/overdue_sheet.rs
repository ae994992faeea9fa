//! Who holds late files in which field, and the reason that the unit gives: the units with most first.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CellRef, MeasureIx, UnitIx};
use crate::pipeline::{DataTable, Pipeline, SheetKind};
use crate::publish::late::{LateNumber, NO_REASON, late_numbers};

use super::facts::Facts;
use super::words::size;
use crate::publish::book::layout::{SheetHead, UPRIGHT_PX};
use crate::publish::book::meaning::{Circle, LateFigure, Meaning, OneOf};
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Overdue.name();

/// Rows of a list of all units: a page of what units say, or of numbers alone. The units with most have theirs, the others stand
/// together in one.
const MOST_ROWS: usize = 24;
const MOST_NUMBERS: usize = 32;
/// Pixels of a name and of a count; what a unit says takes the rest of an upright page.
const NAME_PX: u32 = 200;
const COUNT_PX: u32 = 64;
/// The same where no unit says anything.
const BARE_NAME_PX: u32 = 360;
const BARE_COUNT_PX: u32 = 110;

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
    sheet(facts, SheetHead::Annex(number), Circle::Everyone, &numbers)
}

/// The same of one district and what is under it, whole; `None` where nothing is late.
pub(super) fn compose_inside<'a>(
    facts: &Facts<'a>,
    numbers: &[LateNumber<'a>],
    district: UnitIx,
) -> Option<SheetPlan<'a>> {
    let head = SheetHead::Of(&facts.pipeline.register.get(district).name);
    let sheet = || sheet(facts, head, Circle::Under(district), numbers);
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

/// How many rows a unit takes: those of its fields, and above several one that adds them up.
fn rows_of(lines: &[LateLine<'_>]) -> usize {
    lines.len() + usize::from(lines.len() > 1)
}

/// How many lines of whole units fit into so many rows; at least those of one unit.
fn shown(lines: &[LateLine<'_>], most: usize) -> usize {
    let all = || lines.chunk_by(|a, b| a.unit == b.unit);
    if all().map(rows_of).sum::<usize>() <= most {
        return lines.len();
    }
    let (mut rows, mut shown) = (0, 0);
    for unit in all() {
        rows += rows_of(unit);
        // The others take a row, too.
        if shown > 0 && rows >= most {
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
    /// Whether it is all that its unit has.
    alone: bool,
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
        let name = if self.fields { "Đơn vị, lĩnh vực" } else { "Đơn vị" };
        let counts = self.measures.iter().map(|measure| pipeline.measure(*measure));
        let counts = counts.map(|measure| TableColumn::new(&measure.title, CellKind::Count));
        let reason = TableColumn::new("Lý do đơn vị nêu", CellKind::Words);
        let heads = std::iter::once(TableColumn::new(name, CellKind::Words)).chain(counts);
        heads.chain(self.reasons.then_some(reason)).collect()
    }

    fn widths(&self) -> Vec<u32> {
        let counts = self.measures.len();
        if !self.reasons {
            let counts = vec![BARE_COUNT_PX; counts];
            return std::iter::once(BARE_NAME_PX).chain(counts).collect();
        }
        let counts = vec![COUNT_PX; counts];
        let rest = UPRIGHT_PX.saturating_sub(NAME_PX + counts.iter().sum::<u32>()).max(COUNT_PX);
        std::iter::once(NAME_PX).chain(counts).chain([rest]).collect()
    }

    fn row<'a>(&self, facts: &Facts<'a>, among: Circle, row: LateRow<'a, '_>) -> TableRow<'a> {
        let LateRow { unit, field, lines, .. } = row;
        let figure = |measure| Meaning::Late(LateFigure { among, unit, field, measure });
        let of_unit = || unit_name(facts, among, unit, lines);
        let name = match field {
            OneOf::One(field) if self.fields => {
                let field = field.unwrap_or(NO_FIELD);
                if row.alone { format!("{}: {field}", of_unit()) } else { format!("– {field}") }
            }
            _ => of_unit(),
        };
        let (mut data, mut means) = (vec![Datum::owned(name)], vec![figure(None)]);
        for &measure in &self.measures {
            data.push(Datum::Count(
                lines.iter().filter_map(|line| line.counts.get(&measure)).sum(),
            ));
            means.push(figure(Some(measure)));
        }
        if self.reasons {
            data.push(match (field, lines) {
                (OneOf::One(_), [line]) if line.reasons.is_empty() => Datum::text(NO_REASON),
                (OneOf::One(_), [line]) => Datum::owned(line.reasons.join("; ")),
                _ => Datum::Blank,
            });
            means.push(figure(None));
        }
        let head = unit == OneOf::All || self.fields && field == OneOf::All;
        TableRow::toned(if head { RowTone::Band } else { RowTone::Plain }, data).meaning(means)
    }
}

/// The rows of whole units: what each holds, and its fields below it.
fn rows_of_units<'a, 'l>(lines: &'l [LateLine<'a>]) -> Vec<LateRow<'a, 'l>> {
    let mut rows = Vec::new();
    for lines in lines.chunk_by(|a, b| a.unit == b.unit) {
        let (unit, alone) = (OneOf::One(lines[0].unit), lines.len() == 1);
        let own = LateRow { unit, field: OneOf::All, lines, alone: false };
        rows.extend((!alone).then_some(own));
        let fields = lines.chunks(1);
        rows.extend(fields.map(|line| LateRow {
            unit,
            field: OneOf::One(line[0].field),
            lines: line,
            alone,
        }));
    }
    rows
}

/// What a line is called that names no field.
const NO_FIELD: &str = "không ghi lĩnh vực";

fn unit_name(
    facts: &Facts<'_>,
    among: Circle,
    unit: OneOf<UnitIx>,
    lines: &[LateLine<'_>],
) -> String {
    let register = &facts.pipeline.register;
    match unit {
        // In one district no two are called the same.
        OneOf::One(unit) if matches!(among, Circle::Under(_)) => register.get(unit).name.clone(),
        OneOf::One(unit) => register.name_apart(unit),
        OneOf::Rest => format!("{} đơn vị khác", size(units(lines))),
        OneOf::All => "Cộng".to_owned(),
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
) -> SheetPlan<'a> {
    let lines = lines(numbers);
    let columns = LateColumns::of(facts, &lines);
    let most = match among {
        Circle::Everyone | Circle::Level(_) if columns.reasons => MOST_ROWS,
        Circle::Everyone | Circle::Level(_) => MOST_NUMBERS,
        // What is told to one district is whole.
        Circle::Under(_) => usize::MAX,
    };
    let (own, rest) = lines.split_at(shown(&lines, most));
    let together = |unit, lines| LateRow { unit, field: OneOf::All, lines, alone: false };
    let others = (!rest.is_empty()).then(|| together(OneOf::Rest, rest));
    let listed = rows_of_units(own).into_iter().chain(others);
    let listed: Vec<LateRow<'a, '_>> = listed.chain([together(OneOf::All, &lines)]).collect();
    let rows = listed.iter().copied();
    let rows: Vec<TableRow<'a>> = rows.map(|row| columns.row(facts, among, row)).collect();
    let heads = columns.heads(facts.pipeline);
    let mut plan = SheetPlan::new(facts.pipeline, NAME, Paper::Upright, columns.widths());
    let scale = columns.measures.first().map(|measure| facts.pipeline.measure(*measure));
    let scale = scale.map(|measure| measure.scale.as_str()).filter(|scale| !scale.is_empty());
    let title = match (columns.reasons, columns.fields) {
        (true, _) => "Hồ sơ quá hạn và lý do đơn vị nêu",
        (false, true) => "Hồ sơ quá hạn theo đơn vị và lĩnh vực",
        (false, false) => "Hồ sơ quá hạn theo đơn vị",
    };
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
    let body = plan.next();
    for row in rows {
        plan.table_row(&heads, row);
    }
    sums(&mut plan, &listed, (body, columns.measures.len()));
    plan.gap(4);
    let said = remark(facts, among, rest, columns.reasons);
    plan.paragraph(CellStyle::Remark, Datum::owned(said));
    plan
}

/// Makes the figures of a unit with several fields follow from these, and those of all from those of each.
fn sums(plan: &mut SheetPlan<'_>, listed: &[LateRow<'_, '_>], (body, measures): (u32, usize)) {
    let Some((_, rows)) = listed.split_last() else { return };
    let numbered: Vec<(u32, &LateRow<'_, '_>)> = (body..).zip(rows).collect();
    let is_field = |row: &LateRow<'_, '_>| matches!(row.field, OneOf::One(_)) && !row.alone;
    let units = numbered.iter().filter(|(_, row)| !is_field(row)).map(|(at, _)| *at);
    let units: Vec<u32> = units.collect();
    let last = body + u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for column in (1u16..).take(measures) {
        let parts = units.iter().map(|&row| CellRef::new(row, u32::from(column)));
        plan.sum_of((last, column), &parts.collect::<Vec<_>>());
        for (at, row) in &numbered {
            let fields = u32::try_from(row.lines.len()).unwrap_or(0);
            if matches!((row.unit, row.field), (OneOf::One(_), OneOf::All)) {
                plan.sums(*at, &(at + 1..at + 1 + fields), [column]);
            }
        }
    }
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
        said.push(format!("Toàn bộ: {}.", elsewhere(facts.pipeline)));
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
