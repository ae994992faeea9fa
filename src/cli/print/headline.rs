//! The figures of the whole province with what they were computed from, as lines and as data.

use serde_json::{Value, json};

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

/// The same as data, with every unit that is not in it.
pub(in crate::cli) fn json(headline: &Headline, pipeline: &Pipeline) -> Value {
    let metrics = headline.rates.iter().map(|rate| {
        json!({
            "metric": pipeline.metric(rate.metric).id,
            "numerator": rate.rate.numerator,
            "denominator": rate.rate.denominator,
            "rate": rate.rate.ratio(),
            "complete": !rate.lacks && rate.coverage.is_whole(),
            "forms_expected": rate.coverage.expected,
            "forms_received": rate.coverage.received,
        })
    });
    let Coverage { expected, received, .. } = headline.coverage;
    json!({
        "forms_expected": expected,
        "forms_received": received,
        "absent": units(headline.coverage.absent(pipeline), pipeline),
        "partial": units(headline.coverage.partial(pipeline), pipeline),
        "metrics": metrics.collect::<Vec<_>>(),
    })
}

fn units<'p>(who: impl Iterator<Item = (&'p str, &'p str)>, pipeline: &Pipeline) -> Value {
    let unit = |(id, form): (&str, &str)| {
        let unit = pipeline.register.find_id(id).map(|unit| &pipeline.register.get(unit).name);
        json!({ "unit_id": id, "unit": unit, "form": form })
    };
    who.map(unit).collect()
}
