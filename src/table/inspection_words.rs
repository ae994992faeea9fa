//! What is said of a form that a unit owes by a plan, and of its visit: once for the sheet, the page, the dossier and the
//! command. "Not sent" and "late" are told of nobody of whom something lies there that could not be read.

use super::inspections::{
    InspectionPart, InspectionRow, Inspections, ReportStatus, ReportTally, UnitReport,
};
use crate::model::{Lang, Period, Status};
use crate::pipeline::InspectionPlan;
use crate::text::{day, lower_first, normal};

impl InspectionRow {
    /// What became of the form: `Chưa gửi, quá hạn 12 ngày`.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let came = match (&self.received_at, lang) {
            (Some(at), _) => {
                format!("{} {}", lang.pick("Đã gửi ngày", "Sent on"), day_in(at, lang))
            }
            (None, _) => lang
                .pick("Đã gửi, không rõ ngày nhận", "Sent, on which day is not known")
                .to_owned(),
        };
        let late = self.days_late.unwrap_or(0);
        match self.status {
            ReportStatus::InTime => {
                format!("{came}, {}{}", lang.pick("đúng hạn", "in time"), self.replacement(lang))
            }
            ReportStatus::Late => {
                format!("{came}, {}{}", by_days(late, lang), self.replacement(lang))
            }
            ReportStatus::Undated => came + &self.replacement(lang),
            ReportStatus::Missing => {
                let missing = lang.pick("Chưa gửi", "Not sent");
                let when = match (self.days_late, self.days_left) {
                    (Some(late), _) => match lang {
                        Lang::Vi => format!("quá hạn {late} ngày"),
                        Lang::En => format!("{} overdue", days(late)),
                    },
                    (None, left) => left_to(left.unwrap_or(0), lang),
                };
                format!("{missing}, {when}")
            }
            ReportStatus::Unusable => self.unusable(lang),
            ReportStatus::NotJudged => {
                let period = self.period.parse::<Period>();
                match lang {
                    Lang::Vi => {
                        let period = period.map_or_else(|_| self.period.clone(), Period::title);
                        format!("Chưa xét: báo cáo của kỳ {period}")
                    }
                    Lang::En => format!("Not judged: a report of {}", self.period),
                }
            }
        }
    }

    /// How far the visit is off: `Còn 3 ngày`. That it took place is nothing that is known here.
    #[must_use]
    pub fn visit_said(&self, lang: Lang) -> Option<String> {
        let ahead = self.days_to_visit?;
        let over = self.to.as_ref().is_some_and(|to| *to < self.as_of);
        Some(match ahead {
            1.. => match lang {
                Lang::Vi => format!("Còn {ahead} ngày"),
                Lang::En => format!("In {}", days(ahead)),
            },
            0 => lang.pick("Bắt đầu trong ngày", "Begins on this day").to_owned(),
            _ if over => lang.pick("Đã qua", "Over").to_owned(),
            _ => lang.pick("Đang kiểm tra theo kế hoạch", "Under way by the plan").to_owned(),
        })
    }

    /// The last day on which its report is on time.
    #[must_use]
    pub fn due(&self, lang: Lang) -> String {
        day_in(&self.report_by, lang)
    }

    /// First and last day of the visit: `01/8 – 08/8/2023`.
    #[must_use]
    pub fn visit_days(&self, lang: Lang) -> Option<String> {
        let (from, to) = (self.from.as_deref()?, self.to.as_deref()?);
        let [from, to] = [from, to].map(|at| day_in(at, lang));
        // The year is said once.
        let year = to.rsplit_once('/').map_or("", |(_, year)| year);
        let begins = from.strip_suffix(year).and_then(|from| from.strip_suffix('/'));
        Some(format!("{}\u{a0}–\u{a0}{to}", begins.unwrap_or(&from)))
    }

    /// That another file counts than that which came first.
    fn replacement(&self, lang: Lang) -> String {
        if !self.replaced {
            return String::new();
        }
        match &self.counted_at {
            Some(at) => {
                let words = lang.pick("; bản thay thế gửi ngày", "; replaced on");
                format!("{words} {}", day_in(at, lang))
            }
            None => lang.pick("; đã có bản thay thế", "; since replaced").to_owned(),
        }
    }

    /// What lies there instead, and what is to be done about it.
    fn unusable(&self, lang: Lang) -> String {
        let is_folder = self.file.as_ref().is_some_and(|file| file.ends_with('/'));
        let what = match self.submission {
            _ if is_folder => lang.pick(
                "Có thư mục không mở được, chưa rõ đã gửi hay chưa",
                "A folder cannot be opened: whether it was sent is not known",
            ),
            Some(Status::Unreadable) => lang.pick(
                "Có tệp của đơn vị không mở được, cần gửi lại",
                "A file of the unit cannot be opened; to be sent again",
            ),
            Some(Status::Unrecognised) => lang.pick(
                "Có tệp của đơn vị chưa nhận ra biểu, cần xem lại",
                "A file of the unit has no known form; to be looked at",
            ),
            Some(Status::NotRun) => lang.pick(
                "Chưa có lượt chạy nào tính đến đơn vị, chưa rõ đã gửi hay chưa",
                "No run tells of the unit: whether it was sent is not known",
            ),
            Some(Status::Doubtful) => lang.pick(
                "Có tệp chưa rõ của đơn vị này hay đơn vị khác, cần xem lại",
                "A file may be of this unit or of another; to be looked at",
            ),
            _ => lang.pick(
                "Đã gửi, không dùng được, cần gửi lại",
                "Sent, nothing of it can be used; to be sent again",
            ),
        };
        let file = self.file.as_ref().map(|file| format!(" ({})", normal(file)));
        let left = self.days_left.map(|left| format!(", {}", left_to(left, lang)));
        format!("{what}{}{}", left.unwrap_or_default(), file.unwrap_or_default())
    }
}

impl UnitReport<'_> {
    /// What became of each form, those of which the same is said together: `Phụ lục 1, Phụ lục 2: Chưa gửi, còn 3 ngày`.
    /// `name` is what people call a form.
    pub fn said<'n>(&self, lang: Lang, name: impl Fn(&str) -> &'n str) -> Vec<String> {
        let mut said: Vec<(String, Vec<&str>)> = Vec::new();
        for row in self.rows {
            let (words, form) = (row.said(lang), name(&row.form));
            match said.iter_mut().find(|(known, _)| *known == words) {
                Some((_, forms)) => forms.push(form),
                None => said.push((words, vec![form])),
            }
        }
        let told = said.into_iter().map(|(words, forms)| {
            if self.is_judged() { format!("{}: {words}", forms.join(", ")) } else { words }
        });
        told.collect()
    }
}

impl ReportTally {
    /// How many units stand how: `10 đơn vị được kiểm tra: 7 đã gửi đủ, 3 chưa đủ; 2 có biểu muộn hoặc quá hạn`.
    #[must_use]
    pub fn said(&self, part: InspectionPart, lang: Lang) -> String {
        let Self { units, complete, lacking, unjudged, late } = *self;
        let counts = [
            (complete, ("đã gửi đủ", "sent all")),
            (lacking, ("chưa đủ", "lack something")),
            (unjudged, ("chưa xét", "not judged")),
            (late, ("có biểu muộn hoặc quá hạn", "have a form that came late or is overdue")),
        ];
        let counts = counts.iter().enumerate().filter(|(at, (count, _))| *at == 0 || *count > 0);
        let counts = counts.map(|(_, (count, (vi, en)))| format!("{count} {}", lang.pick(vi, en)));
        let counts = counts.collect::<Vec<_>>().join(", ");
        let who = match (part, lang) {
            (InspectionPart::Target, Lang::Vi) => format!("{units} đơn vị được kiểm tra"),
            (InspectionPart::Other, Lang::Vi) => format!("{units} đơn vị tự kiểm tra"),
            (InspectionPart::Target, Lang::En) => format!("Of {units} that are visited"),
            (InspectionPart::Other, Lang::En) => format!("Of {units} that inspect themselves"),
        };
        format!("{who}: {counts}")
    }
}

impl Inspections {
    /// How a plan stands as a whole, in sentences: the day of which that is told, how many units stand how, who is visited
    /// next.
    #[must_use]
    pub fn summary(&self, plan: &InspectionPlan, as_of: &str, lang: Lang) -> Vec<String> {
        let last = plan.last_day().map(|last| last.to_string());
        let over = last.filter(|last| last.as_str() < as_of);
        let over = over.map(|last| day_in(&last, lang)).map(|last| match lang {
            Lang::Vi => format!(", sau ngày cuối của kế hoạch ({last})"),
            Lang::En => format!(", after the last day of the plan ({last})"),
        });
        let told = lang.pick("Tính đến ngày", "As of");
        let mut said = vec![format!("{told} {}{}.", day_in(as_of, lang), over.unwrap_or_default())];
        for part in InspectionPart::ALL {
            let tally = self.tally(&plan.id, part);
            said.extend((tally.units > 0).then(|| format!("{}.", tally.said(part, lang))));
        }
        said.extend(others_by_paper(plan, lang));
        said.extend(self.next_said(&plan.id, lang));
        said
    }

    /// Who is visited next, and when.
    fn next_said(&self, plan: &str, lang: Lang) -> Option<String> {
        let next = self.next_visits(plan);
        let first = next.first()?.first;
        let who: Vec<&str> = next.iter().map(|report| report.first.unit_name.as_str()).collect();
        let (who, from) = (who.join(", "), day_in(first.from.as_deref()?, lang));
        let when = lower_first(&first.visit_said(lang)?);
        Some(match lang {
            Lang::Vi => format!("Kiểm tra tiếp theo: {who}, từ ngày {from} ({when})."),
            Lang::En => format!("Next visit: {who}, from {from} ({when})."),
        })
    }
}

/// That the others report with a paper that nothing here reads: nobody is told of as having sent it, or not.
#[must_use]
pub fn others_by_paper(plan: &InspectionPlan, lang: Lang) -> Option<String> {
    let by = plan.others_report_by.filter(|_| plan.others_forms.is_empty())?;
    let by = day_in(&by.to_string(), lang);
    Some(match lang {
        Lang::Vi => format!(
            "Các đơn vị khác tự kiểm tra, gửi báo cáo đến hết ngày {by}; báo cáo đó là văn bản nên không theo dõi ở đây."
        ),
        Lang::En => format!(
            "All others inspect themselves and report until the end of {by}, with a paper that is not followed here."
        ),
    })
}

/// A day as people write it.
fn day_in(at: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => day(at),
        Lang::En => date(at).to_owned(),
    }
}

/// A day in English.
fn date(at: &str) -> &str {
    at.get(..10).unwrap_or(at)
}

fn by_days(late: i64, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("muộn {late} ngày"),
        Lang::En => format!("{} late", days(late)),
    }
}

fn left_to(left: i64, lang: Lang) -> String {
    match (left, lang) {
        (0, Lang::Vi) => "đến hạn trong ngày".to_owned(),
        (0, Lang::En) => "due on this day".to_owned(),
        (_, Lang::Vi) => format!("còn {left} ngày"),
        (_, Lang::En) => format!("{} left", days(left)),
    }
}

fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}
