//! Runs that are cut off: the process is killed, the disk refuses or dies at any step, the inbox goes away, a person
//! or the machine says stop. `latest` is always a whole, verified run, nothing half-written is visible, and the next
//! run needs no hand.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests break temporary folders of their own by hand"
)]

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tthc::model::Stage;
use tthc::pipeline::{Overrides, load_with};
use tthc::run::{Outcome, Request, RunError, Silent, Worker, run};
use tthc::store::{Disk, Fingerprint, OwnDisk, Run, Verified};

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under, xlsx};
use crate::reading::LOC_NINH;

/// What becomes of the step that fails, and of those after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The one step is refused.
    Refused,
    /// The disk is full from then on: nothing can be made, but things can be removed.
    Full,
    /// The machine dies in the middle of the step: nothing reaches the disk any more.
    Dead,
    /// The machine dies right behind the step.
    DeadBehind,
}

/// A disk that fails at one step.
#[derive(Debug)]
pub(crate) struct Faulty {
    fault: Fault,
    at: usize,
    steps: AtomicUsize,
    pub(crate) failed: AtomicBool,
}

impl Faulty {
    pub(crate) fn new(fault: Fault, at: usize) -> Arc<Self> {
        Arc::new(Self { fault, at, steps: AtomicUsize::new(0), failed: AtomicBool::new(false) })
    }

    fn full() -> io::Error {
        io::ErrorKind::StorageFull.into()
    }

    /// Does a step or fails in it; `half` is what is done of it where the machine dies.
    fn step(
        &self,
        removes: bool,
        whole: impl FnOnce() -> io::Result<()>,
        half: impl FnOnce(),
    ) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        if step < self.at {
            return whole();
        }
        let first = !self.failed.swap(true, Ordering::SeqCst);
        match self.fault {
            Fault::Refused if first => Err(Self::full()),
            Fault::Refused => whole(),
            Fault::Full if removes => whole(),
            Fault::Full => Err(Self::full()),
            Fault::Dead => {
                if first {
                    half();
                }
                Err(Self::full())
            }
            Fault::DeadBehind => {
                if first {
                    whole()?;
                }
                Err(Self::full())
            }
        }
    }
}

impl Disk for Faulty {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step(false, || OwnDisk.make_folder(path), || {})
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = || OwnDisk.write(path, &bytes[..bytes.len() / 2]).unwrap();
        self.step(false, || OwnDisk.write(path, bytes), half)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = || OwnDisk.append(path, &bytes[..bytes.len() / 2]).unwrap();
        self.step(false, || OwnDisk.append(path, bytes), half)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(false, || OwnDisk.link(from, to), || {})
    }

    fn point(&self, name: &Path, target: &Path) -> io::Result<()> {
        self.step(false, || OwnDisk.point(name, target), || {})
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(false, || OwnDisk.rename(from, to), || {})
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.step(false, || OwnDisk.sync(path), || {})
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(true, || OwnDisk.remove(path), || {})
    }
}

fn better() -> Vec<u8> {
    xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

fn worse() -> Vec<u8> {
    xlsx(&[("Phụ lục 3", &under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5")))])
}

/// One district, whose file is one of two.
fn district() -> Case {
    Case::district("phu-luc-3").bytes("692.xlsx", &better())
}

/// A run in this process whose machine dies in one of its steps.
pub(crate) fn cut_off(case: &Case, at: usize) {
    // It may have ended before that step.
    let _ = night(case, Faulty::new(Fault::Dead, at));
}

/// The program as it is called in this process.
fn request(case: &Case, disk: Arc<dyn Disk>) -> Request {
    let overrides = Overrides {
        inbox: Some(case.path("inbox")),
        output: Some(case.path("output")),
        ..Overrides::default()
    };
    let pipeline = load_with(&case.path(PIPELINE), &overrides).unwrap();
    Request { disk, ..Request::new(pipeline, Worker::Here) }
}

fn night(case: &Case, disk: Arc<dyn Disk>) -> Result<Outcome, RunError> {
    run(&request(case, disk), &Silent)
}

/// Every file of a run that its record names is what was written.
#[track_caller]
fn is_whole(run: &Run) {
    for output in run.record().outputs() {
        assert_eq!(run.verify(output), Verified::Whole, "{} {}", run.path().display(), output.file);
    }
}

/// What anybody who looks into the folder may see.
#[track_caller]
fn nothing_half_is_visible(case: &Case) {
    let latest = case.latest();
    assert!(latest.record().complete);
    is_whole(&latest);
    for entry in std::fs::read_dir(case.runs().path().join("runs")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        is_whole(&Run::open(entry.path()).unwrap());
    }
}

/// What is published for each of the two files, from a clean folder.
fn clean(file: &[u8]) -> Vec<(String, Fingerprint)> {
    let case = Case::district("phu-luc-3").bytes("692.xlsx", file);
    night(&case, Arc::new(OwnDisk)).unwrap();
    case.artifacts()
}

/// Steps of a run in which the one file has changed.
fn steps() -> usize {
    let case = district();
    night(&case, Arc::new(OwnDisk)).unwrap();
    let case = case.bytes("692.xlsx", &worse());
    let counting = Faulty::new(Fault::Refused, usize::MAX);
    night(&case, Arc::clone(&counting) as Arc<dyn Disk>).unwrap();
    counting.steps.load(Ordering::SeqCst)
}

#[track_caller]
fn any_step_may_fail(fault: Fault) {
    let steps = steps();
    assert!(steps > 30, "only {steps} steps");
    let files = [(worse(), clean(&worse())), (better(), clean(&better()))];
    let mut case = district();
    night(&case, Arc::new(OwnDisk)).unwrap();
    for at in 0..steps {
        let (file, expected) = &files[at % 2];
        case = case.bytes("692.xlsx", file);
        let ended = night(&case, Faulty::new(fault, at));
        nothing_half_is_visible(&case);
        // A run that says it published did.
        if ended.is_ok() {
            assert_eq!(&case.artifacts(), expected, "{fault:?} at step {at}");
        }
        night(&case, Arc::new(OwnDisk)).unwrap();
        nothing_half_is_visible(&case);
        assert_eq!(&case.artifacts(), expected, "{fault:?} at step {at}, the run after");
        let leftovers = case.runs().leftovers();
        assert!(leftovers.is_empty(), "{fault:?} at step {at}: {leftovers:?}");
        let beat = case.runs().last_beat().unwrap();
        assert_eq!(beat.exit_code, Some(0), "{fault:?} at step {at}: the start after is told");
        assert_eq!(half_told(&case), 0, "{fault:?} at step {at}");
    }
}

/// Heartbeats that were not finished.
fn half_told(case: &Case) -> usize {
    let beside = std::fs::read_dir(case.path("output/thu")).unwrap();
    beside.filter(|name| name.as_ref().unwrap().file_name().as_encoded_bytes()[0] == b'.').count()
}

#[test]
fn any_step_of_the_disk_may_be_refused() {
    any_step_may_fail(Fault::Refused);
}

#[test]
fn the_disk_may_be_full_from_any_step_on() {
    any_step_may_fail(Fault::Full);
}

#[test]
fn the_machine_may_die_in_any_step() {
    any_step_may_fail(Fault::Dead);
}

#[test]
fn the_machine_may_die_behind_any_step() {
    any_step_may_fail(Fault::DeadBehind);
}

#[test]
fn the_first_run_of_all_may_be_cut_off_too() {
    let steps = {
        let counting = Faulty::new(Fault::Refused, usize::MAX);
        night(&district(), Arc::clone(&counting) as Arc<dyn Disk>).unwrap();
        counting.steps.load(Ordering::SeqCst)
    };
    let expected = clean(&better());
    for at in (0..steps).step_by(3) {
        let case = district();
        let ended = night(&case, Faulty::new(Fault::Dead, at));
        // The last steps are behind the moment at which it is published.
        assert!(ended.is_err() || case.latest_id().is_some(), "step {at} of {steps}");
        if case.latest_id().is_some() {
            nothing_half_is_visible(&case);
        }
        night(&case, Arc::new(OwnDisk)).unwrap();
        assert_eq!(case.artifacts(), expected, "step {at}");
    }
}

/// The first step of a run that writes a file of this name, of a case whose one file is about to change.
fn step_that_writes(name: &str) -> usize {
    #[derive(Debug)]
    struct Watching {
        name: String,
        steps: AtomicUsize,
        found: AtomicUsize,
    }
    impl Watching {
        fn step(&self, path: &Path, writes: bool) {
            let step = self.steps.fetch_add(1, Ordering::SeqCst);
            if writes && path.ends_with(&self.name) {
                self.found.fetch_min(step, Ordering::SeqCst);
            }
        }
    }
    impl Disk for Watching {
        fn make_folder(&self, path: &Path) -> io::Result<()> {
            self.step(path, false);
            OwnDisk.make_folder(path)
        }
        fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            self.step(path, true);
            OwnDisk.write(path, bytes)
        }
        fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            self.step(path, false);
            OwnDisk.append(path, bytes)
        }
        fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.step(to, false);
            OwnDisk.link(from, to)
        }
        fn point(&self, name: &Path, target: &Path) -> io::Result<()> {
            self.step(name, false);
            OwnDisk.point(name, target)
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.step(to, false);
            OwnDisk.rename(from, to)
        }
        fn sync(&self, path: &Path) -> io::Result<()> {
            self.step(path, false);
            OwnDisk.sync(path)
        }
        fn remove(&self, path: &Path) -> io::Result<()> {
            self.step(path, false);
            OwnDisk.remove(path)
        }
    }
    let case = district();
    night(&case, Arc::new(OwnDisk)).unwrap();
    let case = case.bytes("692.xlsx", &worse());
    let watching = Arc::new(Watching {
        name: name.to_owned(),
        steps: AtomicUsize::new(0),
        found: AtomicUsize::new(usize::MAX),
    });
    night(&case, Arc::clone(&watching) as Arc<dyn Disk>).unwrap();
    let found = watching.found.load(Ordering::SeqCst);
    assert_ne!(found, usize::MAX, "{name} is not written");
    found
}

#[test]
fn what_a_failed_run_had_finished_is_not_done_again() {
    let at = step_that_writes("xep-hang.xlsx");
    let case = district();
    night(&case, Arc::new(OwnDisk)).unwrap();
    let latest = case.latest_id();
    let case = case.bytes("692.xlsx", &worse());
    let error = night(&case, Faulty::new(Fault::Refused, at)).unwrap_err();
    assert_eq!(error.exit().code(), 1);
    let newest = case.newest();
    let record = newest.record();
    assert!(record.error.is_some() && !record.complete, "{record:?}");
    assert_eq!((record.exit_code, record.stages.len()), (1, 4));
    assert_eq!(case.latest_id(), latest, "the last good run stays");
    case.tthc(&["retry", PIPELINE, "--quiet"])
        .exit(0)
        .reasons("ingest=– validate=– measure=– rank=– publish=input_changed");
    assert_eq!(case.artifacts(), clean(&worse()));
}

#[test]
fn a_retry_reads_the_inbox_that_a_run_could_not_read() {
    let at = step_that_writes("data/read_lines/phu-luc-3.parquet");
    let case = district();
    night(&case, Arc::new(OwnDisk)).unwrap();
    let case = case.bytes("692.xlsx", &worse());
    night(&case, Faulty::new(Fault::Refused, at)).unwrap_err();
    assert!(case.newest().record().stages.is_empty());
    case.tthc(&["retry", PIPELINE, "--quiet"]).exit(0);
    assert_eq!(case.artifacts(), clean(&worse()));
}

#[test]
fn a_retry_of_a_retry_works() {
    let at = step_that_writes("xep-hang.xlsx");
    let case = district();
    night(&case, Arc::new(OwnDisk)).unwrap();
    let case = case.bytes("692.xlsx", &worse());
    night(&case, Faulty::new(Fault::Refused, at)).unwrap_err();
    // The second time the stages before are only linked, so it fails earlier; the third time all is well.
    night(&case, Faulty::new(Fault::Refused, 12)).unwrap_err();
    case.tthc(&["retry", PIPELINE, "--quiet"]).exit(0);
    assert_eq!(case.artifacts(), clean(&worse()));
    case.tthc(&["retry", PIPELINE, "--quiet"]).exit(0);
    assert_eq!(case.artifacts(), clean(&worse()));
}

fn start(case: &Case, arguments: &[&str]) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tthc"));
    program.args(["run", PIPELINE]).args(arguments).current_dir(case.path(""));
    program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_run_may_be_killed_at_any_moment() {
    let files = [(worse(), clean(&worse())), (better(), clean(&better()))];
    let mut case = district();
    case.run(&["--quiet"]).exit(0);
    let began = Instant::now();
    case.run(&["--quiet", "--force"]).exit(0);
    let whole = began.elapsed();
    let mut random = fastrand::Rng::with_seed(7);
    let mut killed = 0;
    for round in 0..24 {
        let (file, expected) = &files[round % 2];
        case = case.bytes("692.xlsx", file);
        let mut child = start(&case, &["--quiet"]);
        sleep(whole.mul_f64(random.f64() * 1.2));
        let _ = child.kill();
        killed += usize::from(!child.wait().unwrap().success());
        nothing_half_is_visible(&case);
        if round % 3 == 0 {
            case.run(&["--quiet"]).exit(0);
            assert_eq!(&case.artifacts(), expected, "round {round}");
        }
    }
    assert!(killed > 4, "only {killed} runs were killed before they ended");
    case.run(&["--quiet"]).exit(0);
    assert_eq!(case.artifacts(), files[1].1);
    assert!(case.runs().leftovers().is_empty());
}

/// An inbox that takes a while to read.
fn many_files() -> Case {
    (0..400)
        .fold(district(), |case, number| case.bytes(&format!("them-{number:03}.xlsx"), &better()))
}

/// Waits until a run reads files.
#[track_caller]
fn reading(case: &Case) {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let reads = case.runs().leftovers().iter().any(|draft| {
            let log = std::fs::read_to_string(draft.join("log.jsonl"));
            log.is_ok_and(|log| log.contains("file read"))
        });
        if reads {
            return;
        }
        assert!(Instant::now() < end, "no run reads files");
        sleep(Duration::from_millis(2));
    }
}

#[track_caller]
fn ends_with(signal: Signal, code: u8) {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    let (latest, artifacts) = (case.latest_id(), case.artifacts());
    let more = many_files();
    for number in 0..400 {
        let name = format!("inbox/them-{number:03}.xlsx");
        std::fs::copy(more.path(&name), case.path(&name)).unwrap();
    }
    let child = start(&case, &[]);
    reading(&case);
    kill_process(Pid::from_child(&child), signal).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(i32::from(code)), "{stderr}");
    assert_eq!(stderr.lines().last(), Some("tthc run pipelines/thu.toml"), "{stderr}");
    assert!(stderr.contains("bị ngắt giữa chừng"), "{stderr}");
    assert_eq!(case.latest_id(), latest);
    assert_eq!(case.artifacts(), artifacts);
    let newest = case.newest();
    assert_eq!(newest.record().exit_code, code);
    assert!(newest.record().error.is_some() && newest.record().stages.is_empty());
    assert!(case.runs().leftovers().is_empty());
    let case = (0..400).fold(case, |case, number| case.without(&format!("them-{number:03}.xlsx")));
    case.run(&["--quiet"]).exit(0);
    assert_eq!(case.latest_id(), latest, "the run that was cut off leaves nothing new");
}

#[test]
fn a_person_ends_a_run_with_130() {
    ends_with(Signal::INT, 130);
}

#[test]
fn the_machine_ends_a_run_with_143() {
    ends_with(Signal::TERM, 143);
}

#[test]
fn an_inbox_that_went_away_leaves_what_is_published() {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    let (latest, artifacts) = (case.latest_id(), case.artifacts());
    std::fs::rename(case.path("inbox"), case.path("gone")).unwrap();
    case.run(&[])
        .stderr(
            "
            error: inbox: thư mục nhận báo cáo (inbox) không còn; kết quả tốt gần nhất được giữ nguyên
            hint: kiểm tra ổ đĩa mạng hoặc thư mục chia sẻ rồi chạy lại
            tthc run pipelines/thu.toml
            ",
        )
        .exit(1);
    assert_eq!((case.latest_id(), case.artifacts()), (latest, artifacts));
    std::fs::rename(case.path("gone"), case.path("inbox")).unwrap();
    case.run(&["--quiet"]).exit(0);
}

/// A reporter under whose eyes a file of the inbox changes each time it was read.
struct Restless<'c>(&'c Case);

impl tthc::run::Reporter for Restless<'_> {
    fn tell(&self, event: &tthc::run::Event<'_>) {
        if matches!(event, tthc::run::Event::FilesAhead { .. }) {
            let grown = [better(), vec![b' '; fastrand::usize(1..1000)]].concat();
            std::fs::write(self.0.path("inbox/692.xlsx"), grown).unwrap();
        }
    }
}

#[test]
fn a_file_that_never_settles_is_left_out_and_the_rest_goes_on() {
    let case = Case::district("phu-luc-3").bytes("692.xlsx", &better()).bytes("khac.pdf", b"%PDF");
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    let case = case.bytes("692-bo-sung.xlsx", &worse()).bytes("692.xlsx", &worse());
    let outcome = run(&request(&case, Arc::new(OwnDisk)), &Restless(&case)).unwrap();
    let told: Vec<String> = outcome.gaps.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|gap| gap.contains("692.xlsx: tệp đang thay đổi")), "{told:?}");
    assert_eq!(outcome.exit.code(), 3);
    // The next run reads it as it is then.
    let case = case.bytes("692.xlsx", &better());
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    let clean = Case::district("phu-luc-3").bytes("692.xlsx", &better()).bytes("khac.pdf", b"%PDF");
    let clean = clean.bytes("692-bo-sung.xlsx", &worse());
    clean.run(&["--quiet", "--fail-on", "never"]).exit(0);
    assert_eq!(case.artifacts(), clean.artifacts());
}

#[test]
fn a_run_waits_for_another_where_it_was_asked_to() {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    let case = case.bytes("692.xlsx", &worse());
    let lock = case.hold_lock();
    let mut child = start(&case, &["--quiet", "--wait-for-lock"]);
    sleep(Duration::from_millis(400));
    assert!(child.try_wait().unwrap().is_none(), "it waits");
    drop(lock);
    assert!(child.wait().unwrap().success());
    assert_eq!(case.artifacts(), clean(&worse()));
}

#[test]
fn a_run_waits_no_longer_than_it_was_asked_to() {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    let _lock = case.hold_lock();
    let began = Instant::now();
    case.run(&["--quiet", "--wait-for-lock=1"]).says_anything().exit(11);
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[test]
fn a_first_retry_waits_for_the_lock_too() {
    let case = district();
    let lock = case.hold_lock();
    let mut program = Command::new(env!("CARGO_BIN_EXE_tthc"));
    program.args(["retry", PIPELINE, "--quiet", "--wait-for-lock"]).current_dir(case.path(""));
    let mut child = program.spawn().unwrap();
    sleep(Duration::from_millis(400));
    assert!(child.try_wait().unwrap().is_none(), "it waits");
    drop(lock);
    assert!(child.wait().unwrap().success());
    assert_eq!(case.artifacts(), clean(&better()));
}

#[test]
fn to_wait_no_second_is_not_to_wait_for_ever() {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    let _lock = case.hold_lock();
    case.run(&["--quiet", "--wait-for-lock=0"]).says_anything().exit(11);
    let night = case.run(&["--quiet", "--wait-for-lock=lâu"]).says_anything().exit(2);
    assert!(night.stderr.contains("cần một số giây"), "{}", night.stderr);
}

#[test]
fn lost_or_edited_sums_are_made_again() {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    let artifacts = case.artifacts();
    let files = ["SHA256SUMS", "pipelines/thu.toml", "pipelines/units.csv"];
    for (file, spoil) in files.iter().flat_map(|file| [(file, true), (file, false)]) {
        let sums = case.latest().path().join(file);
        if spoil {
            std::fs::write(&sums, "khác").unwrap();
        } else {
            std::fs::remove_file(&sums).unwrap();
        }
        let plan = case.tthc(&["plan", PIPELINE]).says_anything().exit(0);
        assert!(plan.stdout.contains("SHA256SUMS bị mất hay bị sửa"), "{}", plan.stdout);
        case.run(&["--quiet"]).exit(0);
        assert_eq!(case.artifacts(), artifacts);
        let plan = case.tthc(&["plan", PIPELINE]).says_anything().exit(0);
        assert!(plan.stdout.contains("không có gì mới"), "{}", plan.stdout);
    }
}

#[test]
fn a_night_without_any_figure_after_a_good_one_is_a_failure() {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    let (latest, artifacts) = (case.latest_id(), case.artifacts());
    for fail_on in ["never", "gaps"] {
        let night = case.run(&["--set", "limits.cells=1", "--fail-on", fail_on]);
        let night = night.says_anything().exit(1);
        assert!(night.stderr.contains("kết quả tốt gần nhất được giữ nguyên"), "{}", night.stderr);
        assert_eq!((case.latest_id(), case.artifacts()), (latest.clone(), artifacts.clone()));
        assert_eq!(case.newest().record().exit_code, 1);
    }
    case.run(&["--quiet"]).exit(0);
    assert_eq!(case.artifacts(), artifacts);
}

#[test]
fn a_killed_run_gives_its_lock_back() {
    let case = many_files();
    let mut child = start(&case, &["--quiet"]);
    reading(&case);
    let holder = case.runs().holder().unwrap().unwrap();
    assert_eq!(holder.pid, child.id());
    assert!(!holder.host.is_empty() && holder.since.ends_with('Z'), "{holder}");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(case.runs().holder().unwrap(), None);
    // It is told that it began, and seen that it never ended.
    let beat = case.runs().last_beat().unwrap();
    assert_eq!((beat.pid, beat.ended, beat.exit_code), (child.id(), None, None));
    let monitor = case.tthc(&["status", PIPELINE, "--monitor"]).says_anything().exit(2);
    assert!(monitor.stdout.contains("bị cắt ngang"), "{}", monitor.stdout);
    case.read();
    assert_eq!(case.runs().last_beat().and_then(|beat| beat.exit_code), Some(0));
    assert_eq!(half_told(&case), 0);
}

#[test]
fn a_clock_that_was_set_back_does_not_hide_the_newest_run() {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    // As if the run before had been made in a year to come.
    let runs = case.runs().path().join("runs");
    std::fs::rename(case.latest().path(), runs.join("29991231T235959-999999Z")).unwrap();
    std::fs::remove_file(case.runs().latest_path()).unwrap();
    std::os::unix::fs::symlink("runs/29991231T235959-999999Z", case.runs().latest_path()).unwrap();
    let case = case.bytes("692.xlsx", &worse());
    case.run(&["--quiet"]).exit(0);
    assert_eq!(case.newest().path().file_name().unwrap(), "30000101T000000-000000Z");
    assert_eq!(case.artifacts(), clean(&worse()));
    assert!(case.newest().record().stage(Stage::Ingest).unwrap().reason.is_some());
}
