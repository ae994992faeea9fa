//! A plan as a part of the page.

use serde::Serialize;

use super::told::{lines, plans, unclear, visit};
use crate::model::Lang;
use crate::publish::workbook::facts::Facts;
use crate::table::{InspectionPart, UnitReport};

/// A plan on the page.
#[derive(Debug, Clone, Serialize)]
pub(in crate::publish) struct PlanSection {
    /// Id of the plan.
    id: String,
    title: String,
    /// How many units are visited.
    count: usize,
    summary: Vec<String>,
    targets: Vec<ListedUnit>,
    /// When the report of the others is due.
    others_due: String,
    /// The other units that have not sent all.
    others: Vec<ListedUnit>,
    /// What may belong to any of them; empty where nothing does.
    unclear: String,
}

/// A unit of a plan.
#[derive(Debug, Clone, Serialize)]
struct ListedUnit {
    name: String,
    /// Whether a form is late, or to be sent again.
    late: bool,
    /// When it is visited, how far that is off, and when its report is due; nothing of one that inspects itself.
    when: Vec<String>,
    lines: Vec<String>,
}

/// The plans that serve the period.
pub(in crate::publish) fn sections(facts: &Facts<'_>) -> Vec<PlanSection> {
    let unclear = unclear(facts).unwrap_or_default();
    let sections = plans(facts).into_iter().map(|(plan, as_of)| {
        let all = facts.inputs.inspections;
        let targets = all.reports(&plan.id, InspectionPart::Target);
        let targets = targets.map(|report| {
            let due = format!("Hạn báo cáo {}", report.first.due(Lang::Vi));
            unit(facts, &report, visit(&report).into_iter().chain([due]).collect())
        });
        let targets: Vec<ListedUnit> = targets.collect();
        let others = all.behind(&plan.id, InspectionPart::Other);
        PlanSection {
            id: plan.id.clone(),
            title: plan.title.clone(),
            count: targets.len(),
            summary: all.summary(plan, as_of, Lang::Vi),
            targets,
            others_due: others.first().map(|one| one.first.due(Lang::Vi)).unwrap_or_default(),
            others: others.iter().map(|report| unit(facts, report, Vec::new())).collect(),
            unclear: unclear.clone(),
        }
    });
    sections.collect()
}

fn unit(facts: &Facts<'_>, report: &UnitReport<'_>, when: Vec<String>) -> ListedUnit {
    ListedUnit {
        name: report.first.unit_name.clone(),
        late: report.asks_for_help(),
        when,
        lines: lines(facts, report),
    }
}
