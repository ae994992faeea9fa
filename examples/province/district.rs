//! The workbook of a district: Phụ lục 3, and Phụ lục 5 where it is asked for.

use std::ops::RangeInclusive;

use fastrand::Rng;
use rust_xlsxwriter::XlsxError;

use super::counts::{self, Load};
use super::fields::{COMMUNE, DISTRICT, Field};
use super::page::{self, Letter};
use super::table::{Group, Table};
use super::{Period, Place, appendix3, survey};

/// What a district workbook holds besides the results.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Adds Phụ lục 5.
    pub survey: bool,
    /// The quarter reported.
    pub period: Period,
}

/// How many fields the units report, and the units whose load is given.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Fields at the district, at most 12.
    pub district: RangeInclusive<usize>,
    /// Fields at a commune, at most 10.
    pub commune: RangeInclusive<usize>,
    /// Loads of particular units, by code.
    pub loads: &'static [(&'static str, Load)],
}

/// The workbook of one district, without faults, in memory.
///
/// `fields` is the number of lines of each unit, cut at the 12 fields of a district and the 10 of a
/// commune. The same arguments give the same bytes.
pub fn district_workbook(
    district: &Place,
    communes: &[Place],
    fields: usize,
    seed: u64,
    options: Options,
) -> Result<Vec<u8>, XlsxError> {
    let plan = Plan { district: fields..=fields, commune: fields..=fields, loads: &[] };
    let tables = tables(district, communes, &plan, seed, options.survey);
    let tables: Vec<&Table> = tables.iter().collect();
    page::workbook(&letter(district, options.period), &tables)
}

/// The filled forms of a district.
pub fn tables(
    district: &Place,
    communes: &[Place],
    plan: &Plan,
    seed: u64,
    with_survey: bool,
) -> Vec<Table> {
    let results = results(district, communes, plan, seed);
    let own = results.groups.first().map(|group| group.lines.as_slice()).unwrap_or_default();
    let fields: Vec<String> = own.iter().map(|line| line.field.clone()).collect();
    let resolved = results.groups.iter().map(|group| (group.unit_id.clone(), resolved(group)));
    let resolved = resolved.collect();
    let survey = with_survey.then(|| survey::table(district, communes, &fields, &resolved, seed));
    std::iter::once(results).chain(survey).collect()
}

/// Files that a unit resolved.
fn resolved(group: &Group) -> u32 {
    let column = appendix3::FORM.place("resolved_total");
    let counts = group.lines.iter().filter_map(|line| line.cells.get(column?)?.readable());
    counts.sum()
}

/// Who sends the workbook and who signs it.
pub fn letter(district: &Place, period: Period) -> Letter {
    Letter {
        sender: ["ỦY BAN NHÂN DÂN".to_owned(), district.capitals()],
        place: district.proper().to_owned(),
        signer: vec!["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        period,
    }
}

/// Phụ lục 3: the district first, then each commune.
fn results(district: &Place, communes: &[Place], plan: &Plan, seed: u64) -> Table {
    let own = group(district, &DISTRICT, plan.district.clone(), plan, (1_800..=9_200, seed));
    let under = communes
        .iter()
        .map(|commune| group(commune, &COMMUNE, plan.commune.clone(), plan, (60..=900, seed)));
    let groups = std::iter::once(own).chain(under).collect();
    let mut table = Table { form: &appendix3::FORM, groups };
    table.add_up();
    table
}

/// The group of one unit, from a random stream of its own.
fn group(
    place: &Place,
    fields: &[Field],
    breadth: RangeInclusive<usize>,
    plan: &Plan,
    (size, seed): (RangeInclusive<u32>, u64),
) -> Group {
    let mut rng = Rng::with_seed(place.seed(seed));
    let breadth = rng.usize(breadth).clamp(1, fields.len());
    let usual = Load { resolved: rng.u32(size), overdue: None };
    let given = plan.loads.iter().find(|(id, _)| *id == place.id);
    let load = given.map_or(usual, |(_, load)| *load);
    let fields = &fields[..breadth];
    Group {
        unit_id: place.id.clone(),
        title: Some(place.office()),
        lines: counts::lines(&mut rng, &appendix3::FORM, &place.id, fields, load),
        total: Vec::new(),
    }
}
