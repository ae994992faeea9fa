//! The progress bar of a run on a terminal: the one file that knows indicatif. A thread of its own draws it ten
//! times a second; who reports a file raises counters and never waits for the terminal.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::model::Lang;

use super::counters::Counters;

/// How often the bar is drawn at most, in a second.
const REDRAWS: u8 = 10;
/// How often the drawing thread looks at the counters.
const LOOK: Duration = Duration::from_millis(100);
/// The numbers come first: where a terminal is narrow the bar itself has no room.
const TEMPLATE: &str = "{spinner} {prefix}{files}{speed}{found} {wide_bar}";
const WITHOUT_FILES: &str = "{spinner} {prefix}{found}";

/// The bar at the foot of the terminal.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    tally: Arc<Counters>,
    lang: Lang,
}

impl Progress {
    /// A bar on stderr; nothing is drawn before a stage begins.
    pub(super) fn new(tally: Arc<Counters>, lang: Lang) -> Self {
        Self::on(ProgressDrawTarget::stderr_with_hz(REDRAWS), tally, lang)
    }

    fn on(target: ProgressDrawTarget, tally: Arc<Counters>, lang: Lang) -> Self {
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style(WITHOUT_FILES, &tally, lang));
        Self { bar, tally, lang }
    }

    /// A stage begins.
    pub(super) fn stage(&self, title: String) {
        self.bar.set_style(style(WITHOUT_FILES, &self.tally, self.lang));
        self.bar.set_prefix(title);
        self.bar.reset();
        self.bar.unset_length();
        self.bar.enable_steady_tick(LOOK);
    }

    /// The stage goes through so many files.
    pub(super) fn ahead(&self, files: usize) {
        self.bar.set_length(u64::try_from(files).unwrap_or(u64::MAX));
        self.bar.reset_elapsed();
        self.bar.set_style(style(TEMPLATE, &self.tally, self.lang));
    }

    /// One of them is done.
    pub(super) fn file(&self) {
        self.bar.inc(1);
    }

    /// Puts lines above the bar, where they stay.
    pub(super) fn above(&self, lines: &str) {
        self.bar.println(lines);
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.bar.disable_steady_tick();
        self.bar.finish_and_clear();
    }
}

fn style(template: &str, tally: &Arc<Counters>, lang: Lang) -> ProgressStyle {
    // The templates are constants; a test draws both.
    let style = ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .progress_chars("━╸─");
    let part = |text: fn(&Counters, &ProgressState, Lang) -> String| {
        let tally = Arc::clone(tally);
        move |state: &ProgressState, out: &mut dyn Write| {
            let text = text(&tally, state, lang);
            // What cannot be shown is shown at the next drawing.
            let _ = if text.is_empty() { Ok(()) } else { write!(out, ", {text}") };
        }
    };
    style
        .with_key("files", part(|tally, _, lang| tally.files(lang)))
        .with_key(
            "speed",
            part(|tally, state, lang| tally.speed(state.elapsed().as_secs_f64(), lang)),
        )
        .with_key("found", part(|tally, _, lang| tally.findings(lang)))
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use indicatif::{ProgressDrawTarget, TermLike};

    use super::super::counters::Counters;
    use super::Progress;
    use crate::model::{Lang, Stage};

    /// What is written to a terminal of a width.
    #[derive(Debug, Clone)]
    struct Paper(u16, Arc<Mutex<String>>);

    impl Paper {
        fn note(&self, text: &str) {
            self.1.lock().unwrap().push_str(text);
        }
    }

    impl TermLike for Paper {
        fn width(&self) -> u16 {
            self.0
        }

        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn write_line(&self, text: &str) -> io::Result<()> {
            self.note(&format!("{text}\n"));
            Ok(())
        }

        fn write_str(&self, text: &str) -> io::Result<()> {
            self.note(text);
            Ok(())
        }

        fn clear_line(&self) -> io::Result<()> {
            self.note("\r");
            Ok(())
        }

        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    /// All that a bar draws of three of four files, until it is taken away.
    fn drawn(width: u16) -> String {
        let paper = Paper(width, Arc::default());
        let tally = Arc::new(Counters::default());
        let target = ProgressDrawTarget::term_like(Box::new(paper.clone()));
        let bar = Progress::on(target, Arc::clone(&tally), Lang::Vi);
        tally.begin(Stage::Ingest);
        bar.stage("đọc".to_owned());
        tally.ahead(4);
        bar.ahead(4);
        for _ in 0..3 {
            tally.file();
            bar.file();
        }
        // A line above is drawn at once, and the bar below it as it stands.
        bar.above("F130 a.xlsx");
        bar.clear();
        paper.1.lock().unwrap().clone()
    }

    #[test]
    fn a_bar_tells_stage_files_speed_and_what_was_found() {
        let all = drawn(100);
        assert!(all.contains("F130 a.xlsx"), "{all:?}");
        let (_, bar) = all.split_once(" đọc, 3/4 tệp, ").unwrap();
        assert!(bar.contains(" tệp/giây, còn ") && bar.contains('━'), "{all:?}");
        assert!(all.ends_with('\r'), "the bar is taken away: {all:?}");
        assert!(!all.contains('{'), "a template has a key that nobody knows: {all:?}");
    }

    #[test]
    fn the_numbers_come_first_where_there_is_no_room_for_a_bar() {
        let all = drawn(20);
        assert!(all.contains("3/4 tệp") && !all.contains('━'), "{all:?}");
    }
}
