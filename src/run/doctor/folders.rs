//! Where files come from and go to: inbox, output, room, lock.

use crate::pipeline::Pipeline;
use crate::run::folder::inbox_of;
use crate::store::{Folder, Room, Run, is_private, probe, room};

use super::facts::{Diagnosis, Fact, broken, good, warning};

/// What a run is taken to need where none has been made, in bytes; a province takes a few megabytes.
const LEAST_ROOM: u64 = 16 << 20;
/// With less than this no run can be made.
const TOO_LITTLE: u64 = 1 << 20;
/// So many runs should find room before somebody has to look.
const COMFORTABLE: u64 = 10;
/// Below this a file system runs out of names before it runs out of bytes; a run takes some hundreds.
const FEW_FILES: u64 = 2_000;

pub(super) fn inbox(pipeline: &Pipeline) -> Diagnosis {
    let path = pipeline.inbox.clone();
    let mut inbox = inbox_of(pipeline);
    if !inbox.exists() {
        return broken(Fact::InboxMissing(path));
    }
    let files = match inbox.list() {
        Ok(files) => files,
        Err(error) => return broken(Fact::InboxClosed(path, error.sentence())),
    };
    if files.is_empty() {
        return warning(Fact::InboxEmpty(path));
    }
    let count = files.len();
    let closed: Vec<String> = files.into_iter().filter(|file| !inbox.is_readable(file)).collect();
    if closed.is_empty() {
        good(Fact::Inbox(path, count))
    } else {
        warning(Fact::InboxPartly(path, closed))
    }
}

pub(super) fn output(folder: &Folder) -> Diagnosis {
    let tried = probe(&folder.runs_path());
    match tried.blocked {
        Some(error) => broken(Fact::OutputBlocked(tried.place, error.to_string())),
        None if !tried.links => broken(Fact::OutputWithoutLinks(tried.place)),
        None if !tried.hard_links => warning(Fact::OutputWithoutHardLinks(tried.place)),
        None if tried.private || is_secret(folder) => warning(Fact::OutputPrivate(tried.place)),
        None => good(Fact::Output(tried.place)),
    }
}

/// Whether what is published can be read by nobody else.
fn is_secret(folder: &Folder) -> bool {
    let Ok(Some(latest)) = folder.latest() else { return false };
    is_private(latest.path())
        || latest.record().published().any(|output| is_private(&latest.path().join(&output.file)))
}

pub(super) fn disk(folder: &Folder, newest: Option<&Run>) -> Vec<Diagnosis> {
    match room(folder.path()) {
        Ok(room) => judge(room, newest.map_or(0, Run::size)),
        Err(error) => vec![warning(Fact::RoomUnknown(error.to_string()))],
    }
}

/// Whether a run of the size of the last one finds room, should none of its files be shared.
fn judge(room: Room, last: u64) -> Vec<Diagnosis> {
    let needed = last.max(LEAST_ROOM);
    let fact = Fact::Room(room.bytes, needed);
    // Less than the last run took is too little; less than one may take is a doubt.
    let mut checks = vec![if room.bytes < last.max(TOO_LITTLE) {
        broken(fact)
    } else if room.bytes < needed.saturating_mul(COMFORTABLE) {
        warning(fact)
    } else {
        good(fact)
    }];
    let few = room.files.filter(|&files| files < FEW_FILES);
    checks.extend(few.map(|files| warning(Fact::RoomForFiles(files))));
    checks
}

pub(super) fn lock(folder: &Folder) -> Diagnosis {
    match folder.holder() {
        Ok(None) => good(Fact::LockFree),
        Ok(Some(holder)) => warning(Fact::LockHeld(holder)),
        Err(error) => broken(Fact::LockBlocked(error.sentence())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::Health;
    use super::{LEAST_ROOM, Room, judge};

    #[test]
    fn room_is_held_against_the_last_run() {
        let megabyte = 1 << 20;
        for (bytes, last, state) in [
            (megabyte / 2, 0, Health::Broken),
            (4 * megabyte, 0, Health::Warning),
            (LEAST_ROOM, 0, Health::Warning),
            (LEAST_ROOM * 10, 0, Health::Good),
            (LEAST_ROOM * 10, 200 * megabyte, Health::Broken),
            (900 * megabyte, 200 * megabyte, Health::Warning),
            (2_000 * megabyte, 200 * megabyte, Health::Good),
        ] {
            let states: Vec<Health> =
                judge(Room { bytes, files: None }, last).iter().map(|check| check.state).collect();
            assert_eq!(states, [state], "{bytes} free, {last} taken");
        }
        let full = judge(Room { bytes: u64::MAX, files: Some(3) }, 0);
        assert_eq!(full[1].state, Health::Warning);
    }
}
