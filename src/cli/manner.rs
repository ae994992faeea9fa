//! How the program talks: in which language, in colour or not, how much.

use crate::model::Lang;

use super::print;

/// When colour is used, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// All choices.
    pub(super) const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// The word on the command line.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs that collect logs: one JSON object a line.
    Json,
}

impl LogFormat {
    /// All choices.
    pub(super) const ALL: [Self; 2] = [Self::Text, Self::Json];

    /// The word on the command line.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// How the program talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    /// The language of messages.
    pub(super) lang: Lang,
    /// Whether messages are coloured; colour is never the only sign.
    pub(super) color: bool,
    /// Only errors are said.
    pub(super) quiet: bool,
    /// How much more than usual is said.
    pub(super) verbose: u8,
    /// Whether messages go to a terminal.
    pub(super) terminal: bool,
}

impl Manner {
    /// What was typed, where it is said.
    pub(super) fn new(lang: Lang, color: Color, quiet: bool, verbose: u8) -> Self {
        let terminal = print::is_terminal();
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
        let color = match color {
            Color::Auto => terminal && !unwanted,
            Color::Always => true,
            Color::Never => false,
        };
        Self { lang, color, quiet, verbose, terminal }
    }
}
