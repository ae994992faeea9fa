//! F212: the files of a branch (Chi nhánh Văn phòng đăng ký đất đai) in the figures of two units, or twice in one.
//! Phụ lục 2 asks the department to list its branches, which handle files for the districts too.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Check, Code, Finding, FormIx, Guidance, LineOf, MeasureIx, Severity, UnitIx};
use crate::pipeline::Pipeline;
use crate::text;
use crate::validate::file::File;
use crate::validate::file_context::FileContext;
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&COUNTED_TWICE], judge: Judge::OfAll(check) };

static COUNTED_TWICE: Check = Check {
    code: Code::CountedTwice,
    severity: Severity::Error,
    title: "Hồ sơ chi nhánh tính hai lần",
    vietnamese: Guidance {
        means: "Hồ sơ của một chi nhánh nằm trong số liệu của hai đơn vị, hoặc hai lần trong một đơn vị, nên bị tính hai lần.",
        example: "Sở ghi dòng \"Đất đai\" bằng đúng tổng các dòng Chi nhánh VPĐKĐĐ ngay dưới.",
        mend: "Chỉ giữ hồ sơ của chi nhánh ở một nơi theo thẩm quyền giải quyết.",
    },
    english: Guidance {
        means: "The files of a branch stand in the figures of two units, or twice in one.",
        example: "A department reports a field that equals its land office branches just below.",
        mend: "Keep the files of a branch in one place, that of the office that decides.",
    },
};

/// Counts of a line by measure, without the trivial ones.
type Counts = Vec<(MeasureIx, i64)>;

/// So many counts above 0 must agree before two lines are the same files.
const LEAST_EQUAL: usize = 3;

/// A line, and the place of its file.
#[derive(Clone, Copy)]
struct LineInFile<'c> {
    file: usize,
    of: LineOf<'c>,
}

/// A branch may stand in any file, so that all are compared where one is named.
fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    let lines = || {
        period.readings.iter().enumerate().flat_map(|(file, reading)| {
            let items = reading.lines().filter(|line| line.is_item());
            items.map(move |of| LineInFile { file, of })
        })
    };
    let of_branch = |line: &LineInFile| is_branch(period.pipeline, &line.of);
    if !lines().any(|line| of_branch(&line)) {
        return;
    }
    let lines: Vec<LineInFile> = lines().collect();
    let branches: Vec<usize> = (0..lines.len()).filter(|&at| of_branch(&lines[at])).collect();
    let shared = shared_measures(period);
    let comparable = |line: &LineInFile| -> Counts {
        counts(&line.of).into_iter().filter(|(measure, _)| shared.contains(measure)).collect()
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
            table_of(line) != table_of(&lines[other])
                && (!branches.contains(&other) || other < branch)
        });
        let finding = other.and_then(|&other| twice(period, line, &lines[other]));
        verdicts.compared(&COUNTED_TWICE, subject(period, line), finding);
    }
    sums_beside(period, &lines, &branches, verdicts);
}

fn subject(period: &PeriodContext, line: &LineInFile) -> Option<usize> {
    period.subject(line.file, line.of.table.form)
}

/// Measures that every form with branches counts: Phụ lục 2 leaves a column of Phụ lục 3 out.
fn shared_measures(period: &PeriodContext) -> BTreeSet<MeasureIx> {
    let forms = period.pipeline.forms.iter().filter(|form| !form.branches.is_empty());
    let each = forms.map(|form| form.counts().collect::<BTreeSet<_>>());
    each.reduce(|shared, more| shared.intersection(&more).copied().collect()).unwrap_or_default()
}

/// A line that equals the sum of the branches beside it.
fn sums_beside(
    period: &PeriodContext,
    lines: &[LineInFile],
    branches: &[usize],
    verdicts: &mut Verdicts,
) {
    let mut sums: BTreeMap<TableOf, Branches> = BTreeMap::new();
    for &branch in branches {
        let sum = sums.entry(table_of(&lines[branch])).or_default();
        sum.number += 1;
        for (measure, value) in counts(&lines[branch].of) {
            *sum.counts.entry(measure).or_default() += value;
        }
    }
    for (index, line) in lines.iter().enumerate() {
        let Some(sum) = sums.get(&table_of(line)) else { continue };
        if sum.number < 2 || branches.contains(&index) {
            continue;
        }
        let counts = counts(&line.of);
        let equal = counts.len() >= LEAST_EQUAL && counts.iter().copied().eq(sum.counts.clone());
        let finding = if equal { includes(period, line, sum.number) } else { None };
        verdicts.compared(&COUNTED_TWICE, subject(period, line), finding);
    }
}

/// The branches of one table, added up.
#[derive(Default)]
struct Branches {
    number: u32,
    counts: BTreeMap<MeasureIx, i64>,
}

/// File, form and unit of a line.
type TableOf = (usize, FormIx, Option<UnitIx>);

const fn table_of(line: &LineInFile) -> TableOf {
    (line.file, line.of.table.form, line.of.line.unit)
}

fn is_branch(pipeline: &Pipeline, line: &LineOf) -> bool {
    let titles = &pipeline.forms[line.table.form.index()].branches;
    let Some(field) = line.field().filter(|_| !titles.is_empty()) else { return false };
    let key = text::key(field);
    titles.iter().any(|title| text::begins_with_word(&key, title))
}

/// Counts above 0, by measure.
fn counts(line: &LineOf) -> Counts {
    let mut counts: BTreeMap<MeasureIx, i64> = BTreeMap::new();
    for number in line.counts() {
        if let Some(measure) = line.measure(&number) {
            *counts.entry(measure).or_default() += number.whole();
        }
    }
    counts.into_iter().filter(|(_, value)| *value > 0).collect()
}

/// What tells of a line in messages.
fn context<'c>(period: &PeriodContext<'c>, line: &LineInFile<'c>) -> FileContext<'c> {
    let pipeline = period.pipeline;
    FileContext::new(&File { reading: &period.readings[line.file], submissions: &[], pipeline })
}

fn twice<'c>(
    period: &PeriodContext<'c>,
    line: &LineInFile<'c>,
    other: &LineInFile<'c>,
) -> Option<Finding> {
    let (own, others) = (context(period, line), context(period, other));
    let (at, same) = (line.of.counts().next()?.at, other.of.counts().next()?.at);
    let message = format!(
        "dòng \"{}\" trùng toàn bộ số liệu với dòng \"{}\" tại {}; hồ sơ bị tính hai lần",
        own.label(&line.of),
        others.label(&other.of),
        others.place_of(&other.of, same),
    );
    Some(own.at(&COUNTED_TWICE, &line.of, at, message))
}

fn includes<'c>(
    period: &PeriodContext<'c>,
    line: &LineInFile<'c>,
    branches: u32,
) -> Option<Finding> {
    let own = context(period, line);
    let message = format!(
        "dòng \"{}\" bằng đúng tổng {branches} dòng chi nhánh của cùng đơn vị; hồ sơ của các chi nhánh bị tính hai lần",
        own.label(&line.of),
    );
    Some(own.at(&COUNTED_TWICE, &line.of, line.of.counts().next()?.at, message))
}
