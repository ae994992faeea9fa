//! Forms whose lines are indicators: each line is a measure of its own, found by its label inside its section.

use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, EnumString, IntoStaticStr, VariantArray};

use crate::model::{Lang, Level, MeasureIx, whole_count};
use crate::pipeline::formula::Formula;
use crate::text::{group_thousands, percent, plain_number};

/// A section of a form of indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Roman number: `III`.
    pub number: String,
    /// Its title as the form prints it.
    pub title: String,
    /// Keys ([`Form::label_key`]) of its title and of other wordings.
    pub keys: Vec<String>,
}

/// A line of a form of indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its section, as a place in `Form::sections`.
    pub section: usize,
    /// Number as the form prints it, for people: official forms number lines twice and skip numbers.
    pub number: String,
    /// What the line says, without remarks in brackets.
    pub label: String,
    /// Keys ([`Form::label_key`]) of its label and of other wordings.
    pub keys: Vec<String>,
    /// The line above it that tells it from another one with its label, as a place in `Form::indicators`.
    pub under: Option<usize>,
    /// What its value is; none for a heading.
    pub value: Option<IndicatorValue>,
}

/// What the value of an indicator is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorValue {
    /// The measure that is the indicator.
    pub measure: MeasureIx,
    /// How its cell is read.
    pub kind: IndicatorKind,
    /// Keys of what the column of scales may say; empty for answers, whose legend stands there.
    pub scales: Vec<String>,
    /// The ratio it follows from, for a percentage.
    pub ratio: Option<Ratio>,
    /// Sum of another form that it is to agree with.
    pub agrees_with: Option<Agreement>,
    /// A form without it is still complete.
    pub optional: bool,
    /// Tiers that are asked for it; empty asks all senders.
    pub asked_of: Vec<Level>,
}

impl IndicatorValue {
    /// Whether a unit of a tier is told when it leaves it out.
    #[must_use]
    pub fn is_asked_of(&self, level: Level) -> bool {
        !self.optional && (self.asked_of.is_empty() || self.asked_of.contains(&level))
    }

    /// A value that units are ranked by, in words: a percentage is a part of one there.
    #[must_use]
    pub fn told(&self, value: f64, lang: Lang) -> String {
        let number = match &self.kind {
            IndicatorKind::Answer(_) => {
                let words = self.kind.answer(value).map(str::to_owned);
                return words.unwrap_or_else(|| plain_number(value));
            }
            IndicatorKind::Percent => percent(value),
            IndicatorKind::Count => group_thousands(whole_count(value)),
            IndicatorKind::Amount => plain_number(value),
        };
        let sign = |letter| match letter {
            '.' => ',',
            ',' => '.',
            other => other,
        };
        if lang == Lang::En { number.chars().map(sign).collect() } else { number }
    }
}

/// How the cell of an indicator is read.
#[derive(Debug, Clone, PartialEq, Eq, EnumDiscriminants, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[strum_discriminants(name(KindWord), vis(pub(in crate::pipeline)))]
#[strum_discriminants(derive(EnumString, IntoStaticStr, VariantArray))]
#[strum_discriminants(strum(serialize_all = "kebab-case"))]
pub enum IndicatorKind {
    /// A whole number.
    Count,
    /// A percentage, 0–100.
    Percent,
    /// An amount with decimals, in the scale of the indicator.
    Amount,
    /// One of the answers of a legend.
    Answer(Vec<Answer>),
}

impl IndicatorKind {
    /// The word used in declarations and tables.
    #[must_use]
    pub fn word(&self) -> &'static str {
        KindWord::from(self).into()
    }

    /// The words of the answer of a code: those that stand first for it in the legend.
    #[must_use]
    pub fn answer(&self, code: f64) -> Option<&str> {
        let Self::Answer(answers) = self else { return None };
        let same = |answer: &&Answer| (f64::from(answer.code) - code).abs() < f64::EPSILON;
        answers.iter().find(same).map(|answer| answer.words.as_str())
    }
}

/// The two sums of a form that a percentage follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// Sum above the line.
    pub numerator: Formula,
    /// Sum below the line.
    pub denominator: Formula,
}

impl Ratio {
    /// The percentage; `None` inside where the denominator is 0, outside where a value is missing.
    pub fn percent(&self, value: impl Fn(MeasureIx) -> Option<f64>) -> Option<Option<f64>> {
        let above = self.numerator.evaluate_real(&value)?;
        let below = self.denominator.evaluate_real(&value)?;
        Some((below != 0.0).then(|| above / below * 100.0))
    }
}

/// An answer and the code that stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The answer as declared: `Kết hợp`.
    pub words: String,
    /// Its key.
    pub key: String,
    /// Its code.
    pub code: u32,
}

/// The sum of another form of the same sender that an indicator is to agree with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Ids of the forms; the sender sends one of them, or none.
    pub forms: Vec<String>,
    /// What is summed over their lines.
    pub sum: Formula,
    /// Whose lines.
    pub lines: Whose,
}

/// Whose lines of a form are summed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Whose {
    /// The sender's own.
    Own,
    /// Those of the units under it.
    Below,
    /// Both.
    Total,
}
