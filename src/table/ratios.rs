//! The metrics of a run over all fields by scope, unit and metric: what each row is about is looked up once, and not by
//! its words whenever somebody asks.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::model::{MeasureIx, Rate, Scope, UnitIx};
use crate::pipeline::{IndicatorKind, IndicatorValue, MetricIx, Pipeline, Register};

use super::Artifact as _;
use super::column::Columns;
use super::column::TableError;
use super::decimal::{decimal, divided};
use super::indicators::{IndicatorFigure, IndicatorFigures, ReportedStatus};
use super::metrics::Metrics;

/// Both sums of a metric of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Above the line.
    pub numerator: i64,
    /// Below the line.
    pub denominator: i64,
    /// Whether nothing below it was left out or blank.
    pub complete: bool,
    /// How many lines below it lack a figure of the metric, or that there is none of a unit that sent its form.
    pub gaps: u32,
}

impl Sum {
    /// The ratio of the two.
    #[must_use]
    pub const fn rate(self) -> Rate {
        Rate { numerator: self.numerator, denominator: self.denominator }
    }
}

impl std::ops::Add for Sum {
    type Output = Self;

    /// The sums of two units together.
    fn add(self, other: Self) -> Self {
        Self {
            numerator: self.numerator + other.numerator,
            denominator: self.denominator + other.denominator,
            complete: self.complete && other.complete,
            gaps: self.gaps.saturating_add(other.gaps),
        }
    }
}

/// Metrics over all fields; rows of which the pipeline knows the unit or the metric no longer are left out.
#[derive(Debug, Clone, Default)]
pub struct Ratios {
    units: usize,
    metrics: usize,
    sums: Vec<Option<Sum>>,
    /// The indicators that rankings go by.
    figures: BTreeMap<(UnitIx, MeasureIx), RankedFigure>,
}

/// What a unit says of an indicator that a ranking goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankedFigure {
    /// Its value as an exact fraction, a percentage as a part of one; `None` where it tells none.
    pub value: Option<Rate>,
    /// Whether that is because what it wrote does not count.
    pub left_out: bool,
}

impl RankedFigure {
    /// A percentage that follows from two lines is what these give, whatever is written beside them.
    fn of(figure: &IndicatorFigure, declared: &IndicatorValue) -> Self {
        let written = || decimal(figure.value?);
        let value = match (&declared.kind, &declared.ratio) {
            (IndicatorKind::Percent, Some(_)) => figure
                .numerator
                .zip(figure.denominator)
                .and_then(|(above, below)| divided(decimal(above)?, decimal(below)?)),
            (IndicatorKind::Percent, None) => written()
                .and_then(|percent| divided(percent, Rate { numerator: 100, denominator: 1 })),
            _ => written(),
        };
        let left_out = value.is_none() && figure.status == ReportedStatus::LeftOut;
        Self { value, left_out }
    }
}

impl Ratios {
    /// The columns of [`Metrics`] that they are read from; the others are most of a large table.
    pub const COLUMNS: [&str; 8] =
        ["scope", "unit_id", "field", "metric", "complete", "gaps", "numerator", "denominator"];

    /// Finds the place of every row of the columns of [`Metrics`].
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn of(frame: &DataFrame, pipeline: &Pipeline) -> Result<Self, TableError> {
        // Most rows are of single fields.
        let field = Columns::new(Metrics::NAME, frame).text("field")?;
        let frame = &frame.filter(&field.nulls())?;
        let c = Columns::new(Metrics::NAME, frame);
        let (scope, unit_id) = (c.text("scope")?, c.text("unit_id")?);
        let (metric, complete) = (c.text("metric")?, c.flag("complete")?);
        let gaps = c.whole("gaps")?;
        let (numerator, denominator) = (c.count("numerator")?, c.count("denominator")?);
        let (units, metrics) = (pipeline.register.len(), pipeline.metrics.len());
        let sums = vec![None; Scope::ALL.len() * units * metrics];
        let mut ratios = Self { units, metrics, sums, figures: BTreeMap::new() };
        let mut last = (UnitIx(0), MetricIx(0));
        for row in 0..frame.height() {
            let unit = unit_after(last.0, unit_id.get(row).unwrap_or_default(), &pipeline.register);
            let metric = metric_after(last.1, metric.get(row).unwrap_or_default(), pipeline);
            let scope = Scope::parse(scope.get(row).unwrap_or_default());
            if let (Some(scope), Some(unit), Some(metric)) = (scope, unit, metric) {
                let place = ratios.place(scope, unit, metric);
                ratios.sums[place] = Some(Sum {
                    numerator: numerator.get(row).unwrap_or(0),
                    denominator: denominator.get(row).unwrap_or(0),
                    complete: complete.get(row).unwrap_or(false),
                    gaps: gaps.get(row).unwrap_or(0),
                });
                last = (unit, metric);
            }
        }
        for (unit, _) in pipeline.register.iter() {
            if !pipeline.register.has_units_below(unit) {
                ratios.take_own(unit);
            }
        }
        Ok(ratios)
    }

    /// The same with what units say of the indicators that rankings go by.
    #[must_use]
    pub fn with_indicators(mut self, told: &IndicatorFigures, pipeline: &Pipeline) -> Self {
        for ranking in &pipeline.rankings {
            let Some(declared) = pipeline.indicator_of(ranking) else { continue };
            let id = &pipeline.measure(declared.measure).id;
            for figure in told.rows.iter().filter(|figure| figure.indicator == *id) {
                let unit = pipeline.register.find_id(&figure.unit_id);
                let told =
                    unit.map(|unit| ((unit, declared.measure), RankedFigure::of(figure, declared)));
                self.figures.extend(told);
            }
        }
        self
    }

    /// What a unit says of an indicator that a ranking goes by; `None` where it did not send its form.
    #[must_use]
    pub fn figure(&self, unit: UnitIx, indicator: MeasureIx) -> Option<RankedFigure> {
        self.figures.get(&(unit, indicator)).copied()
    }

    /// With nothing under it a unit has the same in both scopes.
    fn take_own(&mut self, unit: UnitIx) {
        for metric in 0..self.metrics {
            let metric = MetricIx(u16::try_from(metric).unwrap_or(u16::MAX));
            let total = self.place(Scope::Total, unit, metric);
            self.sums[total] = self.sums[self.place(Scope::Own, unit, metric)];
        }
    }

    /// A metric of a unit.
    #[must_use]
    pub fn get(&self, scope: Scope, unit: UnitIx, metric: MetricIx) -> Option<Sum> {
        self.sums.get(self.place(scope, unit, metric)).copied().flatten()
    }

    const fn place(&self, scope: Scope, unit: UnitIx, metric: MetricIx) -> usize {
        (scope as usize * self.units + unit.index()) * self.metrics + metric.index()
    }
}

/// The unit of an id: rows mostly go on with the same unit or with the next of the register.
fn unit_after(last: UnitIx, id: &str, register: &Register) -> Option<UnitIx> {
    let near = [last, UnitIx(last.0 + 1)];
    let mut near = near.into_iter().filter(|unit| unit.index() < register.len());
    near.find(|&unit| register.get(unit).id == id).or_else(|| register.find_id(id))
}

/// The metric of an id; rows mostly go on with the same.
fn metric_after(last: MetricIx, id: &str, pipeline: &Pipeline) -> Option<MetricIx> {
    let metrics = &pipeline.metrics;
    if metrics.get(last.index()).is_some_and(|metric| metric.id == id) {
        return Some(last);
    }
    let at = metrics.iter().position(|metric| metric.id == id)?;
    u16::try_from(at).ok().map(MetricIx)
}
