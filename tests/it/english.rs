//! `--lang en`: nothing that is printed is Vietnamese of our own. What stays is quoted: from declarations, submitted
//! files, names of stored files, and findings, which are data.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests spoil what a run left")]

use std::os::unix::fs::symlink;
use std::process::Command;
use std::thread::panicking;

use crate::case::{Case, PIPELINE};
use crate::run::{complete, with_an_error};

/// Whether a letter is one that English does without.
fn is_vietnamese(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii()
}

/// What may be quoted: the texts of a declaration, the longest first.
fn quoted(case: &Case) -> Vec<String> {
    let mut texts = Vec::new();
    let mut folders = vec![case.path("pipelines")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            texts.extend(text.split(['"', ',', '\n']).map(|text| text.trim().to_owned()));
        }
    }
    // The sheets of the workbooks that the cases submit, and the fields in them.
    texts.extend(["Phụ lục 3", "Phụ lục 5", "Sở Nội vụ", "Sở Tư pháp"].map(str::to_owned));
    texts.extend(["Đất đai", "Hộ tịch", "Chứng thực"].map(str::to_owned));
    texts.retain(|text| text.chars().any(is_vietnamese));
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts.dedup();
    texts
}

/// The lines of a text that hold Vietnamese of our own.
fn leaks(text: &str, quoted: &[String]) -> Vec<String> {
    // A finding is told in Vietnamese, behind its code.
    let is_finding = |line: &str| line.trim_start().get(1..4).is_some_and(is_number);
    let left =
        |line: &str| quoted.iter().fold(line.to_owned(), |left, text| left.replace(text, ""));
    let lines = text.lines().filter(|line| !is_finding(line));
    lines.filter(|line| left(line).chars().any(is_vietnamese)).map(str::to_owned).collect()
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Calls in English, and what is wrong with what they say.
struct English<'c> {
    case: &'c Case,
    quoted: Vec<String>,
    wrong: Vec<String>,
}

impl<'c> English<'c> {
    fn of(case: &'c Case) -> Self {
        Self { case, quoted: quoted(case), wrong: Vec::new() }
    }

    /// Makes a call that ends with a code, and looks at all that it says.
    fn says(&mut self, arguments: &[&str], exit: i32) -> &mut Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tthc"));
        command.current_dir(self.case.path("")).args(arguments).args(["--lang", "en"]);
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap());
        let call = arguments.join(" ");
        if output.status.code() != Some(exit) {
            let code = output.status.code();
            self.wrong.push(format!("{call}: ends with {code:?}, not {exit}: {}", said[1]));
        }
        let leaks = said.iter().flat_map(|said| leaks(said, &self.quoted));
        self.wrong.extend(leaks.map(|line| format!("{call}: {line}")));
        self
    }
}

impl Drop for English<'_> {
    fn drop(&mut self) {
        assert!(self.wrong.is_empty() || panicking(), "{}", self.wrong.join("\n"));
    }
}

#[test]
fn vietnamese_of_our_own_is_seen() {
    let quoted = ["Xã Tân Tiến".to_owned()];
    let text = "F203 error: dòng này sai\nthe unit Xã Tân Tiến\n  lượt chạy trước\n";
    assert_eq!(leaks(text, &quoted), ["  lượt chạy trước"]);
}

#[test]
fn what_works_is_told_in_english() {
    // The last ranking has what stands beside a place.
    let beside = "definitions = [\"on_time_rate\", \"on_time_of_due\"]\n\
                  class = [{ from-percent = 99, title = \"A\" }, { from-percent = 0, title = \"B\" }]\n\n";
    let deliver = "[[deliver]]\nfolder = \"../share\"\n\n[[workbook]]";
    let case = complete().declare("[[workbook]]", &format!("{beside}{deliver}"));
    let mut case_says = English::of(&case);
    for (arguments, exit) in [
        (&["deliver", PIPELINE][..], 4),
        (&["plan", PIPELINE], 0),
        (&["status", PIPELINE], 0),
        (&["doctor", PIPELINE], 0),
        (&["run", PIPELINE, "-vv"], 0),
        (&["run", PIPELINE, "-vv"], 0),
        (&["retry", PIPELINE, "-v"], 0),
        (&["run", PIPELINE, "--only", "rank"], 0),
        (&["status", PIPELINE], 0),
        (&["plan", PIPELINE], 0),
        (&["run", PIPELINE, "--force", "-vv", "--jobs", "2"], 0),
        (&["run", PIPELINE, "--force", "--json"], 0),
        (&["run", PIPELINE, "--force", "--log-format", "json", "-v"], 0),
        (&["plan", PIPELINE, "--force"], 0),
        (&["plan", PIPELINE, "--json"], 0),
        (&["status", PIPELINE, "--missing"], 0),
        (&["status", PIPELINE, "--json"], 0),
        (&["doctor", PIPELINE], 0),
        (&["doctor", PIPELINE, "--json"], 0),
        (&["show", PIPELINE], 0),
        (&["trace", PIPELINE, "--unit", "692", "--metric", "on_time_rate"], 0),
        (&["trace", PIPELINE, "--impact", "cap-huyen/692.xlsx!Phụ lục 3!H8"], 0),
        (&["show", PIPELINE, "--definitions"], 0),
        (&["diff", PIPELINE, "latest~1", "latest"], 0),
        (&["why", PIPELINE, "--unit", "692"], 0),
        (&["why", PIPELINE, "--unit", "692", "--since", "latest~1"], 0),
        (&["check", "inbox/cap-huyen/692.xlsx", "-p", PIPELINE], 0),
        (&["export", "metrics", PIPELINE, "-o", "metrics.csv"], 0),
        (&["bundle", PIPELINE, "-o", "night.zip"], 0),
        (&["bundle", PIPELINE, "-o", "night.zip", "--json"], 0),
        (&["deliver", PIPELINE], 0),
        (&["deliver", PIPELINE, "--again"], 0),
        (&["explain"], 0),
        (&["completions", "bash"], 0),
        (&["man"], 0),
        (&["--help"], 0),
    ] {
        case_says.says(arguments, exit);
    }
    for command in [
        "run", "plan", "status", "show", "check", "inspect", "export", "diff", "why", "which",
        "bundle", "deliver", "trace",
    ] {
        case_says.says(&[command, "--help"], 0);
    }
}

#[test]
fn what_the_data_lacks_is_told_in_english() {
    let case = with_an_error().without("so-nganh/so-tu-phap.xlsx");
    let mut case_says = English::of(&case);
    for (arguments, exit) in [
        (&["run", PIPELINE][..], 3),
        (&["run", PIPELINE, "-v", "--force", "--fail-on", "error"], 3),
        (&["run", PIPELINE, "--force", "--fail-on", "never"], 0),
        (&["status", PIPELINE], 0),
        (&["plan", PIPELINE], 0),
        (&["doctor", PIPELINE], 0),
        (&["check", "inbox/cap-huyen/692.xlsx", "-p", PIPELINE], 3),
        (&["check", "inbox/cap-huyen/692.xlsx", "-p", PIPELINE, "--fail-on", "never"], 0),
    ] {
        case_says.says(arguments, exit);
    }
    let unreached =
        complete().declare("[[workbook]]", "[[deliver]]\ncommand = \"exit 4\"\n\n[[workbook]]");
    let mut unreached_says = English::of(&unreached);
    unreached_says.says(&["run", PIPELINE], 3);
    unreached_says.says(&["deliver", PIPELINE], 3);
    unreached_says.says(&["doctor", PIPELINE], 0);
    let gone = complete().bytes("692.pdf", b"%PDF-1.4");
    let mut gone_says = English::of(&gone);
    gone_says.says(&["run", PIPELINE], 3);
    gone_says.says(&["form", "draft", "inbox/692.pdf", "-p", PIPELINE], 2);
    std::fs::remove_file(gone.path("inbox/692.pdf")).unwrap();
    gone_says.says(&["plan", PIPELINE], 0);
    gone_says.says(&["bundle", PIPELINE, "-o", "night.zip"], 3);
    gone_says.says(&["deliver", PIPELINE, "--returns"], 2);
}

#[test]
fn a_mistaken_call_is_told_in_english() {
    let case = complete();
    let mut case_says = English::of(&case);
    for arguments in [
        &["rum", PIPELINE][..],
        &["run"],
        &["run", PIPELINE, "--fource"],
        &["run", PIPELINE, "--from", "measures"],
        &["run", PIPELINE, "--from", "rank", "--only", "rank"],
        &["run", PIPELINE, "--period", "2023-Q9"],
        &["run", PIPELINE, "--jobs", "many"],
        &["run", PIPELINE, "--wait-for-lock", "long"],
        &["run", PIPELINE, "--set", "title"],
        &["run", PIPELINE, "--fail-on", "all"],
        &["trace", PIPELINE],
        &["trace", "nowhere.xlsx!T!A1"],
        &["trace", PIPELINE, "--impact", "H8"],
        &["run", "pipelines/thuu.toml"],
        &["plan", "pipelines/khong.toml"],
        &["run", PIPELINE, "--inbox", "nowhere"],
        &["run", PIPELINE, "--only", "rank"],
        &["plan", PIPELINE, "--inbox", "nowhere"],
        &["status", PIPELINE, "--inbox", "nowhere"],
        &["check", "nowhere.xlsx", "-p", PIPELINE],
        &["inspect", "nowhere.xlsx", "-p", PIPELINE],
        &["form", "draft", "nowhere.xlsx", "-p", PIPELINE],
        &["form", "draft", "inbox/cap-huyen/692.xlsx", "--sheet", "Appendix"],
        &["diff", PIPELINE, "latest~1", "latest"],
        &["export", "metrics", PIPELINE],
        &["bundle", PIPELINE],
        &["bundle", PIPELINE, "nothing"],
        &["explain", "F999"],
        &["completions", "cmd"],
        &["schedule", PIPELINE],
    ] {
        case_says.says(arguments, 2);
    }
    let faulty = Case::new().declare("metric = \"on_time_rate\"", "metric = \"late_rate\"");
    let mut faulty_says = English::of(&faulty);
    faulty_says.says(&["run", PIPELINE], 2);
    faulty_says.says(&["doctor", PIPELINE], 2);
    let empty = Case::new();
    let mut empty_says = English::of(&empty);
    empty_says.says(&["run", PIPELINE], 4);
    empty_says.says(&["doctor", PIPELINE], 0);
}

#[test]
fn a_machine_in_trouble_is_told_in_english() {
    let case = complete();
    let mut case_says = English::of(&case);
    case_says.says(&["run", PIPELINE], 0);
    let lock = case.hold_lock();
    case_says.says(&["run", PIPELINE], 11);
    case_says.says(&["doctor", PIPELINE], 0);
    drop(lock);
    let table = case.latest().path().join("data/metrics.parquet");
    std::fs::remove_file(&table).unwrap();
    case_says.says(&["plan", PIPELINE], 0);
    case_says.says(&["doctor", PIPELINE], 0);
    case_says.says(&["run", PIPELINE, "--from", "rank"], 2);
    case_says.says(&["export", "metrics", PIPELINE], 1);
    std::fs::write(&table, "no table").unwrap();
    case_says.says(&["export", "metrics", PIPELINE], 1);
    case_says.says(&["diff", PIPELINE, "latest", "latest"], 1);
    case_says.says(&["bundle", PIPELINE, "-o", "night.zip"], 3);
    case_says.says(&["export", "metric", PIPELINE], 2);
    case_says.says(&["export", "metrics", PIPELINE, "1999"], 2);
    case_says.says(&["show", PIPELINE, "1999"], 2);
    // A run of a newer program.
    let record = case.latest().path().join("run.json");
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::write(&record, text.replacen("\"schema\": ", "\"schema\": 9", 1)).unwrap();
    for (arguments, exit) in [
        (&["run", PIPELINE][..], 1),
        (&["run", PIPELINE, "--json"], 1),
        (&["plan", PIPELINE], 1),
        (&["status", PIPELINE], 1),
        (&["doctor", PIPELINE], 1),
        (&["doctor", PIPELINE, "--json"], 1),
        (&["export", "metrics", PIPELINE], 1),
    ] {
        case_says.says(arguments, exit);
    }
    std::fs::write(&record, "{").unwrap();
    case_says.says(&["run", PIPELINE], 0);
    case_says.says(&["doctor", PIPELINE], 0);
    // What lies in the way of the output, and an inbox that is gone.
    std::fs::write(case.path("file"), "in the way").unwrap();
    case_says.says(&["run", PIPELINE, "--output", "file"], 1);
    case_says.says(&["doctor", PIPELINE, "--output", "file"], 1);
    let moved = complete();
    let mut moved_says = English::of(&moved);
    moved_says.says(&["run", PIPELINE], 0);
    std::fs::rename(moved.path("inbox"), moved.path("away")).unwrap();
    moved_says.says(&["run", PIPELINE], 1);
    moved_says.says(&["status", PIPELINE], 0);
    std::fs::create_dir(moved.path("inbox")).unwrap();
    symlink("nowhere", moved.path("inbox/broken.xlsx")).unwrap();
    moved_says.says(&["doctor", PIPELINE], 0);
}
