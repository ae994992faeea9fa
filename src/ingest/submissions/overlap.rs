//! Of several forms, or several senders, that tell the figures of one unit: which count. Forms may be parts of one whole,
//! so each field is looked at by itself: a field that both tell, be it under another name with the same figures, counts once,
//! one that a single form tells counts. Where no metric takes from both, nothing is counted twice.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FormIx, LineAt, LineOf, MeasureIx, Reading, Table, UnitIx};
use crate::pipeline::{Form, Pipeline};
use crate::text;

use super::contest::{Contests, is_doubtful};
use super::figures::{SCALE, SubmittedFigures};
use super::form_of_sender::FormOfSender;
use super::receipts::Receipts;
use super::why::Why;

/// Figures of a unit that do not count, because another table tells other ones.
pub(super) struct Overlap {
    pub(in crate::ingest) unit: UnitIx,
    /// What does not count, and its file.
    pub(in crate::ingest) left: (FormOfSender, usize),
    /// What counts, and its file.
    pub(super) by: (FormOfSender, usize),
    pub(in crate::ingest) why: Why,
    /// What both tell, as the one and as the other tells it.
    pub(in crate::ingest) figures: [SubmittedFigures; 2],
    /// Fields that it alone tells: they count.
    pub(in crate::ingest) rest: Vec<String>,
}

/// What is told more than once.
#[derive(Default)]
pub(super) struct Overlaps {
    /// Lines that do not count.
    pub(in crate::ingest) lines: BTreeSet<LineAt>,
    /// Where the figures differ.
    pub(in crate::ingest) told: Vec<Overlap>,
}

/// Settles which lines count.
pub(super) fn overlaps(
    readings: &[Reading],
    contests: &Contests,
    receipts: &Receipts,
    pipeline: &Pipeline,
) -> Overlaps {
    let metrics = pipeline.forms.iter().map(|form| metrics_of(form, pipeline));
    let all = AllTellings {
        readings,
        contests,
        receipts,
        pipeline,
        metrics: metrics.collect::<Vec<_>>(),
    };
    let mut found = Overlaps::default();
    for of_unit in all.units().chunk_by(|a, b| a.0 == b.0).filter(|of_unit| of_unit.len() > 1) {
        let meets = |of: &FormOfSender| {
            let mut others = of_unit.iter().filter(|(_, other, _)| other != of);
            others.any(|(_, other, _)| all.meet(*of, *other))
        };
        let tellings = of_unit.iter().filter(|(_, sent, _)| meets(sent));
        let tellings = tellings.map(|&(unit, sent, file)| all.telling(unit, sent, file));
        all.settle(tellings.collect(), &mut found);
    }
    found
}

/// The metrics that a form supplies, by their places.
fn metrics_of(form: &Form, pipeline: &Pipeline) -> BTreeSet<usize> {
    let counts: BTreeSet<MeasureIx> = form.counts().collect();
    let metrics = pipeline.metrics.iter().enumerate();
    let supplied = metrics.filter(|(_, one)| one.measures().all(|asked| counts.contains(&asked)));
    supplied.map(|(place, _)| place).collect()
}

struct AllTellings<'a> {
    readings: &'a [Reading],
    contests: &'a Contests,
    receipts: &'a Receipts,
    pipeline: &'a Pipeline,
    /// By form.
    metrics: Vec<BTreeSet<usize>>,
}

/// What one form of one sender tells of a unit.
struct UnitTelling {
    unit: UnitIx,
    sent: FormOfSender,
    file: usize,
    /// The lines of each field that has any files.
    fields: BTreeMap<Option<String>, FieldTold>,
}

#[derive(Default)]
struct FieldTold {
    lines: Vec<LineAt>,
    sums: FieldSums,
}

type FieldSums = BTreeMap<MeasureIx, i64>;

/// What is compared, first first.
type TellingRank<'r> = (bool, usize, Option<&'r str>, Reverse<FormIx>, bool, Reverse<UnitIx>);

impl<'a> AllTellings<'a> {
    /// Each unit with each form of a sender that has lines of it, and the first file of these.
    fn units(&self) -> Vec<(UnitIx, FormOfSender, usize)> {
        let mut units: Vec<(UnitIx, FormOfSender, usize)> = Vec::new();
        for (file, _, table) in self.tables() {
            let sent = (table.form, table.sender);
            for unit in table.lines.iter().filter_map(|line| line.unit) {
                // Neighbouring lines mostly are of one unit.
                if units.last().is_none_or(|last| *last != (unit, sent, file)) {
                    units.push((unit, sent, file));
                }
            }
        }
        units.sort_unstable();
        units.dedup_by_key(|(unit, sent, _)| (*unit, *sent));
        units
    }

    /// The tables that count and supply any metric.
    fn tables(&self) -> impl Iterator<Item = (usize, usize, &'a Table)> {
        let files = self.readings.iter().enumerate();
        let tables = files.flat_map(|(file, reading)| {
            reading.tables.iter().enumerate().map(move |(place, table)| (file, place, table))
        });
        tables.filter(|(file, _, table)| {
            !self.metrics[table.form.index()].is_empty()
                && !self.contests.contains_key(&((table.form, table.sender), *file))
        })
    }

    /// Whether any metric takes from both.
    fn meet(&self, one: FormOfSender, other: FormOfSender) -> bool {
        let [one, other] = [one, other].map(|(form, _)| &self.metrics[form.index()]);
        !one.is_disjoint(other)
    }

    fn telling(&self, unit: UnitIx, sent: FormOfSender, file: usize) -> UnitTelling {
        let mut fields: BTreeMap<Option<String>, FieldTold> = BTreeMap::new();
        let tables = self.tables().filter(|(.., table)| (table.form, table.sender) == sent);
        for (file, place, table) in tables {
            let lines = self.readings[file].lines_of(table);
            for line in lines.filter(|line| line.line.unit == Some(unit) && line.is_item()) {
                let told = fields.entry(line.field().map(text::key)).or_default();
                told.lines.push((file, place, line.place));
                add(&mut told.sums, line);
            }
        }
        // Zeros may stand twice.
        fields.retain(|_, told| told.sums.values().any(|sum| *sum != 0));
        UnitTelling { unit, sent, file, fields }
    }

    fn settle(&self, tellings: Vec<UnitTelling>, found: &mut Overlaps) {
        let received = |telling: &UnitTelling| self.receipts.of(&self.readings[telling.file].file);
        let timed = tellings.iter().all(|telling| received(telling).is_some());
        let rank = |telling: &UnitTelling| -> TellingRank<'a> {
            let ((form, sender), unit) = (telling.sent, telling.unit);
            let id = &self.pipeline.register.get(sender).id;
            let sure = !is_doubtful(&self.readings[telling.file], id);
            let metrics = self.metrics[form.index()].len();
            let received = received(telling).filter(|_| timed);
            (sure, metrics, received, Reverse(form), sender == unit, Reverse(sender))
        };
        let mut order: Vec<(TellingRank, UnitTelling)> =
            tellings.into_iter().map(|telling| (rank(&telling), telling)).collect();
        order.sort_by(|a, b| b.0.cmp(&a.0));
        let mut counting: Vec<(TellingRank, UnitTelling)> = Vec::new();
        for (rank, mut telling) in order {
            for (above, winner) in &counting {
                if self.meet(winner.sent, telling.sent) {
                    telling.yields(winner, why(above, &rank), found);
                }
            }
            counting.push((rank, telling));
        }
    }
}

fn add(sums: &mut FieldSums, line: LineOf) {
    for number in line.counts() {
        if let Some(measure) = line.measure(&number) {
            *sums.entry(measure).or_default() += number.whole();
        }
    }
}

/// The first thing in which two differ.
fn why(winner: &TellingRank, loser: &TellingRank) -> Why {
    if winner.0 != loser.0 {
        Why::Undoubted
    } else if winner.1 != loser.1 {
        Why::Whole
    } else if winner.2 != loser.2 {
        Why::Received
    } else if winner.3 != loser.3 {
        Why::Declared
    } else {
        Why::Own
    }
}

impl UnitTelling {
    /// Takes what another one that counts tells as well out of this.
    fn yields(&mut self, winner: &Self, why: Why, found: &mut Overlaps) {
        let whole = self.is_whole_of(winner);
        let others = winner.fields.iter().filter(|(field, _)| !self.fields.contains_key(*field));
        let others: Vec<&FieldTold> = others.map(|(_, told)| told).collect();
        let renamed = |told: &FieldTold| others.iter().any(|other| agree(&told.sums, &other.sums));
        let (both, rest): (BTreeMap<_, _>, BTreeMap<_, _>) = std::mem::take(&mut self.fields)
            .into_iter()
            .partition(|(field, told)| whole || winner.fields.contains_key(field) || renamed(told));
        self.fields = rest;
        found.lines.extend(both.values().flat_map(|told| &told.lines));
        let figures = if whole {
            compared(self.unit, None, &total(&both), &total(&winner.fields))
        } else {
            let pairs = both.iter().filter_map(|(field, told)| {
                let other = winner.fields.get(field)?;
                Some(compared(self.unit, field.as_deref(), &told.sums, &other.sums))
            });
            pairs.fold(
                [SubmittedFigures::new(), SubmittedFigures::new()],
                |[mut all, mut others], [own, other]| {
                    all.extend(own);
                    others.extend(other);
                    [all, others]
                },
            )
        };
        if figures[0] != figures[1] {
            let (left, by) = ((self.sent, self.file), (winner.sent, winner.file));
            let rest = self.fields.keys().flatten().cloned().collect();
            found.told.push(Overlap { unit: self.unit, left, by, why, figures, rest });
        }
    }

    /// Whether both tell of the unit as a whole: one has no fields, or they have the same sums under other names.
    fn is_whole_of(&self, winner: &Self) -> bool {
        if self.fields.is_empty() || winner.fields.is_empty() {
            return false;
        }
        if [self, winner].iter().any(|telling| telling.fields.contains_key(&None)) {
            return true;
        }
        agree(&total(&self.fields), &total(&winner.fields))
    }
}

/// Whether all that both tell is the same, and no chance: the names alone differ.
fn agree(own: &FieldSums, other: &FieldSums) -> bool {
    let both = || own.iter().filter_map(|(measure, sum)| Some((*sum, *other.get(measure)?)));
    let sizes: BTreeSet<i64> = both().map(|(sum, _)| sum).filter(|sum| *sum != 0).collect();
    sizes.len() >= NO_CHANCE && both().all(|(own, other)| own == other)
}

/// So many sums of different sizes are not equal by chance.
const NO_CHANCE: usize = 3;

fn total(fields: &BTreeMap<Option<String>, FieldTold>) -> FieldSums {
    let mut total = FieldSums::new();
    for (measure, sum) in fields.values().flat_map(|told| &told.sums) {
        *total.entry(*measure).or_default() += sum;
    }
    total
}

/// What both tell.
fn compared(
    unit: UnitIx,
    field: Option<&str>,
    own: &FieldSums,
    other: &FieldSums,
) -> [SubmittedFigures; 2] {
    [(own, other), (other, own)].map(|(of, beside)| {
        let both = of.iter().filter(|(measure, _)| beside.contains_key(measure));
        let key = |measure: MeasureIx| (measure, Some(unit), field.map(str::to_owned), None);
        both.map(|(measure, sum)| (key(*measure), sum * SCALE)).collect()
    })
}
