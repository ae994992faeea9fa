//! A province that was begun.

use std::path::PathBuf;

use crate::model::Sentence;
use crate::pipeline::{FormDraft, Pipeline};
use crate::run::doctor::Diagnosis;

/// A province that was begun.
#[derive(Debug)]
pub struct BegunProvince {
    /// Its pipeline file.
    pub file: PathBuf,
    /// The pipeline, as it was read back.
    pub pipeline: Pipeline,
    /// What became of each example.
    pub forms: Vec<BegunForm>,
    /// Columns of the register that are of no use.
    pub ignored: Vec<String>,
    /// Examples that are not in the inbox.
    pub left_out: Vec<ExampleLeftOut>,
    /// What a person still has to say.
    pub gaps: Vec<Sentence>,
    /// What the doctor says of it.
    pub checks: Vec<Diagnosis>,
}

/// The form that an example follows.
#[derive(Debug, Clone)]
pub struct BegunForm {
    /// The example.
    pub example: String,
    /// Names of the forms in it.
    pub names: Vec<String>,
    /// Where they come from.
    pub origin: FormOrigin,
    /// Numbers that were accepted.
    pub values: usize,
    /// Errors that were found in it.
    pub errors: usize,
}

/// Where a form comes from.
#[derive(Debug, Clone)]
pub enum FormOrigin {
    /// The program brings it along, or an example before told it.
    Known,
    /// It was drafted from this example: its file, and what had to be assumed.
    Drafted(String, Box<FormDraft>),
}

/// An example that gives nothing for the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleLeftOut {
    /// Its name.
    pub file: String,
    /// Why, as its finding says it.
    pub reason: String,
}
