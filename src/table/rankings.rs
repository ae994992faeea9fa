//! `rankings.parquet`: the place of each unit in each league.

use polars::prelude::DataFrame;
use strum::{IntoStaticStr, VariantArray};

use super::Artifact;
use super::column::{Columns, TableError, flags, floats, frame, texts, whole};

/// Whether a unit has a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum StandingStatus {
    /// It has a place.
    Ranked,
    /// Its denominator is below the declared minimum.
    BelowMinimum,
    /// Figures of it are missing that it is ranked by, or there is none of what it sent that can be used.
    Incomplete,
    /// It reported nothing to divide by.
    NoData,
    /// It sent nothing.
    NotSubmitted,
}

impl StandingStatus {
    /// All statuses.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ranked => "",
            Self::BelowMinimum => "Không xếp hạng: số hồ sơ dưới mức tối thiểu",
            Self::Incomplete => "Không xếp hạng: số liệu chưa đủ",
            Self::NoData => "Không xếp hạng: không có hồ sơ được tính",
            Self::NotSubmitted => "Không xếp hạng: chưa gửi báo cáo",
        }
    }
}

/// One unit in one ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Reporting period.
    pub period: String,
    /// Id of the ranking.
    pub ranking: String,
    /// Tier that is compared.
    pub league: String,
    /// Id of the unit inside which the list is kept, where a league is split.
    pub group: Option<String>,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Whether it has a place.
    pub status: StandingStatus,
    /// Its place from 1, equal where exactly tied (1-2-2-4); `None` unless ranked.
    pub place: Option<u32>,
    /// Whether another unit has the same place.
    pub tied: bool,
    /// How many units of the list are ranked.
    pub of: u32,
    /// The rate (0–1) or the score (points) it is ranked by.
    pub value: Option<f64>,
    /// Sum above the line; `None` for a score of several metrics.
    pub numerator: Option<i64>,
    /// Sum below the line; `None` for a score of several metrics.
    pub denominator: Option<i64>,
    /// Best place the figures allow; `None` until intervals are computed.
    pub place_low: Option<u32>,
    /// Worst place the figures allow; `None` until intervals are computed.
    pub place_high: Option<u32>,
    /// Place in the period before, where that was run.
    pub previous_place: Option<u32>,
    /// Among how many that was.
    pub previous_of: Option<u32>,
    /// In words what it was made of, or why there is none, where the unit is not what it was.
    pub previous_note: Option<String>,
}

/// All rankings of a run, by ranking, group, place and register order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rankings {
    /// The rows.
    pub rows: Vec<Standing>,
}

impl Rankings {
    /// The rows of one ranking, in order.
    pub fn of(&self, ranking: &str) -> impl Iterator<Item = &Standing> {
        self.rows.iter().filter(move |row| row.ranking == ranking)
    }
}

impl Artifact for Rankings {
    const NAME: &'static str = "rankings";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        frame(vec![
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("ranking", rows.iter().map(|r| Some(r.ranking.as_str()))),
            texts("league", rows.iter().map(|r| Some(r.league.as_str()))),
            texts("group", rows.iter().map(|r| r.group.as_deref())),
            texts("unit_id", rows.iter().map(|r| Some(r.unit_id.as_str()))),
            texts("unit_name", rows.iter().map(|r| Some(r.unit_name.as_str()))),
            texts("status", rows.iter().map(|r| Some(r.status.word()))),
            whole("place", rows.iter().map(|r| r.place)),
            flags("tied", rows.iter().map(|r| r.tied)),
            whole("of", rows.iter().map(|r| Some(r.of))),
            floats("value", rows.iter().map(|r| r.value)),
            super::column::counts("numerator", rows.iter().map(|r| r.numerator)),
            super::column::counts("denominator", rows.iter().map(|r| r.denominator)),
            whole("place_low", rows.iter().map(|r| r.place_low)),
            whole("place_high", rows.iter().map(|r| r.place_high)),
            whole("previous_place", rows.iter().map(|r| r.previous_place)),
            whole("previous_of", rows.iter().map(|r| r.previous_of)),
            texts("previous_note", rows.iter().map(|r| r.previous_note.as_deref())),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, ranking, league) = (c.text("period")?, c.text("ranking")?, c.text("league")?);
        let (group, unit_id, unit_name) =
            (c.text("group")?, c.text("unit_id")?, c.text("unit_name")?);
        let (status, place, tied, of) =
            (c.text("status")?, c.whole("place")?, c.flag("tied")?, c.whole("of")?);
        let (value, numerator, denominator) =
            (c.float("value")?, c.count("numerator")?, c.count("denominator")?);
        let (low, high, previous) =
            (c.whole("place_low")?, c.whole("place_high")?, c.whole("previous_place")?);
        let (previous_of, note) = (c.whole("previous_of")?, c.text("previous_note")?);
        let rows = (0..frame.height())
            .map(|i| {
                Ok(Standing {
                    period: period.required(i)?,
                    ranking: ranking.required(i)?,
                    league: league.required(i)?,
                    group: group.optional(i),
                    unit_id: unit_id.required(i)?,
                    unit_name: unit_name.required(i)?,
                    status: status.word(i, &StandingStatus::ALL, StandingStatus::word)?,
                    place: place.get(i),
                    tied: tied.get(i).unwrap_or(false),
                    of: of.get(i).unwrap_or(0),
                    value: value.get(i),
                    numerator: numerator.get(i),
                    denominator: denominator.get(i),
                    place_low: low.get(i),
                    place_high: high.get(i),
                    previous_place: previous.get(i),
                    previous_of: previous_of.get(i),
                    previous_note: note.optional(i),
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
