//! Places that moved, each with the cells that changed its own sums. A split is only given where the cells of both
//! runs add up to what each run computed; elsewhere it is said why not.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{
    self, Move, MoveSteps, RankingTables, ShareChange, StepsBetween, SumPart, Sums,
};
use crate::measure;
use crate::model::{Scope, UnitIx};
use crate::pipeline::{MetricIx, Pipeline};
use crate::table::Observations;

use super::difference::{Moved, Split, Unsplit};
use super::side::ComparedRun;
use super::steps::{StepTables, between};

/// What the cells of a unit add to a metric.
type UnitParts = BTreeMap<(MetricIx, UnitIx), Vec<SumPart>>;

/// Two runs that are compared, with the steps between them.
pub(in crate::run) struct ComparedRuns<'l> {
    old: &'l ComparedRun,
    /// The run whose figures are held against those of the later one.
    known: &'l ComparedRun,
    new: &'l ComparedRun,
    /// The declaration that the later run went by.
    then: Pipeline,
    steps: Result<StepTables, Unsplit>,
}

impl<'l> ComparedRuns<'l> {
    /// `way` has the figures of the earlier run, which may be read anew, and those that are known of its period now.
    pub(in crate::run) fn of(
        old: &'l ComparedRun,
        way: [&'l ComparedRun; 2],
        new: &'l ComparedRun,
        then: Pipeline,
    ) -> Self {
        let steps = between(way, new, &then);
        Self { old, known: way[1], new, then, steps }
    }

    /// Why nothing is known of the way between them.
    pub(in crate::run) fn unexplained(&self) -> Option<Unsplit> {
        self.steps.as_ref().err().copied()
    }

    /// The units that moved; `None` where a run has no rankings.
    pub(in crate::run) fn moved(&self) -> Option<Vec<Moved>> {
        Some(self.with_cells(self.steps()?.moved()))
    }

    /// A unit in each ranking, moved or not; `None` where a run has no rankings.
    pub(in crate::run) fn of_unit(&self, unit: &str) -> Option<Vec<Moved>> {
        Some(self.with_cells(self.steps()?.of_unit(unit)))
    }

    /// The sums of those who are named beside a unit that moved, where they changed.
    pub(in crate::run) fn own_of_named(&self, moved: &Move) -> BTreeMap<String, Vec<ShareChange>> {
        let named = moved.entered.named.iter().chain(&moved.left.named);
        let units = named.map(|crossing| crossing.unit_id.as_str()).collect();
        self.steps().map(|steps| steps.own_of(&moved.ranking, &units)).unwrap_or_default()
    }

    fn steps(&self) -> Option<MoveSteps<'_>> {
        let between = self.steps.as_ref().ok().map(|steps| StepsBetween {
            defined: &steps.defined,
            corrected: RankingTables {
                rankings: &steps.corrected.rankings,
                scores: &steps.corrected.scores,
            },
            orders: &steps.orders,
        });
        Some(MoveSteps { old: ranked(self.old)?, between, new: ranked(self.new)? })
    }

    fn with_cells(&self, moves: Vec<Move>) -> Vec<Moved> {
        let wanted = wanted(&moves, &self.then);
        let splitter = Splitter {
            pipeline: &self.then,
            steps: self.unexplained(),
            sides: sides(self.known, self.new, &wanted, &self.then),
        };
        let moved = moves.into_iter().map(|moved| {
            let splits = moved.own.iter().map(|change| splitter.split(&moved, change)).collect();
            Moved { moved, splits }
        });
        moved.collect()
    }
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
    /// Why nothing is known of the way between the runs.
    steps: Option<Unsplit>,
    sides: Option<[(&'l Observations, UnitParts); 2]>,
}

impl Splitter<'_> {
    fn split(&self, moved: &Move, change: &ShareChange) -> Result<Split, Unsplit> {
        let [old, new] = self.sides.as_ref().ok_or(Unsplit::Missing)?;
        let why = self.steps.unwrap_or(Unsplit::Redefined);
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
