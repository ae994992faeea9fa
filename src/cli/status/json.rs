//! How a period stands, as data.

use serde_json::{Value, json};

use crate::cli::print::{headline, held_back};
use crate::model::{Lang, Status, SubmissionRow};
use crate::pipeline::Pipeline;
use crate::run::{Situation, SubmissionTally};
use crate::store::Record;

use super::text::ending;

/// The whole; `only_missing` keeps the submissions that nobody sent.
pub(super) fn json(
    situation: &Situation,
    pipeline: &Pipeline,
    only_missing: bool,
    lang: Lang,
) -> Value {
    let SubmissionTally { expected, received, missing, unusable, late } = situation.tally();
    let rows = situation.submissions.rows.iter();
    let rows = rows.filter(|row| !only_missing || row.status == Status::Missing);
    let inbox = situation.inbox.as_ref().map(|arrivals| {
        json!({
            "new": arrivals.new,
            "changed": arrivals.changed,
            "gone": arrivals.gone,
            "unchanged": arrivals.same,
        })
    });
    json!({
        "pipeline": pipeline.id,
        "period": pipeline.period,
        "expected": expected,
        "received": received,
        "missing": missing,
        "unusable": unusable,
        "late": late,
        "run": situation.newest().map(|run| &run.run),
        "latest": situation.latest,
        "headline": situation.headline.as_ref().map(|all| headline::json(all, pipeline)),
        "code": situation.code.map(|code| code.to_string()),
        "held_back": held_back::json(situation.held_back.as_ref()),
        "stale": situation.is_stale(),
        "declaration_changed": situation.redeclared,
        "last_start": situation.watch.last,
        "looked": situation.watch.looked,
        "cut_off": situation.watch.cut_off,
        "missed": situation.watch.missed,
        "inbox": inbox,
        "submissions": rows.map(|row| submission(row, pipeline)).collect::<Vec<_>>(),
        "runs": situation.runs.iter().map(|run| of_run(run, situation, lang)).collect::<Vec<_>>(),
    })
}

fn submission(row: &SubmissionRow, pipeline: &Pipeline) -> Value {
    let unit = row.unit_id.as_deref().and_then(|id| pipeline.register.find_id(id));
    json!({
        "unit_id": row.unit_id,
        "unit": unit.map(|unit| &pipeline.register.get(unit).name),
        "form": row.form,
        "file": row.file,
        "status": row.status.word(),
        "received_at": row.received_at,
        "due": row.due,
        "observations": row.values,
        "errors": row.errors,
        "warnings": row.warnings,
    })
}

fn of_run(run: &Record, situation: &Situation, lang: Lang) -> Value {
    json!({
        "run": run.run,
        "started": run.started,
        "finished": run.finished,
        "exit_code": run.exit_code,
        "meaning": ending(run, lang),
        "held_back": held_back::json(run.held_back.as_ref()),
        "gaps": run.gaps.len(),
        "files": run.inputs.len(),
        "complete": run.complete,
        "trial": run.trial,
        "latest": situation.latest.as_ref() == Some(&run.run),
    })
}
