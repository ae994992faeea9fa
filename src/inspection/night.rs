//! What a run tells of the plans that serve its period: nothing else of a run goes by the day on which it is made.

use jiff::civil::Date;

use super::status::status;
use crate::model::Submissions;
use crate::pipeline::{InspectionPlan, Pipeline};
use crate::table::Inspections;

fn serving(pipeline: &Pipeline) -> impl Iterator<Item = &InspectionPlan> {
    pipeline.inspections.iter().filter(|plan| plan.serves(pipeline.period))
}

/// The day that a run tells of, `today` or the one after the last of its plans; `None` where no plan serves its period.
#[must_use]
pub fn day_told(pipeline: &Pipeline, today: Date) -> Option<Date> {
    serving(pipeline).map(|plan| plan.told_on(today)).max()
}

/// How the plans of a period stand by its submissions; `None` where no plan serves it.
#[must_use]
pub fn of_period(
    pipeline: &Pipeline,
    submissions: &Submissions,
    today: Date,
) -> Option<Inspections> {
    let plans: Vec<&InspectionPlan> = serving(pipeline).collect();
    let at_hand = |period| (period == pipeline.period).then_some(submissions);
    let rows = || plans.iter().flat_map(|plan| status(plan, pipeline, at_hand, today)).collect();
    (!plans.is_empty()).then(|| Inspections { rows: rows() })
}
