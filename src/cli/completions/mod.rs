//! `tthc completions`: the file by which a shell completes the command line. The shell asks the program itself, each time:
//! `words` answers with commands and options, `known` with what is declared and what runs there are.

mod known;
pub(super) mod words;

use clap::builder::PossibleValuesParser;
use clap_complete::env::Shells;

use crate::model::Exit;

use super::args::english::English;
use super::call::Call;
use super::terminal;

/// The variable by which a shell asks; it holds the name of the shell.
const ASKED: &str = "TTHC_COMPLETE";

/// Shells that can be told how to complete the command line.
const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

/// In tệp để shell tự điền lệnh, tùy chọn và giá trị khi nhấn Tab
#[derive(Debug, Clone, clap::Args)]
pub(super) struct CompletionsArgs {
    /// Shell nào: bash, zsh, fish, elvish, powershell
    #[arg(value_parser = PossibleValuesParser::new(SHELLS))]
    shell: String,
}

pub(super) const ENGLISH: English = English {
    arguments: &[("shell", "Which shell: bash, zsh, fish, elvish, powershell")],
    ..English::new("Print the file by which a shell completes commands, options and values")
};

impl CompletionsArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let Some(text) = completions(&self.shell) else {
            let next = "tthc completions --help";
            return call.printer(false).fails(&self.shell, None, Exit::Usage, next);
        };
        terminal::data(&text);
        Exit::Complete
    }
}

/// `None` for a shell nobody knows.
fn completions(shell: &str) -> Option<String> {
    let mut out = Vec::new();
    let shells = Shells::builtins();
    let shell = shells.completer(shell)?;
    shell.write_registration(ASKED, "tthc", "tthc", "tthc", &mut out).ok()?;
    String::from_utf8(out).ok()
}
