//! From the words of the command line to the command that they ask for.

use std::ffi::OsString;

use clap::FromArgMatches as _;

use crate::cli::call::Call;
use crate::cli::commands::Command;
use crate::cli::print::manner::Manner;

use super::command_line::CommandLine;
use super::early::Early;
use super::mistake;
use super::no_command::NoCommand;
use super::program::{Cli, MannerArgs, program};

/// Reads the command line.
pub(in crate::cli) fn parse(words: &[OsString]) -> Result<(Command, Call<'_>), NoCommand> {
    let early = Early::of(words);
    let mut known = program(early.lang);
    let matches = known.try_get_matches_from_mut(words);
    match matches.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches))) {
        Ok((Cli { manner: typed, command, .. }, matches)) => {
            let MannerArgs { lang, color, quiet, verbose, .. } = typed;
            let manner = Manner::new(lang, color, quiet, verbose);
            let typed = CommandLine::new(&known, &matches);
            Ok((command, Call { manner, typed, words, program }))
        }
        Err(error) => Err(mistake::no_command(&error, &early, words)),
    }
}
