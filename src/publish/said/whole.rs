//! The rate of the whole province by the metric that rankings go by first, beside the period before.

use std::cmp::Ordering;

use crate::model::{Lang, Rate};
use crate::pipeline::{Metric, MetricIx};
use crate::table::{Headline, HeadlineRate, OverallRow};
use crate::text::{group_thousands, lower_first};

use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::share;

/// The rate of all units together.
#[derive(Debug, Clone)]
pub(in crate::publish) struct WholeRate<'a> {
    metric: &'a Metric,
    /// What the counts are counted in.
    scale: &'a str,
    /// Whose rate it is.
    whose: String,
    rate: Rate,
    /// The same in the period before, where it can be compared, and what that is called.
    previous: Option<(Rate, String)>,
    /// Why it should not be relied on: from how few forms it is, or that figures are missing.
    doubt: Option<String>,
}

/// The metric that the first ranking goes by first.
pub(in crate::publish) fn main_metric(facts: &Facts<'_>) -> Option<MetricIx> {
    facts.pipeline.rankings.first()?.shares.first().map(|share| share.metric)
}

impl<'a> WholeRate<'a> {
    /// `None` where there is no rate.
    pub(in crate::publish) fn of(facts: &Facts<'a>, headline: &Headline) -> Option<Self> {
        let main = main_metric(facts)?;
        let HeadlineRate { rate, lacks, coverage, .. } =
            headline.rates.iter().find(|rate| rate.metric == main)?;
        let metric = facts.pipeline.metric(main);
        let previous = facts.inputs.overall.get(&metric.id).and_then(OverallRow::previous);
        let before = facts.pipeline.period.previous().title();
        let few = (coverage.received < coverage.expected).then(|| coverage.count(Lang::Vi));
        let lacks = lacks.then(|| "số liệu chưa đủ".to_owned());
        let doubts: Vec<String> = few.into_iter().chain(lacks).collect();
        let register = &facts.pipeline.register;
        let mut wholes = register.iter().filter(|(_, unit)| unit.level.is_whole());
        let whose = match (wholes.next(), wholes.next()) {
            (Some((_, whole)), None) => whole.name.clone(),
            _ => "Toàn bộ".to_owned(),
        };
        Some(Self {
            metric,
            scale: facts.scale(metric),
            whose,
            rate: *rate,
            previous: previous.map(|rate| (rate, lower_first(&before))),
            doubt: (!doubts.is_empty()).then(|| doubts.join("; ")),
        })
    }

    /// `Tỉnh …: tỷ lệ giải quyết đúng hạn 97,79% (158.908/162.506 hồ sơ), tăng 0,31 điểm so với quý II năm 2023.`
    pub(super) fn sentence(&self, decimals: bool) -> String {
        let Self { metric, scale, whose, .. } = self;
        let [above, below] = [self.rate.numerator, self.rate.denominator].map(group_thousands);
        let counts = if scale.is_empty() {
            format!("{above}/{below}")
        } else {
            format!("{above}/{below} {scale}")
        };
        let title = lower_first(&metric.title);
        let rate = match self.rate.ratio() {
            Some(ratio) if decimals => format!("{title} {} ({counts})", share(ratio, true)),
            _ => format!("{title} {counts}"),
        };
        let change = self.change(decimals).map(|change| format!(", {change}"));
        let doubt = self.doubt.as_ref().map(|doubt| format!(" ({doubt})"));
        format!("{whose}: {rate}{}{}.", change.unwrap_or_default(), doubt.unwrap_or_default())
    }

    /// `tăng 0,31 điểm so với quý II năm 2023`
    fn change(&self, decimals: bool) -> Option<String> {
        let (then, period) = self.previous.as_ref()?;
        let by = (self.rate.ratio()? - then.ratio()?) * 100.0;
        let way = match self.rate.compare(*then) {
            Ordering::Greater => "tăng",
            Ordering::Less => "giảm",
            Ordering::Equal => return Some(format!("bằng {period}")),
        };
        let by = match format!("{:.2}", by.abs()).replace('.', ",") {
            _ if !decimals => String::new(),
            nothing if nothing == "0,00" => " dưới 0,01 điểm".to_owned(),
            by => format!(" {by} điểm"),
        };
        Some(format!("{way}{by} so với {period}"))
    }
}
