//! What a rule is: what it may find, and how it looks.

use crate::model::Check;

use super::file_context::FileContext;
use super::period_context::PeriodContext;
use super::uncounted::Uncounted;
use super::verdicts::Verdicts;

/// What is found together, and how.
#[derive(Clone, Copy)]
pub struct Rule {
    /// What it may find, with the words of each.
    pub checks: &'static [&'static Check],
    /// Looks and says what held and what did not.
    pub judge: Judge,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Judge {
    /// One file: what it says holds as long as the file is the same.
    OfFile(fn(&FileContext, &mut Verdicts)),
    /// All files of a period: what it says may change with any of them.
    OfAll(fn(&PeriodContext, &mut Verdicts)),
    /// What counts of all files once the others have spoken: what a finding left out does not.
    OfCounted(fn(&PeriodContext, &Uncounted, &mut Verdicts)),
}
