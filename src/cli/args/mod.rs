//! The command line: how it is read (`parse`), what its help says in which language (`program`, `speech`, `english`),
//! what is wrong with it (`mistake`), and the arguments that several commands share (`place`, `target`, `values`).
//! The arguments of one command stand in its own room.

pub(super) mod command_line;
pub(super) mod early;
pub(super) mod english;
pub(super) mod exit_codes;
mod mistake;
mod no_command;
pub(super) mod parse;
pub(super) mod place;
pub(super) mod program;
pub(super) mod refusal;
mod speech;
pub(super) mod target;
pub(super) mod values;
