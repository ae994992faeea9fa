//! What is to be started, and when.

use std::path::{Path, PathBuf};

use crate::model::Lang;
use crate::pipeline::{Days, Pipeline, Schedule, Weekday};

/// Exit codes after which nobody has to be called: published, published with gaps (all listed), nothing to do.
pub(super) const NO_FAILURE: [u8; 3] = [0, 3, 4];

/// What is to be started, and when.
#[derive(Debug)]
pub(super) struct ScheduledJob<'p> {
    pub(super) pipeline: &'p Pipeline,
    pub(super) schedule: &'p Schedule,
    /// Where it is started.
    pub(super) folder: PathBuf,
    /// The program and its arguments, all paths whole.
    pub(super) words: Vec<String>,
    /// Number of the user who owns the folder; the runs are to be theirs.
    pub(super) owner: Option<u32>,
}

impl ScheduledJob<'_> {
    /// A path that neither scheduler could be given.
    pub(super) fn unfit(&self) -> Option<&str> {
        let folder = self.folder.to_str().into_iter();
        let mut words = self.words.iter().map(String::as_str).chain(folder);
        words.find(|word| word.contains(char::is_control))
    }

    /// What it publishes, in one line.
    pub(super) fn title(&self) -> String {
        self.pipeline.title.replace(char::is_control, " ")
    }

    /// The places that have to be there before it starts.
    pub(super) fn places(&self) -> [&Path; 3] {
        [&self.folder, &self.pipeline.inbox, &self.pipeline.output]
    }

    /// `mỗi ngày lúc 01:00 (Asia/Ho_Chi_Minh)`.
    pub(super) fn when(&self, lang: Lang) -> String {
        let Schedule { hour, minute, zone, days, .. } = self.schedule;
        let days = match (days, lang) {
            (Days::Every, Lang::Vi) => "mỗi ngày".to_owned(),
            (Days::Every, Lang::En) => "every day".to_owned(),
            (Days::Month(day), Lang::Vi) => format!("ngày {day} hằng tháng"),
            (Days::Month(day), Lang::En) => format!("on day {day} of each month"),
            (Days::Week(days), _) => {
                let names: Vec<&str> = days.iter().map(|day| name(*day, lang)).collect();
                names.join(", ")
            }
        };
        let at = lang.pick("lúc", "at");
        format!("{days} {at} {hour:02}:{minute:02} ({zone})")
    }
}

const fn name(day: Weekday, lang: Lang) -> &'static str {
    match day {
        Weekday::Mon => lang.pick("thứ hai", "Monday"),
        Weekday::Tue => lang.pick("thứ ba", "Tuesday"),
        Weekday::Wed => lang.pick("thứ tư", "Wednesday"),
        Weekday::Thu => lang.pick("thứ năm", "Thursday"),
        Weekday::Fri => lang.pick("thứ sáu", "Friday"),
        Weekday::Sat => lang.pick("thứ bảy", "Saturday"),
        Weekday::Sun => lang.pick("chủ nhật", "Sunday"),
    }
}
