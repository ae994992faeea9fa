//! The processes that read files: each reads one file after another, and one that a file ends, or that takes too
//! long, is replaced. What a file did is told as the reason why it is not read.

use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::ingest::read::{self, Book, Frame, Opened};
use crate::model::Limits;

/// A program that answers as [`read::serve`] does when it is started with these arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// Who reads files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Processes of their own; no file can end the run.
    Apart(Program),
    /// This process: for files that are known to be harmless.
    Here,
}

/// The processes that read files, as many as are asked at once.
#[derive(Debug)]
pub struct Readers<'r> {
    reading: &'r Reading,
    limits: Limits,
    idle: Mutex<Vec<Reader>>,
}

/// What became of a file given to a process.
enum Answer {
    Opened(Opened),
    TooLong,
    /// The process ended, and what it said last.
    Lost(Option<ExitStatus>, String),
}

impl<'r> Readers<'r> {
    /// No process is started yet.
    #[must_use]
    pub const fn new(reading: &'r Reading, limits: Limits) -> Self {
        Self { reading, limits, idle: Mutex::new(Vec::new()) }
    }

    /// Reads a file; called from several threads.
    ///
    /// # Errors
    /// No process can be started.
    pub fn open(&self, bytes: &[u8]) -> io::Result<Opened> {
        let program = match self.reading {
            Reading::Here => return Ok(read::read(bytes, &self.limits)),
            Reading::Apart(program) => program,
        };
        let mut idle = self.take();
        loop {
            let used = idle.is_some();
            let mut reader = match idle.take() {
                Some(reader) => reader,
                None => Reader::start(program)?,
            };
            match reader.open(bytes, Duration::from_secs(self.limits.seconds)) {
                Answer::Opened(opened) => {
                    self.give_back(reader);
                    return Ok(opened);
                }
                Answer::TooLong => return Ok(Opened::Refused(self.too_long())),
                // What was read before may have left it weak; a new one tells what this file does.
                Answer::Lost(..) if used => {}
                Answer::Lost(status, said) => {
                    return Ok(Opened::Refused(self.lost(status, &said)));
                }
            }
        }
    }

    fn take(&self) -> Option<Reader> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, reader: Reader) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
    }

    fn too_long(&self) -> String {
        format!(
            "đọc tệp lâu quá {} giây (giới hạn của chương trình) nên phải dừng; hãy gửi lại bảng tính chỉ có số liệu",
            self.limits.seconds
        )
    }

    fn lost(&self, status: Option<ExitStatus>, said: &str) -> String {
        if said.contains("memory allocation") || said.contains("capacity overflow") {
            format!(
                "đọc tệp cần quá {} MB bộ nhớ (giới hạn của chương trình) nên phải dừng; hãy gửi lại bảng tính chỉ có số liệu",
                self.limits.memory >> 20
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

/// One process that reads files.
#[derive(Debug)]
struct Reader {
    child: Child,
    input: Option<ChildStdin>,
    frames: Receiver<io::Result<Frame>>,
}

/// Frames that wait to be taken; more make the process wait.
const FRAMES_AHEAD: usize = 2;

/// Most of what a lost process said last that is looked at.
const LAST_WORDS: u64 = 4096;

impl Reader {
    fn start(program: &Program) -> io::Result<Self> {
        let mut child = Command::new(executable(&program.path))
            .args(&program.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // What ends the run from the keyboard is told to the run alone; without it these end by themselves.
            .process_group(0)
            .spawn()?;
        let input = child.stdin.take();
        let mut output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let (sender, frames) = sync_channel(FRAMES_AHEAD);
        thread::spawn(move || {
            loop {
                let frame = match read::receive(&mut output) {
                    Ok(Some(bytes)) => read::frame(&bytes),
                    Ok(None) => return,
                    Err(error) => Err(error),
                };
                let broken = frame.is_err();
                if sender.send(frame).is_err() || broken {
                    return;
                }
            }
        });
        Ok(Self { child, input, frames })
    }

    fn open(&mut self, bytes: &[u8], most: Duration) -> Answer {
        let end = Instant::now() + most;
        if self.send(bytes).is_err() {
            return self.lost();
        }
        let mut opened: Option<Opened> = None;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match (self.frames.recv_timeout(left), &mut opened) {
                (Ok(Ok(Frame::End)), _) => match opened {
                    Some(opened) => return Answer::Opened(opened),
                    None => return self.lost(),
                },
                (Ok(Ok(Frame::Sheet(sheet))), Some(Opened::Book(book))) => book.sheets.push(sheet),
                (Ok(Ok(Frame::Member(member))), Some(Opened::Bundle(members))) => {
                    members.push(member);
                }
                (Ok(Ok(frame)), None) => opened = begin(frame),
                (Err(RecvTimeoutError::Timeout), _) => return Answer::TooLong,
                (Ok(_) | Err(RecvTimeoutError::Disconnected), _) => return self.lost(),
            }
        }
    }

    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        input.write_all(&read::length(bytes.len())?)?;
        input.write_all(bytes)?;
        input.flush()
    }

    /// How the process ended and what it said last.
    fn lost(&mut self) -> Answer {
        self.end();
        let mut said = Vec::new();
        if let Some(errors) = self.child.stderr.take() {
            // What cannot be read tells nothing.
            let _ = errors.take(LAST_WORDS).read_to_end(&mut said);
        }
        let status = self.child.wait().ok();
        Answer::Lost(status, String::from_utf8_lossy(&said).into_owned())
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

impl Drop for Reader {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first frame of an answer tells what the file is.
fn begin(frame: Frame) -> Option<Opened> {
    match frame {
        Frame::Book { format, charset, findings } => {
            Some(Opened::Book(Book { format, charset, sheets: Vec::new(), findings }))
        }
        Frame::Bundle => Some(Opened::Bundle(Vec::new())),
        Frame::Refused(reason) => Some(Opened::Refused(reason)),
        Frame::Sheet(_) | Frame::Member(_) | Frame::End => None,
    }
}

/// A program that was replaced while it runs is still itself under this name.
fn executable(path: &Path) -> &Path {
    let itself = Path::new("/proc/self/exe");
    let is_this = std::env::current_exe().is_ok_and(|this| this == path);
    if is_this && itself.exists() { itself } else { path }
}
