//! The ways in which the lines of a block can be summed, so that none counts twice.

use std::collections::BTreeSet;

use crate::ingest::table::lines::line::{LineRole, SheetLine};

use super::blocks::{Block, meant};
use super::families::{Family, families};
use super::signs::{SectionSign, Signs, says_of_which};

/// The counts of each line; nothing in a column that carries none.
pub(super) type LineValues = Vec<Vec<Option<f64>>>;

/// The ways to sum a block, the likelier first.
pub(super) const WAYS: [SummingWay; 6] = [
    SummingWay { sections: Take::Parts, families: Take::Heads },
    SummingWay { sections: Take::Parts, families: Take::Parts },
    SummingWay { sections: Take::Heads, families: Take::Heads },
    SummingWay { sections: Take::Parts, families: Take::Both },
    SummingWay { sections: Take::Both, families: Take::Heads },
    SummingWay { sections: Take::Both, families: Take::Both },
];

/// A way to sum a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) struct SummingWay {
    pub(in crate::ingest::figures) sections: Take,
    pub(super) families: Take,
}

/// What counts of a line and those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) enum Take {
    /// The line.
    Heads,
    /// Those below it.
    Parts,
    /// All of them.
    Both,
}

/// A section of a block: its line, and the places of its others.
#[derive(Debug)]
pub(in crate::ingest::figures) struct BlockSection {
    pub(in crate::ingest::figures) head: usize,
    kind: SectionSign,
    pub(in crate::ingest::figures) below: Vec<usize>,
}

/// A block with what its lines say about each other.
pub(in crate::ingest::figures) struct LeveledBlock {
    block: Block,
    pub(in crate::ingest::figures) sections: Vec<BlockSection>,
    pub(super) families: Vec<Family>,
}

impl LeveledBlock {
    pub(in crate::ingest::figures) fn of(
        block: Block,
        lines: &[SheetLine],
        signs: &[Signs],
        values: &LineValues,
    ) -> Self {
        let sections = sections(&block.items, signs, values);
        let heads: BTreeSet<usize> = sections.iter().map(|section| section.head).collect();
        let items: Vec<usize> =
            block.items.iter().copied().filter(|index| !heads.contains(index)).collect();
        let words = |index: &usize| {
            let line = &lines[*index];
            matches!(line.role, LineRole::Remark | LineRole::Group) && says_of_which(line.label)
        };
        let families = families(&items, signs, &words).into_iter();
        let holds = |index: usize| values[index].iter().any(|value| value.is_some_and(|v| v > 0.0));
        let counts = |family: &Family| {
            holds(family.head)
                && (family.is_sure() || family.parts.iter().any(|part| holds(part.index)))
        };
        Self { block, sections, families: families.filter(counts).collect() }
    }

    pub(super) fn is_plain(&self) -> bool {
        self.sections.is_empty() && self.families.is_empty()
    }

    /// The lines that count where the block is summed in a way; `None` where that is no way of its own.
    pub(in crate::ingest::figures) fn lines(&self, way: SummingWay) -> Option<BTreeSet<usize>> {
        let mut lines: BTreeSet<usize> = self.block.items.iter().copied().collect();
        if self.sections.is_empty() && way.sections != Take::Parts
            || self.families.is_empty() && way.families != Take::Heads
        {
            return None;
        }
        for section in &self.sections {
            match way.sections {
                Take::Heads if self.is_outer(section) => {
                    section.below.iter().for_each(|line| _ = lines.remove(line));
                }
                Take::Heads | Take::Both => {}
                Take::Parts => _ = lines.remove(&section.head),
            }
        }
        for family in &self.families {
            if !lines.contains(&family.head) {
                continue;
            }
            match way.families {
                Take::Heads => family.parts.iter().for_each(|part| _ = lines.remove(&part.index)),
                Take::Parts => {
                    _ = lines.remove(&family.head);
                    let deeper = family.parts.iter().filter(|part| !part.direct);
                    deeper.for_each(|part| _ = lines.remove(&part.index));
                }
                Take::Both => {}
            }
        }
        Some(lines)
    }

    pub(super) fn is_outer(&self, section: &BlockSection) -> bool {
        self.sections.first().is_some_and(|first| first.kind == section.kind)
    }
}

/// The sections among some lines. One ends before the next of its kind, and before the next of the kind around it.
pub(in crate::ingest::figures) fn sections(
    items: &[usize],
    signs: &[Signs],
    values: &LineValues,
) -> Vec<BlockSection> {
    let counts = |index: usize| values[index].iter().any(Option::is_some);
    let kind = |index: usize| signs[index].section.filter(|_| counts(index));
    let Some(outer) = items.iter().find_map(|&index| kind(index)) else { return Vec::new() };
    let found = items.iter().enumerate().filter_map(|(place, &head)| {
        let own = kind(head)?;
        let ends = |index: usize| kind(index).is_some_and(|other| other == own || other == outer);
        let below = items[place + 1..].iter().copied().take_while(|&index| !ends(index));
        Some(BlockSection { head, kind: own, below: below.collect() })
    });
    found.filter(|section| !section.below.is_empty()).collect()
}

pub(in crate::ingest::figures) fn sum(
    lines: &BTreeSet<usize>,
    values: &LineValues,
    columns: usize,
) -> Vec<f64> {
    let mut sums = vec![0.0; columns];
    for values in lines.iter().map(|&line| &values[line]) {
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += value.unwrap_or(0.0);
        }
    }
    sums
}

/// Which way the totals of a table say that its blocks are summed, a block each. The last one may be the only one of
/// the table.
pub(in crate::ingest::figures) fn ways(
    leveled: &[LeveledBlock],
    values: &LineValues,
    columns: usize,
) -> Vec<Option<SummingWay>> {
    let printed = |of: &LeveledBlock| of.block.total.map(|total| &values[total]);
    let summed = |of: &[LeveledBlock], way: SummingWay| {
        let lines: Vec<Option<BTreeSet<usize>>> = of.iter().map(|of| of.lines(way)).collect();
        // A way that is one of some blocks leaves the others as they are.
        let is_way = lines.iter().any(Option::is_some);
        let plain = |of: &LeveledBlock| of.lines(WAYS[0]).unwrap_or_default();
        let lines =
            lines.into_iter().zip(of).flat_map(|(lines, of)| lines.unwrap_or_else(|| plain(of)));
        is_way.then(|| sum(&lines.collect(), values, columns))
    };
    let meant_of = |of: &[LeveledBlock], total: &[Option<f64>]| {
        let ways: Vec<Option<Vec<f64>>> = WAYS.iter().map(|&way| summed(of, way)).collect();
        meant(total, &ways).map(|way| WAYS[way])
    };
    let own = |of: &LeveledBlock| meant_of(std::slice::from_ref(of), printed(of)?);
    let mut ways: Vec<Option<SummingWay>> = leveled.iter().map(own).collect();
    if let (Some(None), Some(total)) = (ways.last(), leveled.last().and_then(printed)) {
        let way = meant_of(leveled, total);
        ways.iter_mut().filter(|own| own.is_none()).for_each(|own| *own = way);
    }
    ways
}
