//! The list of commands that take `--json`, each with the schema of what it prints then.

use schemars::Schema;

use crate::check::{CheckJson, InspectJson};

use super::print::json::schema_of;
use super::{
    bundle, deliver, diff, doctor, explain, form, gather, init, inspection, page, plan, read, run,
    show, status, trace, what_if, which, why,
};

/// Makes the schema of an answer.
type AnswerSchema = fn() -> Schema;

/// The schema of what a command prints with `--json`, by its words.
pub(super) const ANSWERS: [(&str, AnswerSchema); 26] = [
    ("init", schema_of::<init::json::InitJson<'static>>),
    ("run", schema_of::<run::json::RunJson<'static>>),
    ("retry", schema_of::<run::json::RunJson<'static>>),
    ("read", schema_of::<read::ShardJson<'static>>),
    ("plan", schema_of::<plan::PlanJson<'static>>),
    ("inspect", schema_of::<InspectJson<'static>>),
    ("check", schema_of::<CheckJson<'static>>),
    ("page", schema_of::<page::PageJson<'static>>),
    ("status", schema_of::<status::json::StatusJson<'static>>),
    ("show", schema_of::<show::json::ShowJson<'static>>),
    ("diff", schema_of::<diff::json::DiffJson<'static>>),
    ("trace", schema_of::<trace::json::TraceJson<'static>>),
    ("why", schema_of::<why::json::WhyJson<'static>>),
    ("what-if", schema_of::<what_if::json::WhatIfJson<'static>>),
    ("which", schema_of::<which::WhichJson<'static>>),
    ("gather", schema_of::<gather::GatherJson<'static>>),
    ("form draft", schema_of::<form::draft::DraftJson<'static>>),
    ("inspection", schema_of::<inspection::status_json::PlanStatusJson<'static>>),
    ("inspection status", schema_of::<inspection::status_json::PlanStatusJson<'static>>),
    ("inspection draw", schema_of::<inspection::draw_json::DrawJson<'static>>),
    ("inspection dossier", schema_of::<inspection::dossier::DossiersJson<'static>>),
    ("inspection report", schema_of::<inspection::report_json::VisitReportJson<'static>>),
    ("explain", schema_of::<explain::ExplainJson>),
    ("doctor", schema_of::<doctor::json::DoctorJson<'static>>),
    ("bundle", schema_of::<bundle::BundleJson<'static>>),
    ("deliver", schema_of::<deliver::DeliverJson<'static>>),
];
