//! The parts of the program that bytes from outside reach first (`model`, `text`, `read`), built from the
//! program's own files but without its tables, which need a stable compiler. Beside them what the targets share:
//! `packing` puts data where a reader looks for it, `hold` says what is true of whatever a reader gives, and `watch`
//! tells panics of the program from those of its libraries.

pub mod hold;
#[path = "../../src/model/mod.rs"]
pub mod model;
pub mod packing;
#[path = "../../src/read/mod.rs"]
pub mod read;
#[path = "../../src/text/mod.rs"]
pub mod text;

use std::backtrace::Backtrace;
use std::collections::BTreeMap;
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::process::abort;
use std::sync::Mutex;

use model::Limits;
use read::{Book, Opened, read};

/// Limits that a small input can reach.
pub const LIMITS: Limits =
    Limits { file: 1 << 20, inflated: 4 << 20, cells: 20_000, seconds: 8, memory: 64 << 20 };

/// Reads a file as the program does and checks what comes out.
///
/// # Panics
/// Something is not as it should be.
pub fn opened(bytes: &[u8]) {
    match read(bytes, &LIMITS) {
        Opened::Book(Book { sheets, .. }) => hold::sheets(&sheets, &LIMITS),
        Opened::Bundle(members) => hold::members(&members, &LIMITS),
        Opened::Refused(reason) => assert!(!reason.is_empty(), "refused without a reason"),
    }
}

/// The program catches panics of its readers, which would hide its own from the fuzzer. Those of its libraries it
/// survives by design: they are told once for each place and counted. To be called when a target starts.
pub fn watch() {
    // What libFuzzer has put there ends the process at any panic.
    let _ = take_hook();
    set_hook(Box::new(|panic| {
        if is_of_a_library(panic) {
            tolerate(panic);
        } else {
            eprintln!("{panic}\n{}", Backtrace::force_capture());
            abort();
        }
    }));
}

/// Whether a library outside of the program panicked. Where the place is the standard library's, as for a text cut
/// inside a letter, whoever called it counts.
fn is_of_a_library(panic: &PanicHookInfo) -> bool {
    const LIBRARIES: &str = "/registry/src/";
    let place = panic.location().map_or("", |location| location.file());
    if !place.contains("/rustc/") {
        return place.contains(LIBRARIES);
    }
    let trace = Backtrace::force_capture().to_string();
    let files = trace.lines().map(str::trim).filter(|line| line.starts_with("at "));
    let mut callers = files.filter(|line| !line.contains("/rustc/") && line.contains("src/"));
    // The first is this file.
    let caller = callers.find(|line| !line.contains("fuzz/src/lib.rs"));
    caller.is_some_and(|line| line.contains(LIBRARIES))
}

/// How often each place in a library has panicked.
static TOLERATED: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());

fn tolerate(panic: &PanicHookInfo) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let Ok(mut tolerated) = TOLERATED.lock() else { return };
    let count = tolerated.entry(place).or_default();
    *count += 1;
    if count.is_power_of_two() {
        eprintln!("tolerated, {count} times: {panic}");
    }
}
