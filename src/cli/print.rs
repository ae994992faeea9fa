//! Every line people see. stdout is data, stderr is messages; a complete run without a terminal says nothing.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;

use serde_json::json;

use crate::model::{Code, Exit, Inspection, Severity, Stage};
use crate::pipeline::{DeclarationError, FailOn, Pipeline};
use crate::run::{
    Checked, DiffError, Difference, Forecast, FormDrafted, Outcome, Reporter, Request, RunError,
    Situation, is_gap,
};
use crate::store::Reason;
use crate::text::group_thousands;

use super::manner::Manner;
use super::{args, check, diff, draft, explain, inspection, plan, pruned, status};

/// Most gaps that are listed; the rest is in the workbook.
const MOST_GAPS: usize = 20;

/// Version of the JSON that commands print.
const JSON_VERSION: u32 = 1;

/// Writes to the terminal, or to whatever stands in its place.
#[derive(Debug)]
pub(super) struct Printer {
    manner: Manner,
    json: bool,
}

/// What clap has to say.
pub(super) fn clap_says(stop: &args::Stop) -> Exit {
    if stop.exit == Exit::Complete {
        out(&stop.text);
    } else {
        err(&stop.text);
    }
    stop.exit
}

// A closed pipe must not change how a run ends.
fn out(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

fn err(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Whether messages go to a terminal.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Where answers to another process go: stdout without the buffer that breaks at each line.
pub(super) fn answers() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// What a code means, an example and how to mend it; all codes in a line each where none is named.
pub(super) fn explanation(code: Option<Code>, json: bool) -> Exit {
    let codes: Vec<Code> = code.map_or_else(|| Code::ALL.to_vec(), |code| vec![code]);
    if json {
        let codes: Vec<_> = codes.iter().map(|code| explain::json(*code)).collect();
        out(&format!("{}\n", json!({ "version": JSON_VERSION, "codes": codes })));
    } else if let Some(code) = code {
        out(&explain::text(code));
    } else {
        out(&codes.iter().map(|code| explain::line(*code)).collect::<String>());
    }
    Exit::Complete
}

/// A drafted form on stdout; what was assumed, and how it stood the test, on stderr.
pub(super) fn draft(drafted: &FormDrafted) -> Exit {
    out(&drafted.text);
    err(&draft::text(drafted));
    Exit::Complete
}

impl Printer {
    pub(super) const fn new(manner: Manner, json: bool) -> Self {
        Self { manner, json }
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
        err(&format!("error: {error}\n"));
        if let Some(hint) = hint {
            err(&format!("hint: {hint}\n"));
        }
        exit
    }

    /// A run that could not be made; the last line is the next command.
    pub(super) fn run_error(&self, error: &RunError, again: &str) -> Exit {
        let exit = self.error(error, error.hint(), error.exit());
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
                out(&inspection::text(file));
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
            out(&format!("{}\n", status::json(situation, pipeline, missing, JSON_VERSION)));
        } else {
            out(&status::text(situation, pipeline, missing));
        }
        Exit::Complete
    }

    /// What a run would do now.
    pub(super) fn forecast(&self, forecast: &Forecast, pipeline: &Pipeline) -> Exit {
        if self.json {
            out(&format!("{}\n", plan::json(forecast, pipeline, JSON_VERSION)));
        } else {
            out(&plan::text(forecast, pipeline, self.manner.lang));
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
            out(&check::text(checked, pipeline));
        }
        exit
    }

    /// A run that was made.
    pub(super) fn outcome(&self, outcome: &Outcome, request: &Request, again: &str) -> Exit {
        if self.json {
            out(&format!("{}\n", as_json(outcome, request)));
        } else if !self.manner.quiet && (self.manner.terminal || !outcome.gaps.is_empty()) {
            for workbook in &outcome.workbooks {
                out(&format!("{}\n", workbook.display()));
            }
        }
        let silent = outcome.exit == Exit::Complete && (self.manner.quiet || !self.manner.terminal);
        if !silent || (!self.manner.quiet && !outcome.gaps.is_empty()) {
            err(&summary(outcome, request));
        }
        self.pruned(outcome, silent);
        if outcome.exit == Exit::Partial {
            err(&format!("{again}\n"));
        }
        outcome.exit
    }
}

impl Printer {
    /// What retention could not remove is told even under cron, where it is the only thing to say.
    fn pruned(&self, outcome: &Outcome, silent: bool) {
        let mut lines = pruned::warnings(&outcome.pruned, self.manner.lang);
        lines.extend(pruned::summary(&outcome.pruned, self.manner.lang).filter(|_| !silent));
        if !self.manner.quiet {
            for line in lines {
                err(&format!("{line}\n"));
            }
        }
    }
}

impl Printer {
    /// What changed between two runs. That they differ is the answer, not a failure of the question.
    pub(super) fn difference(&self, difference: &Difference, pipeline: &Pipeline) -> Exit {
        if self.json {
            out(&format!("{}\n", diff::json(difference, pipeline, JSON_VERSION)));
        } else {
            out(&diff::text(difference, pipeline, self.manner));
        }
        if !self.manner.quiet {
            for line in diff::warnings(difference, self.manner.lang) {
                err(&format!("warning: {line}\n"));
            }
        }
        Exit::Complete
    }

    /// Two runs that could not be compared; the last line is the next command.
    pub(super) fn no_difference(&self, error: &DiffError, again: &str) -> Exit {
        let lang = self.manner.lang;
        let exit = self.error(&error.text(lang), error.hint(lang).as_deref(), error.exit());
        err(&format!("{again}\n"));
        exit
    }
}

impl Reporter for Printer {
    fn stage_begins(&self, stage: Stage, reason: Reason) {
        if self.manner.terminal && !self.manner.quiet {
            err(&format!("{:<9} {} ({}) …", stage.word(), stage.title(), reason.title()));
        }
    }

    fn stage_ends(&self, _stage: Stage, rows: usize, seconds: f64) {
        if self.manner.terminal && !self.manner.quiet {
            let rows = i64::try_from(rows).unwrap_or(i64::MAX);
            err(&format!(" {} dòng, {seconds:.2} giây\n", group_thousands(rows)));
        }
    }
}

fn summary(outcome: &Outcome, request: &Request) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(outcome.message.clone());
    if !outcome.stages.is_empty() {
        let count = |severity: Severity| outcome.findings[severity as usize];
        let observations = i64::try_from(outcome.observations).unwrap_or(i64::MAX);
        lines.push(format!(
            "{} – {}: {} tệp, {} số liệu; {} không dùng được, {} lỗi, {} cảnh báo, {} ghi nhận",
            request.pipeline.title,
            request.pipeline.period.title(),
            outcome.files,
            group_thousands(observations),
            count(Severity::Blocking),
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Note),
        ));
    }
    if outcome.kept_latest {
        lines.push("không đọc được số liệu nào; kết quả tốt gần nhất được giữ nguyên".to_owned());
    }
    if !outcome.gaps.is_empty() {
        lines.push(format!("số liệu còn thiếu hoặc không tính được ({}):", outcome.gaps.len()));
        lines.extend(outcome.gaps.iter().take(MOST_GAPS).map(|gap| format!("  {gap}")));
        let more = outcome.gaps.len().saturating_sub(MOST_GAPS);
        if more > 0 {
            lines.push(format!("  … và {more} mục nữa, xem trang \"Phát hiện\""));
        }
    }
    if outcome.exit == Exit::Partial {
        lines.push("các bước sau bước vừa chạy đã cũ; chạy tiếp bằng:".to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

fn as_json(outcome: &Outcome, request: &Request) -> serde_json::Value {
    let gaps: Vec<_> = outcome.gaps.iter().map(ToString::to_string).collect();
    let by_severity: serde_json::Map<String, serde_json::Value> = Severity::ALL
        .iter()
        .map(|&severity| (severity.word().to_owned(), json!(outcome.findings[severity as usize])))
        .collect();
    json!({
        "version": JSON_VERSION,
        "exit_code": outcome.exit.code(),
        "pipeline": request.pipeline.id,
        "period": request.pipeline.period,
        "run": outcome.run,
        "workbooks": outcome.workbooks,
        "returned": outcome.returned,
        "files": outcome.files,
        "observations": outcome.observations,
        "findings": by_severity,
        "gaps": gaps,
        "removed": pruned::json(&outcome.pruned),
        "warnings": outcome.pruned.failed,
        "message": outcome.message,
    })
}
