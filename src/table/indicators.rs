//! `indicators.parquet`: what each unit that sent a form of indicators says of each of them, with what a percentage gives
//! when it is divided again and what another form of the same unit says.

use polars::prelude::DataFrame;
use strum::{IntoStaticStr, VariantArray};

use super::Artifact;
use super::column::{Columns, TableError, counts, flags, floats, frame, texts};

/// What became of an indicator in a form that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum ReportedStatus {
    /// It has a value.
    Reported,
    /// The unit is asked for it and gives none.
    Blank,
    /// It has none, and the unit is not asked for it.
    NotAsked,
    /// What stands there does not count: a finding says why.
    LeftOut,
}

impl ReportedStatus {
    /// All statuses.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Whether an indicator says what another form of the same unit adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Concord {
    /// It does.
    Agrees,
    /// It does not.
    Differs,
    /// The unit did not send the other form.
    NotSent,
    /// A unit or a count is missing in the other form.
    Incomplete,
    /// Something of the other form does not count: a finding says why.
    LeftOut,
    /// The indicator itself has no value.
    NoValue,
}

impl Concord {
    /// All of them.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Why the two were not compared, for people; nothing where they were.
    #[must_use]
    pub const fn why_not(self) -> Option<&'static str> {
        match self {
            Self::Agrees | Self::Differs => None,
            Self::NotSent => Some("chưa gửi"),
            Self::Incomplete => Some("còn thiếu số liệu"),
            Self::LeftOut => Some("có số liệu không được tính"),
            Self::NoValue => Some("chỉ tiêu không có số liệu"),
        }
    }
}

/// What another form of the unit says of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherForm {
    /// Id of the form.
    pub form: String,
    /// What its lines add up to, where that can be told.
    pub value: Option<i64>,
    /// Whether the two agree.
    pub concord: Concord,
}

/// An indicator of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorFigure {
    /// Reporting period.
    pub period: String,
    /// Id of the form.
    pub form: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Id of the indicator.
    pub indicator: String,
    /// Number of its section: `III`.
    pub section: String,
    /// Its own number as the form prints it, which serves people only.
    pub number: String,
    /// What it says.
    pub label: String,
    /// `count`, `percent`, `amount` or `answer`.
    pub kind: String,
    /// What it is counted in.
    pub scale: String,
    /// What became of it.
    pub status: ReportedStatus,
    /// Its value as reported: a percentage from 0 to 100, an answer as its code.
    pub value: Option<f64>,
    /// The answer in words.
    pub answer: Option<String>,
    /// What stands above the line of the percentage, where that is told.
    pub numerator: Option<f64>,
    /// What stands below it.
    pub denominator: Option<f64>,
    /// The percentage of the two; `None` where one is missing or there is nothing to divide by.
    pub recomputed: Option<f64>,
    /// Whether what was reported is not that, rounded as it is written.
    pub differs: bool,
    /// What another form says, where one is declared to.
    pub other: Option<OtherForm>,
}

/// The indicators of all units that sent them: by form, register and the order of the form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IndicatorFigures {
    /// The rows.
    pub rows: Vec<IndicatorFigure>,
}

impl IndicatorFigures {
    /// The rows of a form, unit by unit.
    pub fn of<'f>(&'f self, form: &'f str) -> impl Iterator<Item = &'f [IndicatorFigure]> {
        let units = self.rows.chunk_by(|a, b| (&a.form, &a.unit_id) == (&b.form, &b.unit_id));
        units.filter(move |rows| rows[0].form == form)
    }
}

impl Artifact for IndicatorFigures {
    const NAME: &'static str = "indicators";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        let text = |name: &str, of: fn(&IndicatorFigure) -> &str| {
            texts(name, rows.iter().map(|row| Some(of(row))))
        };
        frame(vec![
            text("period", |r| &r.period),
            text("form", |r| &r.form),
            text("unit_id", |r| &r.unit_id),
            text("unit_name", |r| &r.unit_name),
            text("indicator", |r| &r.indicator),
            text("section", |r| &r.section),
            text("number", |r| &r.number),
            text("label", |r| &r.label),
            text("kind", |r| &r.kind),
            text("scale", |r| &r.scale),
            text("status", |r| r.status.word()),
            floats("value", rows.iter().map(|r| r.value)),
            texts("answer", rows.iter().map(|r| r.answer.as_deref())),
            floats("numerator", rows.iter().map(|r| r.numerator)),
            floats("denominator", rows.iter().map(|r| r.denominator)),
            floats("recomputed", rows.iter().map(|r| r.recomputed)),
            flags("differs", rows.iter().map(|r| r.differs)),
            texts("other_form", rows.iter().map(|r| Some(r.other.as_ref()?.form.as_str()))),
            counts("other_value", rows.iter().map(|r| r.other.as_ref()?.value)),
            texts("concord", rows.iter().map(|r| Some(r.other.as_ref()?.concord.word()))),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (period, form) = (c.text("period")?, c.text("form")?);
        let (unit_id, unit_name) = (c.text("unit_id")?, c.text("unit_name")?);
        let (indicator, section, number) =
            (c.text("indicator")?, c.text("section")?, c.text("number")?);
        let (label, kind, scale) = (c.text("label")?, c.text("kind")?, c.text("scale")?);
        let (status, value, answer) = (c.text("status")?, c.float("value")?, c.text("answer")?);
        let (numerator, denominator) = (c.float("numerator")?, c.float("denominator")?);
        let (recomputed, differs) = (c.float("recomputed")?, c.flag("differs")?);
        let (other_form, other_value) = (c.text("other_form")?, c.count("other_value")?);
        let concord = c.text("concord")?;
        let other = |i| -> Result<Option<OtherForm>, TableError> {
            let Some(form) = other_form.optional(i) else { return Ok(None) };
            let concord = concord.word(i, &Concord::ALL, Concord::word)?;
            Ok(Some(OtherForm { form, value: other_value.get(i), concord }))
        };
        let row = |i| {
            Ok(IndicatorFigure {
                period: period.required(i)?,
                form: form.required(i)?,
                unit_id: unit_id.required(i)?,
                unit_name: unit_name.required(i)?,
                indicator: indicator.required(i)?,
                section: section.required(i)?,
                number: number.required(i)?,
                label: label.required(i)?,
                kind: kind.required(i)?,
                scale: scale.required(i)?,
                status: status.word(i, &ReportedStatus::ALL, ReportedStatus::word)?,
                value: value.get(i),
                answer: answer.optional(i),
                numerator: numerator.get(i),
                denominator: denominator.get(i),
                recomputed: recomputed.get(i),
                differs: differs.get(i).unwrap_or(false),
                other: other(i)?,
            })
        };
        Ok(Self { rows: (0..frame.height()).map(row).collect::<Result<_, TableError>>()? })
    }
}
