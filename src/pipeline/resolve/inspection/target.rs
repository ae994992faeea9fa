//! `[[target]]`: the units that are visited.

use super::ground::PlanGround;
use super::office::office;
use super::values::{YEAR, day, later, period, small, within};
use crate::model::{Level, Period, UnitIx};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::both;
use crate::pipeline::inspection::{InspectionPlan, InspectionTarget};
use crate::pipeline::register::Register;
use crate::pipeline::resolve::names::Once;
use crate::pipeline::written::inspection::{InspectionDeclaration, InspectionTargetDeclaration};

/// What holds for a target that says nothing else: the period of the plan, and how many communes are drawn of each, where
/// there is a draw.
type Usual = (Option<Period>, Option<Option<u8>>);

/// The targets that are right, in the order of the plan, with their places.
pub(super) fn targets(
    declared: &InspectionDeclaration,
    at: &At,
    usual: Usual,
    ground: &PlanGround<'_>,
) -> (Vec<InspectionTarget>, Vec<At>) {
    let mut once = Once::default();
    let items = declared.target.some_items(&at.key("target"));
    let targets = items.into_iter().filter_map(|(at, declared)| {
        let target = target(declared, &at, usual, ground, &mut once)?;
        Some((target, at.key("unit")))
    });
    targets.unzip()
}

fn target(
    declared: &InspectionTargetDeclaration,
    at: &At,
    (of_plan, drawn): Usual,
    ground: &PlanGround<'_>,
    once: &mut Once,
) -> Option<InspectionTarget> {
    let unit_at = at.key("unit");
    let unit = declared.unit.text(&unit_at);
    let unit = unit.filter(|unit| {
        once.first(&unit_at, unit, ("mỗi đơn vị nêu một lần", "a unit that stands once"))
    });
    let from = day(&declared.from, &at.key("from"));
    let to = day(&declared.to, &at.key("to"));
    let report_by = day(&declared.report_by, &at.key("report-by"));
    if let (Some(from), Some(to)) = (from, to) {
        within(&at.key("to"), to, (from, later(from, YEAR)));
    }
    if let (Some(from), Some(day)) = (from, report_by) {
        within(&at.key("report-by"), day, (later(from, -YEAR), later(from, YEAR)));
    }
    let own = period(&declared.period, &at.key("period"));
    let period = own.or(of_plan).or_else(|| ground.period_before(report_by?));
    let units = period.and_then(|period| ground.units_of(period));
    let units = units.as_deref();
    let lead = declared.lead.text(&at.key("lead"));
    let lead = lead.and_then(|word| office(&word, &at.key("lead"), units));
    let deputy_at = at.key("deputy");
    let deputy = declared.deputy.optional(&deputy_at).filter(|word| !word.trim().is_empty());
    let deputy = deputy.map(|word| office(word, &deputy_at, units));
    let ix = units.zip(unit.as_deref());
    let ix = ix.and_then(|(units, word)| Some((units, ground.unit(&unit_at, word, units)?)));
    let communes = communes(declared, at, drawn, ix);
    Some(InspectionTarget {
        unit: unit?,
        from: from?,
        to: to?,
        lead: lead?,
        deputy: deputy.unwrap_or_else(|| Some(String::new()))?,
        report_by: report_by?,
        period: period?,
        communes: communes?,
    })
}

/// How many communes are drawn of a target: none where there is no draw, or where it is no district.
fn communes(
    declared: &InspectionTargetDeclaration,
    at: &At,
    drawn: Option<Option<u8>>,
    unit: Option<(&Register, UnitIx)>,
) -> Option<u8> {
    let at = at.key("communes");
    let own = declared.communes.optional(&at);
    let own = own.map(|&number| small(number, &at, &InspectionPlan::COMMUNES));
    if own.is_some() && drawn.is_none() {
        let found = ("`communes` khi không có `[draw]`", "`communes` without `[draw]`");
        at.wrong(found, ("một `[draw]`, hoặc bỏ khóa này", "a `[draw]`, or no such key"));
        return None;
    }
    let Some(usual) = drawn else { return Some(0) };
    let (units, ix) = unit?;
    let of = units.get(ix);
    if of.level != Level::District {
        if own.is_some() {
            let name = &of.name;
            let found = both!("`{name}`, không phải cấp huyện", "`{name}`, which is no district");
            at.wrong(found, ("một đơn vị cấp huyện", "a district"));
            return None;
        }
        return Some(0);
    }
    let asked = own.unwrap_or(usual)?;
    let under = units.under(ix);
    let there = under.iter().filter(|ix| units.get(**ix).level == Level::Commune).count();
    if there < usize::from(asked) {
        let name = &of.name;
        let found = both!("{asked} xã của `{name}`", "{asked} communes of `{name}`");
        at.wrong(
            found,
            both!(
                "nhiều nhất {there}, vì huyện có từng ấy xã",
                "at most {there}, for it has no more"
            ),
        );
        return None;
    }
    Some(asked)
}
