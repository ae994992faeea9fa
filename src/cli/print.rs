//! Every line people see. stdout is data, stderr is messages; a complete run without a terminal says nothing.

use std::any::Any;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;

use serde_json::{Value, json};

use crate::model::{Code, Exit, Inspection, Lang, Severity};
use crate::pipeline::{DeclarationError, FailOn, Pipeline};
use crate::run::{
    self, Bundled, Checked, DiffError, Difference, Forecast, FormDrafted, Gap, Outcome, Request,
    RunError, Situation, is_gap,
};
use crate::store::{Level, log_line};
use crate::text::group_thousands;

use super::faults::Faults;
use super::manner::{LogFormat, Manner};
use super::{args, check, diff, doctor, draft, explain, inspection, live, plan, pruned, status};

/// Lines that a person sees at once, in a terminal or in the mail of cron: no failure says more.
const SCREEN: usize = 24;

/// Version of the JSON that commands print.
const JSON_VERSION: u32 = 1;

/// Writes to the terminal, or to whatever stands in its place.
#[derive(Debug)]
pub(super) struct Printer {
    manner: Manner,
    json: bool,
    format: LogFormat,
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

pub(super) fn err(text: &str) {
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

/// Data as it is.
pub(super) fn data(text: &str) {
    out(text);
}

/// A drafted form on stdout; what was assumed, and how it stood the test, on stderr.
pub(super) fn draft(drafted: &FormDrafted) -> Exit {
    out(&drafted.text);
    err(&draft::text(drafted));
    Exit::Complete
}

impl Printer {
    pub(super) const fn new(manner: Manner, json: bool) -> Self {
        Self { manner, json, format: LogFormat::Text }
    }

    /// With messages written in this format.
    pub(super) const fn logging(self, format: LogFormat) -> Self {
        Self { format, ..self }
    }

    /// A declaration that is wrong; the last line is what to run when it is mended.
    pub(super) fn declaration(&self, error: &DeclarationError, again: &str) -> Exit {
        self.fails(
            &Faults { error, most: self.most(SCREEN - 1), lang: self.manner.lang },
            None,
            Exit::Usage,
            again,
        )
    }

    /// A pipeline that is not there while one of nearly the same name is.
    pub(super) fn no_pipeline(
        &self,
        error: &DeclarationError,
        near: &dyn Display,
        again: &str,
    ) -> Exit {
        let hint = match self.manner.lang {
            Lang::Vi => format!("có phải là `{near}`?"),
            Lang::En => format!("did you mean `{near}`?"),
        };
        self.fails(error, Some(&hint), Exit::Usage, again)
    }

    /// As many lines as fit, or all where more was asked for.
    const fn most(&self, fit: usize) -> usize {
        if self.manner.verbose > 0 { usize::MAX } else { fit }
    }

    /// A run that could not be made; the last line is the next command.
    pub(super) fn run_error(&self, error: &RunError, again: &str) -> Exit {
        self.fails(error, error.hint(), error.exit(), again)
    }

    /// The program itself is at fault.
    pub(super) fn defect(&self, panic: &(dyn Any + Send), again: &str) -> Exit {
        let text = panic.downcast_ref::<&str>().copied();
        let said = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let said = said.unwrap_or("?");
        let (error, hint) = match self.manner.lang {
            Lang::Vi => (
                format!("chương trình dừng vì lỗi của chính nó: {said}"),
                "báo người quản trị kèm các dòng trên; kết quả tốt gần nhất được giữ nguyên",
            ),
            Lang::En => (
                format!("the program failed by a fault of its own: {said}"),
                "report it with the lines above; the last good output stays",
            ),
        };
        self.fails(&error, Some(hint), Exit::Failed, again)
    }

    /// Something that ended the program; the last line is the next command.
    pub(super) fn fails(
        &self,
        error: &dyn Display,
        hint: Option<&str>,
        exit: Exit,
        next: &str,
    ) -> Exit {
        if self.json {
            let json = json!({ "version": JSON_VERSION, "exit_code": exit.code(), "error": format!("{error:#}") });
            out(&format!("{json}\n"));
        }
        match self.format {
            LogFormat::Text => {
                let hint = hint.map(|hint| format!("hint: {hint}\n")).unwrap_or_default();
                err(&format!("error: {error}\n{hint}{next}\n"));
            }
            LogFormat::Json => {
                let fields = json!({
                    "exit_code": exit.code(), "error": format!("{error:#}"), "hint": hint, "next": next,
                });
                self.log(Level::Error, "failed", &fields);
            }
        }
        exit
    }

    /// A line for whoever collects logs.
    fn log(&self, level: Level, event: &str, fields: &Value) {
        if level >= live::least(self.manner) {
            err(&format!("{}\n", log_line(level, event, fields)));
        }
    }

    /// A line for the person beside the data.
    pub(super) fn remark(&self, line: &str) {
        if !self.manner.quiet {
            err(&format!("{line}\n"));
        }
    }

    /// Something that cannot be done as it was asked for; the last line is the next command.
    pub(super) fn refused(&self, said: &str, hint: Option<&str>, again: &str) -> Exit {
        self.fails(&said, hint, Exit::Usage, again)
    }

    /// What the doctor found.
    pub(super) fn examined(&self, checks: &[run::Check], pipeline: &Pipeline) -> Exit {
        let lang = self.manner.lang;
        if self.json {
            out(&format!("{}\n", doctor::json(checks, pipeline, lang, JSON_VERSION)));
        } else {
            out(&doctor::text(checks, lang));
        }
        doctor::exit(checks)
    }

    /// A run that was packed; what it lacks is listed.
    pub(super) fn bundled(&self, bundled: &Bundled) -> Exit {
        out(&format!("{}\n", bundled.path.display()));
        for lack in &bundled.lacks {
            err(&format!("{}\n", lack.sentence(self.manner.lang)));
        }
        if bundled.lacks.is_empty() { Exit::Complete } else { Exit::Gaps }
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
    pub(super) fn outcome(&self, outcome: &Outcome, request: &Request, next: &str) -> Exit {
        if self.json {
            out(&format!("{}\n", as_json(outcome, request)));
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
            err(&summary(outcome, request, self.most(SCREEN)));
        }
        self.pruned(outcome, silent);
        if outcome.exit != Exit::Complete {
            err(&format!("{next}\n"));
        }
        outcome.exit
    }

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
        self.fails(&error.text(lang), error.hint(lang).as_deref(), error.exit(), again)
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
            "exit_code": outcome.exit.code(), "run": outcome.run, "message": outcome.message,
            "next": (!complete).then_some(next),
        });
        self.log(level, "outcome", &fields);
    }
}

/// Whether something is to be said of what was published, though nobody watches.
fn published_with(outcome: &Outcome) -> bool {
    !outcome.gaps.is_empty() || outcome.exit == Exit::Gaps
}

/// In no more lines than these, with one left for the next command.
fn summary(outcome: &Outcome, request: &Request, most: usize) -> String {
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
        // How many more there are, that later stages are old, the next command.
        let after = 2 + usize::from(outcome.exit == Exit::Partial);
        let room = most.saturating_sub(lines.len() + after);
        lines.extend(outcome.gaps.iter().take(room).map(|gap| format!("  {gap}")));
        let more = outcome.gaps.len().saturating_sub(room);
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
