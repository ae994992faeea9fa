//! A run from beginning to end, and what to type after it.

use std::any::Any;
use std::ffi::OsStr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::cli::args::command_line::CommandLine;
use crate::cli::args::place::{PLACE, RUNS};
use crate::cli::print::printer::Printer;
use crate::model::{Exit, Lang};
use crate::run::{self, Outcome, Request, RunError, Trial};

use super::conduct::{ConductArgs, Notify};
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
    /// The same, published however little it read.
    fewer: String,
    /// Who has not sent what the run missed.
    missing: String,
    /// What was typed, for what is said of a trial.
    typed: CommandLine,
    /// What is published, to those who did not get it.
    deliver: String,
}

impl NextCommands {
    /// After a run that was typed so, and is typed so with all stages.
    pub(in crate::cli) fn new(typed: CommandLine, all: &CommandLine) -> Self {
        let (again, all) = (typed.to_string(), all.to_string());
        let fewer = typed.clone().with_flag("accept_fewer").to_string();
        let missing = typed.clone().of_command("status").only(PLACE).to_string();
        let deliver = typed.clone().of_command("deliver").only(PLACE).to_string();
        Self { again, all, fewer, missing, typed, deliver }
    }

    /// After a run that ended so.
    fn after(&self, made: &Outcome, asked: &Request) -> String {
        match (made.exit, &made.trial) {
            _ if made.held_back.is_some() => self.fewer.clone(),
            (Exit::Gaps, None) if made.gaps.is_empty() && undelivered(made) => self.deliver.clone(),
            (Exit::Complete | Exit::Gaps, Some(trial)) => self.after_trial(trial, made, asked),
            (Exit::Gaps, None) => self.missing.clone(),
            _ => self.all.clone(),
        }
    }

    /// What would change is looked at; where nothing is published yet, it can be.
    fn after_trial(&self, trial: &Trial, made: &Outcome, asked: &Request) -> String {
        let run = made.run.as_deref().and_then(Path::file_name).map(OsStr::to_string_lossy);
        let (Some(published), Some(run)) = (&trial.published, run) else {
            return self.typed.clone().with_flag("publish").to_string();
        };
        let mut diff = self.typed.clone().of_command("diff").only(RUNS);
        // Where runs lie may have been set as a key.
        let is_set =
            |key: &str| asked.asked.set.iter().any(|set| set.trim_start().starts_with(key));
        if is_set("period") {
            diff = diff.with("period", asked.pipeline.period);
        }
        if is_set("output") {
            diff = diff.with("output", asked.pipeline.output.display());
        }
        format!("{diff} {published} {run}")
    }
}

/// A run from beginning to end; it ends cleanly when it is told to.
pub(in crate::cli) fn night(
    asked: &Request,
    conduct: &ConductArgs,
    printer: &Printer,
    next: &NextCommands,
) -> Exit {
    if let Err(error) = signals::watch(&asked.stop) {
        return printer.run_error(&RunError::Signals(error), &next.again);
    }
    let live = Live::new(printer.manner(), printer.is_logging());
    // Whatever a defect of the program does, it ends with a code that people know; what the run had begun is gone.
    let ended = catch_unwind(AssertUnwindSafe(|| run::run(asked, &live)));
    live.end();
    match ended {
        Err(panic) => defect(panic.as_ref(), printer, &next.again),
        Ok(Ok(made)) => {
            let always = conduct.notify == Notify::Always;
            outcome::say(&made, asked, printer, always, &next.after(&made, asked))
        }
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
