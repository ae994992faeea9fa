//! What is said instead of doing a command: help, the version, or what is wrong with the command line.

use crate::cli::print::manner::Manner;
use crate::cli::print::printer::Printer;
use crate::cli::terminal;
use crate::model::Exit;

/// What is said instead of doing a command.
#[derive(Debug)]
pub(in crate::cli) enum NoCommand {
    /// Help or version, for stdout.
    Asked(String),
    /// What is wrong with the command line, and the command that helps.
    Mistake {
        /// How it is to be said.
        manner: Manner,
        /// Whether it is to be said as JSON too.
        json: bool,
        /// What is wrong.
        message: String,
        /// What might have been meant.
        hint: Option<String>,
        /// The command that shows how it is done.
        next: String,
    },
    /// Help where no command was named, for stderr.
    Help(String),
}

impl NoCommand {
    /// Says it.
    pub(in crate::cli) fn say(&self) -> Exit {
        match self {
            Self::Asked(text) => {
                terminal::data(text);
                Exit::Complete
            }
            Self::Help(text) => {
                terminal::message(text);
                Exit::Usage
            }
            Self::Mistake { manner, json, message, hint, next } => {
                Printer::new(*manner, *json).fails(message, hint.as_deref(), Exit::Usage, next)
            }
        }
    }
}
