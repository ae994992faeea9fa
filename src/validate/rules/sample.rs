//! F208: fewer answers than the number of files asks for: n ≥ N / (1 + N e²), after Yamane.

use crate::model::{Code, Finding};
use crate::pipeline::{Form, Sample};
use crate::text::group_thousands;
use crate::validate::context::Context;
use crate::validate::{Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::SmallSample], check };

fn check(context: &Context, verdicts: &mut Verdicts) {
    for (form_symbol, unit) in context.sums.units() {
        let Some(form) = context.symbols.form(form_symbol) else { continue };
        let Some(sample) = &form.sample else { continue };
        if let (Some((answers, first)), Some(population)) =
            (answers(context, sample, form_symbol, unit), population(context, sample, unit))
        {
            let figure = &context.figures.rows[first];
            let needed = needed(population, sample.error_percent);
            let finding = (answers < needed)
                .then(|| small(context, form, first, (answers, needed, population)));
            verdicts.compared(Code::SmallSample, context.subject(figure), finding);
        }
    }
}

/// The answers of a unit, and its first figure among them.
fn answers(context: &Context, sample: &Sample, form: u32, unit: u32) -> Option<(i64, usize)> {
    let mut total = None;
    for &measure in &sample.responses {
        let sum = context.sums.get(form, unit, context.measure_symbol(measure)?)?;
        let (before, first) = total.unwrap_or((0, sum.first));
        total = Some((before + sum.value, first));
    }
    total
}

/// The files of a unit over all forms; `None` where none counts them.
fn population(context: &Context, sample: &Sample, unit: u32) -> Option<i64> {
    let measure = context.measure_symbol(sample.population)?;
    let forms = (0u32..).zip(&context.figures.words.forms).map(|(form, _)| form);
    let sums = forms.filter_map(|form| context.sums.get(form, unit, measure));
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
    context: &Context,
    form: &Form,
    first: usize,
    (answers, needed, population): (i64, i64, i64),
) -> Finding {
    let figure = &context.figures.rows[first];
    let unit = context.symbols.unit(figure.unit);
    let message = format!(
        "{} có {} phiếu khảo sát cho {} hồ sơ đã giải quyết, ít hơn cỡ mẫu cần thiết {} phiếu ({})",
        unit.map_or("", |unit| context.pipeline.register.get(unit).name.as_str()),
        group_thousands(answers),
        group_thousands(population),
        group_thousands(needed),
        form.name,
    );
    let finding = context.at(Code::SmallSample, figure, message);
    finding.found(answers.to_string()).expected(format!("ít nhất {needed}"))
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
