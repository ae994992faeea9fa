//! `--lang en`: nothing that is printed is Vietnamese of our own. What stays is quoted: from declarations, submitted
//! files, names of stored files, and findings, which are data.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests spoil what a run left")]

use std::os::unix::fs::symlink;

use crate::case::{Case, Night, PIPELINE};
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
    // The sheets of the workbooks that the cases submit.
    texts.extend(["Phụ lục 3", "Phụ lục 5", "Sở Nội vụ", "Sở Tư pháp"].map(str::to_owned));
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

/// Makes a call in English that ends with a code, and looks at all that it says.
#[track_caller]
fn english<'c>(case: &'c Case, arguments: &[&str], exit: i32) -> Night<'c> {
    let night = case.tthc(&[arguments, &["--lang", "en"]].concat()).says_anything().exit(exit);
    let said = format!("{}{}", night.stdout, night.stderr);
    let leaks = leaks(&said, &quoted(case));
    assert!(leaks.is_empty(), "tthc {}:\n{}", arguments.join(" "), leaks.join("\n"));
    night
}

#[test]
fn vietnamese_of_our_own_is_seen() {
    let quoted = ["Xã Tân Tiến".to_owned()];
    let text = "F203 error: dòng này sai\nthe unit Xã Tân Tiến\n  lượt chạy trước\n";
    assert_eq!(leaks(text, &quoted), ["  lượt chạy trước"]);
}

#[test]
fn what_works_is_told_in_english() {
    let case = complete();
    for (arguments, exit) in [
        (&["plan", PIPELINE][..], 0),
        (&["status", PIPELINE], 0),
        (&["doctor", PIPELINE], 0),
        (&["run", PIPELINE, "-vv"], 0),
        (&["run", PIPELINE, "-vv"], 0),
        (&["retry", PIPELINE, "-v"], 0),
        (&["run", PIPELINE, "--only", "rank", "--force"], 5),
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
        (&["diff", PIPELINE, "latest~1", "latest"], 0),
        (&["check", "inbox/cap-huyen/692.xlsx", "-p", PIPELINE], 0),
        (&["export", "metrics", PIPELINE, "-o", "metrics.csv"], 0),
        (&["bundle", PIPELINE, "-o", "night.zip"], 0),
        (&["bundle", PIPELINE, "-o", "night.zip", "--json"], 0),
        (&["form", "draft", "inbox/cap-huyen/692.xlsx", "-p", PIPELINE, "--json"], 0),
        (&["explain"], 0),
        (&["completions", "bash"], 0),
        (&["man"], 0),
        (&["--help"], 0),
    ] {
        english(&case, arguments, exit);
    }
    for command in ["run", "plan", "status", "check", "inspect", "export", "diff", "bundle"] {
        english(&case, &[command, "--help"], 0);
    }
}

#[test]
fn what_the_data_lacks_is_told_in_english() {
    let case = with_an_error().without("so-nganh/so-tu-phap.xlsx");
    for (arguments, exit) in [
        (&["run", PIPELINE][..], 3),
        (&["run", PIPELINE, "-v", "--force", "--fail-on", "error"], 3),
        (&["run", PIPELINE, "--force", "--fail-on", "never"], 0),
        (&["status", PIPELINE], 0),
        (&["plan", PIPELINE], 0),
        (&["doctor", PIPELINE], 0),
        (&["check", "inbox/cap-huyen/692.xlsx", "-p", PIPELINE], 0),
        (&["check", "inbox/cap-huyen/692.xlsx", "-p", PIPELINE, "--fail-on", "error"], 3),
    ] {
        english(&case, arguments, exit);
    }
    let gone = complete().bytes("692.pdf", b"%PDF-1.4");
    english(&gone, &["run", PIPELINE], 3);
    english(&gone, &["form", "draft", "inbox/692.pdf", "-p", PIPELINE], 2);
    std::fs::remove_file(gone.path("inbox/692.pdf")).unwrap();
    english(&gone, &["plan", PIPELINE], 0);
    english(&gone, &["bundle", PIPELINE, "-o", "night.zip"], 3);
}

#[test]
fn a_mistaken_call_is_told_in_english() {
    let case = complete();
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
        english(&case, arguments, 2);
    }
    let faulty = Case::new().declare("metric = \"on_time_rate\"", "metric = \"late_rate\"");
    english(&faulty, &["run", PIPELINE], 2);
    english(&faulty, &["doctor", PIPELINE], 2);
    let empty = Case::new();
    english(&empty, &["run", PIPELINE], 4);
    english(&empty, &["doctor", PIPELINE], 0);
}

#[test]
fn a_machine_in_trouble_is_told_in_english() {
    let case = complete();
    english(&case, &["run", PIPELINE], 0);
    let lock = case.hold_lock();
    english(&case, &["run", PIPELINE], 11);
    english(&case, &["doctor", PIPELINE], 0);
    drop(lock);
    let table = case.latest().path().join("data/metrics.parquet");
    std::fs::remove_file(&table).unwrap();
    english(&case, &["plan", PIPELINE], 0);
    english(&case, &["doctor", PIPELINE], 0);
    english(&case, &["run", PIPELINE, "--from", "rank"], 2);
    english(&case, &["export", "metrics", PIPELINE], 1);
    std::fs::write(&table, "no table").unwrap();
    english(&case, &["export", "metrics", PIPELINE], 1);
    english(&case, &["diff", PIPELINE, "latest", "latest"], 1);
    english(&case, &["bundle", PIPELINE, "-o", "night.zip"], 3);
    english(&case, &["export", "metric", PIPELINE], 2);
    english(&case, &["export", "metrics", PIPELINE, "1999"], 2);
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
        english(&case, arguments, exit);
    }
    std::fs::write(&record, "{").unwrap();
    english(&case, &["run", PIPELINE], 1);
    english(&case, &["doctor", PIPELINE], 1);
    // What lies in the way of the output, and an inbox that is gone.
    std::fs::write(case.path("file"), "in the way").unwrap();
    english(&case, &["run", PIPELINE, "--output", "file"], 1);
    english(&case, &["doctor", PIPELINE, "--output", "file"], 1);
    let case = complete();
    english(&case, &["run", PIPELINE], 0);
    std::fs::rename(case.path("inbox"), case.path("away")).unwrap();
    english(&case, &["run", PIPELINE], 1);
    english(&case, &["status", PIPELINE], 0);
    std::fs::create_dir(case.path("inbox")).unwrap();
    symlink("nowhere", case.path("inbox/broken.xlsx")).unwrap();
    english(&case, &["doctor", PIPELINE], 0);
}
