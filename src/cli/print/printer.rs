//! What every command says alike: an answer as text or as data, what is to be known beside it, and how a command
//! fails. What an answer holds is known to its command alone.

use std::fmt::Display;

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::terminal;
use crate::model::Exit;
use crate::pipeline::{DeclarationError, Fault};
use crate::run::RunError;
use crate::store::{LogLevel, log_line};

use super::faults::FaultList;
use super::json::{self, ErrorJson, FaultJson};
use super::manner::{LogFormat, Manner};

/// Lines that a person sees at once, in a terminal or in the mail of cron: no failure says more.
pub(in crate::cli) const SCREEN: usize = 24;

/// The word for a declaration that is wrong.
pub(in crate::cli) const DECLARATION: &str = "declaration";

/// Why a command ends without its answer, and what to do then.
pub(in crate::cli) struct Ended<'f> {
    /// The word for programs.
    pub(in crate::cli) code: &'static str,
    /// What a person reads; the alternate form leaves nothing out.
    pub(in crate::cli) error: &'f dyn Display,
    /// What to do about it.
    pub(in crate::cli) hint: Option<&'f str>,
    /// How the program ends.
    pub(in crate::cli) exit: Exit,
    /// The next command.
    pub(in crate::cli) next: &'f str,
    /// What is wrong in the declaration, where that is why.
    pub(in crate::cli) faults: &'f [Fault],
}

/// Says something in the manner that was asked for.
#[derive(Debug)]
pub(in crate::cli) struct Printer {
    manner: Manner,
    json: bool,
    format: LogFormat,
}

impl Printer {
    pub(in crate::cli) const fn new(manner: Manner, json: bool) -> Self {
        Self { manner, json, format: LogFormat::Text }
    }

    /// With messages written in this format.
    pub(in crate::cli) const fn logging(self, format: LogFormat) -> Self {
        Self { format, ..self }
    }

    /// How it talks.
    pub(in crate::cli) const fn manner(&self) -> Manner {
        self.manner
    }

    /// Whether answers are data.
    pub(in crate::cli) const fn is_json(&self) -> bool {
        self.json
    }

    /// Whether messages are lines for whoever collects logs.
    pub(in crate::cli) const fn is_logging(&self) -> bool {
        matches!(self.format, LogFormat::Json)
    }

    /// What was asked for: as data where `--json` asks for it, else as text.
    pub(in crate::cli) fn answer<T: Serialize>(
        &self,
        exit: Exit,
        data: impl FnOnce() -> T,
        text: impl FnOnce() -> String,
    ) -> Exit {
        if self.json {
            terminal::data(&json::answer(exit, data()));
        } else {
            terminal::data(&text());
        }
        exit
    }

    /// As many lines as fit, or all where more was asked for.
    pub(in crate::cli) const fn most(&self, fit: usize) -> usize {
        if self.manner.verbose > 0 { usize::MAX } else { fit }
    }

    /// A declaration that is wrong; the last line is what to run when it is mended.
    pub(in crate::cli) fn declaration(&self, error: &DeclarationError, again: &str) -> Exit {
        let list = FaultList { error, most: self.most(SCREEN - 1), lang: self.manner.lang };
        self.ended(&Ended {
            code: DECLARATION,
            error: &list,
            hint: None,
            exit: Exit::Usage,
            next: again,
            faults: &error.faults,
        })
    }

    /// Work that could not be done; the last line is the next command.
    pub(in crate::cli) fn run_error(&self, error: &RunError, again: &str) -> Exit {
        let lang = self.manner.lang;
        self.ended(&Ended {
            code: error.code(),
            error: &error.say(lang),
            hint: error.hint(lang),
            exit: error.exit(),
            next: again,
            faults: &[],
        })
    }

    /// Something that cannot be done as it was asked for; the last line is the next command.
    pub(in crate::cli) fn refused(&self, said: &str, hint: Option<&str>, again: &str) -> Exit {
        self.fails(&said, hint, Exit::Usage, again)
    }

    /// Something that ended the program, told by how it ended; the last line is the next command.
    pub(in crate::cli) fn fails(
        &self,
        error: &dyn Display,
        hint: Option<&str>,
        exit: Exit,
        next: &str,
    ) -> Exit {
        self.ended(&Ended { code: exit.word(), error, hint, exit, next, faults: &[] })
    }

    /// Something that ended the program; the last line is the next command.
    pub(in crate::cli) fn ended(&self, ended: &Ended<'_>) -> Exit {
        let Ended { code, error, hint, exit, next, faults } = *ended;
        if self.json {
            let error = ErrorJson {
                code,
                message: format!("{error:#}"),
                hint: hint.map(str::to_owned),
                next: next.to_owned(),
                faults: faults.iter().map(|fault| FaultJson::of(fault, self.manner.lang)).collect(),
            };
            terminal::data(&json::failure(exit, error));
        }
        match self.format {
            LogFormat::Text => {
                let paint = self.manner.paint();
                let head = paint.hint("hint:");
                // Faults of a declaration bring hints of their own.
                let error = error.to_string().replace("\nhint: ", &format!("\n{head} "));
                let hint = hint.map(|hint| format!("{head} {hint}\n")).unwrap_or_default();
                terminal::message(&format!("{} {error}\n{hint}{next}\n", paint.error("error:")));
            }
            LogFormat::Json => {
                let fields = json!({
                    "exit_code": exit.code(), "error": format!("{error:#}"), "hint": hint, "next": next,
                });
                self.log(LogLevel::Error, "failed", &fields);
            }
        }
        exit
    }

    /// A line for whoever collects logs.
    pub(in crate::cli) fn log(&self, level: LogLevel, event: &str, fields: &Value) {
        if level >= self.manner.least() {
            terminal::message(&format!("{}\n", log_line(level, event, fields)));
        }
    }

    /// A line for the person beside the data.
    pub(in crate::cli) fn remark(&self, line: &str) {
        if !self.manner.quiet {
            terminal::message(&format!("{line}\n"));
        }
    }

    /// What should not be relied on, beside the data.
    pub(in crate::cli) fn warn(&self, line: &str) {
        self.remark(&format!("{} {line}", self.manner.paint().warning("warning:")));
    }

    /// Why the program does not end well although it did what it was asked for: told also where it is to be quiet.
    pub(in crate::cli) fn insist(&self, line: &str) {
        terminal::message(&format!("{} {line}\n", self.manner.paint().warning("warning:")));
    }
}
