//! F209: an indicator and the sum of another form of the same sender that it is declared to agree with.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Code, Finding, UnitIx};
use crate::pipeline::{Agreement, Form, Indicator, MeasureIx, Whose};
use crate::table::{Figure, Role};
use crate::text::{group_thousands, plain_number};
use crate::validate::context::Context;
use crate::validate::indicators::{Reported, reported};
use crate::validate::{Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::FormsDisagree], check };

fn check(context: &Context, verdicts: &mut Verdicts) {
    let reported = reported(context);
    let sums = sums(context, &reported);
    for one in &reported {
        for (indicator, value) in one.asked() {
            let (Some(agreement), Some(figure)) = (&value.agrees_with, one.figure(value.measure))
            else {
                continue;
            };
            let others = agreement.forms.iter().filter_map(|id| context.pipeline.form(id));
            for other in others {
                let sum = sum(context, &sums, agreement, other, one.sender);
                let Some(sum) = sum else { continue };
                let finding = disagrees(context, one, indicator, figure, other, agreement, &sum);
                verdicts.compared(Code::FormsDisagree, context.subject(figure), finding);
            }
        }
    }
}

/// The lines of one unit in one form: how many there are, how many have each measure, and their sums.
struct Lines<'c> {
    count: u32,
    sums: BTreeMap<MeasureIx, (u32, i64)>,
    first: &'c Figure,
}

type Sums<'c> = BTreeMap<(&'c str, UnitIx), Lines<'c>>;

/// Sums of the measures that indicators are compared with.
fn sums<'c>(context: &'c Context, reported: &[Reported]) -> Sums<'c> {
    let agreements = reported
        .iter()
        .flat_map(|one| one.asked().filter_map(|(_, value)| value.agrees_with.as_ref()));
    let mut forms: BTreeSet<&str> = BTreeSet::new();
    let mut measures: BTreeSet<MeasureIx> = BTreeSet::new();
    for agreement in agreements {
        forms.extend(agreement.forms.iter().map(String::as_str));
        measures.extend(agreement.sum.terms.iter().map(|&(_, measure)| measure));
    }
    let mut sums = Sums::new();
    if forms.is_empty() {
        return sums;
    }
    for line in context.item_lines() {
        let first = line.figures.iter().find(|figure| figure.role == Role::Item);
        let (Some(first), Some(form)) = (first, line.form()) else { continue };
        let Some(unit) = context.symbols.unit(first.unit) else { continue };
        if !forms.contains(form.id.as_str()) {
            continue;
        }
        let empty = || Lines { count: 0, sums: BTreeMap::new(), first };
        let lines = sums.entry((form.id.as_str(), unit)).or_insert_with(empty);
        lines.count += 1;
        for &measure in &measures {
            if let Some(value) = line.value(measure) {
                let sum = lines.sums.entry(measure).or_default();
                *sum = (sum.0 + 1, sum.1 + value);
            }
        }
    }
    sums
}

/// The sum that an indicator is to agree with, and a cell of the lines it is over.
struct Sum<'c> {
    value: i64,
    first: &'c Figure,
}

/// `None` where it cannot be told: the form was not sent, a unit is missing in it, or a line lacks a count. Each is
/// a finding of its own.
fn sum<'c>(
    context: &Context,
    sums: &Sums<'c>,
    agreement: &Agreement,
    other: &Form,
    sender: UnitIx,
) -> Option<Sum<'c>> {
    let units: Vec<UnitIx> = other
        .expected_units(&context.pipeline.register, sender)
        .into_iter()
        .map(|(unit, _)| unit)
        .filter(|unit| match agreement.lines {
            Whose::Own => *unit == sender,
            Whose::Below => *unit != sender,
            Whose::Total => true,
        })
        .collect();
    let lines: Vec<&Lines> =
        units.iter().map(|&unit| sums.get(&(other.id.as_str(), unit))).collect::<Option<_>>()?;
    let of = |measure: MeasureIx| {
        lines.iter().try_fold(0i64, |sum, lines| {
            let &(count, value) = lines.sums.get(&measure)?;
            (count == lines.count).then_some(sum + value)
        })
    };
    Some(Sum { value: agreement.sum.evaluate(of)?, first: lines.first()?.first })
}

fn disagrees(
    context: &Context,
    reported: &Reported,
    indicator: &Indicator,
    figure: &Figure,
    other: &Form,
    agreement: &Agreement,
    sum: &Sum,
) -> Option<Finding> {
    #[expect(clippy::cast_precision_loss, reason = "counts are below 10^12")]
    let expected = sum.value as f64;
    if (figure.value - expected).abs() < 0.5 {
        return None;
    }
    let words = &context.figures.words;
    let sheet = &words.sheets[sum.first.sheet as usize];
    let place = if sum.first.file == figure.file {
        format!("trang \"{sheet}\"")
    } else {
        format!("trang \"{sheet}\" của tệp {}", words.files[sum.first.file as usize])
    };
    let titles: Vec<&str> =
        agreement.sum.terms.iter().map(|&(_, measure)| context.title(measure)).collect();
    let whose = match agreement.lines {
        Whose::Own => "của chính đơn vị",
        Whose::Below => "của các đơn vị trực thuộc",
        Whose::Total => "của toàn đơn vị",
    };
    let message = format!(
        "chỉ tiêu \"{}\" ghi {}, nhưng {} ({place}) cộng {} {whose} được {} (lệch {})",
        reported.form.named(indicator),
        grouped(figure.value),
        other.name,
        titles.join(" + "),
        group_thousands(sum.value),
        grouped((figure.value - expected).abs()),
    );
    let finding = context.at(Code::FormsDisagree, figure, message);
    Some(finding.found(plain_number(figure.value)).expected(sum.value.to_string()))
}

/// A count; reading has refused everything else.
fn grouped(value: f64) -> String {
    group_thousands(crate::validate::context::whole(value))
}
