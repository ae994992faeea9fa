//! `overall.parquet`: the metrics of the whole province beside those of the period before, where these are of the same
//! units and whole.

use polars::prelude::DataFrame;

use crate::model::{Rate, Scope};
use crate::pipeline::{MetricIx, Pipeline};

use super::Artifact;
use super::column::{Columns, TableError, counts, frame, texts};
use super::headline::whole;
use super::ratios::Ratios;

/// A metric of all units together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverallRow {
    /// Reporting period.
    pub period: String,
    /// Id of the metric.
    pub metric: String,
    /// Sum above the line.
    pub numerator: i64,
    /// Sum below the line.
    pub denominator: i64,
    /// Sum above the line in the period before; `None` unless the same units have figures in both, nothing of them is
    /// missing in either, and they are counted the same.
    pub previous_numerator: Option<i64>,
    /// Sum below the line then.
    pub previous_denominator: Option<i64>,
}

impl OverallRow {
    /// The rate.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        Rate { numerator: self.numerator, denominator: self.denominator }
    }

    /// The rate of the period before, where it can be compared.
    #[must_use]
    pub fn previous(&self) -> Option<Rate> {
        let sums = self.previous_numerator.zip(self.previous_denominator)?;
        Some(Rate { numerator: sums.0, denominator: sums.1 }).filter(|rate| rate.denominator > 0)
    }
}

/// The metrics of the whole province, in the order of declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overall {
    /// The rows.
    pub rows: Vec<OverallRow>,
}

impl Overall {
    /// The metrics of now, and of then where the same figures would be counted the same.
    #[must_use]
    pub fn of(now: &Ratios, then: Option<&Ratios>, pipeline: &Pipeline) -> Self {
        let count = u16::try_from(pipeline.metrics.len()).unwrap_or(u16::MAX);
        let rows = (0..count).map(MetricIx).filter_map(|metric| {
            let sum = whole(now, metric, pipeline)?;
            let previous = then
                .filter(|then| same_units([now, then], metric, pipeline))
                .and_then(|then| whole(then, metric, pipeline))
                .filter(|then| then.gaps == 0 && sum.gaps == 0);
            Some(OverallRow {
                period: pipeline.period.to_string(),
                metric: pipeline.metric(metric).id.clone(),
                numerator: sum.numerator,
                denominator: sum.denominator,
                previous_numerator: previous.map(|sum| sum.numerator),
                previous_denominator: previous.map(|sum| sum.denominator),
            })
        });
        Self { rows: rows.collect() }
    }

    /// A metric.
    #[must_use]
    pub fn get(&self, metric: &str) -> Option<&OverallRow> {
        self.rows.iter().find(|row| row.metric == metric)
    }
}

/// Whether the same units have figures of a metric in both.
fn same_units(both: [&Ratios; 2], metric: MetricIx, pipeline: &Pipeline) -> bool {
    pipeline.register.iter().all(|(unit, _)| {
        let [now, then] = both.map(|ratios| ratios.get(Scope::Own, unit, metric).is_some());
        now == then
    })
}

impl Artifact for Overall {
    const NAME: &'static str = "overall";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        frame(vec![
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("metric", rows.iter().map(|r| Some(r.metric.as_str()))),
            counts("numerator", rows.iter().map(|r| Some(r.numerator))),
            counts("denominator", rows.iter().map(|r| Some(r.denominator))),
            counts("previous_numerator", rows.iter().map(|r| r.previous_numerator)),
            counts("previous_denominator", rows.iter().map(|r| r.previous_denominator)),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, metric) = (c.text("period")?, c.text("metric")?);
        let (above, below) = (c.count("numerator")?, c.count("denominator")?);
        let (then_above, then_below) =
            (c.count("previous_numerator")?, c.count("previous_denominator")?);
        let rows = (0..frame.height())
            .map(|i| {
                Ok(OverallRow {
                    period: period.required(i)?,
                    metric: metric.required(i)?,
                    numerator: above.get(i).unwrap_or(0),
                    denominator: below.get(i).unwrap_or(0),
                    previous_numerator: then_above.get(i),
                    previous_denominator: then_below.get(i),
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
