//! The figures of the whole province with what they were computed from, as lines and as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::unit_name;
use crate::model::Lang;
use crate::pipeline::{MetricIx, Pipeline};
use crate::table::{Coverage, Headline, HeadlineRate};
use crate::text::percent;

/// Units that are named on a line; the JSON and the workbook have more of them.
const NAMED: usize = 8;

/// The rates that rankings go by, each with from how many forms it is, and on lines of their own who is not in them.
pub(in crate::cli) fn lines(headline: &Headline, pipeline: &Pipeline, lang: Lang) -> Vec<String> {
    let Headline { rates, coverage } = headline;
    let shares = || pipeline.rankings.iter().flat_map(|ranking| &ranking.shares);
    let ranked = |metric: MetricIx| shares().any(|share| share.metric == metric);
    let rates = rates.iter().filter(|rate| ranked(rate.metric));
    let rates: Vec<String> = rates.map(|rate| said(rate, pipeline, lang)).collect();
    let overall = lang.pick("kết quả chung", "overall");
    let first = if rates.is_empty() {
        let none = lang.pick("chưa có tỷ lệ nào", "no rate yet");
        format!("{overall}: {none} ({})", coverage.count(lang))
    } else {
        format!("{overall}: {}", rates.join("; "))
    };
    let lacks = coverage.lacks(pipeline, lang, NAMED);
    std::iter::once(first).chain(lacks.into_iter().map(|line| format!("  {line}"))).collect()
}

/// `Tỷ lệ giải quyết đúng hạn 98,42% (tính từ 20 / 42 biểu phải gửi)`.
fn said(rate: &HeadlineRate, pipeline: &Pipeline, lang: Lang) -> String {
    let title = &pipeline.metric(rate.metric).title;
    let ratio = percent(rate.rate.ratio().unwrap_or_default());
    let ratio = if lang == Lang::En { ratio.replace(',', ".") } else { ratio };
    format!("{title} {ratio} ({})", rate.coverage.count(lang))
}

/// The figures of the whole province and what they were computed from.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct HeadlineJson<'p> {
    /// Forms that were to be sent.
    forms_expected: usize,
    /// Forms that are in it.
    forms_received: usize,
    /// Units that are not in it, with the form.
    absent: Vec<FormOfUnitJson<'p>>,
    /// Units of which a part is in it.
    partial: Vec<FormOfUnitJson<'p>>,
    metrics: Vec<MetricJson<'p>>,
}

/// A form of a unit.
#[derive(Debug, Serialize, JsonSchema)]
struct FormOfUnitJson<'p> {
    unit_id: &'p str,
    unit: Option<&'p str>,
    form: &'p str,
}

/// A rate of the whole province.
#[derive(Debug, Serialize, JsonSchema)]
struct MetricJson<'p> {
    metric: &'p str,
    numerator: i64,
    denominator: i64,
    /// 0 to 1; null where there is nothing to divide by.
    rate: Option<f64>,
    /// Whether everybody is in it with all figures.
    complete: bool,
    forms_expected: usize,
    forms_received: usize,
}

/// The same as data, with every unit that is not in it.
pub(in crate::cli) fn json<'p>(headline: &'p Headline, pipeline: &'p Pipeline) -> HeadlineJson<'p> {
    let metrics = headline.rates.iter().map(|rate| MetricJson {
        metric: &pipeline.metric(rate.metric).id,
        numerator: rate.rate.numerator,
        denominator: rate.rate.denominator,
        rate: rate.rate.ratio(),
        complete: !rate.lacks && rate.coverage.is_whole(),
        forms_expected: rate.coverage.expected,
        forms_received: rate.coverage.received,
    });
    let Coverage { expected, received, .. } = headline.coverage;
    HeadlineJson {
        forms_expected: expected,
        forms_received: received,
        absent: units(headline.coverage.absent(pipeline), pipeline),
        partial: units(headline.coverage.partial(pipeline), pipeline),
        metrics: metrics.collect(),
    }
}

fn units<'p>(
    who: impl Iterator<Item = (&'p str, &'p str)>,
    pipeline: &'p Pipeline,
) -> Vec<FormOfUnitJson<'p>> {
    let unit = |(unit_id, form)| {
        let unit = unit_name(&pipeline.register, Some(unit_id));
        FormOfUnitJson { unit_id, unit, form }
    };
    who.map(unit).collect()
}
