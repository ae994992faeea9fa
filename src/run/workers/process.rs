//! One process that does jobs, and how it ends: it may hang, run out of memory, or be killed by what it reads.

use std::ffi::OsString;
use std::io::{self, Read as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::frames;
use super::job::{Job, Reply};

/// A program that answers as [`serve`](super::worker::serve) does when it is started with these arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// What became of a job given to a process.
pub(super) enum JobEnd {
    Answered(Box<Reply>),
    TooLong,
    /// The process ended, and what it said last.
    Lost(Option<ExitStatus>, String),
}

/// One process that does jobs.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<io::Result<Reply>>,
}

/// By what the engine is told how many threads it may start.
const ENGINE_THREADS: &str = "POLARS_MAX_THREADS";
/// Threads that count a list: each takes room of the memory that a process may have, whatever it does.
const MOST_THREADS: usize = 4;

fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
}

/// Most of what a lost process said last that is looked at.
const LAST_WORDS: u64 = 4096;

impl Process {
    /// What it answers is no longer than the memory that it has.
    pub(super) fn start(program: &Program, setup: &[u8], most: u64) -> io::Result<Self> {
        let mut child = Command::new(executable(&program.path))
            .args(&program.arguments)
            .env(ENGINE_THREADS, threads().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // What ends the run from the keyboard is told to the run alone; without it these end by themselves.
            .process_group(0)
            .spawn()?;
        let mut input = child.stdin.take();
        let mut output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let (sender, answers) = sync_channel(1);
        thread::Builder::new().spawn(move || {
            loop {
                let answer = match frames::receive(&mut output, most) {
                    Ok(Some(bytes)) => frames::decode(&bytes),
                    Ok(None) => return,
                    Err(error) => Err(error),
                };
                let broken = answer.is_err();
                if sender.send(answer).is_err() || broken {
                    return;
                }
            }
        })?;
        // A process that is gone already tells why when it is asked.
        if input.as_mut().is_some_and(|input| frames::send(input, setup).is_err()) {
            input = None;
        }
        Ok(Self { child, input, answers })
    }

    pub(in crate::run) fn ask(&mut self, job: &Job, files: &[&[u8]], most: Duration) -> JobEnd {
        if self.send(job, files).is_err() {
            return self.lost();
        }
        match self.answers.recv_timeout(most) {
            Ok(Ok(answer)) => JobEnd::Answered(Box::new(answer)),
            Err(RecvTimeoutError::Timeout) => JobEnd::TooLong,
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => self.lost(),
        }
    }

    fn send(&mut self, job: &Job, files: &[&[u8]]) -> io::Result<()> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        frames::send(input, &frames::encode(job)?)?;
        files.iter().try_for_each(|bytes| frames::send(input, bytes))
    }

    /// How the process ended and what it said last.
    fn lost(&mut self) -> JobEnd {
        self.end();
        let mut said = Vec::new();
        if let Some(errors) = self.child.stderr.take() {
            // What cannot be read tells nothing.
            let _ = errors.take(LAST_WORDS).read_to_end(&mut said);
        }
        let status = self.child.wait().ok();
        JobEnd::Lost(status, String::from_utf8_lossy(&said).into_owned())
    }

    /// Without input it ends by itself; one that does not is ended.
    fn end(&mut self) {
        self.input = None;
        // It may be gone already, with the reason in its status.
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            thread::sleep(Duration::from_millis(20));
            let _ = self.child.kill();
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that was replaced while it runs is still itself under this name.
fn executable(path: &Path) -> &Path {
    let itself = Path::new("/proc/self/exe");
    let is_this = std::env::current_exe().is_ok_and(|this| this == path);
    if is_this && itself.exists() { itself } else { path }
}
