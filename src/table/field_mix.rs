//! `field_mix.parquet`: what counts against a unit beside what would if each of its fields were as in its whole list.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use polars::prelude::DataFrame;
use strum::{IntoStaticStr, VariantArray};

use super::Artifact;
use super::column::{Columns, TableError, counts, floats, frame, texts};

/// Whether a unit is compared by its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum MixStatus {
    /// It is, and it is among those it is compared with.
    Compared,
    /// Figures of it are missing.
    Incomplete,
    /// More, or less than nothing, is counted against it in a field than there are files.
    Implausible,
}

impl MixStatus {
    /// All statuses.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What an official reads in the place of a figure.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Compared => "",
            Self::Incomplete => "số liệu chưa đủ",
            Self::Implausible => "số liệu mâu thuẫn",
        }
    }
}

/// A field of a ranked unit; of a unit that is not compared one row that says why.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldMixRow {
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
    /// The field; `None` of lines that name none, which are a field of their own.
    pub field: Option<String>,
    /// Whether it is compared.
    pub status: MixStatus,
    /// What there is; `None` where it is not compared.
    pub counts: Option<FieldCounts>,
}

/// A field in a unit, and in all units that it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldCounts {
    /// What counts against the unit.
    pub late: i64,
    /// Of so many files.
    pub files: i64,
    /// What counts against all units of the list together.
    pub list_late: i64,
    /// Of so many files, more than none.
    pub list_files: i64,
}

impl FieldCounts {
    /// files × `list_late` / `list_files`: what would count against the unit if the field was as in the whole list.
    fn expected(self) -> BigRational {
        let above = BigInt::from(self.files) * BigInt::from(self.list_late);
        BigRational::new(above, BigInt::from(self.list_files.max(1)))
    }

    /// The same as the nearest double, for who reads tables.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
    pub fn expected_shown(self) -> f64 {
        let above = i128::from(self.files) * i128::from(self.list_late);
        above as f64 / self.list_files.max(1) as f64
    }
}

/// What counts against a unit over all its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MixSum {
    /// Files.
    pub late: i64,
    /// Tenths of a file that would if each field was as in the whole list: rounded once, from the exact sum of fractions.
    pub expected_tenths: i64,
}

impl MixSum {
    /// What would, with its one decimal.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
    pub const fn expected(self) -> f64 {
        self.expected_tenths as f64 / 10.0
    }
}

/// The fields of all units, in the order of the rankings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldMix {
    /// The rows.
    pub rows: Vec<FieldMixRow>,
}

/// The rows of a unit in a ranking by their ids.
pub type MixByUnit<'m> = BTreeMap<(&'m str, &'m str), &'m [FieldMixRow]>;

impl FieldMix {
    /// The rows of each unit.
    #[must_use]
    pub fn by_unit(&self) -> MixByUnit<'_> {
        let units = self.rows.chunk_by(|a, b| (&a.ranking, &a.unit_id) == (&b.ranking, &b.unit_id));
        units.map(|rows| ((rows[0].ranking.as_str(), rows[0].unit_id.as_str()), rows)).collect()
    }

    /// What counts against the unit of some rows; why not, where it is not compared.
    ///
    /// # Errors
    /// It is not compared.
    pub fn sum(rows: &[FieldMixRow]) -> Result<MixSum, MixStatus> {
        let mut late = 0;
        let mut expected = BigRational::from_integer(BigInt::from(0));
        for row in rows {
            let counts = row.counts.ok_or(row.status)?;
            late += counts.late;
            expected += counts.expected();
        }
        let tenths = (expected * BigInt::from(10)).round().to_integer();
        Ok(MixSum { late, expected_tenths: i64::try_from(tenths).unwrap_or(i64::MAX) })
    }
}

impl Artifact for FieldMix {
    const NAME: &'static str = "field_mix";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        let count = |of: fn(&FieldCounts) -> i64| {
            rows.iter().map(move |row| row.counts.as_ref().map(of)).collect::<Vec<_>>()
        };
        frame(vec![
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("ranking", rows.iter().map(|r| Some(r.ranking.as_str()))),
            texts("group", rows.iter().map(|r| r.group.as_deref())),
            texts("unit_id", rows.iter().map(|r| Some(r.unit_id.as_str()))),
            texts("unit_name", rows.iter().map(|r| Some(r.unit_name.as_str()))),
            texts("field", rows.iter().map(|r| r.field.as_deref())),
            texts("status", rows.iter().map(|r| Some(r.status.word()))),
            counts("late", count(|c| c.late).into_iter()),
            counts("files", count(|c| c.files).into_iter()),
            counts("list_late", count(|c| c.list_late).into_iter()),
            counts("list_files", count(|c| c.list_files).into_iter()),
            floats("expected", rows.iter().map(|r| r.counts.map(FieldCounts::expected_shown))),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, ranking, group) = (c.text("period")?, c.text("ranking")?, c.text("group")?);
        let (unit_id, unit_name) = (c.text("unit_id")?, c.text("unit_name")?);
        let (field, status) = (c.text("field")?, c.text("status")?);
        let (late, files) = (c.count("late")?, c.count("files")?);
        let (list_late, list_files) = (c.count("list_late")?, c.count("list_files")?);
        let counts = |i| {
            Some(FieldCounts {
                late: late.get(i)?,
                files: files.get(i)?,
                list_late: list_late.get(i)?,
                list_files: list_files.get(i)?,
            })
        };
        let row = |i| {
            Ok(FieldMixRow {
                period: period.required(i)?,
                ranking: ranking.required(i)?,
                group: group.optional(i),
                unit_id: unit_id.required(i)?,
                unit_name: unit_name.required(i)?,
                field: field.optional(i),
                status: status.word(i, &MixStatus::ALL, MixStatus::word)?,
                counts: counts(i),
            })
        };
        Ok(Self { rows: (0..frame.height()).map(row).collect::<Result<_, TableError>>()? })
    }
}
