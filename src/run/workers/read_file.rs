//! One submitted file, read by a worker; an archive as the files in it. What a worker says is believed only where it can
//! be an answer, and a file that ends its worker is a finding.

use crate::ingest::{self, FileContent};
use crate::model::{Bounds, FormIx, Reading};
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::run::many_hands::ManyHands;
use crate::store::Fingerprint;

use super::job::{Job, Reply};
use super::pool::Workers;

/// What a file gives, or the files in it where it is an archive.
///
/// # Errors
/// No process can be started to read it; a file that ends its worker is a finding.
pub fn read_file(
    workers: &Workers,
    file: &str,
    bytes: Result<Vec<u8>, String>,
    pipeline: &Pipeline,
) -> Result<Vec<Reading>, RunError> {
    let lists = (0u16..).map(FormIx).zip(&pipeline.forms);
    let lists = lists.filter(|(_, form)| form.dossiers.is_some()).map(|(ix, _)| ix);
    let bounds = Bounds {
        units: pipeline.register.len(),
        measures: pipeline.measures.len(),
        columns: pipeline.forms.iter().map(|form| form.columns.len()).collect(),
        lists: lists.collect(),
    };
    let one = |file: &str, inside: bool, bytes: &[u8]| -> Result<FileContent, RunError> {
        let job = Job::Read { file: file.to_owned(), inside };
        let blake3 = Fingerprint::of_bytes(bytes).as_str().to_owned();
        let believed = |answer| match answer {
            Reply::Found(FileContent::Reading(reading))
                if reading.is_sound(file, &blake3, &bounds) =>
            {
                Some(FileContent::Reading(reading))
            }
            Reply::Found(FileContent::Bundle(members))
                if !inside && ingest::is_bundle(&members) =>
            {
                Some(FileContent::Bundle(members))
            }
            _ => None,
        };
        let reason = match workers.ask(&job, &[bytes], believed).map_err(RunError::Reader)? {
            Ok(found) => return Ok(found),
            Err(reason) => reason,
        };
        let lost = ingest::understand(file, Some(&blake3), Err(reason), pipeline);
        Ok(FileContent::Reading(Box::new(lost)))
    };
    ingest::read_members(file, bytes, one, pipeline, &ManyHands)
}
