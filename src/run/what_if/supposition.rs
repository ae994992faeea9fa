//! What is supposed.

use std::path::{Path, PathBuf};

use crate::pipeline::{DeclarationError, Overrides, Pipeline, Setting, load_with};

/// What is supposed.
#[derive(Debug, Clone, Default)]
pub struct Supposition {
    /// Files of the inbox that are not there.
    pub drop: Vec<String>,
    /// Keys that are declared otherwise.
    pub set: Vec<Setting>,
    /// Units that are not there, by id or name.
    pub without: Vec<String>,
    /// Files of further rules.
    pub rules: Vec<PathBuf>,
}

impl Supposition {
    /// Whether nothing is supposed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let Self { drop, set, without, rules } = self;
        drop.is_empty() && set.is_empty() && without.is_empty() && rules.is_empty()
    }

    /// What is declared then, beside what stands in place of it anyway.
    pub(super) fn declared(
        &self,
        file: &Path,
        overrides: &Overrides,
    ) -> Result<Pipeline, DeclarationError> {
        let Overrides { set, rules, .. } = overrides;
        let set = [set.as_slice(), &self.set].concat();
        let rules = [rules.as_slice(), &self.rules].concat();
        load_with(file, &Overrides { set, rules, ..overrides.clone() })
    }
}
