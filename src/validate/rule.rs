//! What a rule is.

use crate::model::{Code, Finding};

use super::context::Context;

/// One check: the codes it may raise, and the check itself.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Codes of its findings.
    pub codes: &'static [Code],
    /// Looks at everything and says what is wrong.
    pub check: fn(&Context) -> Vec<Finding>,
}
