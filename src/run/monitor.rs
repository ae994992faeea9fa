//! What a monitor has to know of a pipeline, as data: what ails it, how bad that is, and figures to draw. It opens no
//! submitted file and takes no lock, so it may be asked every minute.

use jiff::Timestamp;

use crate::model::{Exit, Sentence};
use crate::pipeline::Pipeline;
use crate::store::{Record, StoreError, now};

use super::folder::{folder_of, inbox_of};
use super::watch::JobWatch;

/// How bad something is, in the words of monitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// Nothing has to be done.
    Calm,
    /// Somebody should look at it by day.
    Warning,
    /// The job is dead or fails.
    Critical,
}

/// What ails a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ailment {
    /// It should have looked at this moment, and looked last at that one.
    Missed(Timestamp, Timestamp),
    /// The start of this moment never ended.
    CutOff(Timestamp),
    /// The last start ended with this code.
    Failed(Exit),
    /// There is no inbox.
    NoInbox,
    /// What runs left cannot be read.
    Unreadable(Sentence),
    /// Runs were made, and none is published.
    Unpublished,
    /// Nobody has ever looked.
    NeverRan,
    /// The inbox held no file.
    NothingCame,
    /// One stage was rerun alone.
    OutOfDate,
    /// The newest run read far less than what is published, and waits for somebody to say that this is right.
    HeldBack,
    /// So much is missing in what is published.
    Gaps(usize),
}

/// What a monitor has to know of a pipeline.
#[derive(Debug, Clone)]
pub struct Monitored {
    /// What ails it, the worst first.
    pub ailments: Vec<Ailment>,
    /// The run that is published.
    pub published: Option<Record>,
    /// Seconds since the job last looked.
    pub looked_ago: Option<i64>,
    /// Seconds since what is published was made.
    pub published_ago: Option<i64>,
}

impl Ailment {
    /// How bad it is.
    #[must_use]
    pub const fn alarm(&self) -> Alarm {
        match self {
            Self::Missed(..)
            | Self::CutOff(_)
            | Self::Failed(_)
            | Self::NoInbox
            | Self::Unreadable(_)
            | Self::Unpublished => Alarm::Critical,
            Self::NeverRan
            | Self::NothingCame
            | Self::OutOfDate
            | Self::HeldBack
            | Self::Gaps(_) => Alarm::Warning,
        }
    }
}

impl Monitored {
    /// How bad it is with all.
    #[must_use]
    pub fn alarm(&self) -> Alarm {
        self.ailments.iter().map(Ailment::alarm).max().unwrap_or(Alarm::Calm)
    }
}

/// What a monitor has to know of a pipeline.
#[must_use]
pub fn monitor(pipeline: &Pipeline) -> Monitored {
    let folder = folder_of(pipeline);
    let mut ailments = Vec::new();
    let mut readable = |run: Result<Option<Record>, StoreError>| {
        run.unwrap_or_else(|error| {
            ailments.push(Ailment::Unreadable(error.sentence()));
            None
        })
    };
    let newest =
        readable(folder.newest_in_earnest().map(|run| run.map(|run| run.record().clone())));
    let published = readable(folder.latest().map(|run| run.map(|run| run.record().clone())));
    ailments.dedup();
    let watch = JobWatch::of(pipeline, newest.as_ref());
    if !inbox_of(pipeline).exists() {
        ailments.push(Ailment::NoInbox);
    }
    ailments.extend(of_job(&watch));
    let held_back = newest.as_ref().is_some_and(|run| run.held_back.is_some());
    ailments.extend(held_back.then_some(Ailment::HeldBack));
    match &published {
        Some(record) if record.exit_code == Exit::Gaps.code() => {
            ailments.push(Ailment::Gaps(record.gaps.len()));
        }
        None if newest.is_some() => ailments.push(Ailment::Unpublished),
        _ => {}
    }
    ailments.sort_by_key(|ailment| std::cmp::Reverse(ailment.alarm()));
    let ago = |moment: Timestamp| now().duration_since(moment).as_secs().max(0);
    let made = published.as_ref().and_then(|record| record.finished.parse().ok());
    Monitored {
        ailments,
        looked_ago: watch.looked.map(ago),
        published_ago: made.map(ago),
        published,
    }
}

/// What ails the job itself.
fn of_job(watch: &JobWatch) -> Vec<Ailment> {
    let JobWatch { last, looked, cut_off, missed } = watch;
    let Some(looked) = looked else { return vec![Ailment::NeverRan] };
    let mut ailments: Vec<Ailment> =
        missed.iter().map(|due| Ailment::Missed(*due, *looked)).collect();
    ailments.extend(cut_off.then_some(Ailment::CutOff(*looked)));
    let ended = last.as_ref().and_then(|beat| beat.exit_code).and_then(Exit::of);
    ailments.extend(match ended {
        Some(exit @ (Exit::Failed | Exit::Usage | Exit::Interrupted | Exit::Terminated)) => {
            Some(Ailment::Failed(exit))
        }
        Some(Exit::NothingToDo) => Some(Ailment::NothingCame),
        Some(Exit::Partial) => Some(Ailment::OutOfDate),
        // The run that held the lock tells how it ended by itself.
        Some(Exit::Complete | Exit::Gaps | Exit::Locked) | None => None,
    });
    ailments
}
