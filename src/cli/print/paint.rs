//! Colours of words. A colour only repeats what the word says, so that a page without colours says the same.

use anstyle::{AnsiColor, Style};

use crate::model::{Severity, Status};
use crate::run::Health;

/// Paints words, or leaves them as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Paint {
    on: bool,
}

impl Paint {
    pub(in crate::cli) const fn new(on: bool) -> Self {
        Self { on }
    }

    /// Whether there are any.
    pub(in crate::cli) const fn is_on(self) -> bool {
        self.on
    }

    fn paint(self, style: Style, text: &str) -> String {
        if self.on { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// `error:` before what ended the program.
    pub(in crate::cli) fn error(self, text: &str) -> String {
        self.paint(AnsiColor::Red.on_default().bold(), text)
    }

    /// `warning:` before what should not be relied on.
    pub(in crate::cli) fn warning(self, text: &str) -> String {
        self.paint(AnsiColor::Yellow.on_default().bold(), text)
    }

    /// `hint:` before what helps.
    pub(in crate::cli) fn hint(self, text: &str) -> String {
        self.paint(AnsiColor::Cyan.on_default().bold(), text)
    }

    /// A command to copy, a stage, the head of a table.
    pub(in crate::cli) fn strong(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    /// A severity, in the colour of how bad it is.
    pub(in crate::cli) fn severity(self, severity: Severity, text: &str) -> String {
        self.paint(of_severity(severity), text)
    }

    /// Whether something is as the next run needs it.
    pub(in crate::cli) fn health(self, state: Health, text: &str) -> String {
        let color = match state {
            Health::Good => AnsiColor::Green,
            Health::Warning => AnsiColor::Yellow,
            Health::Broken => AnsiColor::Red,
        };
        self.paint(color.on_default(), text)
    }

    /// What became of a submission.
    pub(in crate::cli) fn status(self, status: Status, text: &str) -> String {
        let style = match status {
            Status::Accepted => AnsiColor::Green.on_default(),
            Status::AcceptedWithFindings | Status::Late => AnsiColor::Yellow.on_default(),
            Status::Missing
            | Status::Unrecognised
            | Status::Unreadable
            | Status::Unusable
            | Status::Doubtful
            | Status::NotRun => AnsiColor::Red.on_default(),
            Status::Superseded => Style::new().dimmed(),
        };
        self.paint(style, text)
    }
}

const fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Note => AnsiColor::Cyan.on_default(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Error => AnsiColor::Red.on_default(),
        Severity::Blocking => AnsiColor::Red.on_default().bold(),
    }
}

#[cfg(test)]
mod tests {
    use super::Paint;
    use crate::model::Severity;

    #[test]
    fn a_painted_word_is_the_word_between_two_codes() {
        assert_eq!(Paint::new(false).severity(Severity::Error, "lỗi"), "lỗi");
        assert_eq!(Paint::new(true).severity(Severity::Error, "lỗi"), "\u{1b}[31mlỗi\u{1b}[0m");
    }
}
