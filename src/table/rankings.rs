//! `rankings.parquet`: the place of each unit in each league.

use std::collections::BTreeMap;

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

/// Which half of its league a unit surely stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Band {
    /// Even its worst place lies in the upper half.
    Upper,
    /// Even its best place lies in the lower half.
    Lower,
    /// Its places lie in both.
    Unclear,
}

impl Band {
    /// All of them.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
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
    /// The least rate (0–1) that its figures still go with, at 95 %; `None` unless it is ranked by one metric, whose rate
    /// is a share of a whole.
    pub low: Option<f64>,
    /// The greatest such rate.
    pub high: Option<f64>,
    /// The best place that its figures still go with; `None` as `low`.
    pub place_low: Option<u32>,
    /// The worst such place.
    pub place_high: Option<u32>,
    /// The half of the list that both lie in.
    pub band: Option<Band>,
    /// Place in the period before, where that was run.
    pub previous_place: Option<u32>,
    /// Among how many that was.
    pub previous_of: Option<u32>,
    /// The rate (0–1) or the score (points) of then, whether it had a place or not; `None` where what is ranked by was
    /// defined otherwise.
    pub previous_value: Option<f64>,
    /// What stood above the line then; `None` as `previous_value`, and for a score of several metrics.
    pub previous_numerator: Option<i64>,
    /// What stood below it.
    pub previous_denominator: Option<i64>,
    /// In words what it was made of, or why there is none, where the unit is not what it was.
    pub previous_note: Option<String>,
    /// The best place its figures went with then; `None` where list or definition are not the same.
    pub previous_low: Option<u32>,
    /// The worst such place.
    pub previous_high: Option<u32>,
    /// What is added above the line to shrink its rate towards those of its list: the same for all units of the list;
    /// `None` as `low`.
    pub prior_numerator: Option<f64>,
    /// What is added below the line.
    pub prior_denominator: Option<f64>,
    /// Its rate with both added.
    pub shrunk: Option<f64>,
    /// The place it would have by that: for information, no list goes by it.
    pub shrunk_place: Option<u32>,
    /// Title of its class, by its exact value; `None` unless it is ranked and belongs to one.
    pub class: Option<String>,
    /// Title of its class in the period before, by the same definition; `None` where it had none.
    pub previous_class: Option<String>,
    /// Title of the next better class.
    pub next_class: Option<String>,
    /// The least number of files that would have to count otherwise for the next better class, with the same sum below the
    /// line: more above it, or fewer where less is better. `None` for a score of several metrics.
    pub needed: Option<i64>,
    /// How many of the metrics that it is ranked by there is a rate of.
    pub parts: u32,
    /// How many metrics there are that it is ranked by.
    pub parts_of: u32,
}

impl Standing {
    /// Its value stands for fewer parts than the ranking goes by.
    #[must_use]
    pub const fn is_of_fewer_parts(&self) -> bool {
        self.value.is_some() && self.parts < self.parts_of
    }

    /// Whether its place changed and still lies in the interval that it had in the period before: chance alone may have
    /// moved it. That it lies outside does not prove that anything changed.
    #[must_use]
    pub fn moved_within_chance(&self) -> bool {
        let then = self.previous_low.zip(self.previous_high);
        let within = |place| then.is_some_and(|(low, high)| (low..=high).contains(&place));
        self.place.is_some_and(within) && self.place != self.previous_place
    }
}

/// By ranking and unit: what a unit is ranked by before and after, as numbers of one order that are smaller the better it
/// is and equal where it is exactly equal; `None` where it is not ranked.
pub type PlaceOrders = BTreeMap<String, BTreeMap<String, [Option<u32>; 2]>>;

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
            floats("low", rows.iter().map(|r| r.low)),
            floats("high", rows.iter().map(|r| r.high)),
            whole("place_low", rows.iter().map(|r| r.place_low)),
            whole("place_high", rows.iter().map(|r| r.place_high)),
            texts("band", rows.iter().map(|r| r.band.map(Band::word))),
            whole("previous_place", rows.iter().map(|r| r.previous_place)),
            whole("previous_low", rows.iter().map(|r| r.previous_low)),
            whole("previous_high", rows.iter().map(|r| r.previous_high)),
            floats("prior_numerator", rows.iter().map(|r| r.prior_numerator)),
            floats("prior_denominator", rows.iter().map(|r| r.prior_denominator)),
            floats("shrunk", rows.iter().map(|r| r.shrunk)),
            whole("shrunk_place", rows.iter().map(|r| r.shrunk_place)),
            texts("class", rows.iter().map(|r| r.class.as_deref())),
            texts("previous_class", rows.iter().map(|r| r.previous_class.as_deref())),
            texts("next_class", rows.iter().map(|r| r.next_class.as_deref())),
            super::column::counts("needed", rows.iter().map(|r| r.needed)),
            whole("parts", rows.iter().map(|r| Some(r.parts))),
            whole("parts_of", rows.iter().map(|r| Some(r.parts_of))),
            whole("previous_of", rows.iter().map(|r| r.previous_of)),
            texts("previous_note", rows.iter().map(|r| r.previous_note.as_deref())),
            floats("previous_value", rows.iter().map(|r| r.previous_value)),
            super::column::counts("previous_numerator", rows.iter().map(|r| r.previous_numerator)),
            super::column::counts(
                "previous_denominator",
                rows.iter().map(|r| r.previous_denominator),
            ),
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
        let (place_low, place_high, previous) =
            (c.whole("place_low")?, c.whole("place_high")?, c.whole("previous_place")?);
        // The period before, and a run that is compared, may be of an older program.
        let float = |name| c.since(name, Columns::float);
        let whole = |name| c.since(name, Columns::whole);
        let (low, high) = (float("low")?, float("high")?);
        let (then_low, then_high) = (whole("previous_low")?, whole("previous_high")?);
        let (above, below) = (float("prior_numerator")?, float("prior_denominator")?);
        let (shrunk, shrunk_place) = (float("shrunk")?, whole("shrunk_place")?);
        let band = c.since("band", Columns::text)?;
        let previous_class = c.since("previous_class", Columns::text)?;
        let (class, next_class) =
            (c.since("class", Columns::text)?, c.since("next_class", Columns::text)?);
        let (parts, parts_of) = (whole("parts")?, whole("parts_of")?);
        let previous_of = whole("previous_of")?;
        let note = c.since("previous_note", Columns::text)?;
        let count = |name| c.since(name, Columns::count);
        let needed = count("needed")?;
        let then_value = float("previous_value")?;
        let (then_above, then_below) =
            (count("previous_numerator")?, count("previous_denominator")?);
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
                    low: low.and_then(|column| column.get(i)),
                    high: high.and_then(|column| column.get(i)),
                    place_low: place_low.get(i),
                    place_high: place_high.get(i),
                    band: match band {
                        Some(band) if !band.is_null(i) => {
                            Some(band.word(i, &Band::ALL, Band::word)?)
                        }
                        _ => None,
                    },
                    previous_place: previous.get(i),
                    previous_low: then_low.and_then(|column| column.get(i)),
                    previous_high: then_high.and_then(|column| column.get(i)),
                    prior_numerator: above.and_then(|column| column.get(i)),
                    prior_denominator: below.and_then(|column| column.get(i)),
                    shrunk: shrunk.and_then(|column| column.get(i)),
                    shrunk_place: shrunk_place.and_then(|column| column.get(i)),
                    class: class.and_then(|class| class.optional(i)),
                    previous_class: previous_class.and_then(|class| class.optional(i)),
                    next_class: next_class.and_then(|class| class.optional(i)),
                    needed: needed.and_then(|needed| needed.get(i)),
                    parts: parts.and_then(|parts| parts.get(i)).unwrap_or(0),
                    parts_of: parts_of.and_then(|parts| parts.get(i)).unwrap_or(0),
                    previous_of: previous_of.and_then(|column| column.get(i)),
                    previous_value: then_value.and_then(|column| column.get(i)),
                    previous_numerator: then_above.and_then(|column| column.get(i)),
                    previous_denominator: then_below.and_then(|column| column.get(i)),
                    previous_note: note.and_then(|note| note.optional(i)),
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
