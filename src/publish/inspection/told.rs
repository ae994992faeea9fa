//! What the sheet and the page say alike.

use crate::model::Lang;
use crate::pipeline::InspectionPlan;
use crate::publish::workbook::facts::Facts;
use crate::table::{InspectionPart, ReportTally, UnitReport};
use crate::text::day;

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

/// How the units of a plan stand as a whole, in sentences.
pub(super) fn summary(facts: &Facts<'_>, plan: &InspectionPlan, as_of: &str) -> Vec<String> {
    let all = facts.inputs.inspections;
    let last = plan.last_day().map(|last| last.to_string());
    let over = last.filter(|last| last.as_str() < as_of);
    let over = over.map(|last| format!(", sau ngày cuối của kế hoạch ({})", day(&last)));
    let mut said = vec![format!("Tính đến ngày {}{}.", day(as_of), over.unwrap_or_default())];
    for part in InspectionPart::ALL {
        let tally: ReportTally = all.tally(&plan.id, part);
        said.extend((tally.units > 0).then(|| format!("{}.", tally.said(part, Lang::Vi))));
    }
    let next = all.next_visits(&plan.id);
    if let Some(first) = next.first() {
        let who: Vec<&str> = next.iter().map(|report| report.first.unit_name.as_str()).collect();
        let from = first.first.from.as_deref().map(day).unwrap_or_default();
        let when = first.first.visit_said(Lang::Vi).unwrap_or_default();
        said.push(format!(
            "Kiểm tra tiếp theo: {}, từ ngày {from} ({}).",
            who.join(", "),
            crate::text::lower_first(&when)
        ));
    }
    said
}

/// What became of each form of a unit.
pub(super) fn lines(facts: &Facts<'_>, report: &UnitReport<'_>) -> Vec<String> {
    let name = |id: &str| facts.pipeline.form(id).map_or("", |form| form.name.as_str());
    report.said(Lang::Vi, name)
}

/// `01/8/2023 – 08/8/2023`, and how far that is off.
pub(super) fn visit(report: &UnitReport<'_>) -> [String; 2] {
    let shown = |day_of: &Option<String>| day_of.as_deref().map(day).unwrap_or_default();
    let (from, to) = (shown(&report.first.from), shown(&report.first.to));
    // The year is said once.
    let year = to.rsplit_once('/').map_or("", |(_, year)| year);
    let begins = from.strip_suffix(year).and_then(|from| from.strip_suffix('/')).unwrap_or(&from);
    let days = format!("{begins}\u{a0}–\u{a0}{to}");
    [days, report.first.visit_said(Lang::Vi).unwrap_or_default()]
}

/// The other units that have not sent all, or not in time.
pub(super) fn others<'a>(facts: &Facts<'a>, plan: &InspectionPlan) -> Vec<UnitReport<'a>> {
    let others = facts.inputs.inspections.reports(&plan.id, InspectionPart::Other);
    others
        .filter(|report| report.is_judged() && (!report.is_complete() || report.is_late()))
        .collect()
}

/// Files of which nobody knows whose they are, so that any unit may have sent them.
pub(super) fn unclear(facts: &Facts<'_>) -> Option<String> {
    let rows = facts.inputs.submissions.rows.iter().filter(|row| row.unit_id.is_none());
    let files: std::collections::BTreeSet<_> = rows.filter_map(|row| row.file.as_deref()).collect();
    (!files.is_empty()).then(|| {
        format!(
            "Còn {} tệp chưa rõ của đơn vị nào; đơn vị \"Chưa gửi\" có thể đã gửi trong đó.",
            files.len()
        )
    })
}
