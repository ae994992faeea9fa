//! How many threads a run may use.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// Variable that polars reads its number of threads from, once, when it is first used.
const POLARS_THREADS: &str = "POLARS_MAX_THREADS";

/// Limits all threads to `jobs`. polars takes its number from the environment before its first use, so the
/// program starts itself again with the variable set; on success this does not return.
pub(in crate::cli) fn limit(jobs: Option<u16>, arguments: &[OsString]) -> io::Result<()> {
    let Some(jobs) = jobs else { return Ok(()) };
    let wanted = jobs.to_string();
    if std::env::var(POLARS_THREADS).is_ok_and(|set| set == wanted) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs));
        return pool.build_global().map_err(io::Error::other);
    }
    let program = std::env::current_exe()?;
    let rest = arguments.get(1..).unwrap_or_default();
    Err(Command::new(program).args(rest).env(POLARS_THREADS, wanted).exec())
}
