//! What a draft is to be made of, and what comes of it.

use serde::{Deserialize, Serialize};

use crate::model::{Period, Sentence};
use crate::pipeline::FormDraft;

/// What a draft is to be made of.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Wish {
    /// This sheet; the one with the largest table where none is named.
    pub sheet: Option<String>,
    /// This id of the form.
    pub id: Option<String>,
    /// Whether the forms of the pipeline only lend their words and are not those that the draft stands beside.
    pub words_only: bool,
}

/// Why there is no draft: the place in the example and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoTable {
    /// Where: the file, and the sheet if one was looked at.
    pub place: String,
    /// Why.
    pub reason: Sentence,
}

/// A draft, and the table it was made of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Drafted {
    /// The form.
    pub form: FormDraft,
    /// The file, as it was named; one in an archive below the archive.
    pub file: String,
    /// Name on the tab.
    pub sheet: String,
    /// The period that heading, tab or name of the file tell, where they tell one.
    pub told: Option<Period>,
}
