//! What is late, by field and unit, with the rate below each number: a column a unit, sums at the right and at the end.

use crate::model::{Area, CellRef, Level, Rate, Scope, UnitIx};
use crate::pipeline::{MetricIx, SheetKind};

use super::facts::Facts;
use super::unit_fields::{FieldOf, UnitFields, against, place_declared};
use super::words;
use crate::publish::book::layout::{LYING_PX, SheetHead, UPRIGHT_PX};
use crate::publish::book::meaning::{Circle, FieldFigure, FieldShows, Meaning, OneOf};
use crate::publish::book::plan::{Datum, Paper, Shade, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Fields.name();

/// Units and fields that have a column or a row of their own; the others stand together in one.
const MOST_UNITS: usize = 11;
const MOST_FIELDS: usize = 24;
/// Lines stand close: two of them are one row of the table.
const CLOSE_PX: u32 = 21;
/// Pixels of the names of fields, at least and at most, and of a unit.
const NAME_PX: u32 = 176;
const WIDE_NAME_PX: u32 = 260;
const UNIT_PX: u32 = 74;
/// What is said of a unit whose figures are incomplete, behind its name.
const LACKS: &str = " (*)";

/// What a column or a row is of, with all that is in it.
type Axis<T> = Vec<(OneOf<T>, Vec<T>)>;

/// A metric by field and unit.
struct FieldTable<'a, 's> {
    among: Circle,
    sums: &'s UnitFields<'a>,
    units: Axis<UnitIx>,
    fields: Axis<FieldOf<'a>>,
}

/// Composes the sheet of all fields: by the units of the tier next below the whole that tells of fields, with all under
/// them.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let chosen = chosen(facts);
    let (level, sums) = match &chosen {
        Some((level, sums)) => (*level, Some(sums)),
        None => (Level::District, None),
    };
    let units: Vec<UnitIx> = of_level(facts, level).collect();
    let table = sums.map(|sums| FieldTable::of(facts, Circle::Level(level), sums, &units));
    sheet(facts, SheetHead::Annex(number), table.as_ref())
}

/// The same of one district, by itself and what is under it; `None` where nothing tells of fields.
pub(super) fn compose_inside<'a>(
    facts: &Facts<'a>,
    sums: &UnitFields<'a>,
    district: UnitIx,
) -> Option<SheetPlan<'a>> {
    let register = &facts.pipeline.register;
    let units = register.under(district);
    let known = units.iter().any(|&unit| sums.names_fields(unit));
    let table = FieldTable::of(facts, Circle::Under(district), sums, &units);
    known.then(|| sheet(facts, SheetHead::Of(&register.get(district).name), Some(&table)))
}

fn of_level(facts: &Facts<'_>, level: Level) -> impl Iterator<Item = UnitIx> {
    let units = facts.pipeline.register.iter();
    units.filter(move |(_, unit)| unit.level == level).map(|(unit, _)| unit)
}

/// The tier and the metric: of districts where there are any, else of those that tell of fields, by the first ranking of
/// the tier.
fn chosen<'a>(facts: &Facts<'a>) -> Option<(Level, UnitFields<'a>)> {
    let levels = [Level::District, Level::Commune, Level::Branch, Level::Department];
    levels.into_iter().find_map(|level| {
        let sums = UnitFields::of(facts, Scope::Total, metric_of(facts, level)?);
        of_level(facts, level).any(|unit| sums.names_fields(unit)).then_some((level, sums))
    })
}

/// The metric of the first ranking of a tier that goes by one.
pub(in crate::publish) fn metric_of(facts: &Facts<'_>, level: Level) -> Option<MetricIx> {
    let mut rankings = facts.pipeline.rankings.iter().filter(|ranking| ranking.league == level);
    rankings.find_map(|ranking| match ranking.shares.as_slice() {
        [share] => Some(share.metric),
        _ => None,
    })
}

impl<'a, 's> FieldTable<'a, 's> {
    fn of(facts: &Facts<'a>, among: Circle, sums: &'s UnitFields<'a>, units: &[UnitIx]) -> Self {
        let better = facts.pipeline.metric(sums.metric).better;
        let fields = sums.fields(facts, units);
        let known: Vec<UnitIx> = units
            .iter()
            .filter(|&&unit| sums.sum(&[unit], &fields).denominator != 0)
            .copied()
            .collect();
        // Those with most that is late are named.
        let mut heaviest = known.clone();
        heaviest
            .sort_by_key(|&unit| std::cmp::Reverse(against(sums.sum(&[unit], &fields), better)));
        heaviest.truncate(room(known.len(), MOST_UNITS));
        let (named, rest) = known.iter().partition(|unit| heaviest.contains(unit));
        let mut shown = fields.clone();
        let others = shown.split_off(room(fields.len(), MOST_FIELDS));
        Self { among, sums, units: axis(named, rest), fields: axis(shown, others) }
    }

    fn sum(&self, units: &[UnitIx], fields: &[FieldOf<'a>]) -> Rate {
        self.sums.sum(units, fields)
    }

    /// The rows: what is late in a field, and below it the rate.
    fn rows(&self, facts: &Facts<'_>) -> Vec<[TableRow<'a>; 2]> {
        let better = facts.pipeline.metric(self.sums.metric).better;
        let row = |(field, fields): &(OneOf<FieldOf<'a>>, Vec<FieldOf<'a>>)| {
            let tone = if *field == OneOf::All { RowTone::Band } else { RowTone::Plain };
            let rates = self.units.iter().map(|(_, units)| self.sum(units, fields));
            let rates: Vec<Rate> = rates.collect();
            let late = rates.iter().map(|rate| match rate.denominator {
                0 => Datum::dash(),
                _ => Datum::Count(against(*rate, better)),
            });
            let ratio = rates.iter().map(|rate| rate.ratio().map_or(Datum::dash(), Datum::Number));
            let line = |name, data: Vec<Datum<'a>>, shows| {
                let means = self.units.iter().map(|(unit, _)| self.meaning(*unit, *field, shows));
                let data = std::iter::once(name).chain(data).collect();
                let means = std::iter::once(Meaning::Words).chain(means).collect();
                TableRow::toned(tone, data).meaning(means)
            };
            [
                line(
                    Datum::owned(field_name(*field, fields.len())),
                    late.collect(),
                    FieldShows::Late,
                ),
                line(Datum::text("– tỷ lệ"), ratio.collect(), FieldShows::Ratio),
            ]
        };
        self.fields.iter().map(row).collect()
    }

    fn meaning(
        &self,
        unit: OneOf<UnitIx>,
        field: OneOf<FieldOf<'a>>,
        shows: FieldShows,
    ) -> Meaning<'a> {
        let UnitFields { scope, metric, .. } = *self.sums;
        Meaning::Field(FieldFigure { among: self.among, scope, unit, field, metric, shows })
    }
}

/// How many of so many have a place of their own.
const fn room(count: usize, most: usize) -> usize {
    if count > most { most - 1 } else { count }
}

/// Each by itself, the others together, all together.
fn axis<T: Copy>(named: Vec<T>, rest: Vec<T>) -> Axis<T> {
    let all: Vec<T> = named.iter().chain(&rest).copied().collect();
    let mut axis: Axis<T> = named.into_iter().map(|one| (OneOf::One(one), vec![one])).collect();
    if !rest.is_empty() {
        axis.push((OneOf::Rest, rest));
    }
    axis.push((OneOf::All, all));
    axis
}

fn field_name(field: OneOf<FieldOf<'_>>, count: usize) -> String {
    match field {
        OneOf::One(Some(field)) => field.to_owned(),
        OneOf::One(None) => "(không ghi lĩnh vực)".to_owned(),
        OneOf::Rest => format!("{} lĩnh vực khác", words::size(count)),
        OneOf::All => "Cộng".to_owned(),
    }
}

fn sheet<'a>(
    facts: &Facts<'a>,
    head: SheetHead<'_>,
    table: Option<&FieldTable<'a, '_>>,
) -> SheetPlan<'a> {
    let Some(table) = table else {
        let mut plan = SheetPlan::new(facts.pipeline, NAME, Paper::Lying, vec![LYING_PX]);
        plan.heading_of(facts.pipeline, head, "Kết quả theo lĩnh vực", None);
        let text = "Các biểu đã nhận không có số liệu theo lĩnh vực.";
        plan.paragraph(CellStyle::Body, Datum::text(text));
        return plan;
    };
    let metric = facts.pipeline.metric(table.sums.metric);
    let name = |unit: &(OneOf<UnitIx>, Vec<UnitIx>)| match unit.0 {
        OneOf::One(one) => {
            let mark = if lacks(facts, table.sums, one) { LACKS } else { "" };
            format!("{}{mark}", facts.pipeline.register.get(one).name)
        }
        OneOf::Rest => format!("{} đơn vị khác", words::size(unit.1.len())),
        OneOf::All => "Cộng".to_owned(),
    };
    let columns = |kind| {
        let units = table.units.iter().map(|unit| TableColumn::new(name(unit), kind));
        let columns = std::iter::once(TableColumn::new("Lĩnh vực", CellKind::Words)).chain(units);
        columns.collect::<Vec<TableColumn<'a>>>()
    };
    let (counts, rates) = (columns(CellKind::MidCount), columns(CellKind::MidRate));
    let rows = table.rows(facts);
    let (paper, widths) = widths(table.units.len());
    let mut plan = SheetPlan::new(facts.pipeline, NAME, paper, widths);
    let (title, scale) = (format!("{} theo lĩnh vực", metric.title), facts.scale(metric));
    plan.heading_of(facts.pipeline, head, &title, Some(scale).filter(|scale| !scale.is_empty()));
    let first = plan.next();
    plan.table_head(&rates);
    plan.head = Some((first, first));
    plan.holds_columns = 1;
    let body = plan.next();
    for [late, ratio] in rows {
        close_row(&mut plan, &counts, late);
        close_row(&mut plan, &rates, ratio);
    }
    sums(&mut plan, table, body);
    plan.shades.extend(shade(facts, table, body));
    plan.gap(4);
    for remark in remarks(facts, table) {
        plan.paragraph(CellStyle::Remark, Datum::owned(remark));
    }
    plan
}

/// Paper and widths for a name and so many units: upright where they fit.
fn widths(units: usize) -> (Paper, Vec<u32>) {
    let count = u32::try_from(units).unwrap_or(1).max(1);
    let least = NAME_PX + count * UNIT_PX;
    let (paper, page) = match least {
        ..=UPRIGHT_PX => (Paper::Upright, UPRIGHT_PX),
        _ => (Paper::Lying, least.max(LYING_PX)),
    };
    let name = (page - count * UNIT_PX).min(WIDE_NAME_PX);
    let mut widths = vec![(page - name) / count; units];
    widths.insert(0, name);
    (paper, widths)
}

/// A row whose line stands close to the next.
fn close_row<'a>(plan: &mut SheetPlan<'a>, columns: &[TableColumn<'a>], row: TableRow<'a>) {
    plan.table_row(columns, row);
    if let Some(line) = plan.lines.last_mut().filter(|line| line.height < 2 * CLOSE_PX) {
        line.height = CLOSE_PX;
    }
}

/// Makes what is late of all units and in all fields follow from the others: all stands last in both directions.
fn sums(plan: &mut SheetPlan<'_>, table: &FieldTable<'_, '_>, body: u32) {
    let Ok(all) = u16::try_from(table.units.len()) else { return };
    let rows: Vec<u32> = table.fields.iter().zip((body..).step_by(2)).map(|(_, row)| row).collect();
    let Some((&last, fields)) = rows.split_last() else { return };
    for column in 1..all {
        let parts = fields.iter().map(|&row| CellRef::new(row, u32::from(column)));
        plan.sum_of((last, column), &parts.collect::<Vec<_>>());
    }
    for row in rows {
        let (from, to) = (CellRef::new(row, 1), CellRef::new(row, u32::from(all) - 1));
        if all > 1 && plan.holds_figure(row, all) {
            plan.follows(row, all, format!("SUM({from}:{to})"));
        }
    }
}

/// The numbers of what is late, of units and fields that have a place of their own: the larger, the darker.
fn shade(facts: &Facts<'_>, table: &FieldTable<'_, '_>, body: u32) -> Option<Shade> {
    let better = facts.pipeline.metric(table.sums.metric).better;
    let is_one = |unit: &&(OneOf<UnitIx>, Vec<UnitIx>)| matches!(unit.0, OneOf::One(_));
    let units: Vec<&Vec<UnitIx>> = table.units.iter().filter(is_one).map(|(_, of)| of).collect();
    let last = u32::try_from(units.len()).ok().filter(|&count| count > 0)?;
    let mut full = 0;
    let mut areas = Vec::new();
    for ((field, fields), row) in table.fields.iter().zip((body..).step_by(2)) {
        if matches!(field, OneOf::One(_)) {
            let late = units.iter().map(|of| against(table.sum(of, fields), better));
            full = full.max(late.max().unwrap_or(0));
            areas.push(Area { first: CellRef::new(row, 1), last: CellRef::new(row, last) });
        }
    }
    (full > 0).then_some(Shade { areas, full })
}

/// Whether figures of the metric are missing of a unit.
fn lacks(facts: &Facts<'_>, sums: &UnitFields<'_>, unit: UnitIx) -> bool {
    let sum = facts.inputs.metrics.get(sums.scope, unit, sums.metric);
    sum.is_some_and(|sum| !sum.complete)
}

/// What the numbers are, and what is not in them.
fn remarks(facts: &Facts<'_>, table: &FieldTable<'_, '_>) -> Vec<String> {
    let (what, how) = words::counted_against(facts, table.sums.metric);
    let how = how.map_or(String::new(), |how| format!(" ({how})"));
    let metric = facts.pipeline.metric(table.sums.metric);
    let mut said = vec![format!(
        "Dòng đầu của mỗi lĩnh vực: {what}{how}, số càng lớn ô càng đậm; dòng dưới: {}. Dấu “–”: không có {} của lĩnh vực ấy.",
        words::definition(metric),
        facts.scale(metric),
    )];
    let mut more = Vec::new();
    if let Circle::Level(level) = table.among {
        more.push(format!("Phạm vi: {}, {}.", level.title(), table.sums.scope.title()));
    } else {
        more.push("Mỗi cột: hồ sơ của chính đơn vị ấy.".to_owned());
    }
    let ones = || table.units.iter().filter_map(|unit| one(unit.0));
    let named = |units: Vec<UnitIx>| {
        let names = units.into_iter().map(|unit| facts.pipeline.register.get(unit).name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let rest = table.units.iter().find(|unit| unit.0 == OneOf::Rest);
    if let Some((_, rest)) = rest {
        more.push(format!(
            "Các đơn vị có ít {what} hơn gộp vào một cột ({}).",
            words::size(rest.len())
        ));
    }
    let lacking: Vec<UnitIx> = ones().filter(|&unit| lacks(facts, table.sums, unit)).collect();
    let hidden = rest.is_some_and(|(_, of)| of.iter().any(|&unit| lacks(facts, table.sums, unit)));
    if !lacking.is_empty() || hidden {
        let more_lack =
            if hidden { " Trong cột gộp cũng có đơn vị như vậy." } else { "" };
        more.push(format!(
            "(*) Số liệu chưa đủ, xem {}.{more_lack}",
            words::findings_at(facts.pipeline)
        ));
    }
    let silent = silent(facts, table);
    if !silent.is_empty() {
        more.push(format!("Không có số liệu: {}.", named(silent)));
    }
    said.push(more.join(" "));
    said.extend(undeclared(facts, table));
    said
}

fn one<T>(of: OneOf<T>) -> Option<T> {
    match of {
        OneOf::One(one) => Some(one),
        OneOf::All | OneOf::Rest => None,
    }
}

/// Units of the table that have nothing to show.
fn silent(facts: &Facts<'_>, table: &FieldTable<'_, '_>) -> Vec<UnitIx> {
    let known = table.units.last().map_or(&[][..], |(_, all)| all);
    let units: Vec<UnitIx> = match table.among {
        Circle::Level(level) => of_level(facts, level).collect(),
        Circle::Under(unit) => facts.pipeline.register.under(unit),
        Circle::Everyone => Vec::new(),
    };
    units.into_iter().filter(|unit| !known.contains(unit)).collect()
}

/// Fields that are not among those that are declared, where any are.
fn undeclared(facts: &Facts<'_>, table: &FieldTable<'_, '_>) -> Option<String> {
    let all = table.fields.last().map_or(&[][..], |(_, all)| all);
    let unknown = all.iter().flatten().filter(|field| place_declared(facts, field).is_none());
    let unknown: Vec<&str> = unknown.copied().collect();
    let told = !unknown.is_empty() && !facts.pipeline.fields.is_empty();
    told.then(|| format!("Lĩnh vực ngoài danh mục đã khai báo: {}.", unknown.join("; ")))
}
