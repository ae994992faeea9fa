//! A workbook for each district: its communes with their places in the list of all, its fields, what is late and why, the
//! forms that it and they sent, and what was found in them. What there is nothing of has no sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Level, Scope, SubmissionRow, UnitIx};
use crate::pipeline::{DistrictBooks, Ranking};
use crate::publish::book::plan::WorkbookPlan;
use crate::publish::late::LateNumber;
use crate::publish::returned::names::UsedNames;
use crate::publish::returned::recipient::FindingsByUnit;
use crate::table::Standing;

use super::facts::Facts;
use super::quality_sheet::UnitFindings;
use super::unit_fields::UnitFields;
use super::{fields_sheet, forms_sheet, overdue_sheet, ranking_sheet};

/// What the workbook of a district is composed from.
pub(in crate::publish) struct DistrictBook<'a> {
    /// Its name inside the run: `huyen/697-thi-xa-chon-thanh.xlsx`.
    pub(in crate::publish) file: String,
    district: UnitIx,
    declared: &'a DistrictBooks,
    ranking: Option<&'a Ranking>,
    /// Sums by field of all units, once for all workbooks.
    sums: Option<Arc<UnitFields<'a>>>,
    parts: DistrictParts<'a>,
}

/// The rows of the tables that are about a district and what is under it.
#[derive(Default)]
struct DistrictParts<'a> {
    standings: Vec<&'a Standing>,
    late: Vec<LateNumber<'a>>,
    submissions: Vec<&'a SubmissionRow>,
    findings: Vec<UnitFindings<'a>>,
}

impl DistrictParts<'_> {
    fn is_empty(&self) -> bool {
        let Self { standings, late, submissions, findings } = self;
        standings.is_empty() && late.is_empty() && submissions.is_empty() && findings.is_empty()
    }
}

/// The workbooks that are declared, in the order of the register; none where there are no districts. A district of which no
/// table says anything has none.
pub(in crate::publish) fn district_books<'a>(facts: &Facts<'a>) -> Vec<DistrictBook<'a>> {
    let Some(declared) = &facts.pipeline.districts else { return Vec::new() };
    let register = &facts.pipeline.register;
    if !register.has_level(Level::District) {
        return Vec::new();
    }
    let ranking = facts.pipeline.rankings.get(declared.ranking);
    let mut parts = parts(facts, ranking);
    let metric = fields_sheet::metric_of(facts, Level::District);
    let metric = metric.or_else(|| fields_sheet::metric_of(facts, Level::Commune));
    let sums = metric.map(|metric| Arc::new(UnitFields::of(facts, Scope::Own, metric)));
    let mut names = UsedNames::with(&[]);
    let mut books = Vec::new();
    for (district, unit) in register.iter() {
        // Every unit takes its name, so that a file is called as the form that goes back is.
        let name = names.of_unit(unit);
        if let Some(parts) = parts.remove(&district).filter(|parts| !parts.is_empty()) {
            let file = format!("{}/{name}.xlsx", declared.folder);
            let sums = sums.clone();
            books.push(DistrictBook { file, district, declared, ranking, sums, parts });
        }
    }
    books
}

/// The rows of all tables by the district that they are about.
fn parts<'a>(
    facts: &Facts<'a>,
    ranking: Option<&'a Ranking>,
) -> BTreeMap<UnitIx, DistrictParts<'a>> {
    let register = &facts.pipeline.register;
    let above = |unit: UnitIx| {
        register.line_up(unit).find(|&unit| register.get(unit).level == Level::District)
    };
    let of_id = |id: &str| register.find_id(id).and_then(above);
    let mut parts: BTreeMap<UnitIx, DistrictParts<'a>> = BTreeMap::new();
    for standing in ranking.into_iter().flat_map(|list| facts.inputs.rankings.of(&list.id)) {
        if let Some(district) = of_id(&standing.unit_id) {
            parts.entry(district).or_default().standings.push(standing);
        }
    }
    for late in overdue_sheet::numbers(facts) {
        if let Some(district) = above(late.unit) {
            parts.entry(district).or_default().late.push(late);
        }
    }
    for row in &facts.inputs.submissions.rows {
        if let Some(district) = row.unit_id.as_deref().and_then(of_id) {
            parts.entry(district).or_default().submissions.push(row);
        }
    }
    let dealt =
        FindingsByUnit::new(facts.pipeline, facts.inputs.findings, facts.inputs.submissions);
    for (unit, findings) in dealt.of_units {
        if let Some(district) = unit.and_then(above) {
            parts.entry(district).or_default().findings.push((unit, findings));
        }
    }
    parts
}

impl<'a> DistrictBook<'a> {
    /// The workbook as plain data.
    pub(in crate::publish) fn compose(&self, facts: &Facts<'a>) -> WorkbookPlan<'a> {
        let pipeline = facts.pipeline;
        let name = &pipeline.register.get(self.district).name;
        let DistrictParts { standings, late, submissions, findings } = &self.parts;
        let ranking = self.ranking.filter(|_| !standings.is_empty());
        let ranking = ranking.map(|ranking| {
            ranking_sheet::compose_inside(facts, ranking, standings.clone(), self.district)
        });
        let fields = self.sums.as_ref();
        let fields =
            fields.and_then(|sums| fields_sheet::compose_inside(facts, sums, self.district));
        let late = overdue_sheet::compose_inside(facts, late, self.district);
        let told = !submissions.is_empty() || !findings.is_empty();
        let sent = || forms_sheet::compose_inside(facts, submissions, findings, name);
        WorkbookPlan {
            title: format!("{} – {name}", self.declared.title).into(),
            company: pipeline.agency.last().map_or("", String::as_str),
            created: pipeline.period.month_after(),
            code: Some(facts.inputs.code),
            sheets: [ranking, fields, late, told.then(sent)].into_iter().flatten().collect(),
            copies: Vec::new(),
        }
    }
}
