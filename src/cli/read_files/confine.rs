//! The limits that a process sets itself before it reads a file that may be hostile.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::model::Limits;

/// Pages of Linux where nothing else is known.
const PAGE: u64 = 4096;

/// Takes away what reading does not need: memory beyond the limit, files to write, and an image of the
/// memory when it crashes. Where the system knows no such limit, nothing is changed.
pub(super) fn confine(limits: &Limits) {
    let memory = held().saturating_add(limits.memory);
    for (resource, most) in [(Resource::As, memory), (Resource::Fsize, 0), (Resource::Core, 0)] {
        let maximum = getrlimit(resource).maximum;
        let most = maximum.map_or(most, |maximum| most.min(maximum));
        // A system that refuses leaves the time limit and the process boundary.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
    // What a reader says when it fails is a finding, not a message.
    std::panic::set_hook(Box::new(|_| {}));
}

/// Bytes of address space that the program itself takes.
fn held() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
    pages.unwrap_or(0).saturating_mul(PAGE)
}
