//! F209: an indicator and the sum of another form of the same sender that it is declared to agree with.

use crate::model::{Check, Code, Finding, FormIx, Guidance, LineOf, Number, Severity, UnitIx};
use crate::pipeline::{Agreement, Form, Indicator, Whose};
use crate::text::{group_thousands, plain_number};
use crate::validate::indicators::{Reported, reported};
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::uncounted::Uncounted;
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&FORMS_DISAGREE], judge: Judge::OfCounted(check) };

static FORMS_DISAGREE: Check = Check {
    code: Code::FormsDisagree,
    severity: Severity::Warning,
    title: "Hai biểu không khớp nhau",
    vietnamese: Guidance {
        means: "Chỉ tiêu của Phụ lục 1 khác với số cộng từ biểu khác của cùng đơn vị trong cùng kỳ. Cả hai số đều được giữ.",
        example: "Phụ lục 1 ghi 1.240 hồ sơ đã giải quyết xong, Phụ lục 3 cộng được 1.234.",
        mend: "Kiểm tra hai biểu có cùng kỳ và cùng phạm vi không, rồi sửa số sai.",
    },
    english: Guidance {
        means: "An indicator differs from the sum of the other form that it is declared to agree with.",
        example: "Form 1 says 1,240 files resolved, form 3 adds up to 1,234.",
        mend: "See whether both are of the same period and scope, then mend the wrong one.",
    },
};

fn check(period: &PeriodContext, uncounted: &Uncounted, verdicts: &mut Verdicts) {
    for (file, reading) in period.readings.iter().enumerate() {
        for reported in reported(reading, period.pipeline) {
            for indicator in &reported.form.indicators {
                compare((period, uncounted), file, &reported, indicator, verdicts);
            }
        }
    }
}

fn compare(
    (period, uncounted): (&PeriodContext, &Uncounted),
    file: usize,
    reported: &Reported,
    indicator: &Indicator,
    verdicts: &mut Verdicts,
) {
    let Some(value) = &indicator.value else { return };
    let (Some(agreement), Some(told)) = (&value.agrees_with, reported.figure(value.measure)) else {
        return;
    };
    let said = ReportedValue {
        form: reported.form,
        sender: reported.sender,
        indicator,
        agreement,
        told,
        file,
    };
    for (ix, other) in (0u16..).map(FormIx).zip(&period.pipeline.forms) {
        if !agreement.forms.contains(&other.id) {
            continue;
        }
        let known = sum((period, uncounted), agreement, (ix, other), reported.sender);
        let Some(sum) = known else { continue };
        let finding = disagrees(period, &said, other, &sum);
        let subject = period.subject(file, reported.ix);
        verdicts.compared(&FORMS_DISAGREE, subject, finding);
    }
}

/// An indicator, what was reported of it, and what that is to agree with.
struct ReportedValue<'c> {
    form: &'c Form,
    sender: UnitIx,
    indicator: &'c Indicator,
    agreement: &'c Agreement,
    told: (LineOf<'c>, Number<'c>),
    file: usize,
}

/// The sum that an indicator is to agree with, and the first of the lines it is over.
struct OtherSum {
    value: i64,
    form: FormIx,
    first: u32,
}

/// `None` where it cannot be told: the form was not sent, a unit is missing in it, a line lacks a count, or something of it
/// does not count. Each is a finding of its own, and the indicator may be right.
fn sum(
    (period, uncounted): (&PeriodContext, &Uncounted),
    agreement: &Agreement,
    (form, other): (FormIx, &Form),
    sender: UnitIx,
) -> Option<OtherSum> {
    let (register, measures) = (&period.pipeline.register, &period.pipeline.measures);
    let units = agreement.units(other, register, sender);
    let summed: Vec<&str> =
        { agreement.sum.terms.iter() }.map(|&(_, of)| measures[of.index()].id.as_str()).collect();
    if units.iter().any(|&unit| uncounted.has_any(unit, form, &summed)) {
        return None;
    }
    let (value, first) = agreement.sum_of(other, &units, (register, measures), period.sums)?;
    Some(OtherSum { value, form, first })
}

fn disagrees(
    period: &PeriodContext,
    said: &ReportedValue,
    other: &Form,
    sum: &OtherSum,
) -> Option<Finding> {
    let ReportedValue { form, sender, indicator, agreement, told: (line, number), file } = *said;
    #[expect(clippy::cast_precision_loss, reason = "counts are below 10^12")]
    let expected = sum.value as f64;
    if (number.value - expected).abs() < 0.5 {
        return None;
    }
    let (of, first) = period.line(sum.form, sum.first)?;
    let sheet = &first.table.sheet;
    let place = if of == file {
        format!("trang \"{sheet}\"")
    } else {
        format!("trang \"{sheet}\" của tệp {}", first.reading.file)
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
        grouped(number.value),
        other.name,
        titles.join(" + "),
        group_thousands(sum.value),
        grouped((number.value - expected).abs()),
    );
    let mut finding = Finding::new(&FORMS_DISAGREE, message)
        .of_form(&form.id)
        .about(&period.pipeline.register.get(sender).id);
    finding.place = PeriodContext::place(&line, line.line.indicator);
    Some(finding.found(plain_number(number.value)).compared(sum.value.to_string()))
}

/// A count; reading has refused everything else.
fn grouped(value: f64) -> String {
    group_thousands(crate::model::whole_count(value))
}
