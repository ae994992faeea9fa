//! Đồng Nai without districts: the fixtures are what is generated, the findings those that were planted, and places, now and
//! across 1 July 2025, computed here once more from `fixtures/truth` with plain sums and nothing of the program.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;
use tthc::model::{DataCode, Findings};
use tthc::pipeline::{Overrides, Pipeline, load_with};
use tthc::publish::compose;
use tthc::run::TracedRun;
use tthc::store::{Folder, Run};
use tthc::table::{Artifact as _, MoveRow, Moves, Rankings, Standing};

use crate::case::Case;
use crate::notice::outline;
use crate::truth::{Row, csv};

#[path = "../../examples/province/mod.rs"]
pub(crate) mod generated;

const PIPELINE: &str = "dong-nai-2026";
const UNITS: &str = "pipelines/units/dong-nai-2026.csv";
const SUCCESSIONS: &str = "pipelines/units/dong-nai-noi-tiep.csv";

/// The runs of the three quarters, in the order of time.
static OUTPUT: LazyLock<TempDir> =
    LazyLock::new(|| runs_of(PIPELINE, &["2025-Q2", "2025-Q3", "2026-Q2"]));

/// Runs a pipeline of `pipelines/` for some periods, one after the other, into a folder of its own.
pub(crate) fn runs_of(pipeline: &str, periods: &[&str]) -> TempDir {
    let home = TempDir::new().unwrap();
    for period in periods {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tthc"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["run", pipeline, "--quiet"]);
        command.args(["--period", period, "--output"]).arg(home.path());
        assert_eq!(command.status().unwrap().code(), Some(0), "{period}");
    }
    home
}

fn run(period: &str) -> Run {
    Folder::new(OUTPUT.path(), PIPELINE, period).latest().unwrap().unwrap()
}

fn ranking(period: &str, id: &str) -> Vec<Standing> {
    let table = Rankings::from_frame(&run(period).table(Rankings::NAME).unwrap()).unwrap();
    table.of(id).cloned().collect()
}

/// The units of both times, to generate from.
pub(crate) fn vintages() -> generated::two_level::Vintages {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    generated::two_level::Vintages::read(&root.join(UNITS), &root.join(SUCCESSIONS)).unwrap()
}

#[test]
fn the_fixtures_of_dong_nai_are_those_that_are_generated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = generated::dong_nai::files(&vintages()).unwrap();
    for (file, bytes) in &made {
        assert!(std::fs::read(root.join("fixtures").join(file)).unwrap() == *bytes, "{file}");
    }
    let inbox = made.iter().filter(|(file, _)| file.starts_with("dong-nai-2026q2/")).count();
    let folders = ["", "cap-xa", "so-nganh"].map(|inside| {
        let entries =
            std::fs::read_dir(root.join("fixtures/dong-nai-2026q2").join(inside)).unwrap();
        entries.filter(|entry| entry.as_ref().unwrap().path().is_file()).count()
    });
    assert_eq!(folders.iter().sum::<usize>(), inbox);
}

/// What is shipped is what `tthc register` prints, with the departments added as its help says.
#[test]
fn the_register_of_dong_nai_is_printed_by_the_program() {
    let case = Case::new();
    for (file, arguments) in
        [(UNITS, ["--vintage", "both"].as_slice()), (SUCCESSIONS, &["--successions"])]
    {
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let is_department = |line: &&str| !line.starts_with("70.") && !line.starts_with("75.");
        let text = text.lines().filter(is_department).map(|line| format!("{line}\n"));
        let printed = case.tthc(&[&["register", "Đồng Nai"], arguments].concat());
        assert_eq!(printed.says_anything().exit(0).stdout, text.collect::<String>(), "{file}");
    }
}

#[test]
fn what_was_planted_is_found_and_nothing_else() {
    let table = Findings::from_frame(&run("2026-Q2").table(Findings::NAME).unwrap()).unwrap();
    let mut found = BTreeSet::new();
    let (mut missing, mut late) = (BTreeSet::new(), BTreeSet::new());
    for finding in table.iter() {
        let (place, unit) =
            (finding.place.to_string(), finding.unit_id.clone().unwrap_or_default());
        match finding.code.id() {
            "F301" => assert!(missing.insert(unit)),
            "F303" => assert!(late.insert(unit)),
            // Web pages that are named .xls, and units beyond the usual.
            "F109" | "F214" => {}
            code => assert!(found.insert(format!("{code} {place}"))),
        }
    }
    let planted = csv("fixtures/faults/dong-nai-2026q2.csv")
        .into_iter()
        .map(|row| format!("{} {}!{}!{}", row["code"], row["file"], row["sheet"], row["cell"]));
    assert_eq!(found, planted.collect());
    let told: BTreeSet<String> = truth("2026-Q2").into_keys().collect();
    let units = pipeline("2026-Q2").register;
    let asked = units.iter().filter(|(_, unit)| unit.id != "75").map(|(_, unit)| unit.id.clone());
    assert_eq!(missing, asked.filter(|id| !told.contains(id)).collect());
    assert_eq!(late, ["25417", "26221"].map(str::to_owned).into());
    // The other periods are whole, and what the new communes carried over is what the old ones left open.
    for period in ["2025-Q2", "2025-Q3"] {
        let table = Findings::from_frame(&run(period).table(Findings::NAME).unwrap()).unwrap();
        let codes: Vec<_> = table.iter().map(|finding| finding.code.id()).collect();
        assert!(codes.iter().all(|code| *code == "F214"), "{period}: {codes:?}");
    }
}

/// The declaration of a period, as its run kept it.
fn pipeline(period: &str) -> Pipeline {
    let kept = run(period).path().join("pipelines").join(format!("{PIPELINE}.toml"));
    let overrides = Overrides { period: Some(period.parse().unwrap()), ..Overrides::default() };
    load_with(&kept, &overrides).unwrap()
}

/// Resolved on time and resolved, of each unit of a period.
fn truth(period: &str) -> BTreeMap<String, Option<(u64, u64)>> {
    let rows = csv("fixtures/truth/dong-nai.csv").into_iter();
    let rows = rows.filter(|row| row["period"] == period);
    let counts = |row: &Row| {
        Some((row["resolved_on_time"].parse().ok()?, row["resolved_total"].parse().ok()?))
    };
    rows.map(|row| (row["unit_id"].clone(), counts(&row))).collect()
}

/// The place of each unit among those that have 30 files or more: one more than there are better ones.
pub(crate) fn places(
    rates: &BTreeMap<String, Option<(u64, u64)>>,
    of: impl Fn(&str) -> bool,
) -> BTreeMap<String, u32> {
    let rates = rates.iter().filter(|(id, _)| of(id));
    let rates: Vec<_> = rates.filter_map(|(id, rate)| Some((id, (*rate)?))).collect();
    let ranked = rates.iter().filter(|(_, (_, below))| *below >= 30);
    let ranked: Vec<_> = ranked.collect();
    let place = |above: u64, below: u64| {
        let better = ranked.iter().filter(|(_, rate)| rate.0 * below > above * rate.1).count();
        u32::try_from(better + 1).unwrap()
    };
    ranked.iter().map(|(id, (above, below))| ((*id).clone(), place(*above, *below))).collect()
}

pub(crate) fn is_department(id: &str) -> bool {
    id.contains('.')
}

pub(crate) fn given(
    rows: &[Standing],
    of: impl Fn(&Standing) -> Option<u32>,
) -> BTreeMap<String, u32> {
    rows.iter().filter_map(|row| Some((row.unit_id.clone(), of(row)?))).collect()
}

#[test]
fn places_without_districts_are_those_of_the_truth() {
    for period in ["2025-Q3", "2026-Q2"] {
        let truth = truth(period);
        let communes = ranking(period, "communes");
        assert_eq!(communes.len(), 95);
        assert_eq!(given(&communes, |row| row.place), places(&truth, |id| !is_department(id)));
        let departments = ranking(period, "departments");
        assert_eq!(given(&departments, |row| row.place), places(&truth, is_department));
    }
    // Two are too small, two sent nothing, one figure cannot be read.
    assert_eq!(given(&ranking("2026-Q2", "communes"), |row| row.place).len(), 90);
}

/// Sums of then by unit of now; `None` where a part of an old unit went in.
fn then() -> BTreeMap<String, Option<(u64, u64)>> {
    let old = truth("2025-Q2");
    let mut sums: BTreeMap<String, Option<(u64, u64)>> = BTreeMap::new();
    for row in csv(SUCCESSIONS) {
        let Some(Some(part)) = old.get(&row["old_id"]) else { continue };
        let sum = sums.entry(row["new_id"].clone()).or_insert(Some((0, 0)));
        *sum = sum.filter(|_| row["share"] == "whole").map(|sum| (sum.0 + part.0, sum.1 + part.1));
    }
    sums
}

#[test]
fn who_can_be_compared_across_the_reform_has_its_place_and_others_are_told_why_not() {
    let sums = then();
    let compared = |id: &str| sums.get(id).is_some_and(Option::is_some);
    for (id, of, count) in [("communes", false, 93), ("departments", true, 14)] {
        let rows = ranking("2025-Q3", id);
        let expected = places(&sums, |id| is_department(id) == of);
        assert_eq!(given(&rows, |row| row.previous_place), expected);
        assert_eq!(expected.len(), count - usize::from(of), "Thanh tra tỉnh has no files");
        for row in &rows {
            let figures = row.previous_denominator.zip(row.previous_numerator);
            let told = sums.get(&row.unit_id).copied().flatten();
            let told =
                told.map(|(above, below)| (below.try_into().unwrap(), above.try_into().unwrap()));
            assert_eq!(figures, told, "{}", row.unit_name);
            let note = row.previous_note.as_deref().unwrap_or_default();
            assert_eq!(note.ends_with("không so được"), !compared(&row.unit_id), "{note}");
        }
    }
    let rows = ranking("2025-Q3", "communes");
    let divided = rows.iter().filter(|row| row.previous_place.is_none());
    let notes: BTreeSet<_> =
        divided.map(|row| (row.unit_name.as_str(), row.previous_note.as_deref())).collect();
    let why = Some("một phần Xã Xuân Tâm cũ (chia cho Xã Xuân Đông, Xã Xuân Hòa): không so được");
    assert_eq!(notes, [("Xã Xuân Đông", why), ("Xã Xuân Hòa", why)].into());
}

/// A code that is another place now moves with the place, and never with the code.
#[test]
fn a_code_that_was_given_to_another_commune_takes_nothing_along() {
    let (old, sums) = (truth("2025-Q2"), then());
    let rows = ranking("2025-Q3", "communes");
    let names: BTreeMap<String, String> = csv(SUCCESSIONS)
        .into_iter()
        .map(|row| (row["old_id"].clone(), row["old_name"].clone()))
        .collect();
    let reused =
        |row: &&Standing| names.get(&row.unit_id).is_some_and(|name| *name != row.unit_name);
    let reused: Vec<_> = rows.iter().filter(reused).collect();
    assert!(reused.len() > 40, "{}", reused.len());
    let mut others = 0;
    for row in reused {
        let same_code = old[&row.unit_id].map(|(_, below)| below);
        let sum = sums[&row.unit_id].map(|(_, below)| below);
        assert_eq!(row.previous_denominator.map(|below| u64::try_from(below).unwrap()), sum);
        others += usize::from(same_code != sum);
    }
    assert!(others > 30, "{others}");
}

#[test]
fn moves_across_the_reform_are_of_those_that_can_be_compared() {
    let table = Moves::from_frame(&run("2025-Q3").table(Moves::NAME).unwrap()).unwrap();
    let moved: BTreeSet<&str> = table
        .rows
        .iter()
        .filter(|row| row.ranking == "communes")
        .map(|row: &MoveRow| row.unit_id.as_str())
        .collect();
    assert!(moved.len() > 80, "{}", moved.len());
    assert!(!moved.contains("26359") && !moved.contains("26446"));
}

/// The workbook of a period as text.
fn book(period: &str) -> String {
    let run = run(period);
    let traced = TracedRun::load(&run, pipeline(period)).unwrap();
    compose(&traced.inputs(DataCode::of("0123456789abcdef")))[0].to_string()
}

/// The first sheet of a book.
fn summary(book: &str) -> &str {
    &book[..book.match_indices("\n== ").nth(1).unwrap().0]
}

#[test]
fn the_summary_of_a_province_without_districts() {
    let (now, after) = (book("2026-Q2"), book("2025-Q3"));
    for said in [
        "– Xếp loại: Cấp xã: 28 Xuất sắc, 53 Tốt, 9 Đạt.",
        "– Không có trong kết quả: Biểu II.06a: Sở Dân tộc và Tôn giáo, Xã Tân Quan, Xã Đak Lua.",
        "– Có nhưng thiếu một phần số liệu: Biểu II.06a: Xã Tà Lài.",
    ] {
        assert!(summary(&now).contains(said), "{now}");
    }
    assert!(summary(&after).contains("Đổi hạng nhiều nhất so với kỳ trước"), "{after}");
    let notice = std::fs::read(run("2026-Q2").path().join("thong-bao.docx")).unwrap();
    let notice = outline(&notice);
    for text in [&now, &notice] {
        assert!(!text.to_lowercase().contains("huyện"), "{text}");
    }
    // What is so of nearly all stands below the list once, and beside those of whom it is not.
    assert!(after.contains("“Cấp xã”: kỳ trước xếp trong 93 / 95 đơn vị"), "{after}");
    assert_eq!(
        after.matches("Kỳ trước: cộng từ").count(),
        1,
        "Thanh tra tỉnh has no place: {after}"
    );
    let why =
        "Kỳ trước: một phần Xã Xuân Tâm cũ (chia cho Xã Xuân Đông, Xã Xuân Hòa): không so được";
    assert!(after.contains(why), "{after}");
}
