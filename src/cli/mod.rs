//! The face: what is typed (`args`), the commands, each in the room of its name (`commands` lists them), and what
//! people see (`print`, `terminal`). Here outcomes and errors become exit codes: a command ends with the code of its
//! outcome (`run`), of its error, or with that of its own answer.

mod answers;
mod args;
mod call;
mod commands;
mod print;
mod terminal;

// The commands.
mod bundle;
mod check;
mod completions;
mod deliver;
mod diff;
mod doctor;
mod explain;
mod export;
mod form;
mod gather;
mod init;
mod inspect;
mod inspection;
mod man;
mod page;
mod plan;
mod read;
mod read_files;
mod register;
mod retry;
mod run;
mod schedule;
mod schema;
mod show;
mod sql;
mod status;
mod template;
mod trace;
mod what_if;
mod which;
mod why;

use std::ffi::OsString;

use crate::model::Exit;

/// Runs the program and says how it ends.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let words: Vec<OsString> = arguments.into_iter().collect();
    if let Some(exit) = completions::words::complete(&words) {
        return exit;
    }
    match args::parse::parse(&words) {
        Ok((command, call)) => command.start(&call),
        Err(no_command) => no_command.say(),
    }
}
