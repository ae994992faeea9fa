//! A plan of inspection: its targets, its draw, its outline, what was inspected before and what was found. A unit is
//! looked up among those of the period that it reports on, so that a plan stays right when units are merged later.

pub(super) mod ground;
mod office;
mod outline;
mod past;
pub(super) mod plan_deadlines;
mod target;
mod values;

use std::path::PathBuf;

use super::choices::{choice_or, listed};
use super::names::Once;
use super::run_folder::run_folder;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::number_of;
use crate::pipeline::inspection::{DrawRule, DrawWeight, InspectionPlan};
use crate::pipeline::written::inspection::{DrawDeclaration, InspectionDeclaration};
use ground::PlanGround;
use outline::{asked_forms, others_forms, outline};
use past::{inspected, results};
use plan_deadlines::OneDeadline;
use target::targets;
use values::{day, line, period, small, span, within};

/// A plan as written.
pub(in crate::pipeline) struct WrittenPlan {
    /// The path in `inspections`, as it is written there.
    pub(in crate::pipeline) listed: (At, PathBuf),
    /// What stands in the file.
    pub(in crate::pipeline) file: (InspectionDeclaration, At),
}

/// The plans of a pipeline, in the order in which it lists them.
pub(super) fn plans(
    written: &[WrittenPlan],
    ground: &PlanGround<'_>,
    folders: &mut Once,
) -> Vec<InspectionPlan> {
    let (mut ids, mut once) = (Once::default(), OneDeadline::default());
    let plans = written.iter().filter_map(|written| {
        let (at, path) = &written.listed;
        let id = path.file_stem()?.to_string_lossy().into_owned();
        ids.first(at, &id, ("mỗi kế hoạch một tên tệp riêng", "a file name of its own"));
        let (declared, top) = &written.file;
        let dossiers_at = top.key("dossiers");
        let told = (!declared.dossiers.is_missing()).then_some(&declared.dossiers);
        let dossiers = told.and_then(|told| run_folder(told, &dossiers_at, folders));
        let plan = plan(id, declared, top, ground, &mut once)?;
        Some(InspectionPlan { dossiers, ..plan })
    });
    plans.collect()
}

fn plan(
    id: String,
    declared: &InspectionDeclaration,
    at: &At,
    ground: &PlanGround<'_>,
    once: &mut OneDeadline,
) -> Option<InspectionPlan> {
    let title = line(&declared.title, &at.key("title"));
    let number = line(&declared.number, &at.key("number"));
    let period = period(&declared.period, &at.key("period"));
    let forms = asked_forms(&declared.forms, &at.key("forms"), ground.forms);
    let draw_at = at.key("draw");
    let written = declared.draw.optional(&draw_at);
    let draw = written.map(|draw| (self::draw(draw, &draw_at), communes(draw, &draw_at)));
    let (targets, targets_at) =
        targets(declared, at, (period, draw.as_ref().map(|(_, communes)| *communes)), ground);
    let end = targets.iter().map(|target| target.to).max();
    let begin = targets.iter().map(|target| target.from).min();
    let others_at = at.key("others-report-by");
    let others = (!declared.others_report_by.is_missing())
        .then(|| day(&declared.others_report_by, &others_at))
        .flatten()
        .filter(|day| span(begin, end).is_none_or(|span| within(&others_at, *day, span)));
    let others_forms = others_forms(&declared.others_forms, &at.key("others-forms"), ground.forms);
    let others_period = others.and_then(|day| period.or_else(|| ground.period_before(day)));
    let outline = outline(declared, at, &forms, ground);
    let inspected = inspected(declared, at, &targets, ground);
    let results = results(declared, at, &targets, &outline, ground);
    let plan = InspectionPlan {
        id,
        title: title?,
        number: number?,
        targets,
        others_report_by: others,
        others_period,
        others_forms,
        forms,
        draw: match draw {
            Some((draw, _)) => Some(draw?),
            None => None,
        },
        outline,
        inspected,
        results,
        dossiers: None,
    };
    once.see(&plan, &targets_at, &others_at);
    Some(plan)
}

/// How communes are drawn.
fn draw(declared: &DrawDeclaration, at: &At) -> Option<DrawRule> {
    let seed_source = line(&declared.seed_source, &at.key("seed-source"));
    let years_at = at.key("not-within-years");
    let years = declared.not_within_years.optional(&years_at).copied().unwrap_or(0);
    let not_within_years = small(years, &years_at, &DrawRule::NOT_WITHIN);
    let (weight_at, all) = (at.key("weight"), &DrawWeight::ALL);
    let weight = choice_or(&declared.weight, &weight_at, &listed(all), all, DrawWeight::default());
    Some(DrawRule {
        seed_source: seed_source?,
        not_within_years: not_within_years?,
        weight: weight?,
    })
}

/// How many communes are drawn of each district.
fn communes(declared: &DrawDeclaration, at: &At) -> Option<u8> {
    let at = at.key("communes");
    let range = &InspectionPlan::COMMUNES;
    small(*declared.communes.needed(&at, number_of(range))?, &at, range)
}
