//! What is set for one run in place of what is declared.

use std::path::PathBuf;

use jiff::Timestamp;

use super::fail_on::FailOn;
use super::written::Setting;
use crate::model::Period;

/// What a command line sets for one run in place of what is declared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The period to run.
    pub period: Option<Period>,
    /// When that is: what a period such as `last-quarter` goes by. Nothing in the library asks a clock.
    pub now: Option<Timestamp>,
    /// Folder with the submissions, taken as given.
    pub inbox: Option<PathBuf>,
    /// Folder under which runs are kept, taken as given.
    pub output: Option<PathBuf>,
    /// Folder from which the declared inbox and output are reached, where it is not that of the pipeline file.
    pub home: Option<PathBuf>,
    /// From where on a run ends with exit code 3.
    pub fail_on: Option<FailOn>,
    /// Keys of the pipeline file.
    pub set: Vec<Setting>,
    /// Files of rules that are tried beside what is declared, taken as given.
    pub rules: Vec<PathBuf>,
}
