//! F210, F211: a unit against itself in the period before.

use crate::model::{Code, Finding};
use crate::pipeline::{MeasureIx, Previous};
use crate::table::EarlierSums;
use crate::text::group_thousands;
use crate::validate::period::{Period, Total};
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule =
    Rule { codes: &[Code::SuddenChange, Code::CarriedDiffers], check: Check::OfAll(check) };

fn check(period: &Period, verdicts: &mut Verdicts) {
    let Some(earlier) = period.earlier else { return };
    for key in period.units() {
        let previous = period.symbols.form(key.0).and_then(|form| form.previous.as_ref());
        let Some(previous) = previous else { continue };
        let then = Then { period, earlier, key };
        for &measure in &previous.measures {
            then.jump(previous, measure, verdicts);
        }
        if let Some((carried, pending)) = previous.carried {
            then.carried(carried, pending, verdicts);
        }
    }
}

/// A unit in a form, now and in the period before.
struct Then<'c> {
    period: &'c Period<'c>,
    earlier: &'c EarlierSums,
    key: (u32, u32),
}

impl Then<'_> {
    fn now(&self, measure: MeasureIx) -> Option<Total> {
        self.period.sum(self.key.0, self.key.1, measure)
    }

    fn before(&self, measure: MeasureIx) -> Option<i64> {
        let words = self.period.words;
        let form = words.forms.get(self.key.0 as usize)?;
        let unit = words.units.get(self.key.1 as usize)?;
        self.earlier.get(form, unit, &self.period.pipeline.measure(measure).id)
    }

    fn jump(&self, previous: &Previous, measure: MeasureIx, verdicts: &mut Verdicts) {
        let (Some(now), Some(before)) = (self.now(measure), self.before(measure)) else { return };
        let (least, most) = (now.value.min(before), now.value.max(before));
        let jumps = most >= previous.from && i128::from(most) > times(least, previous.times);
        let finding = jumps.then(|| {
            let message = format!(
                "{}: {} kỳ này {}, kỳ trước {}",
                self.period.name(self.key.1),
                self.period.title(measure),
                group_thousands(now.value),
                group_thousands(before),
            );
            self.finding(Code::SuddenChange, now, before, message)
        });
        self.verdict(Code::SuddenChange, now, finding, verdicts);
    }

    fn carried(&self, carried: MeasureIx, pending: MeasureIx, verdicts: &mut Verdicts) {
        let (Some(now), Some(before)) = (self.now(carried), self.before(pending)) else { return };
        let finding = (now.value != before).then(|| {
            let message = format!(
                "{}: {} ghi {}, nhưng cuối kỳ trước {} {} (lệch {})",
                self.period.name(self.key.1),
                self.period.title(carried),
                group_thousands(now.value),
                self.period.title(pending).to_lowercase(),
                group_thousands(before),
                group_thousands((now.value - before).abs()),
            );
            self.finding(Code::CarriedDiffers, now, before, message)
        });
        self.verdict(Code::CarriedDiffers, now, finding, verdicts);
    }

    fn finding(&self, code: Code, now: Total, before: i64, message: String) -> Finding {
        let finding = self.period.at(code, self.key, now.first, message);
        finding.found(now.value.to_string()).expected(before.to_string())
    }

    fn verdict(&self, code: Code, now: Total, finding: Option<Finding>, verdicts: &mut Verdicts) {
        let subject = self.period.subject(now.first.file, self.key.0);
        verdicts.compared(code, subject, finding);
    }
}

fn times(value: i64, times: i64) -> i128 {
    i128::from(value) * i128::from(times)
}
