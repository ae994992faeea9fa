//! What has to be known of a command line before it is understood: in which language and colour its help and its
//! mistakes are said, and whether as JSON.

use std::ffi::OsString;

use crate::cli::print::manner::{Color, Manner};
use crate::model::Lang;

/// The variable that sets the language.
pub(super) const LANG: &str = "TTHC_LANG";

/// How to talk about a command line that may be wrong.
#[derive(Debug)]
pub(in crate::cli) struct Early {
    pub(in crate::cli) lang: Lang,
    pub(super) color: Color,
    pub(super) json: bool,
}

impl Early {
    /// Whatever can be made out; a wrong word here is a mistake that is told later.
    pub(in crate::cli) fn of(arguments: &[OsString]) -> Self {
        let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
        let words = words.split(|word| *word == "--").next().unwrap_or_default();
        let variable = std::env::var(LANG).ok();
        let lang = value(words, "--lang").or(variable.as_deref()).and_then(Lang::parse);
        let color = value(words, "--color").and_then(Color::parse);
        Self {
            lang: lang.unwrap_or_default(),
            color: color.unwrap_or(Color::Auto),
            json: words.contains(&"--json"),
        }
    }

    /// How messages are said.
    pub(super) fn manner(&self) -> Manner {
        Manner::new(self.lang, self.color, false, 0)
    }
}

/// What stands behind an option, as a word of its own or after `=`.
fn value<'w>(words: &[&'w str], option: &str) -> Option<&'w str> {
    let apart = words.windows(2).filter(|pair| pair[0] == option).map(|pair| pair[1]).next_back();
    let joined = |word: &&'w str| word.strip_prefix(option)?.strip_prefix('=');
    apart.or_else(|| words.iter().rev().find_map(joined))
}
