//! Some codes of a list, which are the same ones in every list that has them: by these two lists are told apart.

use std::collections::BTreeMap;
use std::num::NonZeroI64;

use super::list_cell::ListCell;
use super::sheets::RowOfSheet;

/// How many codes are kept: of two lists that share a hundredth of their dossiers some are seen to be shared.
const KEPT: usize = 512;

/// Where a code stands, and its text.
pub type ListedCode = (RowOfSheet, String);

/// The codes of a list whose numbers ([`ListCell::code`]) are smallest, with what is told of each.
#[derive(Debug, Clone, Default)]
pub struct CodeSample<T>(BTreeMap<u64, T>);

impl CodeSample<()> {
    /// Of codes that were kept before.
    pub(in crate::ingest) fn of<'c>(codes: impl Iterator<Item = &'c str>) -> Self {
        let mut sample = Self::default();
        for code in codes.filter_map(|raw| ListCell::Text(raw).code()) {
            sample.add(code, || ());
        }
        sample
    }
}

impl<T> CodeSample<T> {
    /// Takes a code if it is one of those that are kept; what is told of it is asked for only then.
    #[inline]
    pub fn add(&mut self, code: NonZeroI64, told: impl FnOnce() -> T) {
        let number = code.get().cast_unsigned();
        if self.last().is_none_or(|last| number < last) && !self.0.contains_key(&number) {
            self.0.insert(number, told());
            if self.0.len() > KEPT {
                self.0.pop_last();
            }
        }
    }

    /// The largest number of a sample in which more stand than can be kept.
    fn last(&self) -> Option<u64> {
        let full = self.0.len() >= KEPT;
        self.0.last_key_value().filter(|_| full).map(|(number, _)| *number)
    }

    /// What is told of the codes.
    pub(super) fn into_told(self) -> impl Iterator<Item = T> {
        self.0.into_values()
    }

    /// Whether most dossiers of either list are not in the other: neither is a version of the other. As far as both samples
    /// reach all codes of both lists are known; where that is no code of one of them, nothing is.
    pub(in crate::ingest) fn is_of_others(&self, other: &Self) -> bool {
        let reach = [self.last(), other.last()].into_iter().flatten().min().unwrap_or(u64::MAX);
        let [own, others] = [self, other].map(|sample| sample.0.range(..=reach));
        let both = own.clone().filter(|(number, _)| other.0.contains_key(number)).count();
        2 * both < own.count().min(others.count())
    }
}
