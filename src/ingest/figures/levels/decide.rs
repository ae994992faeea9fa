//! Which lines of a table count: those that only detail another line, or that sum others below them, would count the
//! same files twice. What is printed as the total of a block decides; where nothing is, the signs of the lines and
//! their own sums do.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::figures::assemble::Assembler;
use crate::ingest::figures::columns::figure_columns::counted;
use crate::ingest::figures::totals::doubtful::values_of;
use crate::ingest::table::lines::reader::{Line, LineRole};
use crate::pipeline::{Groups, Match};
use crate::text;

use super::blocks::{Agreement, Block, blocks, meant};
use super::families::{Family, families};
use super::signs::{Section, Signs, says_of_which};

/// What the lines of a table are to each other, by their places.
#[derive(Debug, Default)]
pub(in crate::ingest::figures) struct Levels {
    /// Lines that detail another one and do not count.
    parts: BTreeSet<usize>,
    /// What is said of them, by the lines that they detail.
    pub(in crate::ingest::figures) detailed: BTreeMap<usize, Detailed>,
    /// Lines that sum those below them.
    pub(in crate::ingest::figures) sums: BTreeMap<usize, Sum>,
}

/// The details of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) struct Detailed {
    pub(in crate::ingest::figures) first: usize,
    pub(in crate::ingest::figures) count: usize,
    pub(in crate::ingest::figures) adds: Adds,
}

/// What details add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) enum Adds {
    /// The line that they detail.
    Up,
    /// A part of it, as they say themselves.
    Part,
    /// Neither.
    Otherwise,
}

/// A line that sums those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) struct Sum {
    /// The last of them.
    pub(in crate::ingest::figures) last: usize,
    /// Whether every count is their sum.
    pub(in crate::ingest::figures) exact: bool,
    /// Sums stand among them, which are held against their lines themselves.
    pub(in crate::ingest::figures) over_sums: bool,
}

/// The counts of each line; nothing in a column that carries none.
type Values = Vec<Vec<Option<f64>>>;

/// The ways to sum a block, the likelier first.
const WAYS: [Way; 6] = [
    Way { sections: Take::Parts, families: Take::Heads },
    Way { sections: Take::Parts, families: Take::Parts },
    Way { sections: Take::Heads, families: Take::Heads },
    Way { sections: Take::Parts, families: Take::Both },
    Way { sections: Take::Both, families: Take::Heads },
    Way { sections: Take::Both, families: Take::Both },
];

/// A way to sum a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Way {
    sections: Take,
    families: Take,
}

/// What counts of a line and those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Take {
    /// The line.
    Heads,
    /// Those below it.
    Parts,
    /// All of them.
    Both,
}

/// A section of a block: its line, and the places of its others.
#[derive(Debug)]
struct Sectioned {
    head: usize,
    kind: Section,
    below: Vec<usize>,
}

/// A block with what its lines say about each other.
struct Leveled {
    block: Block,
    sections: Vec<Sectioned>,
    families: Vec<Family>,
}

impl Levels {
    /// Whether a line only details another one.
    pub(in crate::ingest::figures) fn is_part(&self, index: usize) -> bool {
        self.parts.contains(&index)
    }

    fn detail(&mut self, head: usize, parts: &[usize], adds: Adds) {
        let Some(&first) = parts.first() else { return };
        self.parts.extend(parts);
        self.detailed.insert(head, Detailed { first, count: parts.len(), adds });
    }
}

impl Leveled {
    fn of(block: Block, lines: &[Line], signs: &[Signs], values: &Values) -> Self {
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

    fn is_plain(&self) -> bool {
        self.sections.is_empty() && self.families.is_empty()
    }

    /// The lines that count where the block is summed in a way; `None` where that is no way of its own.
    fn lines(&self, way: Way) -> Option<BTreeSet<usize>> {
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

    fn is_outer(&self, section: &Sectioned) -> bool {
        self.sections.first().is_some_and(|first| first.kind == section.kind)
    }
}

/// The sections among some lines. One ends before the next of its kind, and before the next of the kind around it.
fn sections(items: &[usize], signs: &[Signs], values: &Values) -> Vec<Sectioned> {
    let counts = |index: usize| values[index].iter().any(Option::is_some);
    let kind = |index: usize| signs[index].section.filter(|_| counts(index));
    let Some(outer) = items.iter().find_map(|&index| kind(index)) else { return Vec::new() };
    let found = items.iter().enumerate().filter_map(|(place, &head)| {
        let own = kind(head)?;
        let ends = |index: usize| kind(index).is_some_and(|other| other == own || other == outer);
        let below = items[place + 1..].iter().copied().take_while(|&index| !ends(index));
        Some(Sectioned { head, kind: own, below: below.collect() })
    });
    found.filter(|section| !section.below.is_empty()).collect()
}

fn sum(lines: &BTreeSet<usize>, values: &Values, columns: usize) -> Vec<f64> {
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
fn ways(leveled: &[Leveled], values: &Values, columns: usize) -> Vec<Option<Way>> {
    let printed = |of: &Leveled| of.block.total.map(|total| &values[total]);
    let summed = |of: &[Leveled], way: Way| {
        let lines: Vec<Option<BTreeSet<usize>>> = of.iter().map(|of| of.lines(way)).collect();
        // A way that is one of some blocks leaves the others as they are.
        let is_way = lines.iter().any(Option::is_some);
        let plain = |of: &Leveled| of.lines(WAYS[0]).unwrap_or_default();
        let lines =
            lines.into_iter().zip(of).flat_map(|(lines, of)| lines.unwrap_or_else(|| plain(of)));
        is_way.then(|| sum(&lines.collect(), values, columns))
    };
    let meant_of = |of: &[Leveled], total: &[Option<f64>]| {
        let ways: Vec<Option<Vec<f64>>> = WAYS.iter().map(|&way| summed(of, way)).collect();
        meant(total, &ways).map(|way| WAYS[way])
    };
    let own = |of: &Leveled| meant_of(std::slice::from_ref(of), printed(of)?);
    let mut ways: Vec<Option<Way>> = leveled.iter().map(own).collect();
    if let (Some(None), Some(total)) = (ways.last(), leveled.last().and_then(printed)) {
        let way = meant_of(leveled, total);
        ways.iter_mut().filter(|own| own.is_none()).for_each(|own| *own = way);
    }
    ways
}

impl Assembler<'_> {
    /// The lines that detail others, and those that sum others below them.
    pub(in crate::ingest::figures) fn levels(&self, lines: &[Line]) -> Levels {
        let signs = self.signs(lines);
        let mut levels = Levels::default();
        if !may_have_levels(lines, &signs) {
            return levels;
        }
        let figures = |line: &Line| match line.role {
            LineRole::Item | LineRole::Total | LineRole::Group | LineRole::Source => {
                let mut values = values_of(&counted(&self.columns, line, &self.form.numbers));
                let columns = self.columns.iter().zip(&mut values);
                columns.filter(|(of, _)| of.count.is_none()).for_each(|(_, value)| *value = None);
                values
            }
            _ => Vec::new(),
        };
        let values: Values = lines.iter().map(figures).collect();
        let blocks = blocks(lines, self.form.groups).into_iter();
        let leveled: Vec<Leveled> =
            blocks.map(|block| Leveled::of(block, lines, &signs, &values)).collect();
        if leveled.iter().all(Leveled::is_plain) {
            return levels;
        }
        let columns = self.columns.len();
        for (of, way) in leveled.iter().zip(ways(&leveled, &values, columns)) {
            settle_sections(&mut levels, of, way, &values, columns);
            settle_families(&mut levels, of, way, &values, columns);
        }
        levels
    }

    /// What each line says about its level. A line that names its own unit, or says that it sums others, may head
    /// them.
    fn signs(&self, lines: &[Line]) -> Vec<Signs> {
        let sign = |line: &Line| {
            if line.role != LineRole::Item {
                return Signs::default();
            }
            let mut signs = Signs::of(line, self.ordinal);
            let is_whole = || match self.form.groups {
                Groups::None => self.heads_fields(line),
                Groups::Unit => signs.is_silent() && self.resembles_total(line),
            };
            if signs.section.is_none() && is_whole() {
                signs.section = Some(Section::Named);
            }
            signs
        };
        lines.iter().map(sign).collect()
    }

    /// Whether the label of a line says that it is about all lines: of the sender, or a sum.
    pub(in crate::ingest::figures) fn is_whole(&self, line: &Line) -> bool {
        self.resembles_total(line) || self.is_of_sender(line)
    }

    /// Whether the label of a line of a form without groups says that it is about all lines, or those of one tier.
    fn heads_fields(&self, line: &Line) -> bool {
        let key = text::key(line.label);
        let form = self.form;
        form.resembles_total_key(&key) || form.is_heading_key(&key) || self.is_of_sender(line)
    }

    fn is_of_sender(&self, line: &Line) -> bool {
        let sender = self.context.sender;
        self.context.units.find_exact(line.label, |ix, _| ix == sender) == Match::One(sender)
    }

    fn resembles_total(&self, line: &Line) -> bool {
        self.form.resembles_total_key(&text::key(line.label))
    }
}

/// Whether any line may be of another level than the others. Nearly all tables have none.
fn may_have_levels(lines: &[Line], signs: &[Signs]) -> bool {
    let items = || signs.iter().zip(lines).filter(|(_, line)| line.role == LineRole::Item);
    let numbered = items().any(|(signs, _)| signs.number.is_some());
    let indented = items().any(|(signs, _)| signs.indent > 0);
    items().any(|(signs, _)| signs.tell() || (numbered || indented) && signs.is_silent())
}

/// Says which sections are sums: as the total of the block says, else where they add up, a slip aside.
fn settle_sections(
    levels: &mut Levels,
    of: &Leveled,
    way: Option<Way>,
    values: &Values,
    columns: usize,
) {
    let plain = of.lines(WAYS[0]).unwrap_or_default();
    let taken = way.and_then(|way| of.lines(way)).unwrap_or_else(|| plain.clone());
    let counting = if way.is_some_and(|way| way.sections == Take::Parts) { &taken } else { &plain };
    for section in &of.sections {
        let below: BTreeSet<usize> =
            section.below.iter().copied().filter(|line| counting.contains(line)).collect();
        let adds = Agreement::of(&values[section.head], &sum(&below, values, columns));
        let is_sum = match way.map(|way| way.sections) {
            Some(Take::Parts) => true,
            Some(Take::Heads) => {
                if of.is_outer(section) {
                    levels.detail(section.head, &section.below, Adds::Otherwise);
                }
                false
            }
            Some(Take::Both) => false,
            None => adds.is_near(),
        };
        if let Some(&last) = section.below.last().filter(|_| is_sum) {
            let over_sums = of.sections.iter().any(|inner| section.below.contains(&inner.head));
            levels.sums.insert(section.head, Sum { last, exact: adds.is_exact(), over_sums });
        }
    }
}

/// Says which lines are details: as the total of the block says, else as they say themselves.
fn settle_families(
    levels: &mut Levels,
    of: &Leveled,
    way: Option<Way>,
    values: &Values,
    columns: usize,
) {
    for family in &of.families {
        if levels.is_part(family.head) {
            continue;
        }
        let all: Vec<usize> = family.parts.iter().map(|part| part.index).collect();
        let direct = family.parts.iter().filter(|part| part.direct).map(|part| part.index);
        let sums = sum(&direct.collect(), values, columns);
        let head = &values[family.head];
        let agrees = Agreement::of(head, &sums);
        let within = head.iter().zip(&sums).all(|(head, sum)| *sum <= head.unwrap_or(0.0));
        let adds = match agrees {
            agrees if agrees.is_exact() => Adds::Up,
            _ if within && family.says_part() => Adds::Part,
            _ => Adds::Otherwise,
        };
        match way.map(|way| way.families) {
            Some(Take::Heads) => levels.detail(family.head, &all, adds),
            Some(Take::Parts) => {
                let last = all.last().copied().unwrap_or(family.head);
                let sum = Sum { last, exact: agrees.is_exact(), over_sums: false };
                levels.sums.insert(family.head, sum);
                let deeper = family.parts.iter().filter(|part| !part.direct);
                levels.parts.extend(deeper.map(|part| part.index));
            }
            None if family.are_details(agrees, within) => levels.detail(family.head, &all, adds),
            Some(Take::Both) | None => {}
        }
    }
}
