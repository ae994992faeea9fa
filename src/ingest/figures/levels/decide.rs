//! Which lines of a table count: those that only detail another line, or that sum others below them, would count the
//! same files twice. What is printed as the total of a block decides; where nothing is, the signs of the lines and
//! their own sums do.

use std::collections::BTreeSet;

use crate::ingest::figures::assembler::Assembler;
use crate::ingest::figures::columns::figure_columns::{counted, values_of};
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::pipeline::{Groups, Match};
use crate::text;

use super::blocks::{SumAgreement, blocks};
use super::relations::{Adds, Levels, SumOfBelow};
use super::signs::{SectionSign, Signs};
use super::ways::{LeveledBlock, LineValues, SummingWay, Take, WAYS, sum, ways};

impl Assembler<'_> {
    /// The lines that detail others, and those that sum others below them.
    pub(in crate::ingest::figures) fn levels(&self, lines: &[SheetLine]) -> Levels {
        let signs = self.signs(lines);
        let mut levels = Levels::default();
        if !may_have_levels(lines, &signs) {
            return levels;
        }
        let figures = |line: &SheetLine| match line.role {
            LineRole::Item | LineRole::Total | LineRole::Group | LineRole::Source => {
                let mut values = values_of(&counted(&self.columns, line, &self.form.numbers));
                let columns = self.columns.iter().zip(&mut values);
                columns.filter(|(of, _)| of.count.is_none()).for_each(|(_, value)| *value = None);
                values
            }
            _ => Vec::new(),
        };
        let values: LineValues = lines.iter().map(figures).collect();
        let blocks = blocks(lines, self.form.groups).into_iter();
        let leveled: Vec<LeveledBlock> =
            blocks.map(|block| LeveledBlock::of(block, lines, &signs, &values)).collect();
        if leveled.iter().all(LeveledBlock::is_plain) {
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
    fn signs(&self, lines: &[SheetLine]) -> Vec<Signs> {
        let sign = |line: &SheetLine| {
            if line.role != LineRole::Item {
                return Signs::default();
            }
            let mut signs = Signs::of(line, self.ordinal);
            let is_whole = || match self.form.groups {
                Groups::None => self.heads_fields(line),
                Groups::Unit => signs.is_silent() && self.resembles_total(line),
            };
            if signs.section.is_none() && is_whole() {
                signs.section = Some(SectionSign::Named);
            }
            signs
        };
        lines.iter().map(sign).collect()
    }

    /// Whether the label of a line says that it is about all lines: of the sender, or a sum.
    pub(in crate::ingest::figures) fn is_whole(&self, line: &SheetLine) -> bool {
        self.resembles_total(line) || self.is_of_sender(line)
    }

    /// Whether the label of a line of a form without groups says that it is about all lines, or those of one tier.
    fn heads_fields(&self, line: &SheetLine) -> bool {
        let key = text::key(line.label);
        let form = self.form;
        form.resembles_total_key(&key) || form.is_heading_key(&key) || self.is_of_sender(line)
    }

    fn is_of_sender(&self, line: &SheetLine) -> bool {
        let sender = self.context.sender;
        self.context.units.find_exact(line.label, |ix, _| ix == sender) == Match::One(sender)
    }

    fn resembles_total(&self, line: &SheetLine) -> bool {
        self.form.resembles_total_key(&text::key(line.label))
    }
}

/// Whether any line may be of another level than the others. Nearly all tables have none.
fn may_have_levels(lines: &[SheetLine], signs: &[Signs]) -> bool {
    let items = || signs.iter().zip(lines).filter(|(_, line)| line.role == LineRole::Item);
    let numbered = items().any(|(signs, _)| signs.number.is_some());
    let indented = items().any(|(signs, _)| signs.indent > 0);
    items().any(|(signs, _)| signs.tell() || (numbered || indented) && signs.is_silent())
}

/// Says which sections are sums: as the total of the block says, else where they add up, a slip aside.
fn settle_sections(
    levels: &mut Levels,
    of: &LeveledBlock,
    way: Option<SummingWay>,
    values: &LineValues,
    columns: usize,
) {
    let plain = of.lines(WAYS[0]).unwrap_or_default();
    let taken = way.and_then(|way| of.lines(way)).unwrap_or_else(|| plain.clone());
    let counting = if way.is_some_and(|way| way.sections == Take::Parts) { &taken } else { &plain };
    for section in &of.sections {
        let below: BTreeSet<usize> =
            section.below.iter().copied().filter(|line| counting.contains(line)).collect();
        let adds = SumAgreement::of(&values[section.head], &sum(&below, values, columns));
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
            levels
                .sums
                .insert(section.head, SumOfBelow { last, exact: adds.is_exact(), over_sums });
        }
    }
}

/// Says which lines are details: as the total of the block says, else as they say themselves.
fn settle_families(
    levels: &mut Levels,
    of: &LeveledBlock,
    way: Option<SummingWay>,
    values: &LineValues,
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
        let agrees = SumAgreement::of(head, &sums);
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
                let sum = SumOfBelow { last, exact: agrees.is_exact(), over_sums: false };
                levels.sums.insert(family.head, sum);
                let deeper = family.parts.iter().filter(|part| !part.direct);
                levels.parts.extend(deeper.map(|part| part.index));
            }
            None if family.are_details(agrees, within) => levels.detail(family.head, &all, adds),
            Some(Take::Both) | None => {}
        }
    }
}
