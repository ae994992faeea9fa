//! What is said of a visit and of what was found at it: once for the paper and the command.

use super::visit_report::{FoundAtVisit, FoundState, FoundTally, TargetVisit, VisitStage};
use crate::model::Lang;
use crate::text::day;

impl VisitStage {
    /// How far a visit is.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        match self {
            Self::Ahead => lang.pick("chưa đến ngày kiểm tra", "the visit is ahead"),
            Self::Now => lang.pick("đang kiểm tra", "the visit is going on"),
            Self::Over => lang.pick("đã hết thời gian kiểm tra", "the days of the visit are over"),
        }
    }
}

impl FoundState {
    /// What became of it: `Quá hạn 12 ngày`.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Mended { on, late }, Lang::Vi) => {
                let late = late.map(|days| format!(", muộn {days} ngày")).unwrap_or_default();
                format!("Đã khắc phục ngày {}{late}", day(on))
            }
            (Self::Mended { on, late }, Lang::En) => {
                let late = late.map(|days| format!(", {} late", many(days))).unwrap_or_default();
                format!("Mended on {on}{late}")
            }
            (Self::Open { left: 0 }, _) => {
                lang.pick("Đến hạn trong ngày", "Due on this day").to_owned()
            }
            (Self::Open { left }, Lang::Vi) => format!("Còn {left} ngày"),
            (Self::Open { left }, Lang::En) => format!("{} left", many(*left)),
            (Self::Overdue { late }, Lang::Vi) => format!("Quá hạn {late} ngày"),
            (Self::Overdue { late }, Lang::En) => format!("{} overdue", many(*late)),
            (Self::NoDate, _) => {
                lang.pick("Chưa khắc phục, chưa định hạn", "Not mended, no date").to_owned()
            }
        }
    }
}

fn many(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

impl FoundAtVisit {
    /// At which unit it was found, where that is not the target itself.
    #[must_use]
    pub fn place(&self, target: &str, lang: Lang) -> Option<String> {
        let undrawn =
            if self.undrawn { lang.pick(" (không bốc thăm)", " (not drawn)") } else { "" };
        (self.unit_id != target).then(|| format!("{}{undrawn}", self.unit_name))
    }
}

impl FoundTally {
    /// `7 phát hiện: 5 đã trả lời; 3 đã khắc phục, 2 còn hạn, 1 quá hạn, 1 chưa định hạn`
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let Self { found, answered, mended, open, overdue, no_date } = *self;
        if found == 0 {
            return lang.pick("chưa có phát hiện nào", "nothing was found").to_owned();
        }
        let states = [
            (mended, lang.pick("đã khắc phục", "mended")),
            (open, lang.pick("còn hạn", "not yet due")),
            (overdue, lang.pick("quá hạn", "overdue")),
            (no_date, lang.pick("chưa định hạn", "without a date")),
        ];
        let states = states.iter().filter(|(count, _)| *count > 0);
        let states: Vec<String> = states.map(|(count, what)| format!("{count} {what}")).collect();
        let states = states.join(", ");
        match lang {
            Lang::Vi => format!("{found} phát hiện, {answered} đã trả lời; {states}"),
            Lang::En => format!("{found} findings, {answered} answered; {states}"),
        }
    }
}

impl TargetVisit {
    /// What is missing until nothing is left to do: one thing a line; nothing of what is not yet to be there.
    #[must_use]
    pub fn missing(&self, lang: Lang) -> Vec<String> {
        let (tally, mut said) = (self.tally(), Vec::new());
        if !self.lacking.is_empty() {
            let words = lang.pick("chưa gửi, hoặc chưa dùng được", "not sent, or of no use yet");
            said.push(format!("{words}: {}", self.lacking.join(", ")));
        }
        if self.without_result() {
            said.push(
                lang.pick(
                    "đã hết thời gian kiểm tra, chưa có kết quả nào",
                    "the days of the visit are over and there is no result",
                )
                .to_owned(),
            );
        }
        let communes: Vec<&str> =
            self.communes_without_result().map(|commune| commune.unit_name.as_str()).collect();
        if !communes.is_empty() && !self.without_result() {
            let words =
                lang.pick("xã được bốc thăm chưa có kết quả", "drawn communes without a result");
            said.push(format!("{words}: {}", communes.join(", ")));
        }
        for (count, vi, en) in [
            (tally.found - tally.answered, "phát hiện chưa trả lời", "not answered"),
            (tally.overdue, "phát hiện quá hạn khắc phục", "overdue"),
            (tally.open, "phát hiện còn hạn khắc phục", "not yet due"),
            (
                tally.no_date,
                "phát hiện chưa khắc phục, chưa định hạn",
                "not mended, without a date",
            ),
        ] {
            said.extend((count > 0).then(|| match lang {
                Lang::Vi => format!("{count} {vi}"),
                Lang::En => format!("findings {en}: {count}"),
            }));
        }
        said
    }
}
