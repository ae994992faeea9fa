//! The interval of a rate as a strip: a bar from the lowest rate to the highest, a mark at the rate, a line at the rate of
//! the whole list. It repeats what stands in words beside it.

use super::plan::StripMarks;
use crate::model::Rate;
use crate::table::Standing;

/// What the strips of a list have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct StripScale {
    low: f64,
    high: f64,
    mean: f64,
}

impl StripScale {
    /// From a whole percent below all intervals to one above them; `None` where there are none.
    pub(super) fn of(ranked: &[&Standing], whole: Option<Rate>) -> Option<Self> {
        let mean = whole?.ratio()?;
        let (mut low, mut high) = (mean, mean);
        for standing in ranked {
            low = low.min(standing.low?);
            high = high.max(standing.high?);
        }
        let (low, high) = ((low * 100.0).floor() / 100.0, (high * 100.0).ceil() / 100.0);
        (low < high).then_some(Self { low, high, mean })
    }

    /// Where the rate of the whole list lies.
    pub(super) fn mean(self) -> String {
        shown(self.at(self.mean))
    }

    fn at(self, rate: f64) -> f64 {
        (rate - self.low) / (self.high - self.low) * 100.0
    }

    pub(super) fn marks(self, standing: &Standing) -> Option<StripMarks> {
        let (low, high) = (standing.low?, standing.high?);
        let (numerator, denominator) = (standing.numerator?, standing.denominator?);
        let rate = Rate { numerator, denominator }.ratio()?;
        let at = |rate: f64| self.at(rate);
        Some(StripMarks {
            low: shown(at(low)),
            width: shown(at(high) - at(low)),
            rate: shown(at(rate)),
        })
    }
}

fn shown(place: f64) -> String {
    format!("{place:.1}")
}
