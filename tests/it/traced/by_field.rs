//! Figures by field and counts that ask for a reason, computed once more: from traces, and from the lines as they were read
//! with the cells of the offices' files beside them. What has no row or column of its own is what the others leave.

use std::collections::BTreeSet;

use tthc::model::{CellRef, Place, UnitIx, Value};
use tthc::pipeline::Better;
use tthc::publish::book::plan::{Datum, PlanCell, SheetPlan};
use tthc::publish::{Circle, FieldFigure, FieldShows, LateFigure, Meaning, OneOf};
use tthc::run::{LateCell, Shows};
use tthc::table::Columns;

use super::Province;

type Sums = (i64, i64);

/// The units or fields of a sheet that have a place of their own.
fn ones<T: Ord>(
    plan: &SheetPlan<'_>,
    of: impl Fn(&Meaning<'_>) -> Option<OneOf<T>>,
) -> BTreeSet<T> {
    let cells = plan.lines.iter().flat_map(|line| &line.cells);
    let ones = cells.filter_map(|cell| match of(&cell.means)? {
        OneOf::One(one) => Some(one),
        OneOf::All | OneOf::Rest => None,
    });
    ones.collect()
}

impl Province {
    /// The units that a sheet tells of.
    fn circle(&self, circle: Circle) -> Vec<UnitIx> {
        let register = &self.pipeline().register;
        let inside = |unit: UnitIx| match circle {
            Circle::Everyone => true,
            Circle::Level(level) => register.get(unit).level == level,
            Circle::Under(top) => {
                let mut at = Some(unit);
                while let Some(here) = at.filter(|&here| here != top) {
                    at = register.get(here).parent;
                }
                at.is_some()
            }
        };
        register.iter().map(|(unit, _)| unit).filter(|&unit| inside(unit)).collect()
    }

    /// A figure by field, from traces.
    pub(super) fn field_figure(&self, plan: &SheetPlan<'_>, figure: FieldFigure<'_>) -> f64 {
        let (above, below) = self.field_sums(plan, figure);
        let better = self.pipeline().metric(figure.metric).better;
        match (figure.shows, better) {
            (FieldShows::Late, Better::Higher) => (below - above) as f64,
            (FieldShows::Late, Better::Lower) => above as f64,
            (FieldShows::Ratio, _) => above as f64 / below as f64,
        }
    }

    fn field_sums(&self, plan: &SheetPlan<'_>, figure: FieldFigure<'_>) -> Sums {
        let less = |whole: Sums, parts: Vec<Sums>| {
            parts.iter().fold(whole, |rest, part| (rest.0 - part.0, rest.1 - part.1))
        };
        let of = |figure| self.field_sums(plan, figure);
        match (figure.unit, figure.field) {
            (OneOf::Rest, _) => {
                let units = ones(plan, |means| match means {
                    Meaning::Field(other) => Some(other.unit),
                    _ => None,
                });
                let named = units
                    .into_iter()
                    .map(|unit| of(FieldFigure { unit: OneOf::One(unit), ..figure }));
                less(of(FieldFigure { unit: OneOf::All, ..figure }), named.collect())
            }
            (_, OneOf::Rest) => {
                let fields: BTreeSet<Option<String>> = ones(plan, |means| match means {
                    Meaning::Field(FieldFigure { field: OneOf::One(one), .. }) => {
                        Some(OneOf::One(one.map(str::to_owned)))
                    }
                    _ => None,
                });
                let named = fields
                    .iter()
                    .map(|field| of(FieldFigure { field: OneOf::One(field.as_deref()), ..figure }));
                less(of(FieldFigure { field: OneOf::All, ..figure }), named.collect())
            }
            (OneOf::All, _) => {
                let units = self.circle(figure.among).into_iter();
                let each = units.map(|unit| of(FieldFigure { unit: OneOf::One(unit), ..figure }));
                each.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
            }
            (OneOf::One(unit), OneOf::All) => self.traced_sums(figure, unit, None),
            (OneOf::One(unit), OneOf::One(field)) => {
                // Each line of these provinces names its field.
                self.traced_sums(figure, unit, Some(field.unwrap()))
            }
        }
    }

    fn traced_sums(&self, figure: FieldFigure<'_>, unit: UnitIx, field: Option<&str>) -> Sums {
        self.sums_in(figure.scope, unit, figure.metric, field)
    }

    /// A count that asks for a reason, from the lines as they were read; its cells are opened in the offices' files.
    pub(super) fn late_figure(
        &self,
        plan: &SheetPlan<'_>,
        figure: LateFigure<'_>,
        shows: &Shows,
    ) -> f64 {
        let Shows::Late { numbers, .. } = shows else { panic!("{shows:?}") };
        let all = self.late(figure);
        let cells: i64 = numbers.iter().map(|number| self.late_cell(number)).sum();
        assert_eq!(cells, all, "{figure:?}: the cells that its trace names");
        if figure.unit != OneOf::Rest {
            return all as f64;
        }
        let units = ones(plan, |means| match means {
            Meaning::Late(other) => Some(other.unit),
            _ => None,
        });
        let named = units.into_iter();
        let named = named.map(|unit| self.late(LateFigure { unit: OneOf::One(unit), ..figure }));
        (all - named.sum::<i64>()) as f64
    }

    /// The lines that count, by unit, field and measure.
    fn late(&self, figure: LateFigure<'_>) -> i64 {
        let units: Vec<UnitIx> = match figure.unit {
            OneOf::One(unit) => vec![unit],
            OneOf::All | OneOf::Rest => self.circle(figure.among),
        };
        let ids: BTreeSet<&str> =
            units.iter().map(|&unit| self.pipeline().register.get(unit).id.as_str()).collect();
        let measure = self.pipeline().measure(figure.measure.unwrap());
        let mut sum = 0;
        for form in self.pipeline().forms.iter().filter(|form| {
            form.reasons
                .measures
                .iter()
                .any(|&asked| self.pipeline().measure(asked).id == measure.id)
        }) {
            let name = format!("lines/{}", form.id);
            let Ok(frame) = self.run.table(&name) else { continue };
            let c = Columns::new("lines", &frame);
            let (unit, field, role) =
                (c.text("unit_id").unwrap(), c.text("field").unwrap(), c.text("role").unwrap());
            let count = c.count(&measure.id).unwrap();
            for row in (0..frame.height()).filter(|&row| role.get(row) == Some("item")) {
                let of_field = match figure.field {
                    OneOf::One(wanted) => field.get(row) == wanted,
                    OneOf::All | OneOf::Rest => true,
                };
                if of_field && unit.get(row).is_some_and(|id| ids.contains(id)) {
                    sum += count.get(row).unwrap_or(0);
                }
            }
        }
        sum
    }

    /// The count of a cell as it stands in the file; its reason stands in the same row.
    fn late_cell(&self, cell: &LateCell) -> i64 {
        let Place { file, sheet, cell: at } = &cell.place;
        let (file, sheet, at) = (file.as_deref().unwrap(), sheet.as_deref().unwrap(), at.unwrap());
        if let Some(reason) = &cell.reason {
            let said = |column| match self.shown(file, sheet, CellRef::new(at.row, column)) {
                Some(Value::Text(text)) => text.trim() == reason.trim(),
                _ => false,
            };
            assert!((0..40).any(said), "{file}!{sheet}!{at}: {reason}");
        }
        match self.shown(file, sheet, at) {
            Some(Value::Number(number)) => format!("{number:.0}").parse().unwrap(),
            Some(Value::Text(text)) => {
                text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
            }
            other => panic!("{file}!{sheet}!{at}: {other:?}"),
        }
    }
}

/// The figures of a row or a column of a sheet, but for the sum behind them, and that sum.
fn adds_up(cells: &[&PlanCell<'_>], is_all: impl Fn(&PlanCell<'_>) -> bool) -> bool {
    let count = |cell: &&PlanCell<'_>| match cell.datum.shown() {
        Datum::Count(count) => *count,
        _ => 0,
    };
    let (all, parts): (Vec<_>, Vec<_>) = cells.iter().copied().partition(|cell| is_all(cell));
    all.iter().map(count).sum::<i64>() == parts.iter().map(count).sum::<i64>()
}

/// What is late by field, where a cell shows that.
fn figure<'p>(cell: &'p PlanCell<'_>) -> Option<FieldFigure<'p>> {
    match cell.means {
        Meaning::Field(figure) if figure.shows == FieldShows::Late => Some(figure),
        _ => None,
    }
}

/// That what is late adds up along each row and each column; how many sums there are.
pub(super) fn check_margins(plan: &SheetPlan<'_>) -> usize {
    let cells = || plan.lines.iter().flat_map(|line| &line.cells);
    let mut checked = 0;
    for line in &plan.lines {
        let row: Vec<&PlanCell<'_>> =
            line.cells.iter().filter(|cell| figure(cell).is_some()).collect();
        if !row.is_empty() {
            assert!(
                adds_up(&row, |cell| figure(cell).unwrap().unit == OneOf::All),
                "{}",
                plan.name
            );
            checked += 1;
        }
    }
    let columns: BTreeSet<u16> =
        cells().filter(|cell| figure(cell).is_some()).map(|cell| cell.column).collect();
    for column in columns {
        let column: Vec<&PlanCell<'_>> =
            cells().filter(|cell| cell.column == column && figure(cell).is_some()).collect();
        assert!(
            adds_up(&column, |cell| figure(cell).unwrap().field == OneOf::All),
            "{}",
            plan.name
        );
        checked += 1;
    }
    checked
}
