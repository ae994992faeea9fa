//! Files → a shard. It is made of the files, their names in the inbox and the declaration alone: no clock, no machine.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::ingest::{self, TakenFiles};
use crate::model::{Finding, Reading, Stage};
use crate::pipeline::Pipeline;
use crate::run::again::declaration::DeclarationPrints;
use crate::run::again::program::program;
use crate::run::error::RunError;
use crate::run::flow::read_inbox::ReadInbox;
use crate::run::readings::items;
use crate::run::workers::pool::{Worker, Workers};
use crate::run::workers::read_file::read_file;
use crate::store::{
    Fingerprint, Inbox, Input, Invocation, Reason, Record, StageRecord, is_shard, write_shard,
};

use super::error::{ShardError, reads_files};

/// What was read into a shard.
#[derive(Debug)]
pub struct MadeShard {
    /// Where it is.
    pub folder: PathBuf,
    /// How many files.
    pub files: usize,
    /// How many lines of counts.
    pub lines: usize,
    /// What was found in them.
    pub findings: Vec<Finding>,
}

/// A file as it was read.
struct ReadFile {
    input: Input,
    readings: Vec<Reading>,
    /// Its bytes, where it is a table of receipts: which files it tells of, only the run knows.
    receipts: Option<Vec<u8>>,
}

/// Reads files of the inbox of a pipeline, and writes what was read into a folder that is not there, is empty, or holds
/// an earlier reading, which is replaced.
///
/// # Errors
/// A file is not there or lies elsewhere, the folder is taken, or the machine fails; nothing is written then. Wrong data
/// is never an error.
pub fn read_shard(
    files: &[PathBuf],
    pipeline: &Pipeline,
    worker: &Worker,
    folder: &Path,
) -> Result<MadeShard, RunError> {
    reads_files(pipeline)?;
    if let Some(missing) = files.iter().find(|file| !file.is_file()) {
        return Err(RunError::NoFile { path: missing.clone() });
    }
    let is_free =
        std::fs::read_dir(folder).map_or(!folder.exists(), |mut in_it| in_it.next().is_none());
    if !is_free && !is_shard(folder) {
        return Err(ShardError::Taken { path: folder.to_owned() }.into());
    }
    let outside = |file| ShardError::Outside { file, inbox: pipeline.inbox.clone() };
    let inbox = Inbox::of_some(pipeline.inbox.clone(), files).map_err(outside)?;
    let workers =
        Workers::new(worker, Some(pipeline), pipeline.limits).map_err(RunError::Reader)?;
    let read = inbox.names().into_par_iter().map(|file| read_one(file, &inbox, &workers, pipeline));
    let read: Vec<ReadFile> = read.collect::<Result<_, RunError>>()?;
    let (mut inputs, mut readings, mut receipts) = (Vec::new(), Vec::new(), Vec::new());
    for mut file in read {
        receipts.extend(file.receipts.map(|bytes| (file.input.file.clone(), bytes)));
        readings.append(&mut file.readings);
        inputs.push(file.input);
    }
    readings.sort_by(|a, b| a.file.cmp(&b.file));
    let read = ReadInbox::of(TakenFiles { readings, ..TakenFiles::default() }, pipeline)?;
    let (files, lines) = (inputs.len(), items(&read.readings));
    let record = record(inputs, lines, pipeline)?;
    write_shard(folder, record, &read.frames(pipeline)?, receipts)?;
    Ok(MadeShard { folder: folder.to_owned(), files, lines, findings: read.findings })
}

/// What a file gives, with the fingerprint of the bytes that were read.
fn read_one(
    file: String,
    inbox: &Inbox,
    workers: &Workers,
    pipeline: &Pipeline,
) -> Result<ReadFile, RunError> {
    let (bytes, blake3) = inbox.read_with_fingerprint(&file, pipeline.limits.file);
    let (readings, receipts) = if ingest::is_receipts(&file) {
        (Vec::new(), bytes.ok())
    } else {
        (read_file(workers, &file, bytes, pipeline)?, None)
    };
    Ok(ReadFile { input: Input { file, blake3 }, readings, receipts })
}

/// The record of a run that did nothing but read.
fn record(inputs: Vec<Input>, rows: usize, pipeline: &Pipeline) -> Result<Record, RunError> {
    let prints = DeclarationPrints::of(pipeline)?;
    let declaration = prints.stage(Stage::Ingest).clone();
    let period = pipeline.period.to_string();
    let asked = Invocation::default();
    let mut record = Record::new("", &pipeline.id, &period, asked, declaration.clone());
    record.stages.push(StageRecord {
        stage: Stage::Ingest,
        reason: Some(Reason::Asked),
        stale: false,
        made_in: String::new(),
        input: Fingerprint::of(&inputs)?,
        declaration,
        program: program(),
        ground: Some(prints.ground),
        day: None,
        rows,
        seconds: 0.0,
        outputs: Vec::new(),
        files: Vec::new(),
    });
    record.inputs = inputs;
    Ok(record)
}
