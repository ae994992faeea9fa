//! The workers of a run: processes that each do one job after another, and one that a file ends, or that takes too
//! long, is replaced. What a file did is told as the reason why it is not read.

use std::io;
use std::process::ExitStatus;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::model::{Limits, ReaderEnd};
use crate::pipeline::Pipeline;

use super::frames;
use super::job::{Job, Reply, Setup};
use super::process::{JobEnd, Process, Program};
use super::worker::answer;

/// Who reads files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worker {
    /// Processes of their own; no file can end the run.
    Apart(Program),
    /// This process: for files that are known to be harmless.
    Here,
}

/// The workers, as many as are asked at once.
#[derive(Debug)]
pub struct Workers<'w> {
    worker: &'w Worker,
    setup: Setup,
    /// The same as a frame.
    told: Vec<u8>,
    idle: Mutex<Vec<Process>>,
}

impl<'w> Workers<'w> {
    /// No process is started yet.
    ///
    /// # Errors
    /// What is declared cannot be told to a process; a defect of the program.
    pub fn new(
        worker: &'w Worker,
        pipeline: Option<&Pipeline>,
        limits: Limits,
    ) -> io::Result<Self> {
        let setup = Setup { pipeline: pipeline.cloned(), limits };
        let told = match worker {
            Worker::Apart(_) => frames::encode(&setup)?,
            Worker::Here => Vec::new(),
        };
        Ok(Self { worker, setup, told, idle: Mutex::new(Vec::new()) })
    }

    /// Has a job done, with the bytes of its files, each of which may take the time of a file; why it could not be, in
    /// Vietnamese, where the files made that so. `believed` takes what can be an answer to the job: a file that has taken
    /// its worker over may have it say anything, and no other file is given to that one. Called from several threads.
    pub(in crate::run) fn ask<T>(
        &self,
        job: &Job,
        files: &[&[u8]],
        believed: impl Fn(Reply) -> Option<T>,
    ) -> io::Result<Result<T, String>> {
        let program = match self.worker {
            Worker::Here => {
                let answer = answer(job, files, &self.setup).and_then(believed);
                return Ok(Ok(answer.ok_or(io::ErrorKind::InvalidInput)?));
            }
            Worker::Apart(program) => program,
        };
        let each = u64::try_from(files.len().max(1)).unwrap_or(u64::MAX);
        let most = Duration::from_secs(self.setup.limits.seconds.saturating_mul(each));
        let mut idle = self.take();
        loop {
            let used = idle.is_some();
            let mut process = match idle.take() {
                Some(process) => process,
                None => Process::start(program, &self.told, self.setup.limits.memory)?,
            };
            let end = match process.ask(job, files, most) {
                JobEnd::Answered(answer) => match believed(*answer) {
                    Some(answer) => {
                        self.give_back(process);
                        return Ok(Ok(answer));
                    }
                    None => ReaderEnd::TakenOver,
                },
                JobEnd::TooLong => ReaderEnd::TooLong,
                JobEnd::Lost(status, said) => end_of(status, &said),
            };
            // What was read before may have left it weak; a new one tells what this file does.
            if !used {
                return Ok(Err(end.reason(&self.setup.limits)));
            }
        }
    }

    fn take(&self) -> Option<Process> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, process: Process) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
    }
}

/// Why a process is gone, from what it said last.
fn end_of(status: Option<ExitStatus>, said: &str) -> ReaderEnd {
    if said.contains("memory allocation") || said.contains("capacity overflow") {
        ReaderEnd::TooMuch
    } else if said.contains("overflowed its stack") {
        ReaderEnd::TooDeep
    } else {
        let how = status.map_or_else(|| "không rõ".to_owned(), |status| status.to_string());
        ReaderEnd::Stopped(Some(how))
    }
}
