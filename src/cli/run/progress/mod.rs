//! What is said while a run goes on. On a terminal a bar, and above it each stage and the first errors as they are
//! found; as JSON the lines of the log; else nothing unless `-v` asks for it, for cron mails whatever is said.

mod bar;
mod counters;
mod event_line;
mod pulse;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

use crate::cli::print::manner::Manner;
use crate::cli::run::summary::gap;
use crate::cli::terminal;
use crate::model::{Finding, Severity, Stage};
use crate::run::{Event, Gap, Reporter};
use crate::store::LogLevel;
use bar::Progress;
use counters::Counters;
use event_line::{detail, line};
use pulse::Pulse;

/// Most findings that are shown as they come; more would push everything else off the screen.
const MOST_SHOWN: usize = 20;
/// Seconds between two plain lines.
const PAUSE: u32 = 5;

/// What is said while a run goes on.
#[derive(Debug)]
pub(super) struct Live {
    manner: Manner,
    voice: Voice,
    tally: Arc<Counters>,
    /// Beat of the pulse at which the files of the stage began.
    began: Arc<AtomicU32>,
    beats: Arc<AtomicU32>,
    shown: AtomicUsize,
}

/// How it is said.
#[derive(Debug)]
enum Voice {
    Silent,
    /// Above and in a bar.
    Bar(Progress),
    /// As plain lines.
    Lines {
        _pulse: Pulse,
    },
    /// The lines of the log, from a level on.
    Json(LogLevel),
}

impl Live {
    /// `logging` where the lines of the log are said.
    pub(super) fn new(manner: Manner, logging: bool) -> Self {
        let tally = Arc::new(Counters::default());
        let (began, beats) = (Arc::default(), Arc::default());
        let mut live =
            Self { manner, voice: Voice::Silent, tally, began, beats, shown: AtomicUsize::new(0) };
        live.voice = if logging {
            Voice::Json(manner.least())
        } else if manner.quiet {
            Voice::Silent
        } else if manner.terminal && can_draw() {
            Voice::Bar(Progress::new(Arc::clone(&live.tally), manner.lang))
        } else if manner.terminal || manner.verbose > 0 {
            Voice::Lines { _pulse: live.pulse() }
        } else {
            Voice::Silent
        };
        live
    }

    /// The plain line every few seconds; it counts beats, for only a run knows the time.
    fn pulse(&self) -> Pulse {
        let (tally, lang) = (Arc::clone(&self.tally), self.manner.lang);
        let (began, beats) = (Arc::clone(&self.began), Arc::clone(&self.beats));
        Pulse::every(Duration::from_secs(u64::from(PAUSE)), move |beat| {
            beats.store(beat, Ordering::Relaxed);
            let since = beat.saturating_sub(began.load(Ordering::Relaxed)) * PAUSE;
            let stage = tally.stage().title_in(lang).to_owned();
            let speed = tally.speed(f64::from(since), lang);
            let mut parts = vec![stage, tally.files(lang), speed, tally.findings(lang)];
            parts.retain(|part| !part.is_empty());
            terminal::message(&format!("  {}\n", parts.join(", ")));
        })
    }

    /// Nothing more is said, and what was drawn is taken away.
    pub(super) fn end(self) {
        if let Voice::Bar(bar) = &self.voice {
            bar.clear();
        }
    }

    fn say(&self, line: &str) {
        match &self.voice {
            Voice::Bar(bar) => bar.above(line),
            Voice::Lines { .. } => terminal::message(&format!("{line}\n")),
            Voice::Silent | Voice::Json(_) => {}
        }
    }

    fn stage_begins(&self, stage: Stage) {
        self.tally.begin(stage);
        if let Voice::Bar(bar) = &self.voice {
            bar.stage(stage.title_in(self.manner.lang).to_owned());
        }
    }

    fn files_ahead(&self, files: usize) {
        self.tally.ahead(files);
        self.began.store(self.beats.load(Ordering::Relaxed), Ordering::Relaxed);
        if let Voice::Bar(bar) = &self.voice {
            bar.ahead(files);
        }
    }

    fn file_done(&self) {
        self.tally.file();
        if let Voice::Bar(bar) = &self.voice {
            bar.file();
        }
    }

    /// The first errors are shown as they are found, all are counted.
    fn found(&self, finding: &Finding) {
        self.tally.found(finding);
        if finding.severity < Severity::Error {
            return;
        }
        match self.shown.fetch_add(1, Ordering::Relaxed) {
            0..MOST_SHOWN => self.say(&gap(&Gap { finding: finding.clone() }, self.manner.paint())),
            MOST_SHOWN => self.say(self.manner.lang.pick(
                "… các lỗi tìm thấy từ đây chỉ được đếm",
                "… errors found from here on are only counted",
            )),
            _ => {}
        }
    }
}

impl Reporter for Live {
    fn tell(&self, event: &Event<'_>) {
        if matches!(self.voice, Voice::Silent | Voice::Json(_)) {
            return;
        }
        match *event {
            Event::StageBegins { stage, .. } => self.stage_begins(stage),
            Event::FilesAhead { files } => self.files_ahead(files),
            Event::FileRead { findings, .. } => {
                self.file_done();
                for finding in findings {
                    self.found(finding);
                }
            }
            Event::Checked { findings } => {
                for finding in findings {
                    self.found(finding);
                }
            }
            Event::FileMade { .. } => self.file_done(),
            _ => {}
        }
        if self.manner.verbose >= detail(event)
            && let Some(line) = line(event, self.manner)
        {
            self.say(&line);
        }
    }

    fn logged(&self, event: &Event<'_>, line: &str) {
        // How a run failed is said with what to do about it, when it has.
        if let Voice::Json(least) = self.voice
            && event.level() >= least
            && !matches!(event, Event::RunFails { .. })
        {
            terminal::message(&format!("{line}\n"));
        }
    }
}

/// A terminal that only prints cannot take back what it printed.
fn can_draw() -> bool {
    std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}
