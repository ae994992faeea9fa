//! A signed sum of measures: `received_total - received_carried`.

use serde::{Deserialize, Serialize};

use crate::model::MeasureIx;

/// A signed sum of measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// Sign (+1 or −1) and measure of each term.
    pub terms: Vec<(i64, MeasureIx)>,
}

impl Formula {
    /// The value, if every term has one.
    pub fn evaluate(&self, value: impl Fn(MeasureIx) -> Option<i64>) -> Option<i64> {
        self.terms.iter().try_fold(0i64, |sum, &(sign, measure)| Some(sum + sign * value(measure)?))
    }

    /// The value of a sum of numbers with decimals, if every term has one.
    pub fn evaluate_real(&self, value: impl Fn(MeasureIx) -> Option<f64>) -> Option<f64> {
        self.terms.iter().try_fold(0.0, |sum, &(sign, measure)| {
            let value = value(measure)?;
            Some(if sign < 0 { sum - value } else { sum + value })
        })
    }
}

/// Splits a formula into signed words; `Err` holds the part that is neither a word nor a sign, nothing where the end is too early.
pub(super) fn split(text: &str) -> Result<Vec<(i64, String)>, Option<String>> {
    let spaced = text.replace('+', " + ").replace(['-', '−'], " - ");
    let mut terms = Vec::new();
    let mut sign = Some(1);
    for token in spaced.split_whitespace() {
        match (token, sign) {
            ("+", None) => sign = Some(1),
            ("-", None) => sign = Some(-1),
            ("-", Some(1)) if terms.is_empty() => sign = Some(-1),
            ("+" | "-", Some(_)) | (_, None) => return Err(Some(token.to_owned())),
            (word, Some(value)) => {
                terms.push((value, word.to_owned()));
                sign = None;
            }
        }
    }
    if sign.is_some() { Err(None) } else { Ok(terms) }
}
