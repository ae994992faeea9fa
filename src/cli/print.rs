//! Every line people see. stdout is data, stderr is messages; a complete run without a terminal says nothing.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;

use serde_json::json;

use crate::model::{Code, Exit, Inspection, Severity, Stage};
use crate::pipeline::{DeclarationError, FailOn, Pipeline};
use crate::run::{
    Checked, Forecast, FormDrafted, Outcome, Reporter, Request, RunError, Situation, is_gap,
};
use crate::store::Reason;

use super::count::count_in;
use super::manner::Manner;
use super::{args, check, draft, explain, inspection, plan, status, summary};

/// Version of the JSON that commands print.
const JSON_VERSION: u32 = 1;

/// Writes to the terminal, or to whatever stands in its place.
#[derive(Debug)]
pub(super) struct Printer {
    manner: Manner,
    json: bool,
}

/// What is said instead of doing a command.
pub(super) fn stop(stop: &args::Stop) -> Exit {
    match stop {
        args::Stop::Asked(text) => {
            out(text);
            Exit::Complete
        }
        args::Stop::Help(text) => {
            err(text);
            Exit::Usage
        }
        args::Stop::Mistake { manner, json, message, hint, next } => {
            let exit = Printer::new(*manner, *json).error(message, hint.as_deref(), Exit::Usage);
            err(&format!("{next}\n"));
            exit
        }
    }
}

// A closed pipe must not change how a run ends.
fn out(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

fn err(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Text that is the whole answer: completions, a manual page, a schema.
pub(super) fn text(text: &str) -> Exit {
    out(text);
    Exit::Complete
}

/// Whether messages go to a terminal.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether what goes to stdout goes to a terminal.
pub(super) fn data_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Where answers to another process go: stdout without the buffer that breaks at each line.
pub(super) fn answers() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

impl Printer {
    pub(super) const fn new(manner: Manner, json: bool) -> Self {
        Self { manner, json }
    }

    /// What a code means, an example and how to mend it; all codes in a line each where none is named.
    pub(super) fn explanation(&self, code: Option<Code>) -> Exit {
        let (lang, paint) = (self.manner.lang, self.manner.paint_data());
        let codes: Vec<Code> = code.map_or_else(|| Code::ALL.to_vec(), |code| vec![code]);
        if self.json {
            let codes: Vec<_> = codes.iter().map(|code| explain::json(*code)).collect();
            let exit = Exit::Complete.code();
            let json = json!({ "version": JSON_VERSION, "exit_code": exit, "codes": codes });
            out(&format!("{json}\n"));
        } else if let Some(code) = code {
            out(&explain::text(code, lang, paint));
        } else {
            out(&codes.iter().map(|code| explain::line(*code, lang, paint)).collect::<String>());
        }
        Exit::Complete
    }

    /// A drafted form on stdout; what was assumed, and how it stood the test, on stderr.
    pub(super) fn draft(&self, drafted: &FormDrafted) -> Exit {
        if self.json {
            out(&format!("{}\n", draft::json(drafted, self.manner.lang, JSON_VERSION)));
        } else {
            out(&drafted.text);
            err(&draft::text(drafted, self.manner));
        }
        Exit::Complete
    }

    /// A declaration that is wrong, every fault of it; the last line is what to run when it is mended.
    pub(super) fn declaration(&self, error: &DeclarationError, again: &str) -> Exit {
        let exit = self.error(error, None, Exit::Usage);
        err(&format!("{again}\n"));
        exit
    }

    /// Something that ended the program.
    pub(super) fn error(&self, error: &dyn Display, hint: Option<&str>, exit: Exit) -> Exit {
        if self.json {
            let json = json!({ "version": JSON_VERSION, "exit_code": exit.code(), "error": error.to_string() });
            out(&format!("{json}\n"));
        }
        let paint = self.manner.paint();
        // Faults of a declaration bring hints of their own.
        let own = format!("\n{} ", paint.hint("hint:"));
        let error = error.to_string().replace("\nhint: ", &own);
        err(&format!("{} {error}\n", paint.error("error:")));
        if let Some(hint) = hint {
            err(&format!("{} {hint}\n", paint.hint("hint:")));
        }
        exit
    }

    /// A run that could not be made; the last line is the next command.
    pub(super) fn run_error(&self, error: &RunError, again: &str) -> Exit {
        let lang = self.manner.lang;
        let exit = self.error(&error.say(lang), error.hint(lang), error.exit());
        err(&format!("{again}\n"));
        exit
    }

    /// What the reader sees in a file: as text for people, or as JSON.
    pub(super) fn inspections(&self, inspections: &[Inspection]) -> Exit {
        let unread = |file: &Inspection| file.sheets.iter().all(|sheet| sheet.tables.is_empty());
        let exit = if inspections.iter().any(unread) { Exit::Gaps } else { Exit::Complete };
        if self.json {
            let json = json!({
                "version": JSON_VERSION,
                "exit_code": exit.code(),
                "files": inspections,
            });
            out(&format!("{json}\n"));
        } else {
            for file in inspections {
                out(&inspection::text(file, self.manner));
            }
        }
        exit
    }

    /// How a period stands. That something is missing is the answer, not a failure of the question.
    pub(super) fn situation(
        &self,
        situation: &Situation,
        pipeline: &Pipeline,
        missing: bool,
    ) -> Exit {
        if self.json {
            let lang = self.manner.lang;
            out(&format!("{}\n", status::json(situation, pipeline, missing, lang, JSON_VERSION)));
        } else {
            out(&status::text(situation, pipeline, missing, self.manner));
        }
        Exit::Complete
    }

    /// What a run would do now.
    pub(super) fn forecast(&self, forecast: &Forecast, pipeline: &Pipeline) -> Exit {
        if self.json {
            out(&format!("{}\n", plan::json(forecast, pipeline, JSON_VERSION)));
        } else {
            out(&plan::text(forecast, pipeline, self.manner));
        }
        Exit::Complete
    }

    /// What a check of single files found.
    pub(super) fn checked(&self, checked: &Checked, fail_on: FailOn, pipeline: &Pipeline) -> Exit {
        let gaps = checked.findings.iter().any(is_gap) || checked.observations == 0;
        let worst = checked.findings.iter().map(|finding| finding.severity).max();
        let fails = match fail_on {
            FailOn::Never => false,
            FailOn::Gaps => gaps,
            FailOn::Error => gaps || worst >= Some(Severity::Error),
            FailOn::Warning => gaps || worst >= Some(Severity::Warning),
        };
        let exit = if fails { Exit::Gaps } else { Exit::Complete };
        if self.json {
            out(&format!("{}\n", check::json(checked, exit, JSON_VERSION)));
        } else {
            out(&check::text(checked, pipeline, self.manner));
        }
        exit
    }

    /// A run that was made.
    pub(super) fn outcome(&self, outcome: &Outcome, request: &Request, again: &str) -> Exit {
        if self.json {
            let lang = self.manner.lang;
            out(&format!("{}\n", summary::json(outcome, request, lang, JSON_VERSION)));
        } else if !self.manner.quiet && (self.manner.terminal || !outcome.gaps.is_empty()) {
            for workbook in &outcome.workbooks {
                out(&format!("{}\n", workbook.display()));
            }
        }
        let silent = outcome.exit == Exit::Complete && (self.manner.quiet || !self.manner.terminal);
        if !silent || (!self.manner.quiet && !outcome.gaps.is_empty()) {
            err(&summary::text(outcome, request, self.manner));
        }
        if outcome.exit == Exit::Partial {
            err(&format!("{again}\n"));
        }
        outcome.exit
    }
}

impl Reporter for Printer {
    fn stage_begins(&self, stage: Stage, reason: Reason) {
        if self.manner.terminal && !self.manner.quiet {
            let lang = self.manner.lang;
            let word = self.manner.paint().strong(&format!("{:<9}", stage.word()));
            err(&format!("{word} {} ({}) …", stage.title_in(lang), reason.said(lang)));
        }
    }

    fn stage_ends(&self, _stage: Stage, rows: usize, seconds: f64) {
        if self.manner.terminal && !self.manner.quiet {
            let lang = self.manner.lang;
            let (of, time) = (lang.pick("dòng", "rows"), lang.pick("giây", "seconds"));
            err(&format!(" {} {of}, {seconds:.2} {time}\n", count_in(rows, lang)));
        }
    }
}
