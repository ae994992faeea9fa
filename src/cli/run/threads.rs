//! How many threads a command may use, and whether they are to be had: libraries take that for granted.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::thread;

use crate::run::RunError;

/// Variable that polars reads its number of threads from, once, when it is first used.
const POLARS_THREADS: &str = "POLARS_MAX_THREADS";

/// For each that computes: itself, a process that reads, and who listens to that.
const EACH: usize = 3;
/// Beside them: the bar, and who presses the sheets of a workbook.
const BESIDE: usize = 16;

/// Limits all threads to `jobs`, or takes as many as the machine has cores. polars takes its number from the
/// environment before its first use, so the program starts itself again with the variable set; on success this does not
/// return then.
pub(in crate::cli) fn limit(jobs: Option<u16>, arguments: &[OsString]) -> Result<(), RunError> {
    limited(jobs, arguments).map_err(RunError::Threads)
}

fn limited(jobs: Option<u16>, arguments: &[OsString]) -> io::Result<()> {
    let set = std::env::var(POLARS_THREADS).ok();
    let wanted = jobs.map(|jobs| jobs.to_string());
    if let Some(wanted) = wanted.filter(|wanted| set.as_ref() != Some(wanted)) {
        let program = std::env::current_exe()?;
        let rest = arguments.get(1..).unwrap_or_default();
        return Err(Command::new(program).args(rest).env(POLARS_THREADS, wanted).exec());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, usize::from));
    pool.build_global().map_err(io::Error::other)?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let of_polars = set.and_then(|set| set.parse().ok()).unwrap_or(cores);
    try_out(of_polars.saturating_mul(EACH).saturating_add(BESIDE))
}

/// Whether so many more threads can be had at once. They are let go of before they are needed: what is refused only then
/// is told as a defect.
fn try_out(count: usize) -> io::Result<()> {
    let (hold, held) = sync_channel::<()>(0);
    let held = Arc::new(Mutex::new(held));
    let wait = || {
        let held = Arc::clone(&held);
        // It ends when nobody can let it go on any more.
        move || drop(held.lock().map(|held| held.recv()))
    };
    let tried = (0..count).map(|_| thread::Builder::new().spawn(wait()));
    let tried: io::Result<Vec<_>> = tried.collect();
    drop(hold);
    tried.map(drop)
}
