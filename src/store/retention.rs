//! Which runs go: one that no rule keeps is renamed to a name nobody looks at and then removed, so that a crash in
//! between leaves nothing half-removed in sight. Files that other runs link to stay whole in those.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::model::Period;
use crate::pipeline::Keep;

use super::error::StoreError;
use super::folder::Folder;
use super::folder::instant_of;
use super::record::SCHEMA;

/// What a sweep did.
#[derive(Debug, Default)]
pub struct Swept {
    /// Ids of the runs that are gone, oldest first.
    pub removed: Vec<String>,
    /// What the disk refused.
    pub failed: Vec<StoreError>,
}

/// A run as far as retention looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RunOnDisk {
    id: String,
    at: Timestamp,
    record: RunUse,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunUse {
    Complete,
    Incomplete,
    /// Only tried: the first to go.
    Trial,
    /// Nobody can go on from it.
    Spoiled,
    /// Written by a newer program, which knows what it is good for.
    Newer,
}

/// What is read of a record, of whatever layout.
#[derive(Deserialize)]
struct RecordHead {
    schema: u32,
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    trial: bool,
    held_back: Option<IgnoredAny>,
}

const SECONDS_OF_DAY: i64 = 86_400;
const GONE: &str = ".gone-";

impl Folder {
    /// The folders of all periods of a pipeline that have runs, in the order of their names.
    ///
    /// # Errors
    /// They cannot be listed; a pipeline that never ran has none.
    pub fn of_all_periods(
        output: &Path,
        pipeline: &str,
    ) -> Result<Vec<(String, Self)>, StoreError> {
        let home = output.join(pipeline);
        let entries = match fs::read_dir(&home) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(StoreError::at(&home))?,
        };
        let mut periods = Vec::new();
        for entry in entries {
            let name = entry.map_err(StoreError::at(&home))?.file_name().into_string();
            periods.extend(name.ok().filter(|name| name.parse::<Period>().is_ok()));
        }
        periods.sort();
        let folders = periods.into_iter().map(|period| {
            let folder = Self::new(output, pipeline, &period);
            (period, folder)
        });
        Ok(folders.filter(|(_, folder)| folder.runs().is_dir()).collect())
    }

    /// Removes what killed runs and interrupted sweeps left behind; to be called under the lock. What the disk
    /// refuses is tried again next time.
    #[must_use]
    pub fn clear_leftovers(&self) -> Vec<StoreError> {
        let mut failed = Vec::new();
        for (name, path) in self.folders_in_runs() {
            let hidden = name.strip_prefix(GONE).or_else(|| name.strip_prefix('.'));
            if hidden.is_some_and(|id| instant_of(id).is_some()) {
                failed.extend(self.disk().remove(&path).map_err(StoreError::at(&path)).err());
            }
        }
        failed
    }

    /// Ids of the runs that no rule keeps at a moment, oldest first. Neither the newest run that is no trial nor the one `latest`
    /// points to is ever among them, nor one of a newer program, nor the one just made, which is not the newest where
    /// the clock was set back.
    #[must_use]
    pub fn surplus(&self, keep: &Keep, now: Timestamp, made: Option<&str>) -> Vec<String> {
        // So few need not be looked at.
        let ids = self.kept_ids().count();
        if keep.runs.is_some_and(|most| ids <= most) {
            return Vec::new();
        }
        // Where a newer program made the newest run, it is the one to say what is kept.
        let Ok(newest) = self.newest_in_earnest() else { return Vec::new() };
        let newest = newest.map(|run| run.record().run.clone());
        let latest = fs::read_link(self.latest_path()).ok();
        let latest = latest.as_deref().and_then(Path::file_name);
        let mut surplus = surplus(&self.kept(), keep, now);
        let spared = |id: &String| {
            Some(id) == newest.as_ref() || latest == Some(id.as_ref()) || made == Some(id.as_str())
        };
        surplus.retain(|id| !spared(id));
        surplus
    }

    /// Removes the runs that no rule keeps; to be called under the lock.
    #[must_use]
    pub fn sweep(&self, keep: &Keep, now: Timestamp, made: Option<&str>) -> Swept {
        let mut swept = Swept::default();
        for id in self.surplus(keep, now, made) {
            match self.hide(&id) {
                Ok(()) => swept.removed.push(id),
                Err(error) => swept.failed.push(error),
            }
        }
        swept.failed.extend(self.clear_leftovers());
        swept
    }

    /// Takes a run out of sight, for good.
    fn hide(&self, id: &str) -> Result<(), StoreError> {
        let runs = self.runs();
        let home = runs.join(id);
        let disk = self.disk();
        disk.rename(&home, &runs.join(format!("{GONE}{id}"))).map_err(StoreError::at(&home))?;
        disk.sync(&runs).map_err(StoreError::at(&runs))
    }

    /// The runs that are there, oldest first; a folder whose name is no id is not one of ours.
    fn kept(&self) -> Vec<RunOnDisk> {
        let runs = self.kept_ids();
        let mut kept: Vec<RunOnDisk> =
            runs.map(|(id, at, path)| RunOnDisk { id, at, record: state(&path) }).collect();
        kept.sort_by(|a, b| a.id.cmp(&b.id));
        kept
    }

    /// Adds lines to the log of a run that is finished.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn note(&self, run: &Path, lines: &[String]) -> Result<(), StoreError> {
        let path = run.join("log.jsonl");
        let text = lines.join("\n") + "\n";
        let disk = self.disk();
        let noted = disk.append(&path, text.as_bytes()).and_then(|()| disk.sync(&path));
        noted.map_err(StoreError::at(&path))
    }

    fn kept_ids(&self) -> impl Iterator<Item = (String, Timestamp, std::path::PathBuf)> {
        let folders = self.folders_in_runs().into_iter();
        folders.filter_map(|(id, path)| instant_of(&id).map(|at| (id, at, path)))
    }

    fn folders_in_runs(&self) -> Vec<(String, std::path::PathBuf)> {
        let entries = fs::read_dir(self.runs()).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        folders.filter_map(|e| Some((e.file_name().into_string().ok()?, e.path()))).collect()
    }

    fn runs(&self) -> std::path::PathBuf {
        self.path().join("runs")
    }
}

fn state(run: &Path) -> RunUse {
    let record = fs::read(run.join("run.json")).ok();
    match record.and_then(|bytes| serde_json::from_slice::<RecordHead>(&bytes).ok()) {
        None => RunUse::Spoiled,
        Some(brief) if brief.schema > SCHEMA => RunUse::Newer,
        Some(brief) if brief.trial => RunUse::Trial,
        Some(brief) if brief.complete && brief.held_back.is_none() => RunUse::Complete,
        Some(_) => RunUse::Incomplete,
    }
}

/// The runs, given oldest first, that no rule keeps. Trials stand behind all others, as if they were older.
fn surplus(runs: &[RunOnDisk], keep: &Keep, now: Timestamp) -> Vec<String> {
    let last = runs.iter().rposition(|run| run.record == RunUse::Complete);
    let usable = |run: &&RunOnDisk| run.record != RunUse::Spoiled;
    let lasting = |run: &&RunOnDisk| usable(run) && run.record != RunUse::Trial;
    let mut surplus: Vec<String> = Vec::new();
    for (place, run) in runs.iter().enumerate() {
        // Neither a spoiled run nor a trial takes the place of one that is worth more.
        let newer = runs[place + 1..].iter().filter(usable);
        let newer = match run.record {
            RunUse::Trial => newer.count() + runs[..place].iter().filter(lasting).count(),
            _ => newer.filter(lasting).count(),
        };
        let is_last = Some(place) == last;
        let seconds = now.as_second() - run.at.as_second();
        let kept = run.record == RunUse::Newer
            || keep.runs.is_some_and(|most| newer < most)
            || keep.days.is_some_and(|days| seconds < i64::from(days) * SECONDS_OF_DAY)
            || (keep.last_of_period && is_last);
        if !kept {
            surplus.push(run.id.clone());
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::{Folder, Keep, RunOnDisk, RunUse, instant_of, surplus};

    /// What cannot be listed is not what is not there: no run would be found in it, and none removed, in silence.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the folder is laid out by hand")]
    fn periods_that_cannot_be_listed_are_an_error() {
        let output = tempfile::tempdir().unwrap();
        assert!(Folder::of_all_periods(output.path(), "thu").unwrap().is_empty());
        std::fs::create_dir_all(output.path().join("thu/2023-Q3/runs")).unwrap();
        let found = Folder::of_all_periods(output.path(), "thu").unwrap();
        assert_eq!(found.iter().map(|found| found.0.as_str()).collect::<Vec<_>>(), ["2023-Q3"]);
        assert!(Folder::of_all_periods(output.path(), &"a".repeat(300)).is_err());
    }

    fn run(id: &str, record: RunUse) -> RunOnDisk {
        RunOnDisk { id: id.to_owned(), at: instant_of(id).unwrap(), record }
    }

    /// One run a day, the first ten days of January, all complete.
    fn ten() -> Vec<RunOnDisk> {
        let id = |day| format!("202401{day:02}T010000-000000Z");
        (1..=10).map(|day| run(&id(day), RunUse::Complete)).collect()
    }

    fn days_left(runs: &[RunOnDisk], keep: Keep) -> Vec<String> {
        let now = instant_of("20240110T020000-000000Z").unwrap();
        let gone = surplus(runs, &keep, now);
        let left = runs.iter().filter(|run| !gone.contains(&run.id));
        left.map(|run| run.id[6..8].to_owned()).collect()
    }

    const NONE: Keep = Keep { runs: None, days: None, last_of_period: false };

    #[test]
    fn each_rule_keeps_by_itself() {
        assert_eq!(days_left(&ten(), Keep { runs: Some(2), ..NONE }), ["09", "10"]);
        assert_eq!(days_left(&ten(), Keep { days: Some(3), ..NONE }), ["08", "09", "10"]);
        assert_eq!(days_left(&ten(), Keep { last_of_period: true, ..NONE }), ["10"]);
        let both = Keep { runs: Some(4), days: Some(2), ..NONE };
        assert_eq!(days_left(&ten(), both), ["07", "08", "09", "10"]);
        assert_eq!(days_left(&ten(), Keep::DEFAULT).len(), 10);
    }

    #[test]
    fn what_kind_of_run_it_is_matters() {
        let mut runs = ten();
        for run in &mut runs[6..] {
            run.record = RunUse::Incomplete;
        }
        let last = Keep { last_of_period: true, ..NONE };
        assert_eq!(days_left(&runs, last), ["06"], "the latest complete one");
        runs[0].record = RunUse::Newer;
        assert_eq!(days_left(&runs, last), ["01", "06"], "one of a newer program stays");
        runs[9].record = RunUse::Spoiled;
        let two = Keep { runs: Some(2), ..NONE };
        assert_eq!(days_left(&runs, two), ["01", "08", "09", "10"], "a spoiled one takes no place");
    }

    #[test]
    fn trials_go_first_and_take_no_place() {
        let mut runs = ten();
        for run in [4, 8, 9] {
            runs[run].record = RunUse::Trial;
        }
        let seven = Keep { runs: Some(7), ..NONE };
        assert_eq!(days_left(&runs, seven), ["01", "02", "03", "04", "06", "07", "08"]);
        let eight = Keep { runs: Some(8), ..NONE };
        assert_eq!(
            days_left(&runs, eight),
            ["01", "02", "03", "04", "06", "07", "08", "10"],
            "the newest trial"
        );
        assert_eq!(days_left(&runs, Keep { days: Some(2), ..NONE }), ["09", "10"]);
        assert_eq!(days_left(&runs, Keep { last_of_period: true, ..NONE }), ["08"]);
    }

    #[test]
    fn ids_of_runs_are_told_from_other_names() {
        assert!(instant_of("20240110T020000-000000Z").is_some());
        for name in
            ["latest", "20240110T020000Z", "20240110T020000-00000Z", "20241310T020000-000000Z"]
        {
            assert!(instant_of(name).is_none(), "{name}");
        }
    }
}
