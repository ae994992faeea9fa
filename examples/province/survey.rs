//! Answers to the satisfaction survey.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::appendix5::{AT_COMMUNES, AT_DISTRICT, FORM, LEVELS};
use super::place::Place;
use super::table::{Group, Line, Table};
use super::typed::{Typed, tenths};

/// Phụ lục 5 of a district: its fields, then its communes. `resolved` are the files that each unit resolved, by
/// unit; as many people are asked as these ask for.
pub fn table(
    district: &Place,
    communes: &[Place],
    fields: &[String],
    resolved: &BTreeMap<String, u32>,
    seed: u64,
) -> Table {
    let mut rng = Rng::with_seed(district.seed(seed.wrapping_add(5)));
    let own = fields.iter().map(|field| {
        let label = format!("Lĩnh vực {field}");
        line(&district.id, field, label, answers(&mut rng, 18..=140))
    });
    let own = group(district, AT_DISTRICT, own.collect());
    let under = communes.iter().map(|commune| {
        let mut rng = Rng::with_seed(commune.seed(seed.wrapping_add(5)));
        // Half as many again: planted faults may add files later.
        let needed = needed(resolved.get(&commune.id).copied().unwrap_or(0)) * 3 / 2;
        line(&commune.id, "", commune.office(), answers(&mut rng, 30.max(needed)..=260.max(needed)))
    });
    let under = group(district, AT_COMMUNES, under.collect());
    let mut table = Table { form: &FORM, groups: vec![own, under] };
    table.add_up();
    table
}

/// Answers that a number of files asks for, at an error of 5 %: N / (1 + 0,0025 N), rounded up.
fn needed(files: u32) -> u32 {
    (files * 10_000).div_ceil(10_000 + 25 * files)
}

fn group(district: &Place, title: &str, lines: Vec<Line>) -> Group {
    Group { unit_id: district.id.clone(), title: Some(title.to_owned()), lines, total: Vec::new() }
}

fn line(unit_id: &str, field: &str, label: String, cells: Vec<Typed>) -> Line {
    Line { unit_id: unit_id.to_owned(), field: field.to_owned(), label, cells, note: "" }
}

/// Figures of a line: the two ways of asking add up to the five levels.
fn answers(rng: &mut Rng, range: std::ops::RangeInclusive<u32>) -> Vec<Typed> {
    let asked = rng.u32(range);
    let online = asked * rng.u32(100..=550) / 1000;
    let mut cells = vec![Typed::Count(asked - online), Typed::Count(online)];
    let levels = levels(rng, asked);
    cells.extend(levels.map(|count| Typed::Level { count, tenths: tenths(count, asked) }));
    cells
}

/// The five levels, from the best.
fn levels(rng: &mut Rng, asked: u32) -> [u32; LEVELS.len()] {
    let mut share = |least: u32, most: u32| asked * rng.u32(least..=most) / 1000;
    let [satisfied, neutral] = [share(150, 360), share(0, 60)];
    let [bad, worst] = [share(0, 18), share(0, 8)];
    [asked - satisfied - neutral - bad - worst, satisfied, neutral, bad, worst]
}
