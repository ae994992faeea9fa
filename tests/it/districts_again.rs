//! Of a workbook of a district nothing is made again that would come out the same.

#![expect(clippy::unwrap_used, reason = "what a case left is there, or the test fails")]

use std::os::unix::fs::MetadataExt as _;

use tthc::store::{Reason, Run};

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH};

const LOC_NINH_BOOK: &str = "huyen/692-huyen-loc-ninh.xlsx";
const DONG_PHU_BOOK: &str = "huyen/695-huyen-dong-phu.xlsx";
const DISTRICTS: &str =
    "[districts]\nfolder = \"huyen\"\ntitle = \"Kết quả\"\nranking = \"communes\"\n\n";

fn two() -> Case {
    Case::of("phu-luc-3")
        .declare("[[workbook]]", &format!("{DISTRICTS}[[workbook]]"))
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
}

/// The same two, of which the second district sent something else.
fn with(case: Case, from: &str, to: &str) -> Case {
    let changed = DONG_PHU.replace(from, to);
    assert_ne!(changed, DONG_PHU);
    case.file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &changed))])
}

fn read(case: &Case, arguments: &[&str]) -> Run {
    let arguments = [&["--quiet", "--fail-on", "never"], arguments].concat();
    case.run(&arguments).exit(0);
    case.latest()
}

fn inode(run: &Run, file: &str) -> u64 {
    std::fs::metadata(run.path().join(file)).unwrap().ino()
}

/// Why a workbook was made in a run; `None` where it was taken over.
fn made(run: &Run, file: &str) -> Option<Reason> {
    let mut files = run.record().stages.iter().flat_map(|stage| &stage.files);
    files.find(|read| read.file == file).map(|read| read.reason)
}

/// What is published for districts, as a run that remembers nothing makes it.
fn same_as_anew(case: &Case, anew: &Case) {
    read(anew, &[]);
    let of_districts = |case: &Case| {
        let files = case.made().into_iter();
        files.filter(|(file, _)| file.starts_with("huyen/")).collect::<Vec<_>>()
    };
    assert_eq!(of_districts(case).len(), 2);
    assert!(of_districts(case) == of_districts(anew), "the bytes differ");
}

#[test]
fn what_another_district_sent_changes_no_workbook() {
    let case = two();
    let first = read(&case, &[]);
    assert_eq!(made(&first, LOC_NINH_BOOK), Some(Reason::NeverRun));
    let reason = ("20 | 0 | 0 | 0 | chờ đo đạc", "20 | 0 | 0 | 0 | chờ ý kiến");
    let case = with(case, reason.0, reason.1);
    let second = read(&case, &[]);
    assert_eq!(made(&second, LOC_NINH_BOOK), None);
    assert_eq!(inode(&first, LOC_NINH_BOOK), inode(&second, LOC_NINH_BOOK));
    assert_eq!(made(&second, DONG_PHU_BOOK), Some(Reason::InputChanged));
    same_as_anew(&case, &with(two(), reason.0, reason.1));
}

/// Places are those in the list of all: who is overtaken has another workbook though it sent nothing.
#[test]
fn a_place_that_another_district_took_changes_a_workbook() {
    let case = two();
    let first = read(&case, &[]);
    let better = ("| 50 | 48 | 2  | 0 | 0 | 0 | chờ đo đạc", "| 50 | 50 | 0  | 0 | 0 | 0");
    let total = ("| 40 | 50 | 48 | 2  | 0 | 0 | 0\n", "| 40 | 50 | 50 | 0  | 0 | 0 | 0\n");
    let changed = DONG_PHU.replace(better.0, better.1).replace(total.0, total.1);
    let send = |case: Case| case.file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &changed))]);
    let case = send(case);
    let second = read(&case, &[]);
    assert_eq!(made(&second, LOC_NINH_BOOK), Some(Reason::InputChanged));
    assert_ne!(inode(&first, LOC_NINH_BOOK), inode(&second, LOC_NINH_BOOK));
    same_as_anew(&case, &send(two()));
}

#[test]
fn another_title_makes_every_workbook_of_a_district_again() {
    let case = two();
    read(&case, &[]);
    let case = case.declare("title = \"Kết quả\"\nranking", "title = \"Kết quả quý\"\nranking");
    let second = read(&case, &[]);
    // The title is in each of them.
    for file in [LOC_NINH_BOOK, DONG_PHU_BOOK] {
        assert_eq!(made(&second, file), Some(Reason::InputChanged));
    }
}

#[test]
fn a_workbook_of_a_district_that_somebody_changed_is_made_again() {
    let case = two();
    let first = read(&case, &[]);
    let whole = std::fs::read(first.path().join(LOC_NINH_BOOK)).unwrap();
    case.rewritten(&format!("{}/{LOC_NINH_BOOK}", first.path().display()), "khác");
    let second = read(&case, &[]);
    assert_eq!(made(&second, LOC_NINH_BOOK), Some(Reason::OutputChanged));
    assert_eq!(made(&second, DONG_PHU_BOOK), None);
    assert!(whole == std::fs::read(second.path().join(LOC_NINH_BOOK)).unwrap());
}

/// Who asks for publishing gets all of it, and the same bytes.
#[test]
fn asked_for_every_workbook_of_a_district_is_made_and_comes_out_the_same() {
    let case = two();
    let first = read(&case, &[]);
    let second = read(&case, &["--from", "publish"]);
    for file in [LOC_NINH_BOOK, DONG_PHU_BOOK] {
        assert_eq!(made(&second, file), Some(Reason::Asked));
        assert_eq!(inode(&first, file), inode(&second, file), "the same bytes are the same file");
    }
}
