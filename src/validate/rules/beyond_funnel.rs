//! F214: a rate that lies farther from that of its league than units usually do.

use crate::model::{
    Check, Code, Finding, FormIx, Funnel, Guidance, Place, Rate, Scope, Severity, UnitIx,
};
use crate::text::{group_thousands, percent};

use crate::validate::leagues::{League, leagues};
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::uncounted::Uncounted;
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&BEYOND_FUNNEL], judge: Judge::OfCounted(check) };

static BEYOND_FUNNEL: Check = Check {
    code: Code::BeyondFunnel,
    severity: Severity::Note,
    title: "Tỷ lệ khác thường so với nhóm",
    vietnamese: Guidance {
        means: "Tỷ lệ của đơn vị cao hoặc thấp hơn mức chung của nhóm xếp hạng nhiều hơn mức các đơn vị thường chênh nhau (giới hạn 99,8%, đã trừ phần ngẫu nhiên do ít hồ sơ); không phải lỗi, số liệu vẫn được tính. Chỉ xét đơn vị đủ số liệu; nhóm dưới 10 đơn vị như vậy thì không xét.",
        example: "2.190/2.821 hồ sơ đúng hạn (77,63%), mức chung của 148 đơn vị cấp xã là 91,31%, thường từ 80,97% đến 100,00%.",
        mend: "Không phải sửa; xem có ghi thiếu, ghi nhầm cột không, hay có sự cố làm nhiều hồ sơ cùng trễ.",
    },
    english: Guidance {
        means: "The rate of a unit lies farther from that of its league than units usually differ (99.8 % limits, with what chance does to few files taken off). It is no error and the figures count. Only units that lack no figure are looked at, and no league with fewer than 10 of them.",
        example: "2,190 of 2,821 files on time (77.63 %), where the 148 communes together have 91.31 % and mostly lie between 80.97 % and 100 %.",
        mend: "Nothing has to be mended; see whether figures are missing or in another column, or one incident made many files late.",
    },
};

fn check(period: &PeriodContext, uncounted: &Uncounted, verdicts: &mut Verdicts) {
    for league in leagues(period, uncounted) {
        let rates: Vec<Rate> = league.rates.iter().map(|(_, rate)| *rate).collect();
        let Some(funnel) = Funnel::of(&rates) else { continue };
        for &(unit, rate) in &league.rates {
            let first = first(period, &league, unit);
            let finding = funnel
                .is_beyond(rate)
                .then(|| beyond(period, &league, &funnel, (unit, rate)))
                .map(|finding| at(period, finding, first));
            let subject = first.and_then(|(form, line)| period.subject_of(form, line));
            verdicts.compared(&BEYOND_FUNNEL, subject, finding);
        }
    }
}

/// The form in which a unit itself counts, and its first line there.
fn first(period: &PeriodContext, league: &League, unit: UnitIx) -> Option<(FormIx, u32)> {
    let mut forms = league.forms.iter();
    forms.find_map(|&form| Some((form, period.lines(form, unit)?.first)))
}

fn beyond(
    period: &PeriodContext,
    league: &League,
    funnel: &Funnel,
    (unit, rate): (UnitIx, Rate),
) -> Finding {
    let Rate { numerator, denominator } = rate;
    let whole = funnel.whole;
    let (low, high) = funnel.limits(denominator);
    let with_all = match league.scope {
        Scope::Own => "",
        Scope::Total => " (gồm cả các đơn vị trực thuộc)",
    };
    let message = format!(
        "{}: {}{with_all} {}, {} hơn mức chung {} của {} đơn vị {}; chênh lệch vượt mức dao động thường thấy giữa các đơn vị (từ {} đến {})",
        period.name(unit),
        league.metric.title,
        fraction(rate),
        if rate.compare(whole).is_lt() { "thấp" } else { "cao" },
        percent(funnel.centre),
        league.rates.len(),
        league.level.title(),
        percent(low),
        percent(high),
    );
    // With a comma and without separators of thousands, as a cell holds it.
    let usual = format!("{:.2}", funnel.tau * 100.0).replace('.', ",");
    let finding =
        Finding::new(&BEYOND_FUNNEL, message).about(&period.pipeline.register.get(unit).id);
    finding.found(format!("{numerator}/{denominator}")).compared(format!(
        "mức chung {}/{}, độ lệch chuẩn giữa các đơn vị {usual} điểm phần trăm",
        whole.numerator, whole.denominator,
    ))
}

/// `1.234/1.300 (94,92%)`.
fn fraction(rate: Rate) -> String {
    let Rate { numerator, denominator } = rate;
    let share = rate.ratio().map(percent).unwrap_or_default();
    format!("{}/{} ({share})", group_thousands(numerator), group_thousands(denominator))
}

/// Beside the sheet it came in, and at no cell: none of them is doubtful.
fn at(period: &PeriodContext, finding: Finding, first: Option<(FormIx, u32)>) -> Finding {
    let Some((form, line)) = first else { return finding };
    let finding = finding.of_form(&period.form(form).id);
    match period.line(form, line) {
        Some((_, line)) => {
            Finding { place: Place { cell: None, ..PeriodContext::place(&line, None) }, ..finding }
        }
        None => finding,
    }
}
