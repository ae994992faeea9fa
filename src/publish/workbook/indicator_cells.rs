//! The figures of the units of a tier that sent a form of indicators, and what stands for each in a cell.

use std::collections::BTreeMap;

use crate::model::{Level, MeasureIx, UnitIx, whole_count};
use crate::pipeline::{Form, IndicatorKind, IndicatorValue};
use crate::publish::book::plan::Datum;
use crate::publish::book::style::CellKind;
use crate::publish::book::width::cell_px;
use crate::table::{IndicatorFigure, ReportedStatus};
use crate::text::group_thousands;

use super::facts::Facts;

/// Pixels of a figure: a percentage, the words of an answer, the longest word of a name.
const FIGURE_PX: u32 = 68;
/// The same of all units together, where each answer is told by how many gave it.
const SUM_PX: u32 = 78;
/// From here on the tenths of an amount tell nothing.
const WHOLE_AMOUNT: f64 = 1_000.0;

/// A sheet: some units of a tier that sent a form.
pub(super) struct IndicatorPage<'a, 'r> {
    pub(super) form: &'a Form,
    pub(super) level: Level,
    /// Which of how many of its tier it is.
    pub(super) part: (usize, usize),
    /// The units of the tier that sent the form.
    pub(super) all: &'r Reports<'a>,
    /// Those of them that it shows.
    pub(super) shown: &'r [UnitIx],
}

/// What the units of a tier say.
pub(super) struct Reports<'a> {
    /// Those that sent the form, in the order of the register.
    pub(super) units: Vec<UnitIx>,
    figures: BTreeMap<(UnitIx, MeasureIx), &'a IndicatorFigure>,
}

impl<'a> Reports<'a> {
    pub(super) fn of(facts: &Facts<'a>, form: &'a Form, level: Level) -> Self {
        let register = &facts.pipeline.register;
        let mut reports = Self { units: Vec::new(), figures: BTreeMap::new() };
        let measures = form.indicators.iter().filter_map(|line| line.value.as_ref());
        let measures: BTreeMap<&str, MeasureIx> = measures
            .map(|value| (facts.pipeline.measure(value.measure).id.as_str(), value.measure))
            .collect();
        for rows in facts.inputs.indicators.of(&form.id) {
            let unit = register.find_id(&rows[0].unit_id);
            let Some(unit) = unit.filter(|&unit| register.get(unit).level == level) else {
                continue;
            };
            reports.units.push(unit);
            for figure in rows {
                let measure = measures.get(figure.indicator.as_str());
                reports.figures.extend(measure.map(|&measure| ((unit, measure), figure)));
            }
        }
        reports
    }

    pub(super) fn figure(&self, unit: UnitIx, measure: MeasureIx) -> Option<&'a IndicatorFigure> {
        self.figures.get(&(unit, measure)).copied()
    }

    /// All figures of an indicator.
    fn all(&self, measure: MeasureIx) -> impl Iterator<Item = &'a IndicatorFigure> {
        self.units.iter().filter_map(move |&unit| self.figure(unit, measure))
    }

    /// What stands for a figure.
    pub(super) fn datum(figure: &'a IndicatorFigure, declared: &IndicatorValue) -> Datum<'a> {
        if figure.denominator == Some(0.0) {
            return Datum::dash();
        }
        let Some(value) = figure.value else {
            // A percentage that a unit leaves out follows from its two lines all the same.
            return match (figure.recomputed, figure.status) {
                (Some(percent), ReportedStatus::Blank | ReportedStatus::NotAsked) => {
                    Datum::Number(percent / 100.0)
                }
                (_, status) => Datum::text(said(status)),
            };
        };
        match &declared.kind {
            IndicatorKind::Count => Datum::Count(whole_count(value)),
            IndicatorKind::Amount => Datum::Number(value),
            IndicatorKind::Answer(_) => {
                figure.answer.as_deref().map_or(Datum::Number(value), Datum::text)
            }
            IndicatorKind::Percent => Datum::Number(figure.recomputed.unwrap_or(value) / 100.0),
        }
    }

    /// What stands for all units together: counts and amounts added up, a percentage by the sums of its two lines, how many
    /// gave which answer. A percentage without them has none, for rates are never averaged.
    pub(super) fn sum(&self, declared: &IndicatorValue) -> Datum<'a> {
        let measure = declared.measure;
        let mut values = self.all(measure).filter_map(|figure| figure.value).peekable();
        match &declared.kind {
            IndicatorKind::Count | IndicatorKind::Amount if values.peek().is_none() => {
                Datum::dash()
            }
            IndicatorKind::Count => Datum::Count(values.map(whole_count).sum()),
            IndicatorKind::Amount => Datum::Number(values.sum()),
            IndicatorKind::Answer(_) => self.answers(measure),
            IndicatorKind::Percent => {
                let parts = self
                    .all(measure)
                    .filter_map(|figure| Some((figure.numerator?, figure.denominator?)));
                let (above, below) =
                    parts.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
                if below > 0.0 { Datum::Number(above / below) } else { Datum::dash() }
            }
        }
    }

    /// Whether both lines of a percentage are of the same units, so that its sum follows from theirs.
    pub(super) fn sums_are_whole(&self, declared: &IndicatorValue) -> bool {
        let parts = self.all(declared.measure);
        let mut parts =
            parts.map(|figure| (figure.numerator.is_some(), figure.denominator.is_some()));
        parts.all(|(above, below)| above == below)
    }

    /// How the figures of an indicator look.
    pub(super) fn kind(&self, declared: &IndicatorValue) -> CellKind {
        match &declared.kind {
            IndicatorKind::Count => CellKind::MidCount,
            IndicatorKind::Percent => CellKind::MidPercent,
            IndicatorKind::Amount if self.is_large(declared.measure) => CellKind::MidCount,
            IndicatorKind::Amount => CellKind::MidTenths,
            IndicatorKind::Answer(_) => CellKind::Mark,
        }
    }

    /// Whether no unit tells an amount of which tenths say anything.
    fn is_large(&self, measure: MeasureIx) -> bool {
        self.all(measure).filter_map(|figure| figure.value).all(|value| value >= WHOLE_AMOUNT)
    }

    /// Pixels that the figures of every unit fit into.
    pub(super) fn figure_px(&self) -> u32 {
        let figures = self.figures.iter();
        let px = |((_, measure), figure): (&(UnitIx, MeasureIx), &&IndicatorFigure)| {
            self.width(*measure, &figure.kind, figure.value?)
        };
        figures.filter_map(px).max().unwrap_or(0).max(FIGURE_PX)
    }

    /// Pixels that those of all units together fit into.
    pub(super) fn sum_px(&self) -> u32 {
        let mut sums: BTreeMap<MeasureIx, (&str, f64)> = BTreeMap::new();
        for ((_, measure), figure) in &self.figures {
            sums.entry(*measure).or_insert((&figure.kind, 0.0)).1 += figure.value.unwrap_or(0.0);
        }
        let px =
            sums.into_iter().filter_map(|(measure, (kind, sum))| self.width(measure, kind, sum));
        px.max().unwrap_or(0).max(SUM_PX)
    }

    /// Pixels of a figure of a kind; what is no count and no amount is short.
    fn width(&self, measure: MeasureIx, kind: &str, value: f64) -> Option<u32> {
        let decimals = match kind {
            "count" => "",
            "amount" if self.is_large(measure) => "",
            "amount" => ",0",
            _ => return None,
        };
        let shown = format!("{}{decimals}", group_thousands(whole_count(value)));
        Some(cell_px(&shown, 12, false))
    }

    fn answers(&self, measure: MeasureIx) -> Datum<'a> {
        let mut counts: BTreeMap<i64, (&str, usize)> = BTreeMap::new();
        for figure in self.all(measure) {
            if let (Some(value), Some(words)) = (figure.value, figure.answer.as_deref()) {
                counts.entry(whole_count(value)).or_insert((words, 0)).1 += 1;
            }
        }
        let said = counts.values().map(|(words, count)| format!("{words}: {count}"));
        let said = said.collect::<Vec<_>>().join("\n");
        if said.is_empty() { Datum::dash() } else { Datum::owned(said) }
    }
}

/// What stands where there is no figure.
const fn said(status: ReportedStatus) -> &'static str {
    match status {
        ReportedStatus::Blank => BLANK,
        ReportedStatus::LeftOut => LEFT_OUT,
        ReportedStatus::NotAsked | ReportedStatus::Reported => "–",
    }
}

/// What stands for a blank, and for what does not count.
pub(super) const BLANK: &str = "trống";
pub(super) const LEFT_OUT: &str = "không tính";
