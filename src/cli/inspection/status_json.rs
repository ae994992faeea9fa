//! How a plan stands, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::print::inputs::InputsJson;
use crate::cli::status::json::inputs;
use crate::model::{Lang, Status};
use crate::pipeline::InspectionTarget;
use crate::run::{PlanStanding, ServedPlan};
use crate::table::{InspectionPart, InspectionRow, ReportTally, UnitReport};

/// How a plan of inspection stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct PlanStatusJson<'s> {
    /// Id of the plan.
    plan: &'s str,
    /// Id of the pipeline that lists it.
    pipeline: &'s str,
    /// What is inspected.
    title: &'s str,
    /// Number of the decision.
    number: &'s str,
    /// The day that this is told of: today, or the day after the last one of the plan.
    as_of: String,
    counts: PlanReportCounts,
    /// What was read of each period that a report is of, the earliest first.
    periods: Vec<ReadPeriodJson<'s>>,
    /// Ids of the units that are visited next, all on the same day.
    next_visits: Vec<&'s str>,
    /// The units that are visited, in the order of the plan.
    targets: Vec<UnitReportJson<'s>>,
    /// The units that inspect themselves, in the order of the register.
    other_units: Vec<UnitReportJson<'s>>,
    /// What the plan leaves in doubt, a sentence each.
    doubts: Vec<String>,
    /// Files of which nobody knows whose they are: any unit may have sent them.
    unclear: Vec<&'s str>,
}

/// How many units stand how.
#[derive(Debug, Serialize, JsonSchema)]
struct PlanReportCounts {
    /// Units that are visited.
    targets: usize,
    /// Of these all of whose forms came.
    targets_complete: usize,
    /// Of these that lack a form.
    targets_lacking: usize,
    /// Of these whose report is of a period of which nothing is published.
    targets_unjudged: usize,
    /// Of these of which a form came late or is overdue.
    targets_late: usize,
    /// Units that inspect themselves; those below as of targets.
    others: usize,
    others_complete: usize,
    others_lacking: usize,
    others_unjudged: usize,
    others_late: usize,
}

/// What was read of a period.
#[derive(Debug, Serialize, JsonSchema)]
struct ReadPeriodJson<'s> {
    /// The period.
    period: String,
    /// Id of the run that this is told by; null where none is published.
    run: Option<&'s str>,
    /// The inbox against what that run read; null where there is no inbox.
    inputs: Option<InputsJson<'s>>,
}

/// What a unit owes by the plan.
#[derive(Debug, Serialize, JsonSchema)]
struct UnitReportJson<'s> {
    /// Id of the unit.
    unit_id: &'s str,
    /// Its name.
    unit: &'s str,
    /// The period that its report is of.
    period: &'s str,
    /// First day of the visit; null for a unit that inspects itself, as all of a visit is.
    from: Option<&'s str>,
    /// Its last day.
    to: Option<&'s str>,
    /// The office that leads.
    lead: Option<&'s str>,
    /// The office beside it; empty where none is declared.
    deputy: Option<&'s str>,
    /// Days until the visit begins; 0 and less since it did.
    days_to_visit: Option<i64>,
    /// Last day on which its report is on time.
    report_by: &'s str,
    /// Whether something of its period is published.
    judged: bool,
    /// Whether every form came.
    sent_all: bool,
    /// Whether a form came late or is overdue.
    has_late: bool,
    /// Its forms, in the order of the plan.
    reports: Vec<FormReportJson<'s>>,
}

/// A form that a unit owes by the plan.
#[derive(Debug, Serialize, JsonSchema)]
struct FormReportJson<'s> {
    /// Id of the form.
    form: &'s str,
    /// `in_time`, `late`, `undated`, `missing`, `unusable`, `not_judged`.
    status: &'static str,
    /// What the register of submissions says of it, as `submissions.status` does.
    submission: Option<&'static str>,
    /// The file, relative to the inbox.
    file: Option<&'s str>,
    /// When the form first came.
    received_at: Option<&'s str>,
    /// Whether another file took the place of that which came first.
    replaced: bool,
    /// When the file came that counts.
    counted_at: Option<&'s str>,
    /// By how many days it came late or, where nothing came, is late.
    days_late: Option<i64>,
    /// How many days are left, where it can still come in time.
    days_left: Option<i64>,
}

/// The whole.
pub(super) fn json<'s>(
    served: &'s ServedPlan,
    standing: &'s PlanStanding,
    lang: Lang,
) -> PlanStatusJson<'s> {
    let ServedPlan { pipeline, plan } = served;
    let all = &standing.inspections;
    let reports = |part| {
        let reports = all.reports(&plan.id, part);
        reports.map(|report| unit(&report, plan.target(&report.first.unit_id))).collect()
    };
    let tally = |part| all.tally(&plan.id, part);
    let (targets, others) = (tally(InspectionPart::Target), tally(InspectionPart::Other));
    let next = all.next_visits(&plan.id);
    let doubts = plan.doubts(&pipeline.register).into_iter();
    let doubts = doubts.map(|doubt| doubt.sentence().say(lang).to_owned());
    let periods = standing.periods.iter().map(|read| ReadPeriodJson {
        period: read.period.to_string(),
        run: read.run.as_deref(),
        inputs: read.inbox.as_ref().map(inputs),
    });
    PlanStatusJson {
        plan: &plan.id,
        pipeline: &pipeline.id,
        title: &plan.title,
        number: &plan.number,
        as_of: standing.as_of.to_string(),
        counts: counts(targets, others),
        periods: periods.collect(),
        next_visits: next.iter().map(|report| report.first.unit_id.as_str()).collect(),
        targets: reports(InspectionPart::Target),
        other_units: reports(InspectionPart::Other),
        doubts: doubts.collect(),
        unclear: standing.unclear.iter().map(String::as_str).collect(),
    }
}

const fn counts(targets: ReportTally, others: ReportTally) -> PlanReportCounts {
    PlanReportCounts {
        targets: targets.units,
        targets_complete: targets.complete,
        targets_lacking: targets.lacking,
        targets_unjudged: targets.unjudged,
        targets_late: targets.late,
        others: others.units,
        others_complete: others.complete,
        others_lacking: others.lacking,
        others_unjudged: others.unjudged,
        others_late: others.late,
    }
}

fn unit<'s>(report: &UnitReport<'s>, target: Option<&'s InspectionTarget>) -> UnitReportJson<'s> {
    let row = report.first;
    UnitReportJson {
        unit_id: &row.unit_id,
        unit: &row.unit_name,
        period: &row.period,
        from: row.from.as_deref(),
        to: row.to.as_deref(),
        lead: target.map(|target| target.lead.as_str()),
        deputy: target.map(|target| target.deputy.as_str()),
        days_to_visit: row.days_to_visit,
        report_by: &row.report_by,
        judged: report.is_judged(),
        sent_all: report.is_complete(),
        has_late: report.is_late(),
        reports: report.rows.iter().map(form).collect(),
    }
}

fn form(row: &InspectionRow) -> FormReportJson<'_> {
    FormReportJson {
        form: &row.form,
        status: row.status.word(),
        submission: row.submission.map(Status::word),
        file: row.file.as_deref(),
        received_at: row.received_at.as_deref(),
        replaced: row.replaced,
        counted_at: row.counted_at.as_deref(),
        days_late: row.days_late,
        days_left: row.days_left,
    }
}
