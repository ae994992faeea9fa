//! The face: arguments as typed (`args`), as meant (`request`), and every line people see (`print`). The only
//! place where outcomes and errors become exit codes.

mod args;
mod print;
mod request;

use std::ffi::OsString;

use crate::model::Exit;
use crate::run;

/// Runs the program and says how it ends.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match args::parse(&arguments) {
        Ok(args::Command::Run(typed)) => run_command(&typed, &arguments),
        Err(stop) => print::clap_says(&stop),
    }
}

fn run_command(typed: &args::Run, arguments: &[OsString]) -> Exit {
    let printer = print::Printer::new(typed.quiet, typed.json);
    if let Err(error) = request::use_threads(typed.jobs, arguments) {
        return printer.error(&error, None, Exit::Failed);
    }
    let asked = match request::request(typed) {
        Ok(asked) => asked,
        Err(error) => return printer.declaration(&error, &request::again(typed, true)),
    };
    match run::run(&asked, &printer) {
        Ok(outcome) => printer.outcome(&outcome, &asked, &request::again(typed, false)),
        Err(error) => {
            let stages = !error.needs_all_stages();
            printer.run_error(&error, &request::again(typed, stages))
        }
    }
}
