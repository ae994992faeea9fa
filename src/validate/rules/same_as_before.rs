//! F213: a form in which every count is that of the period before.

use std::collections::BTreeMap;

use crate::model::{Check, Code, Finding, FormIx, Guidance, Severity, UnitIx};
use crate::text::group_thousands;
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&SAME_AS_BEFORE], judge: Judge::OfAll(check) };

static SAME_AS_BEFORE: Check = Check {
    code: Code::SameAsBefore,
    severity: Severity::Warning,
    title: "Giống hệt kỳ trước",
    vietnamese: Guidance {
        means: "Mọi số liệu của biểu giống hệt kỳ trước; vẫn được tính. Thường là tệp của kỳ trước được gửi lại.",
        example: "Cả 27 số liệu của Phụ lục 2 giống hệt Quý II năm 2023.",
        mend: "Kiểm tra có gửi nhầm tệp của kỳ trước không; nếu đúng là không đổi thì để nguyên.",
    },
    english: Guidance {
        means: "Every count of a form is that of the period before: its file may have been sent again.",
        example: "All 27 counts of the form are those of the quarter before.",
        mend: "See whether the file of the period before was sent again.",
    },
};

/// Where no count reaches this, two quarters may well be alike.
const LEAST: i64 = 10;

/// A form in a file: whether all of its units are as before, and how many counts they have.
struct FormInFile {
    first: (UnitIx, u32),
    same: bool,
    counts: u32,
    largest: i64,
}

fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    if !period.looks_back() {
        return;
    }
    let mut sent: BTreeMap<(usize, FormIx), FormInFile> = BTreeMap::new();
    for (form, unit) in period.units() {
        let Some(now) = period.lines(form, unit) else { continue };
        let Some((file, _)) = period.line(form, now.first) else { continue };
        let before = period.lines_before(form, unit);
        let same = before.and_then(|before| now.same_as(&before));
        let first = (unit, now.first);
        let start = FormInFile { first, same: true, counts: 0, largest: 0 };
        let of_file = sent.entry((file, form)).or_insert(start);
        of_file.same &= same.is_some();
        of_file.counts += same.unwrap_or(0);
        of_file.largest = of_file.largest.max(now.largest());
        if now.first < of_file.first.1 {
            of_file.first = first;
        }
    }
    for ((file, form), sent) in sent {
        let told = sent.same && sent.largest >= LEAST;
        let finding = told.then(|| finding(period, form, &sent)).flatten();
        verdicts.compared(&SAME_AS_BEFORE, period.subject(file, form), finding);
    }
}

fn finding(period: &PeriodContext, form: FormIx, sent: &FormInFile) -> Option<Finding> {
    let (_, line) = period.line(form, sent.first.1)?;
    let message = format!(
        "{}: cả {} số liệu của {} giống hệt kỳ trước ({}); có thể gửi nhầm tệp của kỳ trước",
        period.name(line.table.sender),
        group_thousands(i64::from(sent.counts)),
        period.form(form).name,
        period.pipeline.period.previous().title(),
    );
    let place = PeriodContext::place(&line, None);
    let unit = &period.pipeline.register.get(line.table.sender).id;
    let finding = Finding::new(&SAME_AS_BEFORE, message);
    Some(Finding { place, ..finding.of_form(&period.form(form).id).about(unit) })
}
