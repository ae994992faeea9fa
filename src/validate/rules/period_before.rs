//! F210, F211: a unit against itself in the period before.

use crate::model::{Check, Code, Finding, FormIx, Guidance, MeasureIx, Severity, Total, UnitIx};
use crate::pipeline::Previous;
use crate::text::group_thousands;
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule =
    Rule { checks: &[&SUDDEN_CHANGE, &CARRIED_DIFFERS], judge: Judge::OfAll(check) };

static SUDDEN_CHANGE: Check = Check {
    code: Code::SuddenChange,
    severity: Severity::Warning,
    title: "Biến động lớn so với kỳ trước",
    vietnamese: Guidance {
        means: "Tổng của đơn vị gấp nhiều lần, hoặc chỉ bằng một phần nhỏ, so với kỳ trước; vẫn được tính.",
        example: "Kỳ trước tiếp nhận 410 hồ sơ, kỳ này 4.100.",
        mend: "Kiểm tra có gõ thừa chữ số, thiếu đơn vị, hay báo cáo lũy kế thay cho trong kỳ không.",
    },
    english: Guidance {
        means: "A sum of a unit is several times that of the period before.",
        example: "410 files were received in the period before, 4,100 now.",
        mend: "See whether a digit is too many, a unit is missing, or figures are of the whole year.",
    },
};

static CARRIED_DIFFERS: Check = Check {
    code: Code::CarriedDiffers,
    severity: Severity::Warning,
    title: "Số chuyển kỳ không khớp",
    vietnamese: Guidance {
        means: "Số kỳ trước chuyển sang khác với số đang giải quyết ở cuối kỳ trước.",
        example: "Cuối kỳ trước còn 57 hồ sơ, kỳ này ghi chuyển sang 75.",
        mend: "Đối chiếu với báo cáo kỳ trước; nếu kỳ trước sai, báo lại để sửa.",
    },
    english: Guidance {
        means: "What was carried over is not what was pending at the end of the period before.",
        example: "57 files were pending at the end, 75 are carried over.",
        mend: "Compare with the report of the period before; if that was wrong, say so.",
    },
};

fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    if !period.looks_back() {
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
                "{}: {} kỳ này {}, kỳ trước {}{}",
                self.period.name(self.key.1),
                self.period.title(measure),
                group_thousands(now.value),
                group_thousands(before),
                self.period.made_of(self.key.1),
            );
            self.finding(&SUDDEN_CHANGE, (measure, now), before, message)
        });
        self.verdict(&SUDDEN_CHANGE, now, finding, verdicts);
    }

    fn carried(&self, carried: MeasureIx, pending: MeasureIx, verdicts: &mut Verdicts) {
        let (Some(now), Some(before)) = (self.now(carried), self.before(pending)) else { return };
        let finding = (now.value != before).then(|| {
            let message = format!(
                "{}: {} ghi {}, nhưng cuối kỳ trước {} {}{} (lệch {})",
                self.period.name(self.key.1),
                self.period.title(carried),
                group_thousands(now.value),
                self.period.title(pending).to_lowercase(),
                group_thousands(before),
                self.period.made_of(self.key.1),
                group_thousands((now.value - before).abs()),
            );
            self.finding(&CARRIED_DIFFERS, (carried, now), before, message)
        });
        self.verdict(&CARRIED_DIFFERS, now, finding, verdicts);
    }

    fn finding(
        &self,
        check: &Check,
        (measure, now): (MeasureIx, Total),
        before: i64,
        message: String,
    ) -> Finding {
        let finding = self.period.at(check, self.key, (measure, now.first), message);
        finding.found(now.value.to_string()).compared(before.to_string())
    }

    fn verdict(
        &self,
        check: &Check,
        now: Total,
        finding: Option<Finding>,
        verdicts: &mut Verdicts,
    ) {
        let subject = self.period.subject_of(self.key.0, now.first);
        verdicts.compared(check, subject, finding);
    }
}

fn times(value: i64, times: i64) -> i128 {
    i128::from(value) * i128::from(times)
}
