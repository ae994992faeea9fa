//! How a run ended, as it is said: data to stdout, what is missing and the next command to stderr. A complete run
//! without a terminal says nothing.

use serde_json::json;

use crate::cli::deliver;
use crate::cli::print::held_back;
use crate::cli::print::printer::{Printer, SCREEN};
use crate::cli::terminal;
use crate::model::{Exit, Lang};
use crate::run::{Gap, Outcome, Request};
use crate::store::LogLevel;

use super::{pruned, summary};

/// Says how a run ended; the last line is the next command. What was said when it was new is said again to a person,
/// and to cron only where it `always` is.
pub(super) fn say(
    outcome: &Outcome,
    request: &Request,
    printer: &Printer,
    always: bool,
    next: &str,
) -> Exit {
    let manner = printer.manner();
    let heard = always || manner.terminal || outcome.news;
    if printer.is_json() || !manner.quiet && (manner.terminal || heard && published_with(outcome)) {
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
    let tried = outcome.trial.is_some();
    let complete = outcome.exit == Exit::Complete;
    let silent = !heard || complete && (manner.quiet || !manner.terminal && !tried);
    if !silent || (heard && !manner.quiet && !outcome.gaps.is_empty()) {
        terminal::message(&summary::text(outcome, request, manner, printer.most(SCREEN)));
    }
    if outcome.private {
        printer.warn(private(manner.lang));
    }
    for doubt in outcome.doubts.iter().filter(|_| heard) {
        printer.warn(doubt.sentence().say(manner.lang));
    }
    deliver::warn(&outcome.handed, printer);
    removed(outcome, printer, silent);
    if !silent && (tried || !complete) {
        terminal::message(&format!("{next}\n"));
    }
    outcome.exit
}

/// What is published to nobody is told even under cron.
const fn private(lang: Lang) -> &'static str {
    lang.pick(
        "người dùng khác không đọc được kết quả vừa lập (umask của lượt chạy); nếu có người khác phải đọc thì đặt umask 022",
        "no other user can read what was made (the umask of the run); if others are to read it set umask 022",
    )
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
    if let Some(held) = &outcome.held_back {
        printer.log(LogLevel::Warning, "held back", &json!(held_back::json(Some(held))));
    }
    if outcome.private {
        printer.log(LogLevel::Warning, "private", &json!({ "run": outcome.run }));
    }
    for doubt in &outcome.doubts {
        let said = doubt.sentence();
        let fields = json!({ "message": said.say(printer.manner().lang) });
        printer.log(LogLevel::Warning, "declaration", &fields);
    }
    for one in &outcome.handed {
        if let Some(why) = one.failure() {
            let fields = json!({ "to": one.to, "error": why.say(printer.manner().lang) });
            printer.log(LogLevel::Warning, "not delivered", &fields);
        }
    }
    let complete = outcome.exit == Exit::Complete;
    let level = if complete { LogLevel::Info } else { LogLevel::Warning };
    let lang = printer.manner().lang;
    let fields = json!({
        "exit_code": outcome.exit.code(), "run": outcome.run, "trial": outcome.trial.is_some(),
        "news": outcome.news, "message": outcome.message.as_ref().map(|message| message.say(lang)),
        "next": (!complete).then_some(next),
    });
    printer.log(level, "outcome", &fields);
}

/// Whether something is to be said of what was published, though nobody watches.
fn published_with(outcome: &Outcome) -> bool {
    !outcome.gaps.is_empty() || outcome.exit == Exit::Gaps
}
