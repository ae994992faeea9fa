//! A table in its file, as it is read: where it stands and to whom it belongs.

use crate::model::{FormIx, Sheet, UnitIx};
use crate::pipeline::Pipeline;

use super::lookups::Lookups;
use super::sender::whose::TableSender;

/// Where a table stands and to whom it belongs.
pub(super) struct TableContext<'a> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) units: &'a Lookups<'a>,
    pub(super) file: &'a str,
    pub(super) sheet: &'a Sheet,
    pub(super) form: FormIx,
    pub(super) sender: UnitIx,
    pub(super) whose: &'a TableSender,
}
