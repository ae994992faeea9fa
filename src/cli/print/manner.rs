//! How the program talks: in which language, in colour or not, how much.

use crate::cli::terminal;
use crate::model::Lang;
use crate::store::LogLevel;

use super::paint::Paint;

/// When colour is used, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Color {
    /// On a terminal, unless `NO_COLOR` is set; elsewhere where `CLICOLOR_FORCE` is.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// All choices.
    pub(in crate::cli) const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// The word on the command line.
    pub(in crate::cli) const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    /// The choice behind a word.
    pub(in crate::cli) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|color| color.word() == word)
    }

    /// Whether what is written is coloured, `terminal` where it goes to one.
    fn is_wanted(self, terminal: bool) -> bool {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if set("NO_COLOR").is_some() => false,
            Self::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            Self::Auto => terminal && set("TERM").is_none_or(|term| term != "dumb"),
        }
    }
}

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::cli) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs that collect logs: one JSON object a line.
    Json,
}

impl LogFormat {
    /// All choices.
    pub(in crate::cli) const ALL: [Self; 2] = [Self::Text, Self::Json];

    /// The word on the command line.
    pub(in crate::cli) const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// How the program talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Manner {
    /// The language of messages.
    pub(in crate::cli) lang: Lang,
    /// Whether messages are coloured; colour is never the only sign.
    pub(in crate::cli) color: bool,
    /// The colours of what goes to stdout: it may be kept in a file while messages go to a terminal.
    data: Paint,
    /// Only errors are said.
    pub(in crate::cli) quiet: bool,
    /// How much more than usual is said.
    pub(in crate::cli) verbose: u8,
    /// Whether messages go to a terminal.
    pub(in crate::cli) terminal: bool,
}

impl Manner {
    /// What was typed, where it is said.
    pub(in crate::cli) fn new(lang: Lang, color: Color, quiet: bool, verbose: u8) -> Self {
        let terminal = terminal::is_terminal();
        let data = Paint::new(color.is_wanted(terminal::data_is_terminal()));
        Self { lang, color: color.is_wanted(terminal), data, quiet, verbose, terminal }
    }

    /// The colours of messages.
    pub(in crate::cli) const fn paint(self) -> Paint {
        Paint::new(self.color)
    }

    /// From which level on the log is said. Who asks for JSON asks for the log, so it is not silent without a terminal.
    pub(in crate::cli) const fn least(self) -> LogLevel {
        match (self.quiet, self.verbose) {
            (true, _) => LogLevel::Warning,
            (false, 0) => LogLevel::Info,
            (false, _) => LogLevel::Debug,
        }
    }

    /// The colours of what goes to stdout.
    pub(in crate::cli) const fn paint_data(self) -> Paint {
        self.data
    }
}
