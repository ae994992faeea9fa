//! `tthc read-files`: the program as a process of its own that reads files for another; and how that other calls it.

mod confine;

use std::io::BufWriter;
use std::path::PathBuf;

use crate::model::Exit;
use crate::run::{self, Program, Worker};

use super::terminal;

/// Name of the command that the program calls itself with to read files.
pub(super) const NAME: &str = "read-files";

/// Đọc từng tệp nhận từ stdin; chương trình tự gọi để tệp hỏng không làm dừng cả lượt chạy
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ReadFilesArgs {}

impl ReadFilesArgs {
    /// Reads the files that another process of this program hands over. Its stderr is read by that process.
    #[expect(clippy::unused_self, reason = "every command is started the same way")]
    pub(super) fn start(&self) -> Exit {
        let Ok(answers) = terminal::answers() else { return Exit::Failed };
        // It works on one thread: as many processes as the machine can run read at once.
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
        if alone.build_global().is_err() {
            return Exit::Failed;
        }
        match run::serve(std::io::stdin().lock(), BufWriter::new(answers), confine::confine) {
            Ok(()) => Exit::Complete,
            Err(_) => Exit::Failed,
        }
    }
}

/// This program, called to read files; where it cannot find itself, the name people call it by.
pub(super) fn worker() -> Worker {
    let path = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("tthc"));
    Worker::Apart(Program { path, arguments: vec![NAME.into()] })
}
