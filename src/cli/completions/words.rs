//! What a shell is answered while somebody types: the command line as it is, with what is known of each argument.

use std::ffi::OsString;

use clap::Command;
use clap_complete::CompleteEnv;

use crate::cli::args::early::Early;
use crate::cli::args::program::program;
use crate::model::Exit;

use super::ASKED;
use super::known::completer;

/// Answers a shell that asks; `None` where none does, and the words are a command.
pub(in crate::cli) fn complete(words: &[OsString]) -> Option<Exit> {
    std::env::var_os(ASKED)?;
    let typed: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let behind = typed.iter().position(|word| word == "--").map_or(typed.len(), |at| at + 1);
    let typed = typed.get(behind..).unwrap_or_default().to_vec();
    let lang = Early::of(&[]).lang;
    let known = || knowing(for_people(&program(lang)), &typed);
    let folder = std::env::current_dir().ok();
    match CompleteEnv::with_factory(known).var(ASKED).try_complete(words, folder.as_deref()) {
        Ok(true) => Some(Exit::Complete),
        Ok(false) => None,
        // Whoever presses a key is told nothing rather than an error in the midst of the line.
        Err(_) => Some(Exit::Failed),
    }
}

/// The command line without what the program says to itself alone: a hidden command is offered where no other fits.
fn for_people(program: &Command) -> Command {
    let people = program.get_subcommands().filter(|below| !below.is_hide_set()).cloned();
    let bare = Command::new("tthc").disable_help_flag(true).disable_help_subcommand(true);
    let bare = bare.disable_version_flag(true).version(env!("CARGO_PKG_VERSION"));
    bare.args(program.get_arguments().cloned()).subcommands(people)
}

/// The command line in which each argument knows what can stand there.
fn knowing(command: Command, typed: &[String]) -> Command {
    let command = command.mut_args(|arg| match completer(arg.get_id().as_str(), typed) {
        Some(completer) => arg.add(completer),
        None => arg,
    });
    command.mut_subcommands(|below| knowing(below, typed))
}
