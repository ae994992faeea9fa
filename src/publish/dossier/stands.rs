//! How a unit stands in each ranking, period by period, and in words how sure that is.

use crate::model::{Period, Unit};
use crate::pipeline::{IndicatorValue, Pipeline, Ranking};
use crate::publish::workbook::certainty::{interval, is_unsure};
use crate::publish::workbook::words;
use crate::table::{Band, Standing, StandingStatus};
use crate::text::{group_thousands, lower_first};

use super::inputs::DossierInputs;

/// A unit in a ranking of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct StandingThen<'a> {
    pub(super) ranking: &'a Ranking,
    /// The indicator that it goes by, where it does.
    pub(super) by: Option<&'a IndicatorValue>,
    pub(super) period: Period,
    pub(super) standing: &'a Standing,
}

/// The places of a unit in the rankings that are declared, each from its oldest kept period to that of the report. A ranking
/// that never had the unit is not among them, and no period in which its id meant another unit.
pub(super) fn stands<'a>(inputs: &DossierInputs<'a>, unit: &Unit) -> Vec<StandingThen<'a>> {
    let pipeline: &'a Pipeline = inputs.run.pipeline;
    let mut all = Vec::new();
    for ranking in &pipeline.rankings {
        let by = pipeline.indicator_of(ranking);
        let of = |standing: &&Standing| standing.unit_id == unit.id;
        for then in inputs.known.past.iter().filter(|then| !then.others.contains(&unit.id)) {
            let standing = then.rankings.of(&ranking.id).find(of);
            all.extend(standing.map(|standing| StandingThen {
                ranking,
                by,
                period: then.period,
                standing,
            }));
        }
        let now = inputs.run.rankings.of(&ranking.id).find(of);
        let period = pipeline.period;
        all.extend(now.map(|standing| StandingThen { ranking, by, period, standing }));
    }
    all
}

impl StandingThen<'_> {
    /// `Cấp huyện, quý III năm 2023: hạng 4/11 (khoảng 2–7), 98,20% (4.900/4.990). Chắc ở nửa trên danh sách.`
    pub(super) fn sentence(&self) -> String {
        let standing = self.standing;
        let place = standing.place.map(|place| {
            let among = interval(standing).map(|ends| format!(" (khoảng {ends})"));
            format!("hạng {place}/{}{}, ", standing.of, among.unwrap_or_default())
        });
        let value = standing.value.map(|value| {
            let counts = standing.numerator.zip(standing.denominator);
            let counts = counts.map(|(above, below)| {
                format!(" ({}/{})", group_thousands(above), group_thousands(below))
            });
            format!(
                "{}{}. ",
                words::value_by(self.by, self.ranking, value),
                counts.unwrap_or_default()
            )
        });
        let (list, period) = (&self.ranking.sheet, lower_first(&self.period.title()));
        let (place, value) = (place.unwrap_or_default(), value.unwrap_or_default());
        format!("{list}, {period}: {place}{value}{}.", self.sure())
    }

    /// How sure its place is, or why it has none.
    pub(super) fn sure(&self) -> String {
        let standing = self.standing;
        if standing.status != StandingStatus::Ranked {
            return standing.status.title().to_owned();
        }
        let half = match standing.band {
            _ if standing.of == 1 => "Danh sách chỉ có một đơn vị được xếp hạng",
            Some(Band::Upper) => "Chắc ở nửa trên danh sách",
            Some(Band::Lower) => "Chắc ở nửa dưới danh sách",
            Some(Band::Unclear) if is_unsure(standing) => {
                "Chưa chắc: khoảng hạng rộng hơn nửa danh sách"
            }
            Some(Band::Unclear) => "Chưa rõ nửa trên hay nửa dưới",
            None => "Không có khoảng hạng",
        };
        match self.moved() {
            Some(moved) => format!("{half}; {moved}"),
            None => half.to_owned(),
        }
    }

    /// How its place changed since the period before; `None` where it had none, or has the same.
    pub(super) fn moved(&self) -> Option<String> {
        let standing = self.standing;
        let (now, then) = (standing.place?, standing.previous_place?);
        let way = match now.cmp(&then) {
            std::cmp::Ordering::Less => "tăng",
            std::cmp::Ordering::Greater => "giảm",
            std::cmp::Ordering::Equal => return None,
        };
        let other_list = standing.previous_of.filter(|of| *of != standing.of);
        let chance = match standing.previous_low.zip(standing.previous_high) {
            Some(_) if standing.moved_within_chance() => " (trong mức ngẫu nhiên)".to_owned(),
            // Who joins a list moves others without their doing anything.
            _ if other_list.is_some() => {
                format!(" (kỳ trước xếp trong {} đơn vị)", other_list.unwrap_or(0))
            }
            Some(_) => " (ngoài mức ngẫu nhiên)".to_owned(),
            None => String::new(),
        };
        Some(format!("{way} {} bậc{chance}", now.abs_diff(then)))
    }

    /// Whether it fell further than chance alone would let it fall, counted from either end of the list: a unit that joins the
    /// list ahead of it is no fall.
    pub(super) fn fell_beyond_chance(&self) -> bool {
        let standing = self.standing;
        let (Some(now), Some(worst)) = (standing.place, standing.previous_high) else {
            return false;
        };
        let then_of = standing.previous_of.unwrap_or(standing.of);
        now > worst && standing.of.saturating_sub(now) < then_of.saturating_sub(worst)
    }
}
