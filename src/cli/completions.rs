//! `tthc completions`: the file by which a shell completes the command line as it is.

use clap::Command;
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;

use crate::model::Exit;

use super::args::english::English;
use super::call::Call;
use super::terminal;

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
        let program = (call.program)(call.manner.lang);
        let Some(text) = completions(&self.shell, &program) else {
            let next = "tthc completions --help";
            return call.printer(false).fails(&self.shell, None, Exit::Usage, next);
        };
        terminal::data(&text);
        Exit::Complete
    }
}

/// `None` for a shell nobody knows.
fn completions(shell: &str, program: &Command) -> Option<String> {
    let shell: Shell = shell.parse().ok()?;
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut for_people(program), "tthc", &mut out);
    String::from_utf8(out).ok()
}

/// The command line without what the program says to itself alone.
fn for_people(program: &Command) -> Command {
    let people = program.get_subcommands().filter(|below| !below.is_hide_set()).cloned();
    let bare = Command::new("tthc").disable_help_flag(true).disable_help_subcommand(true);
    let bare = bare.disable_version_flag(true).version(env!("CARGO_PKG_VERSION"));
    bare.args(program.get_arguments().cloned()).subcommands(people)
}
