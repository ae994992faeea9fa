//! Nights of the same country, as cron has them: the first, one with nothing new, one with one new file, and twelve
//! periods in turn. Each is a call of the program; what it costs is put against the first night of the same round.
//!
//! ```text
//! cargo bench --bench nights
//! TTHC_PERIODS=0 cargo bench --bench nights      # without the twelve periods, which take a while to generate
//! ```

#![expect(clippy::disallowed_methods, reason = "a benchmark lays out its own temporary folder")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be laid out has nothing to say")]

mod land;
#[path = "../examples/province/mod.rs"]
mod province;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use province::Period;
use tthc::pipeline::{Overrides, Pipeline, load_with};

const ROUNDS: u64 = 5;
const QUARTER: Period = Period { year: 2023, quarter: 3 };

/// What a call of the program cost.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Seconds.
    wall: f64,
    /// Seconds of all its processors, with those of the processes it waited for.
    cpu: f64,
    /// Peak resident memory of the program itself, in MiB.
    peak: u64,
    /// The same of the largest process that it reads files with.
    reader: u64,
}

/// Peak resident memory of a process in MiB, as the kernel counts it; 0 once it has ended.
fn peak_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn children_of(process: u32) -> Vec<u32> {
    // A process belongs to the thread that started it.
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let listed = threads.map(|thread| fs::read_to_string(thread.path().join("children")));
    let listed = listed.map(Result::unwrap_or_default).collect::<Vec<_>>().join(" ");
    let children = listed.split_whitespace().filter_map(|child| child.parse().ok());
    // A process that is being started is still a copy of its parent.
    let reads = |child: &u32| {
        fs::read_to_string(format!("/proc/{child}/cmdline"))
            .is_ok_and(|line| line.contains("read-files"))
    };
    children.filter(reads).collect()
}

/// Seconds of CPU of the processes that this one has waited for, with those that they waited for.
fn cpu_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 =
        behind.split_whitespace().skip(13).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Calls the program for a period.
fn night(folder: &Path, period: Period, arguments: &[&str]) -> Cost {
    let (began, cpu) = (Instant::now(), cpu_of_children());
    let mut program = Command::new(env!("CARGO_BIN_EXE_tthc"));
    program.arg("run").arg(land::declaration()).args(arguments);
    program.args(["--period", &name(period), "--quiet", "--fail-on", "never"]);
    program.arg("--inbox").arg(inbox(folder, period)).arg("--output").arg(folder.join("output"));
    let mut child = program.stdout(Stdio::null()).spawn().unwrap();
    let (peak, reader) = watch(&mut child);
    let wall = began.elapsed().as_secs_f64();
    Cost { wall, cpu: cpu_of_children() - cpu, peak, reader }
}

fn watch(child: &mut Child) -> (u64, u64) {
    let (mut peak, mut reader) = (0, 0);
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(peak_of(child.id()));
        let readers = children_of(child.id()).into_iter().map(peak_of);
        reader = reader.max(readers.max().unwrap_or(0));
        sleep(Duration::from_millis(2));
    }
    assert!(child.wait().unwrap().success());
    (peak, reader)
}

fn name(period: Period) -> String {
    format!("{}-Q{}", period.year, period.quarter)
}

fn inbox(folder: &Path, period: Period) -> std::path::PathBuf {
    folder.join("inbox").join(name(period))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn pipeline() -> Pipeline {
    load_with(&land::declaration(), &Overrides::default()).unwrap()
}

/// First night, unchanged night and a night with one changed file in turn, so that a machine that drifts drifts for all.
fn rounds(folder: &Path, pipeline: &Pipeline) {
    let inbox = inbox(folder, QUARTER);
    let files = land::fill(&inbox, pipeline, QUARTER, 0);
    let mut nights: Vec<[Cost; 4]> = Vec::new();
    for round in 0..ROUNDS {
        let _ = fs::remove_dir_all(folder.join("output"));
        let first = night(folder, QUARTER, &[]);
        let unchanged = night(folder, QUARTER, &[]);
        land::change_one(&inbox, pipeline, QUARTER, 1 + round);
        let changed = night(folder, QUARTER, &[]);
        let publish = night(folder, QUARTER, &["--from", "publish"]);
        nights.push([first, unchanged, changed, publish]);
    }
    println!("{} workbooks, median of {ROUNDS} rounds", files.len());
    let names = ["first night", "unchanged night", "one file changed", "--from publish"];
    for (index, name) in names.iter().enumerate() {
        let of = |part: fn(&Cost) -> f64| median(nights.iter().map(|n| part(&n[index])).collect());
        let ratio = |part: fn(&Cost) -> f64| {
            100.0 * median(nights.iter().map(|n| part(&n[index]) / part(&n[0])).collect())
        };
        let peak = nights.iter().map(|night| night[index].peak).max().unwrap_or(0);
        let reader = nights.iter().map(|night| night[index].reader).max().unwrap_or(0);
        println!(
            "{name:<17} {:>6.3} s wall ({:>5.1} %)  {:>6.3} s CPU ({:>5.1} %)  {peak:>4} MiB, a reader {reader} MiB",
            of(|cost| cost.wall),
            ratio(|cost| cost.wall),
            of(|cost| cost.cpu),
            ratio(|cost| cost.cpu),
        );
    }
}

/// Twelve periods in turn, each beside all that came before it.
fn periods(folder: &Path, pipeline: &Pipeline, count: u16) {
    let _ = fs::remove_dir_all(folder.join("output"));
    let mut costs = Vec::new();
    for index in 0..count {
        let quarter = u8::try_from(index % 4).unwrap_or(0) + 1;
        let period = Period { year: 2021 + index / 4, quarter };
        land::fill(&inbox(folder, period), pipeline, period, u64::from(index) * 100);
        let cost = night(folder, period, &[]);
        println!(
            "{}  {:.3} s wall  {:.3} s CPU  {} MiB",
            name(period),
            cost.wall,
            cost.cpu,
            cost.peak
        );
        costs.push(cost);
    }
    let half = costs.len() / 2;
    let of = |costs: &[Cost]| median(costs.iter().map(|cost| cost.cpu).collect());
    let peaks = costs.iter().map(|cost| cost.peak);
    println!(
        "{} workbooks in {count} periods: CPU of the later half against the earlier {:.3}; peak {} to {} MiB",
        705 * usize::from(count),
        of(&costs[half..]) / of(&costs[..half]),
        peaks.clone().min().unwrap_or(0),
        peaks.max().unwrap_or(0),
    );
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let pipeline = pipeline();
    rounds(folder.path(), &pipeline);
    let count = std::env::var("TTHC_PERIODS").ok().and_then(|count| count.parse().ok());
    match count.unwrap_or(12) {
        0 | 1 => {}
        count => periods(folder.path(), &pipeline, count),
    }
}
