//! F210, F211: a unit against itself in the period before.

use crate::model::{Code, Finding, FormIx, MeasureIx, UnitIx};
use crate::pipeline::Previous;
use crate::table::Total;
use crate::text::group_thousands;
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Check, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::SuddenChange, Code::CarriedDiffers], check: Check::OfAll(check) };

fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    if period.earlier.is_none() {
        return;
    }
    for key in period.units() {
        let Some(previous) = &period.form(key.0).previous else { continue };
        let then = Then { period, key };
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
    period: &'c PeriodContext<'c>,
    key: (FormIx, UnitIx),
}

impl Then<'_> {
    fn now(&self, measure: MeasureIx) -> Option<Total> {
        self.period.sum(self.key.0, self.key.1, measure)
    }

    fn before(&self, measure: MeasureIx) -> Option<i64> {
        self.period.before(self.key.0, self.key.1, measure)
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
            self.finding(Code::SuddenChange, (measure, now), before, message)
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
            self.finding(Code::CarriedDiffers, (carried, now), before, message)
        });
        self.verdict(Code::CarriedDiffers, now, finding, verdicts);
    }

    fn finding(
        &self,
        code: Code,
        (measure, now): (MeasureIx, Total),
        before: i64,
        message: String,
    ) -> Finding {
        let finding = self.period.at(code, self.key, (measure, now.first), message);
        finding.found(now.value.to_string()).compared(before.to_string())
    }

    fn verdict(&self, code: Code, now: Total, finding: Option<Finding>, verdicts: &mut Verdicts) {
        let subject = self.period.subject_of(self.key.0, now.first);
        verdicts.compared(code, subject, finding);
    }
}

fn times(value: i64, times: i64) -> i128 {
    i128::from(value) * i128::from(times)
}
