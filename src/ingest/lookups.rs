//! The register as one file asks it. Every name that was looked up is remembered: when names are added to the
//! register or taken from it, it is known which files they concern.

use std::cell::RefCell;
use std::ops::Deref;

use crate::model::{AskedNames, Unit, UnitIx};
use crate::pipeline::{Form, Match, Register};
use crate::text;

/// Whether one of the names, had it not been in the register, could have been another answer to what was asked.
#[must_use]
pub fn is_concerned(asked: &AskedNames, names: &[String]) -> bool {
    names.iter().any(|name| {
        let key = text::unit_key(name);
        asked.exact.iter().any(|asked| holds_words(asked, &key))
            || asked.near.iter().any(|near| Register::is_near(near, &key).is_some())
            || asked.within.iter().any(|words| words.contains(&spaced(name)))
    })
}

/// The register, and what one file asked it.
#[derive(Debug)]
pub(super) struct Lookups<'p> {
    register: &'p Register,
    asked: RefCell<AskedNames>,
}

impl Deref for Lookups<'_> {
    type Target = Register;

    fn deref(&self) -> &Register {
        self.register
    }
}

impl<'p> Lookups<'p> {
    pub(super) fn new(register: &'p Register) -> Self {
        Self { register, asked: RefCell::default() }
    }

    /// What was asked.
    pub(super) fn into_asked(self) -> AskedNames {
        self.asked.into_inner()
    }

    /// [`Register::find`], remembered.
    pub(super) fn find(&self, name: &str, eligible: impl Fn(UnitIx, &Unit) -> bool) -> Match {
        match self.find_exact(name, &eligible) {
            Match::None(_) => {
                let key = text::unit_key(name);
                let near = self.register.nearest(&key, eligible);
                self.asked.borrow_mut().near.insert(key);
                Match::None(near)
            }
            found => found,
        }
    }

    /// [`Register::find_exact`], remembered.
    pub(super) fn find_exact(&self, name: &str, eligible: impl Fn(UnitIx, &Unit) -> bool) -> Match {
        let key = text::unit_key(name);
        let found = self.register.find_key(&key, eligible);
        let behind = self.register.behind_office(&key).map(|(_, rest)| rest);
        self.asked.borrow_mut().exact.extend(behind.chain([key.clone()]));
        found
    }

    /// Whether a form of a sender covers a unit: the sender's own, or one under it.
    pub(super) fn is_covered(&self, form: &Form, sender: UnitIx, ix: UnitIx, unit: &Unit) -> bool {
        form.covers.contains(&unit.level) && self.line_up(ix).any(|above| above == sender)
    }

    /// The units, of those that may be meant, whose names stand in a text without marks, longest name first.
    pub(super) fn named_in(
        &self,
        text: &str,
        eligible: impl Fn(&Unit) -> bool,
    ) -> Vec<(String, UnitIx)> {
        let words = text::unmarked(text);
        let mut named: Vec<(String, UnitIx)> = self
            .register
            .named_in(&words)
            .filter(|(_, ix)| eligible(self.get(*ix)))
            .map(|(name, ix)| (name.to_owned(), ix))
            .collect();
        named.sort_by_key(|(name, ix)| (std::cmp::Reverse(name.len()), *ix));
        self.asked.borrow_mut().within.insert(spaced(&words));
        named
    }
}

/// Whether words stand in a key, as a name does before that of what is above it, or behind that of an office.
fn holds_words(key: &str, words: &str) -> bool {
    key.match_indices(words).any(|(at, _)| {
        let (before, behind) = (&key[..at], &key[at + words.len()..]);
        (before.is_empty() || before.ends_with(' '))
            && (behind.is_empty() || behind.starts_with(' '))
    })
}

/// The words of a text without marks, a space around each.
fn spaced(text: &str) -> String {
    format!(" {} ", text::unmarked(text))
}
