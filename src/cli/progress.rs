//! The progress bar of a run on a terminal: the one file that knows indicatif. A thread of its own draws it ten
//! times a second; who reports a file raises counters and never waits for the terminal.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::model::Lang;

use super::tally::Tally;

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
    tally: Arc<Tally>,
    lang: Lang,
}

impl Progress {
    /// A bar on stderr; nothing is drawn before a stage begins.
    pub(super) fn new(tally: Arc<Tally>, lang: Lang) -> Self {
        Self::on(ProgressDrawTarget::stderr_with_hz(REDRAWS), tally, lang)
    }

    fn on(target: ProgressDrawTarget, tally: Arc<Tally>, lang: Lang) -> Self {
        Self { bar: ProgressBar::with_draw_target(None, target), tally, lang }
    }

    /// A stage begins.
    pub(super) fn stage(&self, title: String) {
        self.bar.reset();
        self.bar.unset_length();
        self.bar.set_prefix(title);
        self.bar.set_style(style(WITHOUT_FILES, &self.tally, self.lang));
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

fn style(template: &str, tally: &Arc<Tally>, lang: Lang) -> ProgressStyle {
    // The templates are constants; a test draws both.
    let style = ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .progress_chars("━╸─");
    let part = |text: fn(&Tally, &ProgressState, Lang) -> String| {
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
