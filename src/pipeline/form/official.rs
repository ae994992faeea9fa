//! The words of a form as its decree prints them. A sheet that comes in is found by keys; a sheet that goes out bears these.

use serde::{Deserialize, Serialize};

/// The words of a form as its decree prints them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialTexts {
    /// Head texts of each column from the top, in the order of `Form::columns`.
    pub heads: Vec<Vec<String>>,
    /// Title of each part, in the order of `Form::parts`.
    pub parts: Vec<String>,
    /// Label of each line of a form of indicators with its remarks, in the order of `Form::indicators`.
    pub labels: Vec<String>,
    /// In what each of them is counted; empty where it is not.
    pub scales: Vec<String>,
    /// What stands below the table, a paragraph each.
    pub notes: Vec<String>,
}
