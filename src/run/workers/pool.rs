//! The workers of a run: processes that each do one job after another, and one that a file ends, or that takes too
//! long, is replaced. What a file did is told as the reason why it is not read.

use std::ffi::OsString;
use std::io::{self, Read as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::model::Limits;
use crate::pipeline::Pipeline;

use super::frames;
use super::worker::{Answer, Job, Setup, answer};

/// A program that answers as [`serve`](super::worker::serve) does when it is started with these arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

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

/// What became of a job given to a process.
enum Outcome {
    Answered(Box<Answer>),
    TooLong,
    /// The process ended, and what it said last.
    Lost(Option<ExitStatus>, String),
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
        believed: impl Fn(Answer) -> Option<T>,
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
            let reason = match process.ask(job, files, most) {
                Outcome::Answered(answer) => match believed(*answer) {
                    Some(answer) => {
                        self.give_back(process);
                        return Ok(Ok(answer));
                    }
                    None => TAKEN_OVER.to_owned(),
                },
                Outcome::TooLong => self.too_long(),
                Outcome::Lost(status, said) => self.lost(status, &said),
            };
            // What was read before may have left it weak; a new one tells what this file does.
            if !used {
                return Ok(Err(reason));
            }
        }
    }

    fn take(&self) -> Option<Process> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, process: Process) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
    }

    fn too_long(&self) -> String {
        format!(
            "đọc tệp lâu quá {} giây (giới hạn của chương trình) nên phải dừng; hãy gửi lại bảng tính chỉ có số liệu",
            self.setup.limits.seconds
        )
    }

    fn lost(&self, status: Option<ExitStatus>, said: &str) -> String {
        if said.contains("memory allocation") || said.contains("capacity overflow") {
            format!(
                "đọc tệp cần quá {} MB bộ nhớ (giới hạn của chương trình) nên phải dừng; hãy gửi lại bảng tính chỉ có số liệu",
                self.setup.limits.memory >> 20
            )
        } else if said.contains("overflowed its stack") {
            "tệp lồng quá sâu nên không đọc được; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
                .to_owned()
        } else {
            let how = status.map_or_else(|| "không rõ".to_owned(), |status| status.to_string());
            format!(
                "tệp làm bộ đọc dừng đột ngột ({how}); hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
            )
        }
    }
}

/// What is told of a file whose worker answers what was not asked.
const TAKEN_OVER: &str =
    "tệp làm bộ đọc trả lời sai; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại";

/// One process that does jobs.
#[derive(Debug)]
struct Process {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<io::Result<Answer>>,
}

/// Most of what a lost process said last that is looked at.
const LAST_WORDS: u64 = 4096;

impl Process {
    /// What it answers is no longer than the memory that it has.
    fn start(program: &Program, setup: &[u8], most: u64) -> io::Result<Self> {
        let mut child = Command::new(executable(&program.path))
            .args(&program.arguments)
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

    fn ask(&mut self, job: &Job, files: &[&[u8]], most: Duration) -> Outcome {
        if self.send(job, files).is_err() {
            return self.lost();
        }
        match self.answers.recv_timeout(most) {
            Ok(Ok(answer)) => Outcome::Answered(Box::new(answer)),
            Err(RecvTimeoutError::Timeout) => Outcome::TooLong,
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => self.lost(),
        }
    }

    fn send(&mut self, job: &Job, files: &[&[u8]]) -> io::Result<()> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        frames::send(input, &frames::encode(job)?)?;
        files.iter().try_for_each(|bytes| frames::send(input, bytes))
    }

    /// How the process ended and what it said last.
    fn lost(&mut self) -> Outcome {
        self.end();
        let mut said = Vec::new();
        if let Some(errors) = self.child.stderr.take() {
            // What cannot be read tells nothing.
            let _ = errors.take(LAST_WORDS).read_to_end(&mut said);
        }
        let status = self.child.wait().ok();
        Outcome::Lost(status, String::from_utf8_lossy(&said).into_owned())
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
