//! F212: the files of a branch (Chi nhánh Văn phòng đăng ký đất đai) in the figures of two units, or twice in one.
//! Phụ lục 2 asks the department to list its branches, which handle files for the districts too.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Code, Finding};
use crate::table::{Figure, Figures, NONE, Role};
use crate::text;
use crate::validate::context::{Context, Line, whole};
use crate::validate::look::File;
use crate::validate::period::Period;
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::CountedTwice], check: Check::OfAll(check) };

/// Counts of a line by measure, without the trivial ones.
type Counts = Vec<(u32, i64)>;

/// So many counts above 0 must agree before two lines are the same files.
const LEAST_EQUAL: usize = 3;

/// Whether a file names branches.
pub(in crate::validate) fn has_branches(context: &Context) -> bool {
    context.item_lines().any(|line| is_branch(&line))
}

/// A branch may stand in any file, so that all are opened where one is named.
fn check(period: &Period, verdicts: &mut Verdicts) {
    if !period.looks.iter().any(|look| look.has_branches) {
        return;
    }
    let figures: Vec<Figures> = period.given.open_all();
    let (pipeline, symbols) = (period.pipeline, period.symbols);
    let file = |figures| File { figures, submissions: &[], read: &[], pipeline, symbols };
    let contexts: Vec<Context> = figures.iter().map(|f| Context::new(&file(f))).collect();
    let lines: Vec<Line> = contexts.iter().flat_map(Context::item_lines).collect();
    let branches: Vec<usize> = (0..lines.len()).filter(|&at| is_branch(&lines[at])).collect();
    let shared = shared_measures(period);
    let comparable = |line: &Line| -> Counts {
        counts(line).into_iter().filter(|(measure, _)| shared.contains(measure)).collect()
    };
    let mut by_counts: BTreeMap<Counts, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        by_counts.entry(comparable(line)).or_default().push(index);
    }
    for &branch in &branches {
        let line = &lines[branch];
        let counts = comparable(line);
        let same = by_counts.get(&counts).filter(|_| counts.len() >= LEAST_EQUAL);
        let other = same.into_iter().flatten().find(|&&other| {
            !is_same_table(line, &lines[other]) && (!branches.contains(&other) || other < branch)
        });
        let finding = other.and_then(|&other| twice(line, &lines[other]));
        verdicts.compared(Code::CountedTwice, subject(period, line), finding);
    }
    sums_beside(period, &lines, &branches, verdicts);
}

fn subject(period: &Period, line: &Line) -> Option<usize> {
    let first = line.figures.first()?;
    period.subject(first.file as usize, first.form)
}

/// Measures that every form with branches counts: Phụ lục 2 leaves a column of Phụ lục 3 out.
fn shared_measures(period: &Period) -> BTreeSet<u32> {
    let forms = period.pipeline.forms.iter().filter(|form| !form.branches.is_empty());
    let each = forms.map(|form| {
        form.counts().filter_map(|measure| period.measure_symbol(measure)).collect::<BTreeSet<_>>()
    });
    each.reduce(|shared, more| shared.intersection(&more).copied().collect()).unwrap_or_default()
}

/// A line that equals the sum of the branches beside it.
fn sums_beside(period: &Period, lines: &[Line], branches: &[usize], verdicts: &mut Verdicts) {
    let mut sums: BTreeMap<TableOf, Branches> = BTreeMap::new();
    for &branch in branches {
        let Some(table) = table_of(&lines[branch]) else { continue };
        let sum = sums.entry(table).or_default();
        sum.number += 1;
        for (measure, value) in counts(&lines[branch]) {
            *sum.counts.entry(measure).or_default() += value;
        }
    }
    for (index, line) in lines.iter().enumerate() {
        let Some(sum) = table_of(line).and_then(|table| sums.get(&table)) else { continue };
        if sum.number < 2 || branches.contains(&index) {
            continue;
        }
        let counts = counts(line);
        let equal = counts.len() >= LEAST_EQUAL && counts.iter().copied().eq(sum.counts.clone());
        let finding = if equal { includes(line, sum.number) } else { None };
        verdicts.compared(Code::CountedTwice, subject(period, line), finding);
    }
}

/// The branches of one table, added up.
#[derive(Default)]
struct Branches {
    number: u32,
    counts: BTreeMap<u32, i64>,
}

/// File, form and unit.
type TableOf = (u32, u32, u32);

/// File, form and unit of a line.
fn table_of(line: &Line) -> Option<TableOf> {
    let first = line.figures.first()?;
    Some((first.file, first.form, first.unit))
}

fn is_same_table(a: &Line, b: &Line) -> bool {
    table_of(a) == table_of(b)
}

fn is_branch(line: &Line) -> bool {
    let Some(figure) = item(line).filter(|figure| figure.field != NONE) else { return false };
    let titles = line.form().map_or(&[][..], |form| &form.branches);
    if titles.is_empty() {
        return false;
    }
    let key = text::key(&line.context.figures.words.fields[figure.field as usize]);
    titles.iter().any(|title| text::begins_with_word(&key, title))
}

fn item<'c>(line: &Line<'c>) -> Option<&'c Figure> {
    line.figures.iter().find(|figure| figure.role == Role::Item)
}

/// Counts above 0, by measure.
fn counts(line: &Line) -> Counts {
    let mut counts: BTreeMap<u32, i64> = BTreeMap::new();
    for figure in line.figures.iter().filter(|figure| figure.role == Role::Item) {
        *counts.entry(figure.measure).or_default() += whole(figure.value);
    }
    counts.into_iter().filter(|(_, value)| *value > 0).collect()
}

fn twice(line: &Line, other: &Line) -> Option<Finding> {
    let (figure, same) = (item(line)?, item(other)?);
    let message = format!(
        "dòng \"{}\" trùng toàn bộ số liệu với dòng \"{}\" tại {}; hồ sơ bị tính hai lần",
        line.context.label(figure),
        other.context.label(same),
        other.context.place_of(same),
    );
    Some(line.context.at(Code::CountedTwice, figure, message))
}

fn includes(line: &Line, branches: u32) -> Option<Finding> {
    let figure = item(line)?;
    let message = format!(
        "dòng \"{}\" bằng đúng tổng {branches} dòng chi nhánh của cùng đơn vị; hồ sơ của các chi nhánh bị tính hai lần",
        line.context.label(figure),
    );
    Some(line.context.at(Code::CountedTwice, figure, message))
}
