//! `moves.parquet`: the units whose place is not what it was in the period before, and what moved each, in parts that
//! add up to the move.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;
use strum::{IntoStaticStr, VariantArray};

use super::Artifact;
use super::column::{Columns, TableError, counts, frame, texts, whole};

/// What moves a place. Each is what is left to explain when those that stand before it are taken out; of a unit that
/// was passed, what it did itself comes before what the other did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum MoveCause {
    /// The same figures are read, counted or ranked in another way: declaration, register or program.
    Definition,
    /// The period before is not what it was when it was published.
    Corrections,
    /// Its own figures: with them alone, and the other as it was, the two would have crossed.
    Own,
    /// The figures of others.
    Others,
    /// Others have a place that had none.
    Came,
    /// Others have none that had one.
    Missing,
}

impl MoveCause {
    /// All of them, in the order in which they are taken out.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// The word for programs, and the column of the table.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Definition => "cách đọc, cách tính hoặc danh mục đơn vị khác trước",
            Self::Corrections => "số kỳ trước đã sửa sau khi công bố",
            Self::Own => "số của đơn vị",
            Self::Others => "số của đơn vị khác",
            Self::Came => "đơn vị khác mới có hạng",
            Self::Missing => "đơn vị khác không còn hạng",
        }
    }
}

/// How many places each cause moved a unit, down where more than 0; one that moved nothing is not there.
pub type MoveParts = BTreeMap<MoveCause, i64>;

/// One unit that moved in one ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    /// Reporting period.
    pub period: String,
    /// Id of the ranking.
    pub ranking: String,
    /// Id of the unit inside which the list is kept, where a league is split.
    pub group: Option<String>,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Its place in the period before, as `rankings` has it.
    pub previous_place: u32,
    /// Its place.
    pub place: u32,
    /// What moved it: together they are the move. `None` where it cannot be told apart.
    pub parts: Option<MoveParts>,
}

impl MoveRow {
    /// By how many places it fell; less than 0 where it rose.
    #[must_use]
    pub fn fell(&self) -> i64 {
        i64::from(self.place) - i64::from(self.previous_place)
    }

    /// What moved it furthest the way it went; of equal ones the first.
    #[must_use]
    pub fn foremost(&self) -> Option<MoveCause> {
        let way = self.fell().signum();
        let parts = self.parts.as_ref()?.iter();
        let along = parts.map(|(cause, by)| (by * way, *cause)).filter(|(by, _)| *by > 0);
        let mut along: Vec<(i64, MoveCause)> = along.collect();
        along.sort_by_key(|(by, cause)| (-by, *cause));
        along.first().map(|(_, cause)| *cause)
    }
}

/// All moves of a run, by ranking and group, those that moved furthest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// The rows.
    pub rows: Vec<MoveRow>,
}

impl Moves {
    /// The rows of one ranking, in order.
    pub fn of(&self, ranking: &str) -> impl Iterator<Item = &MoveRow> {
        self.rows.iter().filter(move |row| row.ranking == ranking)
    }
}

impl Artifact for Moves {
    const NAME: &'static str = "moves";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        let part = |cause: MoveCause| {
            let by = move |row: &MoveRow| {
                row.parts.as_ref().map(|parts| parts.get(&cause).copied().unwrap_or(0))
            };
            counts(cause.word(), rows.iter().map(by))
        };
        let mut columns = vec![
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("ranking", rows.iter().map(|r| Some(r.ranking.as_str()))),
            texts("group", rows.iter().map(|r| r.group.as_deref())),
            texts("unit_id", rows.iter().map(|r| Some(r.unit_id.as_str()))),
            texts("unit_name", rows.iter().map(|r| Some(r.unit_name.as_str()))),
            whole("previous_place", rows.iter().map(|r| Some(r.previous_place))),
            whole("place", rows.iter().map(|r| Some(r.place))),
        ];
        columns.extend(MoveCause::ALL.map(part));
        frame(columns)
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, ranking, group) = (c.text("period")?, c.text("ranking")?, c.text("group")?);
        let (unit_id, unit_name) = (c.text("unit_id")?, c.text("unit_name")?);
        let (previous, place) = (c.whole("previous_place")?, c.whole("place")?);
        let mut parts = Vec::with_capacity(MoveCause::ALL.len());
        for cause in MoveCause::ALL {
            parts.push((cause, c.count(cause.word())?));
        }
        let rows = (0..frame.height())
            .map(|i| {
                let known = parts.iter().map(|(cause, by)| Some((*cause, by.get(i)?)));
                let known: Option<MoveParts> = known.collect();
                Ok(MoveRow {
                    period: period.required(i)?,
                    ranking: ranking.required(i)?,
                    group: group.optional(i),
                    unit_id: unit_id.required(i)?,
                    unit_name: unit_name.required(i)?,
                    previous_place: previous.get(i).unwrap_or(0),
                    place: place.get(i).unwrap_or(0),
                    parts: known.map(|mut parts| {
                        parts.retain(|_, by| *by != 0);
                        parts
                    }),
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
