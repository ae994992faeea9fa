//! What happens during a run, as events, and who is told; the terminal implements it, the conductor does not
//! know it. The same events stand in `log.jsonl`.

use serde_json::{Value, json};

use crate::model::{Finding, Severity, Stage};
use crate::pipeline::Pipeline;
use crate::store::{HeldBack, Invocation, LogLevel, Reason};

use super::error::RunError;
use super::request::Request;

/// Something that happens during a run.
#[derive(Debug, Clone, Copy)]
pub enum Event<'e> {
    /// A run begins, with what was asked for.
    RunBegins {
        /// Its id.
        run: &'e str,
        /// What was asked for.
        request: &'e Request,
    },
    /// Tables of the period before cannot be used, so nothing is compared with them.
    EarlierUnused {
        /// The run that they are of.
        run: &'e str,
    },
    /// A stage begins, and why.
    StageBegins {
        /// The stage.
        stage: Stage,
        /// Why.
        reason: Reason,
    },
    /// So many files are to be read or made by the stage that began.
    FilesAhead {
        /// How many.
        files: usize,
    },
    /// A file of the inbox was read; told from several threads.
    FileRead {
        /// Path relative to the inbox.
        file: &'e str,
        /// Its size; `None` where it cannot be had.
        bytes: Option<usize>,
        /// From the moment it was opened; while it waits its thread may read others.
        seconds: f64,
        /// What reading found, before the pipeline says how bad that is.
        findings: &'e [&'e Finding],
    },
    /// Files were checked together.
    Checked {
        /// What that found.
        findings: &'e [Finding],
    },
    /// A file was made.
    FileMade {
        /// Path relative to the run.
        file: &'e str,
        /// Its size.
        bytes: usize,
    },
    /// The files of a stage were taken over from the newest run.
    StageTakenOver {
        /// The stage.
        stage: Stage,
        /// How many.
        files: usize,
        /// What they were made from has changed.
        stale: bool,
    },
    /// A stage ended.
    StageEnds {
        /// The stage.
        stage: Stage,
        /// Why it ran.
        reason: Reason,
        /// Rows of its main table.
        rows: usize,
        /// How long it took.
        seconds: f64,
        /// Its files.
        files: usize,
        /// How many of these came out as in the newest run and were linked.
        linked: usize,
    },
    /// Nothing could be read, so the last good run stays the latest.
    LatestKept,
    /// Far less could be read than is published, which stays so.
    HeldBack {
        /// How much less.
        held_back: &'e HeldBack,
    },
    /// A run ended.
    RunEnds {
        /// Exit code of the program.
        exit_code: u8,
        /// Whether it is the latest now.
        complete: bool,
        /// How much is missing, unreadable or left out.
        gaps: usize,
    },
    /// A run failed.
    RunFails {
        /// Why.
        error: &'e RunError,
    },
}

impl Event<'_> {
    /// How much it matters.
    #[must_use]
    pub fn level(&self) -> LogLevel {
        match self {
            Self::FileRead { findings, .. } if worst(findings) == Some(Severity::Blocking) => {
                LogLevel::Warning
            }
            Self::StageTakenOver { stale: true, .. }
            | Self::LatestKept
            | Self::HeldBack { .. }
            | Self::EarlierUnused { .. }
            | Self::RunEnds { gaps: 1.., .. } => LogLevel::Warning,
            Self::FilesAhead { .. } | Self::FileRead { .. } | Self::FileMade { .. } => {
                LogLevel::Debug
            }
            Self::RunFails { .. } => LogLevel::Error,
            Self::RunBegins { .. }
            | Self::StageBegins { .. }
            | Self::Checked { .. }
            | Self::StageTakenOver { .. }
            | Self::StageEnds { .. }
            | Self::RunEnds { .. } => LogLevel::Info,
        }
    }

    /// What it is called in a log.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RunBegins { .. } => "run started",
            Self::EarlierUnused { .. } => "earlier run not used",
            Self::StageBegins { .. } => "stage started",
            Self::FilesAhead { .. } => "files ahead",
            Self::FileRead { .. } => "file read",
            Self::Checked { .. } => "files checked",
            Self::FileMade { .. } => "file made",
            Self::StageTakenOver { .. } => "stage taken over",
            Self::StageEnds { .. } => "stage finished",
            Self::LatestKept => "latest kept",
            Self::HeldBack { .. } => "run held back",
            Self::RunEnds { .. } => "run finished",
            Self::RunFails { .. } => "run failed",
        }
    }

    /// The rest of its line in a log.
    #[must_use]
    pub fn fields(&self) -> Value {
        match self {
            Self::RunBegins { run, request } => asked(run, request),
            Self::EarlierUnused { run } => json!({ "earlier": run }),
            Self::StageBegins { stage, reason } => {
                json!({ "stage": stage.word(), "reason": reason })
            }
            Self::FilesAhead { files } => json!({ "files": files }),
            Self::FileRead { file, bytes, seconds, findings } => json!({
                "file": file, "bytes": bytes, "seconds": seconds, "findings": findings.len(),
                "errors": errors(findings), "worst": worst(findings).map(Severity::word),
            }),
            Self::Checked { findings } => {
                let errors = findings.iter().filter(|finding| is_error(finding)).count();
                json!({ "findings": findings.len(), "errors": errors })
            }
            Self::FileMade { file, bytes } => json!({ "file": file, "bytes": bytes }),
            Self::StageTakenOver { stage, files, stale } => {
                json!({ "stage": stage.word(), "files": files, "stale": stale })
            }
            Self::StageEnds { stage, reason, rows, seconds, files, linked } => json!({
                "stage": stage.word(), "reason": reason, "rows": rows, "seconds": seconds, "files": files,
                "linked": linked,
            }),
            Self::LatestKept => json!({}),
            Self::HeldBack { held_back } => json!(held_back),
            Self::RunEnds { exit_code, complete, gaps } => {
                json!({ "exit_code": exit_code, "complete": complete, "gaps": gaps })
            }
            Self::RunFails { error } => {
                json!({ "exit_code": error.exit().code(), "error": error.to_string() })
            }
        }
    }
}

fn asked(run: &str, request: &Request) -> Value {
    let Pipeline { id, period, inbox, output, fail_on, .. } = &request.pipeline;
    let Invocation { stages, force, set, .. } = &request.asked;
    json!({
        "run": run, "program": env!("CARGO_PKG_VERSION"), "pipeline": id, "period": period,
        "inbox": inbox, "output": output, "fail_on": fail_on.word(), "stages": stages, "force": force,
        "set": set,
    })
}

/// Whether somebody has to mend something.
fn is_error(finding: &Finding) -> bool {
    finding.severity >= Severity::Error
}

fn errors(findings: &[&Finding]) -> usize {
    findings.iter().filter(|finding| is_error(finding)).count()
}

fn worst(findings: &[&Finding]) -> Option<Severity> {
    findings.iter().map(|finding| finding.severity).max()
}

/// Is told what happens, also from several threads at once. Every method may be ignored.
pub trait Reporter: Sync {
    /// Something happens.
    fn tell(&self, _event: &Event<'_>) {}
    /// It stands in the log as this line.
    fn logged(&self, _event: &Event<'_>, _line: &str) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Reporter for Silent {}
