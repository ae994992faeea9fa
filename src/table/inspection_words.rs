//! What is said of a form that a unit owes by a plan, and of its visit: once for the sheet, the page, the dossier and the
//! command. "Not sent" and "late" are told of nobody of whom something lies there that could not be read.

use super::inspections::{InspectionPart, InspectionRow, ReportStatus, ReportTally, UnitReport};
use crate::model::{Lang, Period, Status};
use crate::text::{day, normal};

impl InspectionRow {
    /// What became of the form: `Chưa gửi, quá hạn 12 ngày`.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let came = match (&self.received_at, lang) {
            (Some(at), Lang::Vi) => format!("Đã gửi ngày {}", day(at)),
            (Some(at), Lang::En) => format!("Sent on {}", date(at)),
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
            _ => lang.pick("Đang trong thời gian này", "On these days").to_owned(),
        })
    }

    /// That another file counts than that which came first.
    fn replacement(&self, lang: Lang) -> String {
        if !self.replaced {
            return String::new();
        }
        match (&self.counted_at, lang) {
            (Some(at), Lang::Vi) => format!("; bản thay thế gửi ngày {}", day(at)),
            (Some(at), Lang::En) => format!("; replaced on {}", date(at)),
            (None, _) => lang.pick("; đã có bản thay thế", "; since replaced").to_owned(),
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
        let who = match part {
            InspectionPart::Target => lang.pick("đơn vị được kiểm tra", "units are visited"),
            InspectionPart::Other => lang.pick("đơn vị tự kiểm tra", "units inspect themselves"),
        };
        let counts = [
            (complete, lang.pick("đã gửi đủ", "sent all")),
            (lacking, lang.pick("chưa đủ", "lack something")),
            (
                unjudged,
                lang.pick("chưa xét (báo cáo của kỳ khác)", "not judged (of another period)"),
            ),
        ];
        let counts = counts.iter().enumerate().filter(|(at, (count, _))| *at == 0 || *count > 0);
        let counts: Vec<String> =
            counts.map(|(_, (count, what))| format!("{count} {what}")).collect();
        let late = match late {
            0 => String::new(),
            _ => format!(
                "; {late} {}",
                lang.pick("có biểu muộn hoặc quá hạn", "have a form that came late or is overdue")
            ),
        };
        format!("{units} {who}: {}{late}", counts.join(", "))
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
