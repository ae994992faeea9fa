//! Sums of every metric by unit and field, as columns of whole numbers: of one file, of all files, for all fields, and
//! with everything under a unit.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::UnitIx;
use crate::pipeline::Pipeline;

/// A unit, by its place in the register, and a field, by its place among the sorted names: one number that sorts by
/// unit and field. What is over all fields, or about a unit as a whole, comes first.
pub(super) type Key = u64;

pub(super) fn key(unit: UnitIx, field: Option<u32>) -> Key {
    u64::from(unit.0) << 32 | u64::from(field.map_or(0, |field| field + 1))
}

pub(super) const fn unit_of(key: Key) -> UnitIx {
    UnitIx((key >> 32) as u32)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half")]
pub(super) const fn field_of(key: Key) -> Option<u32> {
    (key as u32).checked_sub(1)
}

/// One row a key, with both sums of each metric.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sums {
    pub(super) keys: Vec<Key>,
    pub(super) metrics: Vec<Both>,
}

/// What is above and below the line of a metric, and how many lines of forms are in both: a sum over none is unknown,
/// not 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Both {
    above: Vec<i64>,
    below: Vec<i64>,
    lines: Vec<u32>,
}

impl Both {
    /// Both sums of a row, where anything was reported.
    pub(super) fn get(&self, row: usize) -> Option<(i64, i64)> {
        (self.lines[row] > 0).then(|| (self.above[row], self.below[row]))
    }

    fn push(&mut self, sums: Option<(i64, i64)>) {
        let (above, below) = sums.unwrap_or_default();
        self.above.push(above);
        self.below.push(below);
        self.lines.push(u32::from(sums.is_some()));
    }

    /// Adds rows of one metric of several tables up.
    fn gathered(tables: &[&Self], moves: &[Move], rows: usize) -> Self {
        let mut sums = Self { above: vec![0; rows], below: vec![0; rows], lines: vec![0; rows] };
        let (mut to, mut key) = (0, moves.first().map(|first| first.key));
        for step in moves {
            if key != Some(step.key) {
                (to, key) = (to + 1, Some(step.key));
            }
            let (table, row) = (tables[step.table as usize], step.row as usize);
            sums.above[to] += table.above[row];
            sums.below[to] += table.below[row];
            sums.lines[to] += table.lines[row];
        }
        sums
    }
}

/// A row of a table that goes into the sum of a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    pub(super) key: Key,
    pub(super) table: u32,
    pub(super) row: u32,
}

impl Sums {
    pub(super) fn new(metrics: usize) -> Self {
        Self { keys: Vec::new(), metrics: vec![Both::default(); metrics] }
    }

    /// Adds a row.
    pub(super) fn push(&mut self, key: Key, sums: impl Iterator<Item = Option<(i64, i64)>>) {
        self.keys.push(key);
        self.metrics.iter_mut().zip(sums).for_each(|(metric, sums)| metric.push(sums));
    }

    /// Adds rows of several tables up: one row a key, in their order.
    pub(super) fn gathered(tables: &[&Self], mut moves: Vec<Move>, metrics: usize) -> Self {
        moves.sort_by_key(|step| step.key);
        let keys: Vec<Key> = moves
            .chunk_by(|a, b| a.key == b.key)
            .filter_map(|same| Some(same.first()?.key))
            .collect();
        let metrics = (0..metrics).into_par_iter().map(|metric| {
            let tables: Vec<&Both> = tables.iter().map(|table| &table.metrics[metric]).collect();
            Both::gathered(&tables, &moves, keys.len())
        });
        Self { metrics: metrics.collect(), keys }
    }

    /// What each unit counts itself: the rows of each field of all files and, before them, one over all fields.
    /// `keys` are those of the rows of each file.
    pub(super) fn own(files: &[&Self], keys: &[Vec<Key>], metrics: usize) -> Self {
        let mut moves = Vec::with_capacity(2 * keys.iter().map(Vec::len).sum::<usize>());
        for (table, keys) in (0u32..).zip(keys) {
            for (row, &at) in (0u32..).zip(keys) {
                if field_of(at).is_some() {
                    moves.push(Move { key: at, table, row });
                }
                moves.push(Move { key: key(unit_of(at), None), table, row });
            }
        }
        Self::gathered(files, moves, metrics)
    }

    /// The sums of the units that have units under them, with everything under them: from the lowest up, each adds what
    /// those right under it have.
    pub(super) fn upward(&self, pipeline: &Pipeline) -> Self {
        let register = &pipeline.register;
        let depths = register.iter().map(|(unit, _)| register.line_up(unit).count());
        let depths: Vec<usize> = depths.collect();
        let deepest = depths.iter().copied().max().unwrap_or(0);
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); deepest + 1];
        for (row, &at) in (0u32..).zip(&self.keys) {
            rows[depths[unit_of(at).index()]].push(row);
        }
        let mut levels: Vec<Self> = Vec::new();
        let mut below = Self::new(self.metrics.len());
        for depth in (1..=deepest).rev() {
            let here = Level { own: self, rows: &rows[depth], below: &below, pipeline };
            let sums = here.sums();
            below = here.lifted(&sums);
            levels.push(sums);
        }
        let tables: Vec<&Self> = levels.iter().collect();
        let moves = (0u32..).zip(&levels).flat_map(|(table, level)| {
            (0u32..).zip(&level.keys).map(move |(row, &key)| Move { key, table, row })
        });
        Self::gathered(&tables, moves.collect(), self.metrics.len())
    }
}

/// The units of one depth of the register.
struct Level<'a> {
    own: &'a Sums,
    /// Their rows in what they count themselves.
    rows: &'a [u32],
    /// What the units right under them have, under their keys.
    below: &'a Sums,
    pipeline: &'a Pipeline,
}

impl Level<'_> {
    fn has_below(&self, at: Key) -> bool {
        self.pipeline.register.has_units_below(unit_of(at))
    }

    /// Of those that have units under them.
    fn sums(&self) -> Sums {
        let own = self.rows.iter().map(|&row| (self.own.keys[row as usize], 0, row));
        let own = own.filter(|&(key, ..)| self.has_below(key));
        let below = (0u32..).zip(&self.below.keys).map(|(row, &key)| (key, 1, row));
        let moves = own.chain(below).map(|(key, table, row)| Move { key, table, row });
        Sums::gathered(&[self.own, self.below], moves.collect(), self.own.metrics.len())
    }

    /// Of all of them, as they count in the units right above.
    fn lifted(&self, sums: &Sums) -> Sums {
        let own = self.rows.iter().map(|&row| (self.own.keys[row as usize], 0, row));
        let own = own.filter(|&(key, ..)| !self.has_below(key));
        let with_below = (0u32..).zip(&sums.keys).map(|(row, &key)| (key, 1, row));
        let moves = own.chain(with_below).filter_map(|(at, table, row)| {
            let parent = self.pipeline.register.get(unit_of(at)).parent?;
            Some(Move { key: key(parent, field_of(at)), table, row })
        });
        Sums::gathered(&[self.own, sums], moves.collect(), self.own.metrics.len())
    }
}
