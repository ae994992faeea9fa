//! The language in which the program talks to the person who calls it. What officials read in files, findings and
//! workbooks, is Vietnamese whatever is chosen here.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// All languages, the usual one first.
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word used on the command line and in the environment.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The language behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// Of one sentence in both languages the one that is to be said.
    #[must_use]
    pub const fn pick<'t>(self, vi: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// One sentence in both languages, where it is put together far from the place that says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    vi: String,
    en: String,
}

impl Sentence {
    /// A sentence that says the same twice.
    #[must_use]
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// What reads the same in both: a name, a word of a file.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { vi: text.clone(), en: text }
    }

    /// A sentence that is put together alike in both.
    #[must_use]
    pub fn of(say: impl Fn(Lang) -> String) -> Self {
        Self { vi: say(Lang::Vi), en: say(Lang::En) }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> &str {
        lang.pick(&self.vi, &self.en)
    }
}

impl From<(&str, &str)> for Sentence {
    /// Vietnamese first.
    fn from((vi, en): (&str, &str)) -> Self {
        Self::new(vi, en)
    }
}
