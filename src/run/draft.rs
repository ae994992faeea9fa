//! A form file drafted from a filled example, and what reading makes of the example with it.

use std::path::Path;

use crate::ingest::{self, Drafted, NoTable, Wish};
use crate::model::{Finding, Severity};
use crate::pipeline::{self, DeclarationError, Form, FormDraft, Pipeline};
use crate::store::Inbox;

use super::error::RunError;
use super::workers::job::{Job, Reply};
use super::workers::pool::{Worker, Workers};
use super::workers::read_file::read_file;

/// A drafted form and how it stood the test.
#[derive(Debug)]
pub struct FormDrafted {
    /// The form.
    pub form: FormDraft,
    /// The text of its file.
    pub text: String,
    /// What reading makes of the example by the draft alone; `None` without a pipeline, for then no unit is known.
    pub reread: Option<Reread>,
}

/// The example, read by its own draft.
#[derive(Debug)]
pub struct Reread {
    /// Numbers accepted.
    pub values: usize,
    /// What is wrong with its sheet, from errors on.
    pub errors: Vec<Finding>,
}

/// Drafts the form that an example follows, with the counts and units of a pipeline where one is named, else with the
/// counts that the program brings along, and reads the example by it.
///
/// # Errors
/// The example is not there, holds no table, or no process can be started to read it. A draft that is no form is a
/// defect of the program.
pub fn draft(
    example: &Path,
    pipeline: Option<&Pipeline>,
    wish: &Wish,
    worker: &Worker,
) -> Result<FormDrafted, RunError> {
    if !example.exists() {
        return Err(RunError::NoFile { path: example.to_owned() });
    }
    let inbox = Inbox::of_files(&[example.to_owned()]);
    let name = inbox.names().into_iter().next().unwrap_or_default();
    let built_in;
    let words = if let Some(declared) = pipeline {
        declared
    } else {
        built_in = pipeline::built_in().map_err(RunError::Draft)?;
        &built_in
    };
    let bytes = inbox.read(&name, words.limits.file);
    let drafted = drafted(&name, bytes.clone(), words, wish, worker)?;
    let drafted =
        drafted.map_err(|none| RunError::NoTable { place: none.place, reason: none.reason })?;
    let text = drafted.form.to_toml();
    let form = loaded(&drafted.form, &text, words).map_err(RunError::Draft)?;
    let again = |pipeline| reread(&name, &drafted, form, bytes, worker, pipeline);
    let reread = pipeline.map(again).transpose()?;
    Ok(FormDrafted { form: drafted.form, text, reread })
}

pub(super) fn drafted(
    name: &str,
    bytes: Result<Vec<u8>, String>,
    words: &Pipeline,
    wish: &Wish,
    worker: &Worker,
) -> Result<Result<Drafted, NoTable>, RunError> {
    let workers = Workers::new(worker, Some(words), words.limits).map_err(RunError::Reader)?;
    let reason = match bytes {
        Ok(bytes) => {
            let job = Job::Draft { file: name.to_owned(), wish: wish.clone() };
            let drafted = |answer| match answer {
                Reply::Drafted(drafted) => Some(*drafted),
                _ => None,
            };
            match workers.ask(&job, &[&bytes], drafted).map_err(RunError::Reader)? {
                Ok(drafted) => return Ok(drafted),
                Err(reason) => reason,
            }
        }
        Err(reason) => reason,
    };
    Ok(ingest::draft(name, Err(reason), Some(words), &words.limits, wish))
}

/// The draft as the loader of declarations takes it, with the counts it proposes.
pub(super) fn loaded(
    draft: &FormDraft,
    text: &str,
    words: &Pipeline,
) -> Result<Form, DeclarationError> {
    let mut measures = words.measures.clone();
    measures.extend(draft.measures.iter().map(|measure| measure.value.clone()));
    pipeline::form_of(text, &measures)
}

fn reread(
    name: &str,
    drafted: &Drafted,
    form: Form,
    bytes: Result<Vec<u8>, String>,
    worker: &Worker,
    pipeline: &Pipeline,
) -> Result<Reread, RunError> {
    let mut measures = pipeline.measures.clone();
    measures.extend(drafted.form.measures.iter().map(|measure| measure.value.clone()));
    let alone = Pipeline { forms: vec![form], measures, ..pipeline.clone() };
    let workers = Workers::new(worker, Some(&alone), alone.limits).map_err(RunError::Reader)?;
    let readings = read_file(&workers, name, bytes, &alone)?;
    let reading = readings.into_iter().find(|reading| reading.file == drafted.file);
    let reading = reading.unwrap_or_default();
    let values = reading.tables.iter().map(crate::model::Table::items).sum();
    let concerns = |finding: &Finding| {
        finding.severity >= Severity::Error
            && finding.place.sheet.as_ref().is_none_or(|sheet| *sheet == drafted.sheet)
    };
    let errors = reading.findings.into_iter().filter(concerns).collect();
    Ok(Reread { values, errors })
}
