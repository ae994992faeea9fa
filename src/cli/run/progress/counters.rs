//! How far a run is: counters that threads raise and a display reads, without a lock between them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::cli::print::count::{count_in, counted};
use crate::model::{Finding, Lang, Severity, Stage};

/// How far a run is.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// Place of the stage among all.
    stage: AtomicUsize,
    /// Files the stage has to read or make; 0 where it goes through no files.
    ahead: AtomicUsize,
    done: AtomicUsize,
    findings: AtomicUsize,
    errors: AtomicUsize,
}

impl Counters {
    /// Another stage begins; what was found stays.
    pub(super) fn begin(&self, stage: Stage) {
        self.stage.store(stage as usize, Ordering::Relaxed);
        self.ahead.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// The stage that is going on.
    pub(super) fn stage(&self) -> Stage {
        Stage::ALL[self.stage.load(Ordering::Relaxed).min(Stage::ALL.len() - 1)]
    }

    pub(super) fn ahead(&self, files: usize) {
        self.ahead.store(files, Ordering::Relaxed);
    }

    pub(super) fn file(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn found(&self, finding: &Finding) {
        self.findings.fetch_add(1, Ordering::Relaxed);
        if finding.severity >= Severity::Error {
            self.errors.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// `12/31 tệp`; nothing where the stage goes through no files.
    pub(super) fn files(&self, lang: Lang) -> String {
        let ahead = self.ahead.load(Ordering::Relaxed);
        let counts = [self.done.load(Ordering::Relaxed), ahead];
        let counts = counts.map(|number| count_in(number, lang)).join("/");
        if ahead == 0 { String::new() } else { format!("{counts} {}", lang.pick("tệp", "files")) }
    }

    /// `5 phát hiện, 2 lỗi`; nothing where nothing was found.
    pub(super) fn findings(&self, lang: Lang) -> String {
        let findings = self.findings.load(Ordering::Relaxed);
        let errors = self.errors.load(Ordering::Relaxed);
        if findings == 0 {
            return String::new();
        }
        let findings = counted(findings, lang, "phát hiện", "finding");
        format!("{findings}, {}", counted(errors, lang, "lỗi", "error"))
    }

    /// `38 tệp/giây, còn 2 giây`, of a stage that did so many files in so many seconds; nothing before its first.
    pub(super) fn speed(&self, seconds: f64, lang: Lang) -> String {
        let (ahead, done) = (self.ahead.load(Ordering::Relaxed), self.done.load(Ordering::Relaxed));
        if done == 0 || ahead == 0 || seconds <= 0.0 {
            return String::new();
        }
        let rate = as_float(done) / seconds;
        let left = as_float(ahead.saturating_sub(done)) / rate;
        let left = duration(Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX), lang);
        match lang {
            Lang::Vi => format!("{} tệp/giây, còn {left}", decimal(rate, lang)),
            Lang::En => format!("{} files/s, {left} left", decimal(rate, lang)),
        }
    }
}

/// As many digits as tell something.
pub(super) fn decimal(number: f64, lang: Lang) -> String {
    let text = if number < 9.95 { format!("{number:.1}") } else { format!("{number:.0}") };
    text.replace('.', lang.pick(",", "."))
}

fn duration(left: Duration, lang: Lang) -> String {
    let seconds = left.as_secs_f64().ceil();
    let (number, vi, en) = match seconds {
        90.0.. => ((seconds / 60.0).ceil(), "phút", "min"),
        _ => (seconds, "giây", "s"),
    };
    format!("{number} {}", lang.pick(vi, en))
}

fn as_float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::Counters;
    use crate::check::CATALOGUE;
    use crate::model::{Code, Finding, Lang, Stage};

    #[test]
    fn a_stage_without_files_says_nothing_of_files() {
        let tally = Counters::default();
        assert_eq!((tally.files(Lang::Vi), tally.speed(3.0, Lang::Vi)), Default::default());
    }

    #[test]
    fn what_was_found_outlasts_its_stage() {
        let tally = Counters::default();
        tally.ahead(1200);
        (0..300).for_each(|_| tally.file());
        tally.found(&Finding::new(CATALOGUE.get(Code::NotANumber), ""));
        tally.found(&Finding::new(CATALOGUE.get(Code::TextNumbers), ""));
        assert_eq!(tally.files(Lang::Vi), "300/1.200 tệp");
        assert_eq!(tally.files(Lang::En), "300/1,200 files");
        assert_eq!(tally.speed(4.0, Lang::Vi), "75 tệp/giây, còn 12 giây");
        assert_eq!(tally.speed(60.0, Lang::En), "5.0 files/s, 3 min left");
        tally.begin(Stage::Publish);
        assert_eq!(tally.stage(), Stage::Publish);
        assert_eq!(tally.files(Lang::Vi), "");
        assert_eq!(tally.findings(Lang::Vi), "2 phát hiện, 1 lỗi");
        assert_eq!(tally.findings(Lang::En), "2 findings, 1 error");
    }
}
