//! F208: fewer answers than the number of files asks for: n ≥ N / (1 + N e²), after Yamane.

use crate::model::{Check, Code, Finding, FormIx, Guidance, MeasureIx, Severity, UnitIx};
use crate::pipeline::{Form, Sample};
use crate::text::group_thousands;
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&SMALL_SAMPLE], judge: Judge::OfAll(check) };

static SMALL_SAMPLE: Check = Check {
    code: Code::SmallSample,
    severity: Severity::Note,
    title: "Mẫu khảo sát nhỏ",
    vietnamese: Guidance {
        means: "Số phiếu khảo sát ít hơn cỡ mẫu cần cho số hồ sơ đã giải quyết (sai số 5%: n ≥ N / (1 + 0,0025 N)); tỷ lệ hài lòng kém tin cậy.",
        example: "52 phiếu cho 4.200 hồ sơ, cần ít nhất 366.",
        mend: "Khảo sát thêm ở kỳ sau; kiểm tra số phiếu có ghi thiếu không.",
    },
    english: Guidance {
        means: "Fewer answers than the number of files asks for.",
        example: "52 answers for 4,200 files, at least 366 are needed.",
        mend: "Ask more people next time; see whether answers are missing.",
    },
};

/// A measure, and the line of its first count among those of its form.
type First = (MeasureIx, u32);

fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    for key in period.units() {
        let (form_ix, unit) = key;
        let form = period.form(form_ix);
        let Some(sample) = &form.sample else { continue };
        if let (Some((answers, first)), Some(population)) =
            (answers(period, sample, key), population(period, sample, unit))
        {
            let needed = needed(population, sample.error_percent);
            let finding = (answers < needed)
                .then(|| small(period, form, key, first, (answers, needed, population)));
            let subject = period.subject_of(form_ix, first.1);
            verdicts.compared(&SMALL_SAMPLE, subject, finding);
        }
    }
}

/// The answers of a unit, and the first of them: its measure and its line.
fn answers(
    period: &PeriodContext,
    sample: &Sample,
    (form, unit): (FormIx, UnitIx),
) -> Option<(i64, First)> {
    let mut total = None;
    for &measure in &sample.responses {
        let sum = period.sum(form, unit, measure)?;
        let (before, first) = total.unwrap_or((0, (measure, sum.first)));
        total = Some((before + sum.value, first));
    }
    total
}

/// The files of a unit over all forms; `None` where none counts them.
fn population(period: &PeriodContext, sample: &Sample, unit: UnitIx) -> Option<i64> {
    let forms = (0u16..).zip(&period.pipeline.forms).map(|(form, _)| FormIx(form));
    let sums = forms.filter_map(|form| period.sum(form, unit, sample.population));
    sums.map(|sum| sum.value).reduce(|sum, value| sum + value)
}

/// The smallest whole n with n (10000 + N p²) ≥ 10000 N.
fn needed(population: i64, error_percent: i64) -> i64 {
    let population = i128::from(population);
    let below = 10_000 + population * i128::from(error_percent) * i128::from(error_percent);
    let above = 10_000 * population;
    i64::try_from(above / below + i128::from(above % below != 0)).unwrap_or(i64::MAX)
}

fn small(
    period: &PeriodContext,
    form: &Form,
    (form_ix, unit): (FormIx, UnitIx),
    first: First,
    (answers, needed, population): (i64, i64, i64),
) -> Finding {
    let message = format!(
        "{} có {} phiếu khảo sát cho {} hồ sơ đã giải quyết, ít hơn cỡ mẫu cần thiết {} phiếu ({})",
        period.name(unit),
        group_thousands(answers),
        group_thousands(population),
        group_thousands(needed),
        form.name,
    );
    let finding = period.at(&SMALL_SAMPLE, (form_ix, unit), first, message);
    finding.found(answers.to_string()).compared(format!("ít nhất {needed}"))
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn the_sample_follows_the_formula() {
        // N / (1 + 0,0025 N), rounded up.
        for (population, answers) in
            [(0, 0), (1, 1), (30, 28), (400, 200), (4_200, 366), (1_000_000, 400)]
        {
            assert_eq!(needed(population, 5), answers, "{population}");
        }
    }
}
