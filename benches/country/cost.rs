//! What a call of a program costs: wall time, CPU time and memory, with all the processes that it starts.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Between two looks at the memory.
const PAUSE: Duration = Duration::from_millis(5);

/// The cost of a call.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Seconds.
    pub(crate) wall: f64,
    /// Seconds of all its processors.
    pub(crate) cpu: f64,
    /// The most that all its processes had resident at one moment, in MiB.
    pub(crate) tree: f64,
    /// The most that the program itself had resident, in MiB.
    pub(crate) program: f64,
}

impl Cost {
    /// Calls a program and waits for it; it has to end well.
    pub(crate) fn of(command: &mut Command) -> Self {
        let ended = AtomicBool::new(false);
        let (began, cpu) = (Instant::now(), cpu_of_children());
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        let process = child.id();
        thread::scope(|scope| {
            let watch = scope.spawn(|| Watch::over(process, &ended));
            let status = child.wait().unwrap();
            let wall = began.elapsed().as_secs_f64();
            ended.store(true, Ordering::Relaxed);
            assert!(status.success(), "{command:?} ended with {status}");
            let Watch { tree, program, .. } = watch.join().unwrap();
            Self { wall, cpu: cpu_of_children() - cpu, tree, program }
        })
    }

    /// The mean of several calls: what takes less than a tenth of a second is too short for a clock of a hundredth.
    pub(crate) fn mean(costs: &[Self]) -> Self {
        let share = 1.0 / f64::from(u32::try_from(costs.len()).unwrap());
        costs.iter().fold(Self::default(), |mean, cost| Self {
            wall: mean.wall + cost.wall * share,
            cpu: mean.cpu + cost.cpu * share,
            tree: mean.tree.max(cost.tree),
            program: mean.program.max(cost.program),
        })
    }
}

/// Peaks of the memory of a program that runs.
#[derive(Debug, Default)]
struct Watch {
    /// Its processes at the last look.
    seen: BTreeSet<u32>,
    tree: f64,
    program: f64,
}

impl Watch {
    fn over(process: u32, ended: &AtomicBool) -> Self {
        let mut watch = Self::default();
        while !ended.load(Ordering::Relaxed) {
            watch.look(process);
            thread::sleep(PAUSE);
        }
        watch
    }

    /// A process that is being started is still its parent, memory and all: it counts from the second look on.
    fn look(&mut self, process: u32) {
        let mut below = BTreeSet::new();
        descend(process, &mut below);
        let known = below.intersection(&self.seen);
        let sum: f64 = known.map(|&child| resident(child, "VmRSS:")).sum();
        self.tree = self.tree.max(sum + resident(process, "VmRSS:"));
        self.program = self.program.max(resident(process, "VmHWM:"));
        self.tree = self.tree.max(self.program);
        self.seen = below;
    }
}

/// All processes below one.
fn descend(process: u32, below: &mut BTreeSet<u32>) {
    // A process belongs to the thread that started it.
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    for thread in threads {
        let listed = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        for child in listed.split_whitespace().filter_map(|child| child.parse().ok()) {
            if below.insert(child) {
                descend(child, below);
            }
        }
    }
}

/// Resident memory of a process in MiB, as the kernel counts it; 0 once it has ended.
fn resident(process: u32, what: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Seconds of CPU of the processes that this one has waited for, with those that they waited for.
fn cpu_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = behind.split_whitespace().skip(13).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
