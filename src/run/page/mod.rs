//! The page by which offices check a file before they send it: made of a pipeline and the engine that was built of this
//! program. Another engine would find something else than the night does.

mod engine;

use std::path::Path;

use super::error::RunError;
use crate::check::PROGRAM;
use crate::pipeline::Pipeline;
use crate::{publish, store};

/// Writes the page; how many bytes it has.
///
/// # Errors
/// There is no engine, or it was not built of this program; the disk refuses.
pub fn check_page(pipeline: &Pipeline, engine: &Path, out: &Path) -> Result<usize, RunError> {
    let path = || engine.to_owned();
    if !engine.is_file() {
        return Err(RunError::NoEngine { path: path() });
    }
    let bytes = store::read_file(engine)?;
    match engine::made_of(&bytes) {
        None => return Err(RunError::NotAnEngine { path: path() }),
        Some(program) if program != PROGRAM.as_bytes() => {
            return Err(RunError::OtherEngine { path: path() });
        }
        Some(_) => {}
    }
    let page = publish::check_page(pipeline, &bytes)?;
    store::write_file(out, page.as_bytes())?;
    Ok(page.len())
}
