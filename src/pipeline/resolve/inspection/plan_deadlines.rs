//! When the forms of a plan are due. One rule says which deadline holds: that of a target comes before whatever the pipeline
//! declares, and whatever the pipeline declares before what the plan says of everybody else.

use jiff::civil::Date;

use crate::model::Period;
use crate::pipeline::deadline::Deadline;
use crate::pipeline::fault::place::At;
use crate::pipeline::form::Form;
use crate::pipeline::inspection::{InspectionPlan, InspectionTarget};
use crate::pipeline::register::Register;
use crate::pipeline::resolve::names::Once;

/// The deadlines of a period: of the last that concern a form of a unit one holds.
pub(in crate::pipeline::resolve) fn with_plans(
    declared: Vec<Deadline>,
    plans: &[InspectionPlan],
    forms: &[Form],
    units: Option<&Register>,
    period: Option<Period>,
) -> Vec<Deadline> {
    let Some((units, period)) = units.zip(period) else { return declared };
    let others = plans.iter().filter_map(|plan| {
        let day = plan.others_report_by.filter(|_| plan.others_period == Some(period))?;
        let asked = forms.iter().filter(|form| plan.others_forms.contains(&form.id));
        let asked: Vec<&Form> = asked.collect();
        let units = units.iter().map(|(_, unit)| unit);
        let units = units.filter(|unit| {
            let sends = asked.iter().any(|form| form.sent_by.contains(&unit.level));
            sends && plan.target(&unit.id).is_none()
        });
        let units: Vec<String> = units.map(|unit| unit.id.clone()).collect();
        (!units.is_empty()).then(|| due(day, &plan.others_forms, units))
    });
    let targets = plans.iter().flat_map(|plan| {
        let targets = plan.targets.iter().filter(|target| target.period == period);
        targets.map(|target| due(target.report_by, &plan.forms, vec![target.unit.clone()]))
    });
    others.chain(declared).chain(targets).collect()
}

/// Until the end of a day.
fn due(day: Date, forms: &[String], units: Vec<String>) -> Deadline {
    let due = day.to_datetime(Deadline::END_OF_DAY).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    Deadline { due, forms: forms.to_vec(), levels: Vec::new(), units }
}

/// That no two plans of a pipeline set a deadline for the same form, unit and period: which of them held would hang on the
/// order in which they are listed.
#[derive(Default)]
pub(super) struct OneDeadline(Once);

impl OneDeadline {
    /// Sees a plan with the places of its targets and of the day of all others.
    pub(super) fn see(&mut self, plan: &InspectionPlan, targets: &[At], others: &At) {
        for (InspectionTarget { unit, period, .. }, at) in plan.targets.iter().zip(targets) {
            self.first(&plan.forms, at, unit, *period);
        }
        if let Some(period) = plan.others_period {
            self.first(&plan.others_forms, others, "others-report-by", period);
        }
    }

    /// Tells of the first form alone: the others would say the same.
    fn first(&mut self, forms: &[String], at: &At, whose: &str, period: Period) {
        let expected = (
            "một hạn cho một đơn vị, một biểu, một kỳ trong mọi kế hoạch",
            "one deadline for a unit, a form and a period in all plans",
        );
        let mut words = forms.iter().map(|form| format!("{whose}, {period}, {form}"));
        words.all(|word| self.0.first(at, &word, expected));
    }
}
