//! What a worker does: it takes the bytes of one file and the declaration, and gives back what was read of it, what a
//! person sees in it, the form it follows, or the workbook that goes back. It is meant to run in a process that may be
//! lost: a crafted file can end it.

use std::io::{self, Read, Write};

use crate::check::CATALOGUE;
use crate::ingest::{self, ROWS_OF_A_PAGE};
use crate::model::{Limits, Lost, Original};
use crate::pipeline::Pipeline;
use crate::publish::{self, PublishError, Return};
use crate::run::lists;

use super::frames;
use super::job::{Job, Reply, ReturnedForm, Setup, apart};

/// Does what is asked, with the bytes of its files in order.
pub(super) fn answer(job: &Job, files: &[&[u8]], setup: &Setup) -> Option<Reply> {
    let (limits, pipeline) = (&setup.limits, setup.pipeline.as_ref());
    let bytes = files.first().copied().unwrap_or_default();
    Some(match job {
        Job::Read { file, inside } => {
            Reply::Found(lists::read_file(file, bytes, *inside, pipeline?))
        }
        Job::Inspect { file } => {
            let inspections = ingest::inspect(file, Ok(bytes), pipeline?, ROWS_OF_A_PAGE);
            Reply::Inspected(inspections.into_iter().map(apart).collect())
        }
        Job::Draft { file, wish } => {
            Reply::Drafted(Box::new(ingest::draft(file, Ok(bytes), pipeline, limits, wish)))
        }
        Job::GiveBack { returns, wanted, holders } => {
            let mut files = files.iter();
            let originals = holders.iter().zip(wanted).flat_map(|((holder, lost), wanted)| {
                let bytes = match lost {
                    Some(why) => Err(*why),
                    None => files.next().copied().ok_or(Lost::Unreadable),
                };
                ingest::originals(holder, bytes, wanted, limits)
            });
            let originals: Vec<Original> = originals.collect();
            Reply::ReturnedForms(give_back(returns, &originals, pipeline?))
        }
    })
}

/// Makes workbooks of what could be opened.
pub(in crate::run) fn give_back(
    returns: &[Return],
    originals: &[Original],
    pipeline: &Pipeline,
) -> Result<Vec<ReturnedForm>, PublishError> {
    let lost = |file: &str| {
        let unreadable = Lost::Unreadable;
        originals
            .iter()
            .any(|one| one.file == file && one.sheets.as_ref().err() == Some(&unreadable))
    };
    let forms = returns.iter().map(|given| {
        let form = publish::give_back(pipeline, &CATALOGUE, given, originals)?;
        let lasts = !given.wanted.iter().any(|one| lost(&one.file));
        Ok(ReturnedForm { form, lasts })
    });
    forms.collect()
}

/// Answers what comes in until no more does: first what to go by, by whose limits the process is to confine itself,
/// then one job after another.
///
/// # Errors
/// The other side is gone, or says what is no job.
pub fn serve(
    mut input: impl Read,
    mut output: impl Write,
    confine: impl FnOnce(&Limits),
) -> io::Result<()> {
    let Some(setup) = frames::receive(&mut input, frames::LONGEST)? else { return Ok(()) };
    let setup: Setup = frames::decode(&setup)?;
    confine(&setup.limits);
    while let Some(job) = frames::receive(&mut input, frames::LONGEST)? {
        let job: Job = frames::decode(&job)?;
        let mut files = Vec::new();
        for _ in 0..job.files() {
            files.push(
                frames::receive(&mut input, frames::LONGEST)?
                    .ok_or(io::ErrorKind::UnexpectedEof)?,
            );
        }
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let answer = answer(&job, &files, &setup).ok_or(io::ErrorKind::InvalidInput)?;
        frames::send(&mut output, &frames::encode(&answer)?)?;
        output.flush()?;
    }
    Ok(())
}
