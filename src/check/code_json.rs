//! What a kind of finding means, as data.

use serde::Serialize;

use crate::model::Code;

use super::catalogue::CATALOGUE;

/// What a kind of finding means.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub struct CodeJson {
    code: &'static str,
    /// How bad it is unless a pipeline says otherwise.
    severity: &'static str,
    /// The stage that finds it.
    stage: &'static str,
    /// Its name, in Vietnamese.
    title: &'static str,
    /// What it means, in Vietnamese.
    means: &'static str,
    /// An example, in Vietnamese.
    example: &'static str,
    /// How to mend it, in Vietnamese.
    mend: &'static str,
    /// What it means, in English.
    english: &'static str,
}

impl CodeJson {
    /// The explanation of a code.
    #[must_use]
    pub fn of(code: Code) -> Self {
        let check = CATALOGUE.get(code);
        let guidance = check.vietnamese;
        Self {
            code: code.id(),
            severity: check.severity.word(),
            stage: code.stage().word(),
            title: check.title,
            means: guidance.means,
            example: guidance.example,
            mend: guidance.mend,
            english: check.english.means,
        }
    }
}
