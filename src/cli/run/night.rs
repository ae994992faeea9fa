//! A run from beginning to end, and what to type after it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cli::args::command_line::CommandLine;
use crate::cli::args::place::PLACE;
use crate::cli::print::printer::Printer;
use crate::model::{Exit, Lang};
use crate::run::{self, Outcome, Request, RunError};

use super::outcome;
use super::progress::Live;
use super::signals;

/// What to type next, by how a run ended.
#[derive(Debug)]
pub(in crate::cli) struct NextCommands {
    /// The same again.
    again: String,
    /// The same with all stages.
    all: String,
    /// Who has not sent what the run missed.
    missing: String,
    /// What is published, to those who did not get it.
    deliver: String,
}

impl NextCommands {
    /// After a run that was typed so, and is typed so with all stages.
    pub(in crate::cli) fn new(typed: CommandLine, all: &CommandLine) -> Self {
        let (again, all) = (typed.to_string(), all.to_string());
        let deliver = typed.clone().of_command("deliver").only(PLACE).to_string();
        Self { again, all, missing: typed.of_command("status").only(PLACE).to_string(), deliver }
    }
}

/// A run from beginning to end; it ends cleanly when it is told to.
pub(in crate::cli) fn night(asked: &Request, printer: &Printer, next: &NextCommands) -> Exit {
    if let Err(error) = signals::watch(&asked.stop) {
        return printer.run_error(&RunError::Signals(error), &next.again);
    }
    let live = Live::new(printer.manner(), printer.is_logging());
    // Whatever a defect of the program does, it ends with a code that people know; what the run had begun is gone.
    let ended = catch_unwind(AssertUnwindSafe(|| run::run(asked, &live)));
    live.end();
    match ended {
        Err(panic) => defect(panic.as_ref(), printer, &next.again),
        Ok(Ok(made)) if made.exit == Exit::Gaps && made.gaps.is_empty() && undelivered(&made) => {
            outcome::say(&made, asked, printer, &next.deliver)
        }
        Ok(Ok(made)) if made.exit == Exit::Gaps => {
            outcome::say(&made, asked, printer, &next.missing)
        }
        Ok(Ok(made)) => outcome::say(&made, asked, printer, &next.all),
        Ok(Err(error)) if error.needs_all_stages() => printer.run_error(&error, &next.all),
        Ok(Err(error)) => printer.run_error(&error, &next.again),
    }
}

fn undelivered(made: &Outcome) -> bool {
    made.handed.iter().any(|one| one.failure().is_some())
}

/// The program itself is at fault.
fn defect(panic: &(dyn Any + Send), printer: &Printer, again: &str) -> Exit {
    let text = panic.downcast_ref::<&str>().copied();
    let said = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let said = said.unwrap_or("?");
    let (error, hint) = match printer.manner().lang {
        Lang::Vi => (
            format!("chương trình dừng vì lỗi của chính nó: {said}"),
            "báo người quản trị kèm các dòng trên; kết quả tốt gần nhất được giữ nguyên",
        ),
        Lang::En => (
            format!("the program failed by a fault of its own: {said}"),
            "report it with the lines above; the last good output stays",
        ),
    };
    printer.fails(&error, Some(hint), Exit::Failed, again)
}
