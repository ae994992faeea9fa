//! What the sheet and the page say alike.

use std::collections::BTreeSet;

use crate::model::Lang;
use crate::pipeline::InspectionPlan;
use crate::publish::workbook::facts::Facts;
use crate::table::UnitReport;

/// The plans of which the tables of the run tell, each with the day of which they do.
pub(super) fn plans<'a>(facts: &Facts<'a>) -> Vec<(&'a InspectionPlan, &'a str)> {
    let rows = &facts.inputs.inspections.rows;
    let plans = facts.pipeline.inspections.iter();
    let told = plans.filter_map(|plan| {
        let row = rows.iter().find(|row| row.plan == plan.id)?;
        Some((plan, row.as_of.as_str()))
    });
    told.collect()
}

/// What became of each form of a unit.
pub(super) fn lines(facts: &Facts<'_>, report: &UnitReport<'_>) -> Vec<String> {
    report.said(Lang::Vi, |id| facts.pipeline.form(id).map_or("", |form| form.name.as_str()))
}

/// When a unit is visited, and how far that is off.
pub(super) fn visit(report: &UnitReport<'_>) -> Vec<String> {
    let row = report.first;
    row.visit_days(Lang::Vi).into_iter().chain(row.visit_said(Lang::Vi)).collect()
}

/// That there are files of which nobody knows whose they are: any unit may have sent them.
pub(super) fn unclear(facts: &Facts<'_>) -> Option<String> {
    let rows = facts.inputs.submissions.rows.iter().filter(|row| row.unit_id.is_none());
    let files: BTreeSet<&str> = rows.filter_map(|row| row.file.as_deref()).collect();
    let count = files.len();
    (count > 0).then(|| {
        format!(
            "Còn {count} tệp chưa rõ của đơn vị nào; báo cáo của đơn vị ghi \"Chưa gửi\" có thể ở trong đó."
        )
    })
}
