//! The draw of communes: a rule that anybody can follow with paper and `b3sum`.
//!
//! A ticket is BLAKE3 over the UTF-8 bytes of `seed|unit` (`seed|unit|number` where some have several), in hexadecimal
//! figures. A commune stands where its lowest ticket does, and the first ones are drawn. So the draw depends on nothing but
//! the seed, which is announced before anybody knows it, and on who may be drawn.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};

use crate::model::{
    DrawCandidate, DrawLeftOut, DrawRecord, DrawWeights, DrawnDistrict, DrawnFiles, DrawnPlan,
    Level, Period,
};
use crate::pipeline::{DrawRule, InspectionPlan, InspectionTarget, PastInspection, Register};

use super::seed::DrawSeed;

/// What a draw goes by, beside its plan.
pub struct DrawAsked<'a> {
    /// The seed.
    pub seed: &'a DrawSeed,
    /// The day of the draw.
    pub on: Date,
    /// The program, for people.
    pub program: &'a str,
    /// What gives further tickets, where the plan asks for them.
    pub weights: Option<DrawWeights>,
    /// The periods of the plan.
    pub periods: &'a [DrawPeriod<'a>],
}

/// A period that districts report on.
pub struct DrawPeriod<'a> {
    /// The period.
    pub period: Period,
    /// Its units.
    pub register: &'a Register,
    /// The run that has its figures; nothing where none is published or asked for.
    pub run: Option<String>,
    /// The files of units with whole figures, by id.
    pub files: BTreeMap<String, DrawnFiles>,
}

/// Draws the communes of the districts of a plan. A district whose period is not among those at hand takes no part.
#[must_use]
pub fn draw(plan: &InspectionPlan, rule: &DrawRule, asked: &DrawAsked<'_>) -> DrawRecord {
    let since = not_since(plan, rule);
    let mut record = DrawRecord {
        version: DrawRecord::VERSION,
        program: asked.program.to_owned(),
        plan: DrawnPlan {
            id: plan.id.clone(),
            number: plan.number.clone(),
            title: plan.title.clone(),
        },
        seed_source: rule.seed_source.clone(),
        seed: asked.seed.as_str().to_owned(),
        drawn_on: asked.on.to_string(),
        not_inspected_since: since.map(|day| day.to_string()),
        weights: asked.weights.clone(),
        districts: Vec::new(),
        digest: String::new(),
    };
    for target in &plan.targets {
        let mut periods = asked.periods.iter();
        let period = periods.find(|period| period.period == target.period);
        if let Some(mut drawn) = period.and_then(|period| district(plan, target, period, since)) {
            order(&record, &mut drawn);
            record.districts.push(drawn);
        }
    }
    record.digest = digest(&record);
    record
}

/// From which day on an inspection leaves a commune out: so many years before the first visit.
fn not_since(plan: &InspectionPlan, rule: &DrawRule) -> Option<Date> {
    let first = plan.targets.iter().map(|target| target.from).min()?;
    let years = i64::from(rule.not_within_years);
    (years > 0).then(|| first.saturating_sub(Span::new().years(years)))
}

/// The communes of a district, each with its files, before they stand in any order; `None` of what is no district.
fn district(
    plan: &InspectionPlan,
    target: &InspectionTarget,
    period: &DrawPeriod<'_>,
    since: Option<Date>,
) -> Option<DrawnDistrict> {
    let register = period.register;
    let unit = register.find_id(&target.unit)?;
    if register.get(unit).level != Level::District {
        return None;
    }
    let (mut candidates, mut left_out) = (Vec::new(), Vec::new());
    let below = register.under(unit).into_iter().map(|below| register.get(below));
    for commune in below.filter(|below| below.level == Level::Commune) {
        let (unit_id, unit_name) = (commune.id.clone(), commune.name.clone());
        if let Some(past) = since.and_then(|since| last_since(plan, &commune.id, since)) {
            let (inspected_on, document) = (past.on.to_string(), past.document.clone());
            left_out.push(DrawLeftOut { unit_id, unit_name, inspected_on, document });
        } else {
            let files = period.files.get(&commune.id).copied();
            candidates.push(DrawCandidate {
                unit_id,
                unit_name,
                tickets: files.map_or(1, DrawnFiles::tickets),
                files,
                ticket: 0,
                hash: String::new(),
                drawn: false,
            });
        }
    }
    Some(DrawnDistrict {
        unit_id: target.unit.clone(),
        unit_name: register.get(unit).name.clone(),
        from: target.from.to_string(),
        to: target.to.to_string(),
        period: target.period,
        run: period.run.clone(),
        communes: target.communes,
        candidates,
        left_out,
    })
}

/// The last inspection of a unit that ended on a day or later.
fn last_since<'p>(plan: &'p InspectionPlan, unit: &str, since: Date) -> Option<&'p PastInspection> {
    let of_unit = plan.inspected.iter().filter(|past| past.unit == unit && past.on >= since);
    of_unit.max_by_key(|past| past.on)
}

/// Gives each candidate its lowest ticket, puts them into their order and says who is drawn.
pub(super) fn order(record: &DrawRecord, district: &mut DrawnDistrict) {
    for candidate in &mut district.candidates {
        let (hash, ticket) = lowest(record, &candidate.unit_id, candidate.tickets);
        (candidate.hash, candidate.ticket) = (hash, ticket);
    }
    // Figures of the same length sort as the numbers they are. Two of 256 bits are never the same of two texts.
    district.candidates.sort_by(|a, b| (&a.hash, &a.unit_id).cmp(&(&b.hash, &b.unit_id)));
    let drawn = usize::from(district.communes);
    for (place, candidate) in district.candidates.iter_mut().enumerate() {
        candidate.drawn = place < drawn;
    }
}

/// The lowest of the tickets of a unit, and which it is.
fn lowest(record: &DrawRecord, unit: &str, tickets: u32) -> (String, u32) {
    let hashed = (1..=tickets.max(1)).map(|ticket| {
        let text = record.ticket_text(unit, ticket);
        (blake3::hash(text.as_bytes()).to_hex().to_string(), ticket)
    });
    hashed.min().unwrap_or_default()
}

/// What a record is told by: a hash over all of it but the digest itself.
pub(super) fn digest(record: &DrawRecord) -> String {
    let bare = DrawRecord { digest: String::new(), ..record.clone() };
    // A record is plain words and numbers, which can always be written.
    let text = serde_json::to_string(&bare).unwrap_or_default();
    blake3::hash(text.as_bytes()).to_hex().to_string()
}
