//! A kind of finding as people meet it: its code, how bad it is, and what it means in both languages. Each stands as
//! one static in the file of the check that finds it.

use super::code::Code;
use super::lang::Lang;
use super::severity::Severity;

/// A kind of finding, with all its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its code.
    pub code: Code,
    /// How bad it is unless a pipeline says otherwise.
    pub severity: Severity,
    /// A few Vietnamese words for lists.
    pub title: &'static str,
    /// What an official reads.
    pub vietnamese: Guidance,
    /// The same for a caller who asks in English.
    pub english: Guidance,
}

impl Check {
    /// What it means, with an example and how to mend it, in a language.
    #[must_use]
    pub const fn guidance(&self, lang: Lang) -> Guidance {
        match lang {
            Lang::Vi => self.vietnamese,
            Lang::En => self.english,
        }
    }
}

/// What an official needs to know about a kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guidance {
    /// What it means.
    pub means: &'static str,
    /// An example, as it may stand in a form.
    pub example: &'static str,
    /// What to do.
    pub mend: &'static str,
}
