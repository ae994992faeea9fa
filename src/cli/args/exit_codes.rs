//! All exit codes, for the end of a page of help.

use crate::model::{Exit, Lang};

/// As a command is declared with them.
pub(in crate::cli) fn exit_codes() -> String {
    exit_codes_in(Lang::Vi)
}

/// In a language.
pub(super) fn exit_codes_in(lang: Lang) -> String {
    let line = |exit: &Exit| format!("  {:>3}  {}", exit.code(), exit.sentence_in(lang));
    let lines: Vec<String> = Exit::ALL.iter().map(line).collect();
    format!("{}\n{}", lang.pick("Mã thoát:", "Exit codes:"), lines.join("\n"))
}
