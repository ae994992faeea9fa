//! F212: the files of a branch (Chi nhánh Văn phòng đăng ký đất đai) in the figures of two units, or twice in one.
//! Phụ lục 2 asks the department to list its branches, which handle files for the districts too.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Code, Finding};
use crate::table::{Figure, NONE, Role};
use crate::text;
use crate::validate::context::{Context, Line, whole};
use crate::validate::{Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::CountedTwice], check };

/// Counts of a line by measure, without the trivial ones.
type Counts = Vec<(u32, i64)>;

/// So many counts above 0 must agree before two lines are the same files.
const LEAST_EQUAL: usize = 3;

fn check(context: &Context, verdicts: &mut Verdicts) {
    let lines: Vec<Line> = context.item_lines().collect();
    let mut by_counts: BTreeMap<Counts, Vec<usize>> = BTreeMap::new();
    let branches: Vec<usize> =
        (0..lines.len()).filter(|&index| is_branch(context, &lines[index])).collect();
    if branches.is_empty() {
        return;
    }
    let shared = shared_measures(context);
    let comparable = |line: &Line| -> Counts {
        counts(line).into_iter().filter(|(measure, _)| shared.contains(measure)).collect()
    };
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
        let finding = other.and_then(|&other| twice(context, line, &lines[other]));
        verdicts.compared(Code::CountedTwice, line.subject(), finding);
    }
    sums_beside(context, &lines, &branches, verdicts);
}

/// Measures that every form with branches counts: Phụ lục 2 leaves a column of Phụ lục 3 out.
fn shared_measures(context: &Context) -> BTreeSet<u32> {
    let forms = context.pipeline.forms.iter().filter(|form| !form.branches.is_empty());
    let each = forms.map(|form| {
        form.counts().filter_map(|measure| context.measure_symbol(measure)).collect::<BTreeSet<_>>()
    });
    each.reduce(|shared, more| shared.intersection(&more).copied().collect()).unwrap_or_default()
}

/// A line that equals the sum of the branches beside it.
fn sums_beside(context: &Context, lines: &[Line], branches: &[usize], verdicts: &mut Verdicts) {
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
        let finding = if equal { includes(context, line, sum.number) } else { None };
        verdicts.compared(Code::CountedTwice, line.subject(), finding);
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

fn is_branch(context: &Context, line: &Line) -> bool {
    let Some(figure) = item(line).filter(|figure| figure.field != NONE) else { return false };
    let titles = line.form().map_or(&[][..], |form| &form.branches);
    if titles.is_empty() {
        return false;
    }
    let key = text::key(&context.figures.words.fields[figure.field as usize]);
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

fn twice(context: &Context, line: &Line, other: &Line) -> Option<Finding> {
    let (figure, same) = (item(line)?, item(other)?);
    let message = format!(
        "dòng \"{}\" trùng toàn bộ số liệu với dòng \"{}\" tại {}; hồ sơ bị tính hai lần",
        context.label(figure),
        context.label(same),
        context.place_of(same),
    );
    Some(context.at(Code::CountedTwice, figure, message))
}

fn includes(context: &Context, line: &Line, branches: u32) -> Option<Finding> {
    let figure = item(line)?;
    let message = format!(
        "dòng \"{}\" bằng đúng tổng {branches} dòng chi nhánh của cùng đơn vị; hồ sơ của các chi nhánh bị tính hai lần",
        context.label(figure),
    );
    Some(context.at(Code::CountedTwice, figure, message))
}
