//! One call of the program: what a command has to know beside its own arguments.

use std::ffi::OsString;

use crate::model::Lang;

use super::args::command_line::CommandLine;
use super::print::manner::Manner;
use super::print::printer::Printer;

/// One call of the program.
#[derive(Debug)]
pub(super) struct Call<'c> {
    /// How it talks.
    pub(super) manner: Manner,
    /// What was typed, for the command that is to be typed next.
    pub(super) typed: CommandLine,
    /// The same as the system handed it over.
    pub(super) words: &'c [OsString],
    /// All that can be typed, in a language.
    pub(super) program: fn(Lang) -> clap::Command,
}

impl Call<'_> {
    /// What the command prints by.
    pub(super) const fn printer(&self, json: bool) -> Printer {
        Printer::new(self.manner, json)
    }

    /// The command that does the same.
    pub(super) fn again(&self) -> String {
        self.typed.to_string()
    }
}
