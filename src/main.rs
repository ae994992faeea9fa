//! Hands the arguments to `cli` and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(tthc::cli::main(std::env::args_os()).code())
}
