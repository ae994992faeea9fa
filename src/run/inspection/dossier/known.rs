//! What is known beside the run that dossiers are made from: the periods before it, and how the findings of its period
//! developed from run to run.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare;
use crate::model::{Finding, Findings, Period, Submissions, UnitIx};
use crate::pipeline::{InspectionPlan, Lineage, Pipeline};
use crate::publish::{DossierKnown, FindingsStep, KnownDraw, PeriodThen, findings_of};
use crate::run::again::artifacts::table;
use crate::run::error::RunError;
use crate::run::folder::folder_of;
use crate::run::inspection::draw::kept::{draw_print, kept_draw};
use crate::store::{Folder, Output, Run, Verified, instant_of};
use crate::table::{Artifact, Rankings, UNITS, register_of};

/// What was sent and found, as the run has it that dossiers are made from.
#[derive(Clone, Copy)]
pub(in crate::run) struct FoundNow<'a> {
    pub(in crate::run) submissions: &'a Submissions,
    pub(in crate::run) findings: &'a Findings,
    /// The table of the findings.
    pub(in crate::run) sha256: Option<&'a str>,
    /// Id of the run, where it is there already: runs since then are not told of.
    pub(in crate::run) run: Option<&'a str>,
}

/// What is known for the targets of a plan whose report is of the period of a pipeline.
pub(in crate::run) fn known(
    pipeline: &Pipeline,
    plan: &InspectionPlan,
    now: FoundNow<'_>,
) -> Result<DossierKnown, RunError> {
    let units = concerned(pipeline, plan);
    let mut known = DossierKnown::default();
    for (period, run) in before(pipeline)? {
        match then(pipeline, period, &run, &units) {
            Some(then) => known.past.push(then),
            None => known.unread.push(period),
        }
    }
    known.draw = draw(pipeline, plan);
    let states = states(pipeline, now)?;
    for target in &plan.targets {
        let Some(unit) = pipeline.register.find_id(&target.unit) else { continue };
        let steps = steps(pipeline, unit, &states, now);
        if !steps.is_empty() {
            known.steps.insert(target.unit.clone(), steps);
        }
    }
    Ok(known)
}

/// The tables on disk that dossiers of a run of the pipeline are made from beside its own; nothing where no plan has any.
/// States of the period that are as this run leaves it are none: so a night with nothing new stays one.
pub(in crate::run) fn ground(
    pipeline: &Pipeline,
    outputs: &[&Output],
) -> Result<Option<Vec<String>>, RunError> {
    let serves = |plan: &InspectionPlan| {
        plan.dossiers.is_some() && plan.targets.iter().any(|one| one.period == pipeline.period)
    };
    let plans: Vec<&InspectionPlan> =
        pipeline.inspections.iter().filter(|one| serves(one)).collect();
    if plans.is_empty() {
        return Ok(None);
    }
    let mut ground: Vec<String> =
        plans.iter().filter_map(|plan| draw_print(pipeline, plan)).collect();
    for (_, run) in before(pipeline)? {
        let tables = [Rankings::NAME, Submissions::NAME, Findings::NAME, UNITS];
        ground.extend(tables.iter().filter_map(|name| Some(output(&run, name)?.sha256.clone())));
    }
    let findings = file_of(Findings::NAME);
    let own = outputs.iter().find(|output| output.file == findings);
    let own = own.map(|output| output.sha256.as_str());
    let runs = published(pipeline, own, None)?;
    ground.extend(runs.iter().filter_map(|run| Some(output(run, Findings::NAME)?.sha256.clone())));
    Ok(Some(ground))
}

/// What is known of the draw of a plan.
fn draw(pipeline: &Pipeline, plan: &InspectionPlan) -> KnownDraw {
    match kept_draw(pipeline, plan) {
        Ok(None) => KnownDraw::None,
        Err(_) => KnownDraw::Unread,
        Ok(Some(record)) => {
            let mut drawn: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (district, commune) in record.drawn() {
                let communes = drawn.entry(district.unit_id.clone()).or_default();
                communes.push(commune.unit_id.clone());
            }
            KnownDraw::Made(drawn)
        }
    }
}

/// The targets, and every unit under them.
fn concerned<'p>(pipeline: &'p Pipeline, plan: &InspectionPlan) -> Vec<&'p str> {
    let register = &pipeline.register;
    let targets = plan.targets.iter().filter_map(|target| register.find_id(&target.unit));
    let units = targets.flat_map(|target| register.under(target));
    units.map(|unit| register.get(unit).id.as_str()).collect()
}

/// The published run of each earlier period, the oldest first.
fn before(pipeline: &Pipeline) -> Result<Vec<(Period, Run)>, RunError> {
    let mut runs = Vec::new();
    for (period, folder) in Folder::of_all_periods(&pipeline.output, &pipeline.id)? {
        let earlier =
            period.parse::<Period>().ok().filter(|then| ends_before(*then, pipeline.period));
        let run =
            earlier.map(|period| Ok::<_, RunError>((period, folder.latest()?))).transpose()?;
        runs.extend(run.and_then(|(period, run)| Some((period, run?))));
    }
    runs.sort_by_key(|(period, _)| period.months());
    Ok(runs)
}

/// Whether a period is over before another one ends.
const fn ends_before(then: Period, now: Period) -> bool {
    let ((year, _, last), (now_year, _, now_last)) = (then.months(), now.months());
    year < now_year || year == now_year && last < now_last
}

/// A period as its run left it; `None` where a table of it is gone or was changed since.
fn then(pipeline: &Pipeline, period: Period, run: &Run, units: &[&str]) -> Option<PeriodThen> {
    let register = register_of(&whole(run, UNITS)?).ok()?;
    let lineage = Lineage::of(
        (&register, period),
        (&pipeline.register, pipeline.period),
        &pipeline.successions,
    );
    let others = units.iter().filter(|id| !lineage.is_same(id));
    Some(PeriodThen {
        period,
        rankings: Rankings::from_frame(&whole(run, Rankings::NAME)?).ok()?,
        submissions: Submissions::from_frame(&whole(run, Submissions::NAME)?).ok()?,
        findings: Findings::from_frame(&whole(run, Findings::NAME)?).ok()?,
        others: others.map(|id| (*id).to_owned()).collect::<BTreeSet<_>>(),
    })
}

fn whole(run: &Run, name: &str) -> Option<polars::prelude::DataFrame> {
    output(run, name).filter(|output| run.verify(output) == Verified::Whole)?;
    run.table(name).ok()
}

fn file_of(name: &str) -> String {
    format!("data/{name}.parquet")
}

fn output<'r>(run: &'r Run, name: &str) -> Option<&'r Output> {
    let file = file_of(name);
    run.record().outputs().find(|output| output.file == file)
}

/// What a published run of the period found.
struct FoundThen {
    on: Option<String>,
    submissions: Submissions,
    findings: Findings,
}

/// The published runs of the period before this one, oldest first, each with other findings than the one before it, and the
/// last with others than this one.
fn published(
    pipeline: &Pipeline,
    own: Option<&str>,
    until: Option<&str>,
) -> Result<Vec<Run>, RunError> {
    let mut runs: Vec<Run> = Vec::new();
    let mut later = own.map(str::to_owned);
    // Newest first: of runs with the same findings the first is told.
    for run in folder_of(pipeline).newest_first()? {
        let run = run?;
        let record = run.record();
        let is_earlier = until.is_none_or(|until| record.run.as_str() < until);
        if !record.may_be_published() || record.trial || !is_earlier {
            continue;
        }
        let Some(sha256) = output(&run, Findings::NAME).map(|found| found.sha256.clone()) else {
            continue;
        };
        if later.as_deref() != Some(sha256.as_str()) {
            later = Some(sha256);
            runs.push(run);
        } else if let Some(last) = runs.last_mut() {
            *last = run;
        }
    }
    runs.reverse();
    Ok(runs)
}

fn states(pipeline: &Pipeline, now: FoundNow<'_>) -> Result<Vec<FoundThen>, RunError> {
    let zone = pipeline.zone();
    let runs = published(pipeline, now.sha256, now.run)?;
    // A run that somebody spoiled tells nothing.
    let states = runs.iter().filter_map(|run| {
        let began = instant_of(&run.record().run);
        Some(FoundThen {
            on: began.map(|began| began.to_zoned(zone.clone()).date().to_string()),
            submissions: table(run, Submissions::NAME).ok()?,
            findings: table(run, Findings::NAME).ok()?,
        })
    });
    Ok(states.collect())
}

/// How the findings of a unit developed; nothing where every run found the same.
fn steps(
    pipeline: &Pipeline,
    unit: UnitIx,
    states: &[FoundThen],
    now: FoundNow<'_>,
) -> Vec<FindingsStep> {
    let earlier = states.iter().map(|then| (then.on.clone(), &then.submissions, &then.findings));
    let all = earlier.chain([(None, now.submissions, now.findings)]);
    let mut before: Option<Vec<&Finding>> = None;
    let mut steps = Vec::new();
    for (on, submissions, findings) in all {
        let found = findings_of(Some(unit), pipeline, findings, submissions);
        let old = before.take().unwrap_or_default();
        let changes = compare::findings(old.iter().copied(), found.iter().copied());
        let (mut came, mut mended) = (Vec::new(), Vec::new());
        for change in changes {
            match (change.old, change.new) {
                (None, Some(new)) => came.push(new),
                (Some(old), None) => mended.push(old),
                _ => {}
            }
        }
        let still = found.len().saturating_sub(came.len());
        if !(came.is_empty() && mended.is_empty()) {
            steps.push(FindingsStep { on, came, mended, still });
        }
        before = Some(found);
    }
    // What the only run found is no development.
    if steps.len() > 1 { steps } else { Vec::new() }
}
