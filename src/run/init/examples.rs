//! The examples as they were given, and the period that they tell.

use std::collections::BTreeSet;
use std::path::Path;

use crate::ingest::Wish;
use crate::model::Period;
use crate::pipeline;
use crate::run::draft::drafted;
use crate::run::error::RunError;
use crate::run::workers::pool::Worker;
use crate::store;

use super::error::InitError;
use super::wish::ExampleGiven;

/// A filled example.
#[derive(Debug)]
pub(super) struct GivenExample {
    /// Its name, as it will lie in the inbox.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl GivenExample {
    /// All of them; each needs a name of its own.
    pub(super) fn all(given: &[ExampleGiven]) -> Result<Vec<Self>, InitError> {
        let mut names = BTreeSet::new();
        let mut all = Vec::new();
        for one in given {
            let one = match one {
                ExampleGiven::File(path) => Self::of_file(path)?,
                ExampleGiven::Bytes(name, bytes) => {
                    Self { name: (*name).to_owned(), bytes: bytes.to_vec() }
                }
            };
            if !names.insert(one.name.to_lowercase()) {
                return Err(InitError::OneName { name: one.name });
            }
            all.push(one);
        }
        Ok(all)
    }

    fn of_file(path: &Path) -> Result<Self, InitError> {
        let name = path.file_name().filter(|_| path.is_file());
        let Some(name) = name else {
            return Err(RunError::NoFile { path: path.to_owned() }.into());
        };
        let bytes = store::read_file(path).map_err(RunError::from)?;
        Ok(Self { name: name.to_string_lossy().into_owned(), bytes })
    }
}

/// The one period that the examples tell.
pub(super) fn period_of(examples: &[GivenExample], worker: &Worker) -> Result<Period, InitError> {
    let words = pipeline::built_in().map_err(InitError::Composed)?;
    let wish = Wish { words_only: true, ..Wish::default() };
    let mut told: Option<(String, Period)> = None;
    for example in examples {
        let drafted = drafted(&example.name, Ok(example.bytes.clone()), &words, &wish, worker)?;
        let Some(period) = drafted.ok().and_then(|drafted| drafted.told) else { continue };
        let this = (example.name.clone(), period);
        match &told {
            Some(first) if first.1 != period => {
                return Err(InitError::Periods { first: first.clone(), second: this });
            }
            Some(_) => {}
            None => told = Some(this),
        }
    }
    told.map(|(_, period)| period).ok_or(InitError::NoPeriod)
}
