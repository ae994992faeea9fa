//! F210, F211: a unit against itself in the period before.

use crate::model::{Code, Finding};
use crate::pipeline::{MeasureIx, Previous};
use crate::text::group_thousands;
use crate::validate::context::Context;
use crate::validate::earlier::Earlier;
use crate::validate::sums::Sum;
use crate::validate::{Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::SuddenChange, Code::CarriedDiffers], check };

fn check(context: &Context, verdicts: &mut Verdicts) {
    let Some(earlier) = &context.earlier else { return };
    for (form, unit) in context.sums.units() {
        let previous = context.symbols.form(form).and_then(|form| form.previous.as_ref());
        let Some(previous) = previous else { continue };
        let then = Then { context, earlier, form, unit };
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
    context: &'c Context<'c>,
    earlier: &'c Earlier,
    form: u32,
    unit: u32,
}

impl Then<'_> {
    fn now(&self, measure: MeasureIx) -> Option<Sum> {
        self.context.sums.get(self.form, self.unit, self.context.measure_symbol(measure)?)
    }

    fn before(&self, measure: MeasureIx) -> Option<i64> {
        let words = &self.context.figures.words;
        let form = words.forms.get(self.form as usize)?;
        let unit = words.units.get(self.unit as usize)?;
        self.earlier.get(form, unit, &self.context.pipeline.measure(measure).id)
    }

    fn jump(&self, previous: &Previous, measure: MeasureIx, verdicts: &mut Verdicts) {
        let (Some(now), Some(before)) = (self.now(measure), self.before(measure)) else { return };
        let (least, most) = (now.value.min(before), now.value.max(before));
        let jumps = most >= previous.from && i128::from(most) > times(least, previous.times);
        let finding = jumps.then(|| {
            let message = format!(
                "{}: {} kỳ này {}, kỳ trước {}",
                self.name(),
                self.context.title(measure),
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
                self.name(),
                self.context.title(carried),
                group_thousands(now.value),
                self.context.title(pending).to_lowercase(),
                group_thousands(before),
                group_thousands((now.value - before).abs()),
            );
            self.finding(Code::CarriedDiffers, now, before, message)
        });
        self.verdict(Code::CarriedDiffers, now, finding, verdicts);
    }

    fn name(&self) -> &str {
        let unit = self.context.symbols.unit(self.unit);
        unit.map_or("", |unit| self.context.pipeline.register.get(unit).name.as_str())
    }

    fn finding(&self, code: Code, now: Sum, before: i64, message: String) -> Finding {
        let figure = &self.context.figures.rows[now.first];
        let finding = self.context.at(code, figure, message);
        finding.found(now.value.to_string()).expected(before.to_string())
    }

    fn verdict(&self, code: Code, now: Sum, finding: Option<Finding>, verdicts: &mut Verdicts) {
        let figure = &self.context.figures.rows[now.first];
        verdicts.compared(code, self.context.subject(figure), finding);
    }
}

fn times(value: i64, times: i64) -> i128 {
    i128::from(value) * i128::from(times)
}
