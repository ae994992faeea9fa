//! How a run ended, as it is said: data to stdout, what is missing and the next command to stderr. A complete run
//! without a terminal says nothing.

use serde_json::json;

use crate::cli::print::printer::{Printer, SCREEN};
use crate::cli::terminal;
use crate::model::Exit;
use crate::run::{Gap, Outcome, Request};
use crate::store::LogLevel;

use super::{pruned, summary};

/// Says how a run ended; the last line is the next command.
pub(super) fn say(outcome: &Outcome, request: &Request, printer: &Printer, next: &str) -> Exit {
    let manner = printer.manner();
    if printer.is_json() || !manner.quiet && (manner.terminal || published_with(outcome)) {
        let workbooks = outcome.workbooks.iter().map(|path| format!("{}\n", path.display()));
        printer.answer(
            outcome.exit,
            || super::json::json(outcome, request, manner.lang),
            || workbooks.collect(),
        );
    }
    if printer.is_logging() {
        log(outcome, printer, next);
        return outcome.exit;
    }
    let silent = outcome.exit == Exit::Complete && (manner.quiet || !manner.terminal);
    if !silent || (!manner.quiet && !outcome.gaps.is_empty()) {
        terminal::message(&summary::text(outcome, request, manner, printer.most(SCREEN)));
    }
    removed(outcome, printer, silent);
    if outcome.exit != Exit::Complete {
        terminal::message(&format!("{next}\n"));
    }
    outcome.exit
}

/// What retention could not remove is told even under cron, where it is the only thing to say.
fn removed(outcome: &Outcome, printer: &Printer, silent: bool) {
    let lang = printer.manner().lang;
    for line in pruned::warnings(&outcome.pruned, lang) {
        printer.warn(&line);
    }
    if let Some(line) = pruned::summary(&outcome.pruned, lang).filter(|_| !silent) {
        printer.remark(&line);
    }
}

fn log(outcome: &Outcome, printer: &Printer, next: &str) {
    for Gap { finding } in &outcome.gaps {
        let fields = json!({
            "code": finding.code.id(), "unit": finding.unit_id, "place": finding.place.to_string(),
            "message": finding.message,
        });
        printer.log(LogLevel::Warning, "gap", &fields);
    }
    let complete = outcome.exit == Exit::Complete;
    let level = if complete { LogLevel::Info } else { LogLevel::Warning };
    let lang = printer.manner().lang;
    let fields = json!({
        "exit_code": outcome.exit.code(), "run": outcome.run, "message": outcome.message.as_ref().map(|message| message.say(lang)),
        "next": (!complete).then_some(next),
    });
    printer.log(level, "outcome", &fields);
}

/// Whether something is to be said of what was published, though nobody watches.
fn published_with(outcome: &Outcome) -> bool {
    !outcome.gaps.is_empty() || outcome.exit == Exit::Gaps
}
