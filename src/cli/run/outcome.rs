//! How a run ended, as it is said: data to stdout, what is missing and the next command to stderr.

use serde_json::json;

use crate::model::Exit;
use crate::run::{Gap, Outcome, Request};
use crate::store::Level;

use super::{pruned, summary};
use crate::cli::print::manner::LogFormat;
use crate::cli::print::printer::{JSON_VERSION, Printer, SCREEN, err, out};

impl Printer {
    /// A run that was made.
    pub(in crate::cli) fn outcome(&self, outcome: &Outcome, request: &Request, next: &str) -> Exit {
        if self.json {
            let lang = self.manner.lang;
            out(&format!("{}\n", summary::json(outcome, request, lang, JSON_VERSION)));
        } else if !self.manner.quiet && (self.manner.terminal || published_with(outcome)) {
            for workbook in &outcome.workbooks {
                out(&format!("{}\n", workbook.display()));
            }
        }
        if self.format == LogFormat::Json {
            self.log_outcome(outcome, next);
            return outcome.exit;
        }
        let silent = outcome.exit == Exit::Complete && (self.manner.quiet || !self.manner.terminal);
        if !silent || (!self.manner.quiet && !outcome.gaps.is_empty()) {
            err(&summary::text(outcome, request, self.manner, self.most(SCREEN)));
        }
        self.pruned(outcome, silent);
        if outcome.exit != Exit::Complete {
            err(&format!("{next}\n"));
        }
        outcome.exit
    }

    /// What retention could not remove is told even under cron, where it is the only thing to say.
    fn pruned(&self, outcome: &Outcome, silent: bool) {
        let lang = self.manner.lang;
        for line in pruned::warnings(&outcome.pruned, lang) {
            self.warn(&line);
        }
        if let Some(line) = pruned::summary(&outcome.pruned, lang).filter(|_| !silent) {
            self.remark(&line);
        }
    }

    fn log_outcome(&self, outcome: &Outcome, next: &str) {
        for Gap { finding } in &outcome.gaps {
            let fields = json!({
                "code": finding.code.id(), "unit": finding.unit_id, "place": finding.place.to_string(),
                "message": finding.message,
            });
            self.log(Level::Warning, "gap", &fields);
        }
        let complete = outcome.exit == Exit::Complete;
        let level = if complete { Level::Info } else { Level::Warning };
        let fields = json!({
            "exit_code": outcome.exit.code(), "run": outcome.run, "message": outcome.message.as_ref().map(|message| message.say(self.manner.lang)),
            "next": (!complete).then_some(next),
        });
        self.log(level, "outcome", &fields);
    }
}

/// Whether something is to be said of what was published, though nobody watches.
fn published_with(outcome: &Outcome) -> bool {
    !outcome.gaps.is_empty() || outcome.exit == Exit::Gaps
}
