//! What a rule is: the codes it may raise, and the check itself.

use crate::model::Code;

use super::file_context::FileContext;
use super::period_context::PeriodContext;
use super::verdicts::Verdicts;

/// The codes a check may raise, and the check itself.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Codes of its findings.
    pub codes: &'static [Code],
    /// Looks and says what held and what did not.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One file: what it says holds as long as the file is the same.
    OfFile(fn(&FileContext, &mut Verdicts)),
    /// All files of a period: what it says may change with any of them.
    OfAll(fn(&PeriodContext, &mut Verdicts)),
}
