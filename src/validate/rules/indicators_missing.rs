//! F304: indicators that a form was sent without. One finding a form lists them.

use crate::model::{Check, Code, Finding, Guidance, Severity};
use crate::validate::file_context::FileContext;
use crate::validate::indicators::{Reported, reported};
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&INDICATORS_MISSING], judge: Judge::OfFile(check) };

static INDICATORS_MISSING: Check = Check {
    code: Code::IndicatorsMissing,
    severity: Severity::Warning,
    title: "Thiếu chỉ tiêu",
    vietnamese: Guidance {
        means: "Biểu gửi thiếu số liệu của một số chỉ tiêu: dòng không có trong biểu, để trống, hoặc ghi số không đọc được.",
        example: "Dòng \"Số TTHC công bố mới\" để trống.",
        mend: "Điền các chỉ tiêu được liệt kê; không phát sinh thì ghi 0.",
    },
    english: Guidance {
        means: "A form of indicators was sent without some of them; one finding lists them.",
        example: "A line that is asked for is blank.",
        mend: "Fill in the indicators that are listed; write 0 where there is nothing.",
    },
};

/// Indicators that are named; the others are counted.
const NAMED: usize = 20;

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for one in reported(context.reading, context.pipeline) {
        let subject = context.subject(one.ix);
        verdicts.compared(&INDICATORS_MISSING, subject, missing(context, &one));
    }
}

fn missing(context: &FileContext, reported: &Reported) -> Option<Finding> {
    let sender = context.pipeline.register.get(reported.sender);
    let missing: Vec<String> = reported
        .asked()
        .filter(|(_, value)| value.is_asked_of(sender.level))
        .filter(|(_, value)| reported.figure(value.measure).is_none())
        .map(|(indicator, _)| reported.form.named(indicator))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let mut names = missing.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
    if missing.len() > NAMED {
        names = format!("{names}; và {} chỉ tiêu khác", missing.len() - NAMED);
    }
    let message = format!("{} chỉ tiêu không có số liệu: {names}", missing.len());
    let first = reported.first()?;
    let finding = Finding::new(&INDICATORS_MISSING, message)
        .in_file(&context.reading.file)
        .in_sheet(&first.table.sheet)
        .about(&sender.id)
        .of_form(&reported.form.id);
    Some(finding.expected("số liệu của mỗi chỉ tiêu, kể cả 0"))
}
