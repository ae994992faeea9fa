//! Names and numbers as a person reads them.

use crate::cli::print::figure::{rate_in, status_in, whole_in};
use crate::compare::{NumberKey, RateChange, Sums};
use crate::model::{Lang, Level, Place, Scope};
use crate::pipeline::Pipeline;
use crate::table::StandingStatus;

/// How things are called.
#[derive(Clone, Copy)]
pub(in crate::cli) struct DiffWords<'p> {
    pub(in crate::cli) lang: Lang,
    pub(in crate::cli) pipeline: &'p Pipeline,
}

impl<'p> DiffWords<'p> {
    pub(in crate::cli) const fn pick<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(vi, en)
    }

    pub(in crate::cli) fn say(&self, vi: String, en: String) -> String {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    pub(in crate::cli) fn more(&self, count: usize) -> String {
        self.say(format!("… và {count} mục nữa"), format!("… and {count} more"))
    }

    pub(in crate::cli) fn unit(&self, id: &str) -> String {
        let unit = self.pipeline.register.find_id(id);
        unit.map_or(id.to_owned(), |unit| self.pipeline.register.get(unit).name.clone())
    }

    pub(in crate::cli) fn metric(&self, id: &'p str) -> &'p str {
        let metric = self.pipeline.metrics.iter().find(|metric| metric.id == id);
        metric.map_or(id, |metric| metric.title.as_str())
    }

    pub(in crate::cli) fn ranking(&self, id: &'p str) -> &'p str {
        let ranking = self.pipeline.rankings.iter().find(|ranking| ranking.id == id);
        ranking.map_or(id, |ranking| ranking.title.as_str())
    }

    pub(in crate::cli) fn scope(&self, word: &str) -> &'static str {
        match Scope::parse(word) {
            Some(Scope::Own) => self.lang.pick("riêng đơn vị", "own"),
            _ => self.lang.pick("gồm cả cấp dưới", "total"),
        }
    }

    /// `Huyện Lộc Ninh · Đất đai · Giải quyết quá hạn`; the unit alone is not said twice.
    pub(in crate::cli) fn key(&self, key: &NumberKey) -> String {
        let measure = self.pipeline.measures.iter().find(|measure| measure.id == key.measure);
        let measure = measure.map_or(&key.measure, |measure| &measure.title);
        let unit = self.unit(&key.unit_id);
        let parts = [Some(&unit), key.field.as_ref(), key.source.as_ref(), Some(measure)];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join(" · ")
    }

    pub(in crate::cli) fn whole(&self, number: i64) -> String {
        whole_in(number, self.lang)
    }

    #[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 10^15 get there")]
    pub(in crate::cli) fn number(&self, value: f64) -> String {
        if value.fract() == 0.0 && value.abs() < 1e15 {
            return self.whole(value as i64);
        }
        let text = format!("{value}");
        self.say(text.replace('.', ","), text)
    }

    /// With its sign: `+5`, `−5`, `0`.
    pub(in crate::cli) fn signed(&self, number: i64) -> String {
        match number {
            0 => "0".to_owned(),
            1.. => format!("+{}", self.whole(number)),
            _ => format!("−{}", self.whole(number.saturating_neg())),
        }
    }

    pub(in crate::cli) fn signed_real(&self, value: f64) -> String {
        if value > 0.0 {
            format!("+{}", self.number(value))
        } else if value < 0.0 {
            format!("−{}", self.number(-value))
        } else {
            "0".to_owned()
        }
    }

    /// `85/90 (94,44%)`.
    pub(in crate::cli) fn rate(&self, sums: Option<Sums>) -> String {
        rate_in(sums, self.lang)
    }

    /// A row over all fields whose level, scope and metric some ranking shows; and the province with all of it.
    pub(in crate::cli) fn is_headline(&self, rate: &RateChange) -> bool {
        let register = &self.pipeline.register;
        let level = register.find_id(&rate.unit_id).map(|unit| register.get(unit).level);
        let shown =
            |metric: crate::pipeline::MetricIx| self.pipeline.metric(metric).id == rate.metric;
        let mut rankings = self.pipeline.rankings.iter();
        rate.field.is_none()
            && rankings.any(|ranking| {
                let metrics = ranking.shares.iter().map(|share| share.metric);
                let mut metrics = metrics.chain(ranking.show.iter().copied());
                let here = level == Some(ranking.league) && ranking.scope.word() == rate.scope;
                let top = level.is_some_and(Level::is_whole) && rate.scope == Scope::Total.word();
                (here || top) && metrics.any(shown)
            })
    }

    /// Why a unit has no place.
    pub(in crate::cli) fn status(&self, status: StandingStatus) -> &'static str {
        status_in(status, self.lang)
    }
}

/// Both places, or the one of them where they are the same or one is missing.
pub(in crate::cli) fn places(old: Option<&Place>, new: Option<&Place>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (old, new) => new.or(old).map_or(String::new(), ToString::to_string),
    }
}
