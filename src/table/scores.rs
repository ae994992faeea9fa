//! `scores.parquet`: what each metric contributes to the value a unit is ranked by.

use polars::prelude::DataFrame;

use super::Artifact;
use super::column::{Columns, TableError, counts, floats, frame, texts, whole};

/// One metric's part in the value of one unit in one ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRow {
    /// Reporting period.
    pub period: String,
    /// Id of the ranking.
    pub ranking: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Id of the metric.
    pub metric: String,
    /// Points for a rate of 1; `None` where the ranking is by the rate itself.
    pub points: Option<u32>,
    /// Sum above the line.
    pub numerator: i64,
    /// Sum below the line.
    pub denominator: i64,
    /// The rate, 0–1; `None` where the denominator is 0.
    pub rate: Option<f64>,
    /// points × rate; `None` where there is no rate or no points.
    pub score: Option<f64>,
}

/// All scores of a run, by ranking, register order and metric.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scores {
    /// The rows.
    pub rows: Vec<ScoreRow>,
}

impl Artifact for Scores {
    const NAME: &'static str = "scores";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        frame(vec![
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("ranking", rows.iter().map(|r| Some(r.ranking.as_str()))),
            texts("unit_id", rows.iter().map(|r| Some(r.unit_id.as_str()))),
            texts("unit_name", rows.iter().map(|r| Some(r.unit_name.as_str()))),
            texts("metric", rows.iter().map(|r| Some(r.metric.as_str()))),
            whole("points", rows.iter().map(|r| r.points)),
            counts("numerator", rows.iter().map(|r| Some(r.numerator))),
            counts("denominator", rows.iter().map(|r| Some(r.denominator))),
            floats("rate", rows.iter().map(|r| r.rate)),
            floats("score", rows.iter().map(|r| r.score)),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, ranking) = (c.text("period")?, c.text("ranking")?);
        let (unit_id, unit_name, metric) =
            (c.text("unit_id")?, c.text("unit_name")?, c.text("metric")?);
        let (points, rate, score) = (c.whole("points")?, c.float("rate")?, c.float("score")?);
        let (numerator, denominator) = (c.count("numerator")?, c.count("denominator")?);
        let rows = (0..frame.height())
            .map(|i| {
                Ok(ScoreRow {
                    period: period.required(i)?,
                    ranking: ranking.required(i)?,
                    unit_id: unit_id.required(i)?,
                    unit_name: unit_name.required(i)?,
                    metric: metric.required(i)?,
                    points: points.get(i),
                    numerator: numerator.get(i).unwrap_or(0),
                    denominator: denominator.get(i).unwrap_or(0),
                    rate: rate.get(i),
                    score: score.get(i),
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
