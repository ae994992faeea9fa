//! `definitions.parquet`: the place of each unit of a league under each of the definitions that its ranking puts side by
//! side.

use polars::prelude::DataFrame;

use crate::model::Lang;
use crate::pipeline::{Better, Metric, Pipeline};
use crate::text::{group_thousands, lower_first};

use super::Artifact;
use super::column::{Columns, TableError, counts, flags, floats, frame, texts, whole};
use super::rankings::StandingStatus;

/// One unit under one definition.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinitionRow {
    /// Reporting period.
    pub period: String,
    /// Id of the ranking whose league, scope and minimum these are.
    pub ranking: String,
    /// Id of the unit inside which the list is kept, where a league is split.
    pub group: Option<String>,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Id of the metric that defines.
    pub metric: String,
    /// Whether it has a place under it.
    pub status: StandingStatus,
    /// Its place under it.
    pub place: Option<u32>,
    /// Whether another unit has the same place.
    pub tied: bool,
    /// How many units of the list are ranked under it.
    pub of: u32,
    /// Sum above the line.
    pub numerator: Option<i64>,
    /// Sum below the line.
    pub denominator: Option<i64>,
    /// The rate, 0–1.
    pub rate: Option<f64>,
    /// Whether no figure is missing that it goes by.
    pub complete: bool,
    /// How far apart its best and its worst place are, over all definitions; `None` where it has fewer than two.
    pub spread: Option<u32>,
    /// Where nothing is late by this definition: the files that are late by `overdue_metric` all the same.
    pub overdue: Option<i64>,
    /// The metric that counts them.
    pub overdue_metric: Option<String>,
}

impl DefinitionRow {
    /// What its rate does not show, as a sentence without a full stop: `100% trong số hồ sơ đã giải quyết (85/85), nhưng
    /// còn 12 hồ sơ đang giải quyết quá hạn`. What is counted is named as it is declared, in either language.
    #[must_use]
    pub fn overdue_words(&self, pipeline: &Pipeline, lang: Lang) -> Option<String> {
        let metric = |id: &str| pipeline.metrics.iter().find(|metric| metric.id == id);
        let (own, other) = (metric(&self.metric)?, metric(self.overdue_metric.as_deref()?)?);
        let scale = other.numerator.terms.first();
        let scale = scale.map_or("", |&(_, measure)| &pipeline.measure(measure).scale);
        let grouped = |count: i64| match lang {
            Lang::Vi => group_thousands(count),
            Lang::En => group_thousands(count).replace('.', ","),
        };
        let [above, below, late] = [self.numerator?, self.denominator?, self.overdue?].map(grouped);
        let rate = match own.better {
            Better::Higher => "100%",
            Better::Lower => "0%",
        };
        Some(match lang {
            Lang::Vi => {
                let (of, counted) = (lower_first(&own.denominator_title), counted(other, scale));
                format!("{rate} trong số {of} ({above}/{below}), nhưng còn {late} {counted}")
            }
            // A text of the declaration is quoted as it stands there.
            Lang::En => {
                let (of, counted) = (&own.denominator_title, &other.numerator_title);
                format!("{rate} of “{of}” ({above}/{below}), yet {late} of “{counted}”")
            }
        })
    }
}

/// What a metric counts above the line, with its scale in front: `hồ sơ đang giải quyết quá hạn`.
fn counted(metric: &Metric, scale: &str) -> String {
    let title = lower_first(&metric.numerator_title);
    if title.starts_with(scale) { title } else { format!("{scale} {title}") }
}

/// All definitions of a run, by ranking and group; of a list those units first whose places differ most, each with its
/// definitions in the order of declaration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Definitions {
    /// The rows.
    pub rows: Vec<DefinitionRow>,
}

impl Definitions {
    /// The units of one ranking, in order, each with all its definitions.
    pub fn of<'r>(&'r self, ranking: &str) -> impl Iterator<Item = &'r [DefinitionRow]> {
        let same = |a: &DefinitionRow, b: &DefinitionRow| {
            (&a.ranking, &a.unit_id) == (&b.ranking, &b.unit_id)
        };
        self.rows.chunk_by(same).filter(move |unit| unit[0].ranking == ranking)
    }
}

impl Artifact for Definitions {
    const NAME: &'static str = "definitions";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        frame(vec![
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("ranking", rows.iter().map(|r| Some(r.ranking.as_str()))),
            texts("group", rows.iter().map(|r| r.group.as_deref())),
            texts("unit_id", rows.iter().map(|r| Some(r.unit_id.as_str()))),
            texts("unit_name", rows.iter().map(|r| Some(r.unit_name.as_str()))),
            texts("metric", rows.iter().map(|r| Some(r.metric.as_str()))),
            texts("status", rows.iter().map(|r| Some(r.status.word()))),
            whole("place", rows.iter().map(|r| r.place)),
            flags("tied", rows.iter().map(|r| r.tied)),
            whole("of", rows.iter().map(|r| Some(r.of))),
            counts("numerator", rows.iter().map(|r| r.numerator)),
            counts("denominator", rows.iter().map(|r| r.denominator)),
            floats("rate", rows.iter().map(|r| r.rate)),
            flags("complete", rows.iter().map(|r| r.complete)),
            whole("spread", rows.iter().map(|r| r.spread)),
            counts("overdue", rows.iter().map(|r| r.overdue)),
            texts("overdue_metric", rows.iter().map(|r| r.overdue_metric.as_deref())),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, ranking, group) = (c.text("period")?, c.text("ranking")?, c.text("group")?);
        let (unit_id, unit_name, metric) =
            (c.text("unit_id")?, c.text("unit_name")?, c.text("metric")?);
        let (status, place, tied, of) =
            (c.text("status")?, c.whole("place")?, c.flag("tied")?, c.whole("of")?);
        let (numerator, denominator, rate) =
            (c.count("numerator")?, c.count("denominator")?, c.float("rate")?);
        let complete = c.flag("complete")?;
        let (spread, overdue, overdue_metric) =
            (c.whole("spread")?, c.count("overdue")?, c.text("overdue_metric")?);
        let rows = (0..frame.height())
            .map(|i| {
                Ok(DefinitionRow {
                    period: period.required(i)?,
                    ranking: ranking.required(i)?,
                    group: group.optional(i),
                    unit_id: unit_id.required(i)?,
                    unit_name: unit_name.required(i)?,
                    metric: metric.required(i)?,
                    status: status.word(i, &StandingStatus::ALL, StandingStatus::word)?,
                    place: place.get(i),
                    tied: tied.get(i).unwrap_or(false),
                    of: of.get(i).unwrap_or(0),
                    numerator: numerator.get(i),
                    denominator: denominator.get(i),
                    rate: rate.get(i),
                    complete: complete.get(i).unwrap_or(false),
                    spread: spread.get(i),
                    overdue: overdue.get(i),
                    overdue_metric: overdue_metric.optional(i),
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
