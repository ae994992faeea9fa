//! Places that moved, each with the cells that changed its own sums. A split is only given where the cells of both
//! runs add up to what each run computed; elsewhere it is said why not.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{self, Move, RankingTables, ShareChange, SumPart, Sums};
use crate::measure;
use crate::model::{Scope, Stage, UnitIx};
use crate::pipeline::{MetricIx, Pipeline};
use crate::table::Observations;

use super::difference::{Moved, Split, Unsplit};
use super::side::ComparedRun;

/// What the cells of a unit add to a metric.
type UnitParts = BTreeMap<(MetricIx, UnitIx), Vec<SumPart>>;

/// The units that moved; `None` where a run has no rankings.
pub(super) fn places(
    old: &ComparedRun,
    new: &ComparedRun,
    pipeline: &Pipeline,
) -> Option<Vec<Moved>> {
    let moves = compare::places(ranked(old)?, ranked(new)?);
    let wanted = wanted(&moves, pipeline);
    let splitter = Splitter {
        pipeline,
        stale: [old, new]
            .iter()
            .any(|run| run.is_stale(&[Stage::Validate, Stage::Measure, Stage::Rank])),
        sides: sides(old, new, &wanted, pipeline),
    };
    let moved = moves.into_iter().map(|moved| {
        let splits = moved.own.iter().map(|change| splitter.split(&moved, change)).collect();
        Moved { moved, splits }
    });
    Some(moved.collect())
}

fn ranked(run: &ComparedRun) -> Option<RankingTables<'_>> {
    Some(RankingTables { rankings: run.rankings.as_ref()?, scores: run.scores.as_ref()? })
}

/// Which units make the sums of a unit in a ranking.
fn units(moved: &Move, pipeline: &Pipeline) -> Option<Vec<UnitIx>> {
    let ranking = pipeline.rankings.iter().find(|ranking| ranking.id == moved.ranking)?;
    let unit = pipeline.register.find_id(&moved.unit_id)?;
    Some(match ranking.scope {
        Scope::Own => vec![unit],
        Scope::Total => pipeline.register.under(unit),
    })
}

fn metric(change: &ShareChange, pipeline: &Pipeline) -> Option<MetricIx> {
    let at = pipeline.metrics.iter().position(|metric| metric.id == change.metric)?;
    u16::try_from(at).ok().map(MetricIx)
}

fn wanted(moves: &[Move], pipeline: &Pipeline) -> BTreeSet<(MetricIx, UnitIx)> {
    let mut wanted = BTreeSet::new();
    for moved in moves.iter().filter(|moved| !moved.own.is_empty()) {
        let units = units(moved, pipeline).unwrap_or_default();
        for metric in moved.own.iter().filter_map(|change| metric(change, pipeline)) {
            wanted.extend(units.iter().map(|&unit| (metric, unit)));
        }
    }
    wanted
}

/// Figures and parts of both runs; `None` where one lacks its numbers.
fn sides<'l>(
    old: &'l ComparedRun,
    new: &'l ComparedRun,
    wanted: &BTreeSet<(MetricIx, UnitIx)>,
    pipeline: &Pipeline,
) -> Option<[(&'l Observations, UnitParts); 2]> {
    let side = |run: &'l ComparedRun| {
        let (figures, findings) = (run.numbers.as_ref()?, run.findings.as_ref()?);
        let mut parts = UnitParts::new();
        let asked = |metric, unit| wanted.contains(&(metric, unit));
        for term in measure::terms(figures, findings.iter(), pipeline, asked) {
            let measure::Term { figure, unit, metric, counts, above, below } = term;
            let part = SumPart { figure, counts, above, below };
            parts.entry((metric, unit)).or_default().push(part);
        }
        Some((figures, parts))
    };
    Some([side(old)?, side(new)?])
}

struct Splitter<'l> {
    pipeline: &'l Pipeline,
    stale: bool,
    sides: Option<[(&'l Observations, UnitParts); 2]>,
}

impl Splitter<'_> {
    fn split(&self, moved: &Move, change: &ShareChange) -> Result<Split, Unsplit> {
        let [old, new] = self.sides.as_ref().ok_or(Unsplit::Missing)?;
        let why = if self.stale { Unsplit::Stale } else { Unsplit::Redefined };
        let metric = metric(change, self.pipeline).ok_or(why)?;
        let units = units(moved, self.pipeline).ok_or(why)?;
        let of = |parts: &UnitParts| -> Vec<SumPart> {
            units.iter().filter_map(|&unit| parts.get(&(metric, unit))).flatten().copied().collect()
        };
        let (was, is) = (of(&old.1), of(&new.1));
        if !adds_up(&was, change.old) || !adds_up(&is, change.new) {
            return Err(why);
        }
        Ok(Split { parts: compare::parts((old.0, &was), (new.0, &is)) })
    }
}

/// Whether the parts are all there is in the sums that a run computed.
fn adds_up(parts: &[SumPart], sums: Option<Sums>) -> bool {
    let above: i64 = parts.iter().map(|part| part.above).sum();
    let below: i64 = parts.iter().map(|part| part.below).sum();
    (above, below) == sums.unwrap_or_default()
}
