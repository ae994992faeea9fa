//! F209: an indicator and the sum of another form of the same sender that it is declared to agree with.

use crate::model::{Code, Finding, UnitIx};
use crate::pipeline::{Agreement, Form, Indicator, MeasureIx, Whose};
use crate::text::{group_thousands, plain_number};
use crate::validate::indicators::Indicated;
use crate::validate::period::{Cell, Lines, Period};
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::FormsDisagree], check: Check::OfAll(check) };

fn check(period: &Period, verdicts: &mut Verdicts) {
    for (file, look) in period.looks.iter().enumerate() {
        for indicated in &look.indicated {
            compare(period, file, indicated, verdicts);
        }
    }
}

fn compare(period: &Period, file: usize, indicated: &Indicated, verdicts: &mut Verdicts) {
    let Some(form) = period.symbols.form(indicated.form) else { return };
    let indicator = form.indicators.get(indicated.indicator);
    let agreement =
        indicator.and_then(|one| Some((one, one.value.as_ref()?.agrees_with.as_ref()?)));
    let (Some((indicator, agreement)), Some(sender)) =
        (agreement, period.symbols.unit(indicated.sender))
    else {
        return;
    };
    let said = Said { form, indicator, agreement, indicated, file };
    for other in agreement.forms.iter().filter_map(|id| period.pipeline.form(id)) {
        let Some(sum) = sum(period, agreement, other, sender) else { continue };
        let finding = disagrees(period, &said, other, &sum);
        let subject = period.subject(file, indicated.form);
        verdicts.compared(Code::FormsDisagree, subject, finding);
    }
}

/// An indicator, what was reported of it, and what that is to agree with.
struct Said<'c> {
    form: &'c Form,
    indicator: &'c Indicator,
    agreement: &'c Agreement,
    indicated: &'c Indicated,
    file: usize,
}

/// The sum that an indicator is to agree with, and a cell of the lines it is over.
struct Sum {
    value: i64,
    first: Cell,
}

/// `None` where it cannot be told: the form was not sent, a unit is missing in it, or a line lacks a count. Each is
/// a finding of its own.
fn sum(period: &Period, agreement: &Agreement, other: &Form, sender: UnitIx) -> Option<Sum> {
    let form = period.form_symbol(&other.id)?;
    let units = other.expected_units(&period.pipeline.register, sender).into_iter();
    let units = units.map(|(unit, _)| unit).filter(|unit| match agreement.lines {
        Whose::Own => *unit == sender,
        Whose::Below => *unit != sender,
        Whose::Total => true,
    });
    let lines = units.map(|unit| period.lines(form, period.unit_symbol(unit)?));
    let lines: Vec<&Lines> = lines.collect::<Option<_>>()?;
    let of = |measure: MeasureIx| {
        let measure = period.measure_symbol(measure)?;
        lines.iter().try_fold(0i64, |sum, lines| {
            let of_unit = lines.sum(measure)?;
            (of_unit.lines == lines.count).then_some(sum + of_unit.value)
        })
    };
    Some(Sum { value: agreement.sum.evaluate(of)?, first: lines.first()?.first })
}

fn disagrees(period: &Period, said: &Said, other: &Form, sum: &Sum) -> Option<Finding> {
    let Said { form, indicator, agreement, indicated, file } = *said;
    #[expect(clippy::cast_precision_loss, reason = "counts are below 10^12")]
    let expected = sum.value as f64;
    if (indicated.value - expected).abs() < 0.5 {
        return None;
    }
    let sheet = period.sheet(sum.first).unwrap_or_default();
    let place = if sum.first.file == file {
        format!("trang \"{sheet}\"")
    } else {
        format!("trang \"{sheet}\" của tệp {}", period.words.files[sum.first.file])
    };
    let titles: Vec<&str> =
        agreement.sum.terms.iter().map(|&(_, measure)| period.title(measure)).collect();
    let whose = match agreement.lines {
        Whose::Own => "của chính đơn vị",
        Whose::Below => "của các đơn vị trực thuộc",
        Whose::Total => "của toàn đơn vị",
    };
    let message = format!(
        "chỉ tiêu \"{}\" ghi {}, nhưng {} ({place}) cộng {} {whose} được {} (lệch {})",
        form.named(indicator),
        grouped(indicated.value),
        other.name,
        titles.join(" + "),
        group_thousands(sum.value),
        grouped((indicated.value - expected).abs()),
    );
    let cell = Cell { file, spot: indicated.spot };
    let key = (indicated.form, indicated.sender);
    let finding = period.at(Code::FormsDisagree, key, cell, message);
    Some(finding.found(plain_number(indicated.value)).expected(sum.value.to_string()))
}

/// A count; reading has refused everything else.
fn grouped(value: f64) -> String {
    group_thousands(crate::validate::context::whole(value))
}
