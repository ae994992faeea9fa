//! A form file drafted from a filled example, and what reading makes of the example with it.

use std::path::Path;

use crate::ingest::{self, Drafted, Task, Wish};
use crate::model::{Finding, Limits, Severity};
use crate::pipeline::{self, DeclarationError, Form, FormDraft, Pipeline};
use crate::store::Inbox;

use super::{Readers, Reading, RunError};

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
    pub observations: usize,
    /// What is wrong with its sheet, from errors on.
    pub errors: Vec<Finding>,
}

/// Drafts the form that an example follows, with the counts and units of a pipeline where one is named, and reads
/// the example by it.
///
/// # Errors
/// The example is not there, holds no table, or no process can be started to read it. A draft that is no form is a
/// defect of the program.
pub fn draft(
    example: &Path,
    pipeline: Option<&Pipeline>,
    wish: &Wish,
    reading: &Reading,
) -> Result<FormDrafted, RunError> {
    if !example.exists() {
        return Err(RunError::NoFile { path: example.to_owned() });
    }
    let inbox = Inbox::of_files(&[example.to_owned()]);
    let name = inbox.names().into_iter().next().unwrap_or_default();
    let limits = pipeline.map_or(Limits::DEFAULT, |pipeline| pipeline.limits);
    let readers = Readers::new(reading, limits);
    let open = |bytes: &[u8]| readers.open(bytes).map_err(RunError::Reader);
    let drafted = ingest::draft(&name, inbox.read(&name, limits.file), open, pipeline, wish)?;
    let drafted =
        drafted.map_err(|none| RunError::NoTable { place: none.place, reason: none.reason })?;
    let text = drafted.form.to_toml();
    let form = loaded(&drafted.form, &text, pipeline).map_err(RunError::Draft)?;
    let load = |file: &str| inbox.read(file, limits.file);
    let again = |pipeline| reread(&name, &drafted, form, load, open, pipeline);
    let reread = pipeline.map(again).transpose()?;
    Ok(FormDrafted { form: drafted.form, text, reread })
}

/// The draft as the loader of declarations takes it, with the counts it proposes.
fn loaded(
    draft: &FormDraft,
    text: &str,
    pipeline: Option<&Pipeline>,
) -> Result<Form, DeclarationError> {
    let mut measures = pipeline.map_or(Vec::new(), |pipeline| pipeline.measures.clone());
    measures.extend(draft.measures.iter().map(|measure| measure.value.clone()));
    pipeline::form_of(text, &measures)
}

fn reread(
    name: &str,
    drafted: &Drafted,
    form: Form,
    load: impl Fn(&str) -> Result<Vec<u8>, String> + Sync,
    open: impl Fn(&[u8]) -> Result<ingest::read::Opened, RunError> + Sync,
    pipeline: &Pipeline,
) -> Result<Reread, RunError> {
    let mut measures = pipeline.measures.clone();
    measures.extend(drafted.form.measures.iter().map(|measure| measure.value.clone()));
    let alone = Pipeline { forms: vec![form], measures, ..pipeline.clone() };
    let ingested = ingest::ingest(&[Task::anew(name)], load, open, |_, _| {}, &alone)?;
    let rows = ingested.submissions.rows.iter();
    let of_file = rows.filter(|row| row.file.as_ref() == Some(&drafted.file));
    let observations = of_file.map(|row| row.observations as usize).sum();
    let concerns = |finding: &Finding| {
        finding.severity >= Severity::Error
            && finding.place.file.as_ref() == Some(&drafted.file)
            && finding.place.sheet.as_ref().is_none_or(|sheet| *sheet == drafted.sheet)
    };
    let errors = ingested.findings.into_iter().filter(concerns).collect();
    Ok(Reread { observations, errors })
}
