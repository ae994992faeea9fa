//! Who is told what happens during a run; the terminal implements it, the conductor does not know it.

use crate::model::Stage;
use crate::store::Reason;

/// Is told what happens. Every method may be ignored.
pub trait Reporter: Sync {
    /// A stage begins, and why.
    fn stage_begins(&self, _stage: Stage, _reason: Reason) {}
    /// A file was read; called from several threads.
    fn file_read(&self, _file: &str) {}
    /// A stage ended after so many seconds with so many rows.
    fn stage_ends(&self, _stage: Stage, _rows: usize, _seconds: f64) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Reporter for Silent {}
