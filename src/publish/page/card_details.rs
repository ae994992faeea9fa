//! What a card says beneath the places: other rates, fields, what was found, and the cells that all of it is from.

use std::collections::{BTreeMap, BTreeSet};

use super::context::PageContext;
use super::figures::counted;
use super::plan::{CardFields, CardFinding, CardSource, Told};
use crate::model::{CellRef, Finding, Scope, UnitIx};
use crate::pipeline::{MetricIx, Ranking};
use crate::publish::source_cells::areas;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::size;
use crate::table::{EditionTables, FieldRate};
use crate::text::{group_thousands, percent};

/// Findings that a card tells of.
const MOST_FINDINGS: usize = 4;
/// Bytes of the addresses in a sheet.
const MOST_ADDRESSES: usize = 160;

/// What cards are made of, by unit.
pub(super) struct CardDetails<'a, 'f> {
    facts: &'f Facts<'a>,
    /// By scope, unit and metric.
    fields: BTreeMap<(&'a str, &'a str, &'a str), Vec<&'a FieldRate>>,
    findings: BTreeMap<&'a str, Vec<&'a Finding>>,
    sources: BTreeMap<&'a str, SheetCells>,
}

impl<'a, 'f> CardDetails<'a, 'f> {
    /// Of the units that have a card.
    pub(super) fn new(facts: &'f Facts<'a>, context: &PageContext<'a, 'f>) -> Self {
        let carded = |id: &str| context.carded.contains(id);
        let mut details = Self {
            facts,
            fields: BTreeMap::new(),
            findings: BTreeMap::new(),
            sources: BTreeMap::new(),
        };
        // Where a country is listed, cards tell of places alone.
        if facts.pipeline.has_long_list() {
            return details;
        }
        for finding in facts.inputs.findings.iter() {
            if let Some(id) = finding.unit_id.as_deref().filter(|id| carded(id)) {
                details.findings.entry(id).or_default().push(finding);
            }
        }
        for findings in details.findings.values_mut() {
            findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        }
        let Some(tables) = facts.inputs.edition else { return details };
        for row in tables.fields.iter().filter(|row| carded(&row.unit_id)) {
            let key = (row.scope.as_str(), row.unit_id.as_str(), row.metric.as_str());
            details.fields.entry(key).or_default().push(row);
        }
        details.sources = sources(facts, tables, carded);
        details
    }

    /// The rates that the rankings of a unit show beside those they go by.
    pub(super) fn other_rates(&self, unit: UnitIx, rankings: &[&Ranking]) -> Vec<Told> {
        let mut told: BTreeSet<(Scope, MetricIx)> = BTreeSet::new();
        let mut rates = Vec::new();
        for ranking in rankings {
            let parts = ranking.shares.iter().filter(|_| ranking.shares.len() > 1);
            let parts = parts.map(|share| share.metric);
            for metric in parts.chain(ranking.show.iter().copied()) {
                let rate = self.facts.rate(ranking.scope, unit, metric);
                let Some(rate) = rate.filter(|_| told.insert((ranking.scope, metric))) else {
                    continue;
                };
                let what = self.titled(ranking.scope, unit, metric);
                rates.push(Told { what, text: counted(rate) });
            }
        }
        rates
    }

    /// A metric, with what it counts where units stand below.
    fn titled(&self, scope: Scope, unit: UnitIx, metric: MetricIx) -> String {
        let title = &self.facts.pipeline.metric(metric).title;
        match scope {
            Scope::Total if self.facts.pipeline.register.has_units_below(unit) => {
                format!("{title} ({})", scope.title())
            }
            _ => title.clone(),
        }
    }

    /// What the figures of a unit are from beside its own cells.
    pub(super) fn more_sources(&self, unit: UnitIx, rankings: &[&Ranking]) -> String {
        let below = self.facts.pipeline.register.has_units_below(unit);
        let total = rankings.iter().any(|ranking| ranking.scope == Scope::Total);
        if below && total && !self.sources.is_empty() {
            return "Cùng các ô của đơn vị trực thuộc: xem phiếu của từng đơn vị.".to_owned();
        }
        String::new()
    }

    /// The fields of a unit under the first metric of each of its rankings.
    pub(super) fn fields(&self, ix: UnitIx, rankings: &[&Ranking]) -> Vec<CardFields> {
        let register = &self.facts.pipeline.register;
        let unit = register.get(ix).id.as_str();
        let mut told: BTreeSet<(Scope, MetricIx)> = BTreeSet::new();
        let mut all = Vec::new();
        for ranking in rankings {
            let Some(share) = ranking.shares.first() else { continue };
            // With nothing under it a unit has its own scope only.
            let scope = if register.has_units_below(ix) { ranking.scope } else { Scope::Own };
            if !told.insert((scope, share.metric)) {
                continue;
            }
            let metric = self.facts.pipeline.metric(share.metric);
            let Some(rows) = self.fields.get(&(scope.word(), unit, metric.id.as_str())) else {
                continue;
            };
            let rows = rows.iter().filter(|row| row.rate.denominator > 0).map(|row| {
                let [above, below] =
                    [row.rate.numerator, row.rate.denominator].map(group_thousands);
                let rate = row.rate.ratio().map(percent).unwrap_or_default();
                [row.field.clone(), above, below, rate]
            });
            let rows: Vec<[String; 4]> = rows.collect();
            if !rows.is_empty() {
                let title = self.titled(scope, ix, share.metric);
                all.push(CardFields { title, rows });
            }
        }
        all
    }

    /// What was found in what a unit sent, the worst first.
    pub(super) fn findings(&self, unit: &str) -> Vec<CardFinding> {
        let findings = self.findings.get(unit).into_iter().flatten().take(MOST_FINDINGS);
        let told = findings.map(|finding| CardFinding {
            code: finding.code.id(),
            severity: finding.severity.title(),
            place: finding.place.to_string(),
            message: finding.message.clone(),
        });
        told.collect()
    }

    /// How many there are beyond those; empty where none.
    pub(super) fn more_findings(&self, unit: &str) -> String {
        let all = self.findings.get(unit).map_or(0, Vec::len);
        match all.saturating_sub(MOST_FINDINGS) {
            0 => String::new(),
            more => size(more),
        }
    }

    /// The cells that the counts of a unit are from, by file and sheet.
    pub(super) fn sources(&self, unit: &str) -> Vec<CardSource> {
        let (Some(tables), Some(sources)) = (self.facts.inputs.edition, self.sources.get(unit))
        else {
            return Vec::new();
        };
        let word = |place: u32| tables.numbers.word(place);
        let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for ((file, sheet), cells) in sources {
            let mut cells = cells.clone();
            cells.sort_unstable_by_key(|at| (at.column, at.row));
            cells.dedup();
            let cells = areas(&cells, MOST_ADDRESSES);
            files.entry(word(*file)).or_default().push(match word(*sheet) {
                "" => cells,
                sheet => format!("trang “{sheet}” {cells}"),
            });
        }
        let sheets = files.into_iter();
        sheets
            .map(|(file, sheets)| CardSource { file: file.to_owned(), cells: sheets.join("; ") })
            .collect()
    }
}

/// The cells of a unit by file and sheet, as places in the words of the numbers.
type SheetCells = BTreeMap<(u32, u32), Vec<CellRef>>;

/// The cells of the counts that rankings go by, by unit.
fn sources<'a>(
    facts: &Facts<'a>,
    tables: &'a EditionTables,
    carded: impl Fn(&str) -> bool,
) -> BTreeMap<&'a str, SheetCells> {
    let pipeline = facts.pipeline;
    let shares = pipeline.rankings.iter().flat_map(|ranking| &ranking.shares);
    let metrics: BTreeSet<MetricIx> = shares.map(|share| share.metric).collect();
    let measures = metrics.iter().flat_map(|metric| pipeline.metric(*metric).measures());
    let measures: BTreeSet<&str> =
        measures.map(|measure| pipeline.measure(measure).id.as_str()).collect();
    let numbers = &tables.numbers;
    let mut sources: BTreeMap<&str, SheetCells> = BTreeMap::new();
    for row in &numbers.rows {
        let [unit, measure] = [row.unit, row.measure].map(|word| numbers.word(word));
        if carded(unit) && measures.contains(measure) {
            let sheets = sources.entry(unit).or_default();
            sheets.entry((row.file, row.sheet)).or_default().push(row.at);
        }
    }
    sources
}
