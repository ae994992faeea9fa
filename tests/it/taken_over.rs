//! Workers that answer wrongly, as one may whose file has taken it over: the file is refused with its reason, and what
//! the others hold is published as if it had not been sent.

#![expect(clippy::unwrap_used, reason = "a case that cannot be laid out fails the test")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests lay out programs in temporary folders of their own"
)]

use proptest::prelude::*;
use tthc::check::CATALOGUE;
use tthc::ingest::{Receipts, gather};
use tthc::measure::{by_unit, measure};
use tthc::model::{
    Bounds, Code, Finding, Findings, FormIx, Lost, MeasureIx, OneHand, Reading, Slot, Stage, UnitIx,
};
use tthc::pipeline::{Lineage, Overrides, Pipeline, load_with};
use tthc::publish::{PublishError, Published};
use tthc::query::Embedded;
use tthc::run::{Outcome, Program, Request, Silent, Worker, Workers, read_file, run};
use tthc::store::Fingerprint;
use tthc::table::{Artifact as _, CountedLines, ReadTables};
use tthc::validate::{Given, PeriodBefore, register, validate};

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under, xlsx};
use crate::properties::NIGHTLY;
use crate::reading::{DONG_PHU, LOC_NINH};
use crate::readings::readings;
use crate::returned::{back, returned};

/// What a file holds that takes its worker over.
const TRICK: &str = "a trick";

/// Hands what comes from a run on to the real program, frame by frame, but for a file with the trick, which is answered
/// by `read`. What is said of forms that go back is `given`, or what the real program makes of them.
fn script(read: &str, given: Option<&str>) -> String {
    let program = env!("CARGO_BIN_EXE_tthc");
    let honest = format!(r#"{{ cat "$here/setup" "$here/job"; cat; }} | '{program}' read-files"#);
    let given = given.unwrap_or(&honest);
    format!(
        r#"
        here=$(mktemp -d FOLDER/worker.XXXXXX); taken=
        frame() {{
            head -c 4 >"$here/$1"
            long=$(od -An -tu4 "$here/$1" | tr -d ' \n')
            [ -n "$long" ] || exit 0
            head -c "$long" >>"$here/$1"
        }}
        frame setup
        while :; do
            frame job
            kind=$(od -An -tu1 -j4 -N1 "$here/job" | tr -d ' \n')
            if [ "$kind" = 3 ]; then
                {given}
                exit 0
            fi
            frame file
            if [ -n "$taken" ] || grep -qa '{TRICK}' "$here/file"; then
                {read}
            else
                cat "$here/setup" "$here/job" "$here/file" | '{program}' read-files
            fi
        done"#
    )
}

/// A run whose worker is the script.
#[track_caller]
fn night(case: &Case, script: &str) -> Outcome {
    let script = script.replace("FOLDER", &case.path("").display().to_string());
    let program = Program { path: "/bin/sh".into(), arguments: vec!["-c".into(), script.into()] };
    let mut pipeline = pipeline(case);
    (pipeline.limits.seconds, pipeline.limits.memory) = (3, 64 << 20);
    let request = Request::new(pipeline, Worker::Apart(program));
    // Files are read one after another by one worker.
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    one.install(|| run(&request, &Silent)).unwrap()
}

/// Both districts, and between them by its name a file with the trick.
fn tricked() -> Case {
    Case::of("phu-luc-3")
        .declare(
            "metrics = \"metrics.toml\"",
            "metrics = \"metrics.toml\"\nreturn-forms = \"never\"",
        )
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .bytes("693.csv", TRICK.as_bytes())
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
}

fn pipeline(case: &Case) -> Pipeline {
    let overrides = Overrides {
        inbox: Some(case.path("inbox")),
        output: Some(case.path("output")),
        ..Overrides::default()
    };
    load_with(&case.path(PIPELINE), &overrides).unwrap()
}

/// A frame as a worker sends it.
fn framed(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).unwrap().to_le_bytes(), bytes].concat()
}

/// The answer that this was read.
fn read(reading: &Reading) -> Vec<u8> {
    let bytes = postcard::to_stdvec(reading).unwrap();
    framed(&[&[0, 0], bytes.as_slice()].concat())
}

/// What is told of the file with the trick, where the other two are read as they are without it.
#[track_caller]
fn told(read: &str, answer: &[u8]) -> String {
    let case = tricked();
    std::fs::write(case.path("lie"), answer).unwrap();
    night(&case, &script(read, None));
    let findings = tthc::run::table(&case.latest(), Findings::NAME).unwrap();
    let findings = Findings::from_frame(&findings).unwrap().of_stage(Stage::Ingest);
    let of = |file: &str| -> Vec<String> {
        let about = findings.iter().filter(|f| f.place.file.as_deref() == Some(file));
        about.map(|finding| format!("{} {}", finding.code, finding.message)).collect()
    };
    assert_eq!((of("692.xlsx"), of("695.xlsx")), (vec![], vec![]), "{findings:?}");
    let clean = tricked().without("693.csv");
    clean.run(&["--quiet"]).exit(0);
    for table in ["lines/phu-luc-3", "columns", "metrics", "rankings"] {
        let tables = [&case, &clean].map(|case| tthc::run::table(&case.latest(), table).unwrap());
        assert!(tables[0].equals_missing(&tables[1]), "{table}");
    }
    let [told] = &of("693.csv")[..] else { panic!("{findings:?}") };
    told.clone()
}

/// What the real program reads of the file of Lộc Ninh, said of the file with the trick.
fn honest() -> Reading {
    let case = tricked();
    let pipeline = pipeline(&case);
    let workers = Workers::new(&Worker::Here, Some(&pipeline), pipeline.limits).unwrap();
    let bytes = xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    let mut reading = read_file(&workers, "693.csv", Ok(bytes), &pipeline).unwrap().remove(0);
    reading.blake3 = Some(Fingerprint::of_bytes(TRICK.as_bytes()).as_str().to_owned());
    reading
}

/// The answer of a worker that has read the file, but for a change.
fn but(change: impl FnOnce(&mut Reading)) -> Vec<u8> {
    let mut reading = honest();
    change(&mut reading);
    read(&reading)
}

/// A worker that answers wrongly once is asked for no other file, for it may go on like that.
#[track_caller]
fn is_not_believed(what: &str, answer: &[u8]) {
    for read in ["cat FOLDER/lie", "cat FOLDER/lie; taken=1"] {
        let told = told(read, answer);
        assert!(told.starts_with("F101 tệp làm bộ đọc trả lời sai"), "{what}: {told}");
    }
}

#[test]
fn a_worker_that_answers_no_frame_is_replaced() {
    let noise = framed(b"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    for (read, answer) in [
        // Silence, noise, a frame that never comes whole, and one that would fill the memory of the run.
        ("exit 0", vec![]),
        ("cat FOLDER/lie", noise),
        ("cat FOLDER/lie; exit 0", [&[255, 0, 0, 0][..], b"abc"].concat()),
        ("cat FOLDER/lie /dev/zero", vec![255; 4]),
    ] {
        let told = told(read, &answer);
        assert!(told.starts_with("F101 tệp làm bộ đọc dừng đột ngột"), "{read}: {told}");
    }
}

#[test]
fn a_worker_that_answers_something_else_is_replaced() {
    is_not_believed("no reading", &framed(&[1, 0]));
    is_not_believed("an archive of nothing", &framed(&[0, 1, 0]));
    // Two files, each without a byte.
    let members = framed(&[&[0, 1, 2][..], b"\x01a\x00\x00", b"\x01a\x00\x00"].concat());
    is_not_believed("an archive of two files of one name", &members);
    is_not_believed("an archive that leads out", &framed(b"\x00\x01\x01\x05../ab\x00\x00"));
}

#[test]
fn a_worker_that_tells_of_another_file_is_replaced() {
    let another = |reading: &mut Reading| reading.file = "692.xlsx".to_owned();
    is_not_believed("another file", &but(another));
    is_not_believed("other bytes", &but(|reading| reading.blake3 = Some("0".repeat(64))));
    let finding = Finding::new(CATALOGUE.get(Code::TextNumbers), "chữ").in_file("692.xlsx");
    is_not_believed("a finding in another", &but(|reading| reading.findings.push(finding)));
    is_not_believed("nothing at all", &but(|reading| reading.tables.clear()));
}

#[test]
fn a_reading_with_places_that_lead_nowhere_is_not_believed() {
    is_not_believed("a form", &but(|reading| reading.tables[0].form = FormIx(9)));
    is_not_believed("a sender", &but(|reading| reading.tables[0].sender = UnitIx(99)));
    let measure = Slot::Count(MeasureIx(999));
    is_not_believed("a measure", &but(|reading| reading.tables[0].columns[0].slot = measure));
    is_not_believed("a unit", &but(|reading| reading.tables[0].lines[0].unit = Some(UnitIx(99))));
    is_not_believed("a field", &but(|reading| reading.tables[0].lines[0].field = Some(99)));
    is_not_believed("a line", &but(|reading| reading.tables[0].lines.truncate(1)));
}

/// What it answered to the file that took it over was well said; the file after that is read by another worker.
#[test]
fn a_worker_that_turns_bad_later_costs_no_file() {
    let program = env!("CARGO_BIN_EXE_tthc");
    let wrong = but(|reading| reading.file = "692.xlsx".to_owned());
    for later in ["cat FOLDER/lie", "exit 1", "sleep 60"] {
        let sound =
            format!(r#"cat "$here/setup" "$here/job" "$here/file" | '{program}' read-files"#);
        let read = format!("if [ -n \"$taken\" ]; then {later}; else {sound}; taken=1; fi");
        let told = told(&read, &wrong);
        assert!(told.starts_with("F102 "), "{later}: {told}");
    }
}

/// A worker that gives forms back writes nothing but these forms, and a run does not end for it.
#[test]
fn a_worker_that_gives_back_something_else_is_not_believed() {
    let form = |file: &str| Published { file: file.to_owned(), bytes: b"PK".to_vec() };
    let forms = |files: &[&str]| {
        let made: Vec<(Published, bool)> = files.iter().map(|file| (form(file), true)).collect();
        framed(&[&[3, 0], postcard::to_stdvec(&made).unwrap().as_slice()].concat())
    };
    let error = |text: &str| text.to_owned();
    let error =
        PublishError { file: error("phan-hoi/692.xlsx"), sheet: error("a"), reason: error("b") };
    let error = framed(&[&[3, 1], postcard::to_stdvec(&error).unwrap().as_slice()].concat());
    let wrong = LOC_NINH.replacen("| 60 ", "| 61 ", 1);
    for answer in [
        forms(&["../../../../escaped.xlsx"]),
        forms(&["xep-hang.xlsx"]),
        forms(&["phan-hoi/692-huyen-loc-ninh.xlsx", "phan-hoi/695-huyen-dong-phu.xlsx"]),
        forms(&[]),
        error,
    ] {
        let case =
            Case::district("phu-luc-3").file("692.xlsx", &[("Biểu", &under(HEAD_3, &wrong))]);
        std::fs::write(case.path("lie"), answer).unwrap();
        night(&case, &script("exit 1", Some("cat FOLDER/lie")));
        assert!(!case.path("output/escaped.xlsx").exists() && !case.path("escaped.xlsx").exists());
        assert_eq!(returned(&case), ["692-huyen-loc-ninh.xlsx"]);
        let mut back = back(&case, "692.xlsx");
        assert!(back.text().contains("F201") && back.text().contains(Lost::Unreadable.title()));
        let honest =
            Case::district("phu-luc-3").file("692.xlsx", &[("Biểu", &under(HEAD_3, &wrong))]);
        honest.run(&["--quiet"]).exit(0);
        let book = |case: &Case| std::fs::read(case.latest().path().join("xep-hang.xlsx")).unwrap();
        assert!(book(&case) == book(&honest), "the workbook of the run is its own");
    }
}

/// Bytes that are put in place of others: places that lead nowhere, numbers that are none.
fn lies() -> impl Strategy<Value = Vec<u8>> {
    let number = |number: f64| number.to_le_bytes().to_vec();
    prop_oneof![
        (0..=127u8).prop_map(|small| vec![small]),
        any::<u16>().prop_map(|place| postcard::to_stdvec(&place).unwrap()),
        prop::sample::select(vec![u32::MAX, u32::MAX - 1, 1 << 31])
            .prop_map(|place| postcard::to_stdvec(&place).unwrap()),
        prop::sample::select(vec![f64::NAN, f64::INFINITY, -1e300, 1e13, 0.5, -7.0])
            .prop_map(number),
    ]
}

fn bounds(pipeline: &Pipeline) -> Bounds {
    let columns = pipeline.forms.iter().map(|form| form.columns.len()).collect();
    Bounds {
        units: pipeline.register.len(),
        measures: pipeline.measures.len(),
        columns,
        lists: Vec::new(),
    }
}

/// All that is made of readings before something is published.
fn carried_on(readings: &[Reading], pipeline: &Pipeline) {
    let gathered = gather(readings, Receipts::default(), pipeline);
    let tables =
        ReadTables::of(readings, &gathered.submissions, &gathered.repeated, pipeline).unwrap();
    let submissions = register(&gathered.submissions, pipeline);
    let read: Vec<Finding> = readings.iter().flat_map(|r| r.findings.iter().cloned()).collect();
    let sums = by_unit(&tables.lines).unwrap();
    let now = (&pipeline.register, pipeline.period);
    let lineage = Lineage::of((&pipeline.register, pipeline.period.previous()), now, &[]);
    let earlier = Some(PeriodBefore { sums: Some(&sums), lineage: &lineage });
    let given = Given {
        readings,
        sums: &sums,
        submissions: &submissions,
        read: &read,
        earlier,
        pipeline,
        catalogue: &CATALOGUE,
    };
    let validated = validate(&given, &OneHand);
    let failed = validated.findings.iter().find(|finding| finding.code == Code::CheckFailed);
    assert!(failed.is_none(), "{failed:?}");
    let all = read.iter().chain(&validated.findings);
    let counted =
        CountedLines::of(&tables.lines, &tables.columns, all, &submissions, pipeline).unwrap();
    measure(&counted, &Embedded, pipeline).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// Whatever a worker says, it is not believed or can be worked with.
    #[test]
    fn what_is_believed_can_be_worked_with(
        readings in readings(),
        lies in prop::collection::vec((any::<prop::sample::Index>(), lies()), 1..3),
    ) {
        let (mut readings, pipeline) = (readings, &*NIGHTLY);
        let (file, blake3) = (readings[1].file.clone(), readings[1].blake3.clone().unwrap());
        let mut bytes = postcard::to_stdvec(&readings[1]).unwrap();
        for (at, lie) in lies {
            let at = at.index(bytes.len());
            // A number takes eight bytes, a place mostly one.
            let long = if lie.len() == 8 { 8 } else { 1 };
            let end = bytes.len().min(at + long);
            bytes.splice(at..end, lie);
        }
        if let Ok(lie) = postcard::from_bytes::<Reading>(&bytes)
            && lie.is_sound(&file, &blake3, &bounds(pipeline))
        {
            readings[1] = lie;
            carried_on(&readings, pipeline);
        }
    }
}
