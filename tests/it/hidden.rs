//! Letters that a terminal obeys instead of showing, in what submitters named and wrote: none comes out as it is, and no
//! name of a file begins a line.

use serde_json::Value;

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

/// Turns the rest of a line around, wipes a screen, begins a line of its own.
const NAMES: [&str; 4] = [
    "\u{202e}xslx.692.xlsx",
    "\u{1b}[2J\u{1b}[31mgia.xlsx",
    "a\nerror: gia mao.xlsx",
    "\u{9b}31m\u{7}\r.xlsx",
];

fn case() -> Case {
    let good = under(HEAD_3, LOC_NINH);
    NAMES
        .iter()
        .fold(
            Case::district("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", &good)]),
            |case, name| case.bytes(name, b"no table"),
        )
        .bytes("chu.csv", "Phụ lục 3\n\u{1b}]0;x\u{7},\u{202e}1\n".as_bytes())
}

/// What is said in lines holds none of them, but for line breaks of its own.
#[track_caller]
fn is_plain(text: &str) {
    // As tables of text end their lines.
    let text = text.replace("\r\n", "\n");
    let odd = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(odd), "{text:?}");
    let begins = |line: &str| line.starts_with("error: gia mao");
    assert!(!text.lines().any(begins), "{text}");
}

#[test]
fn names_of_submitters_never_reach_a_terminal_raw() {
    let case = case();
    let run = case.run(&["-vv"]).says_anything().exit(3);
    is_plain(&run.stdout);
    is_plain(&run.stderr);
    for shown in [r"\u202exslx.692.xlsx", r"\u001b[2J\u001b[31mgia.xlsx", r"a\nerror: gia mao.xlsx"]
    {
        assert!(run.stderr.contains(shown), "{shown}\n{}", run.stderr);
    }
    for arguments in [
        &["status", PIPELINE][..],
        &["plan", PIPELINE],
        &["doctor", PIPELINE],
        &["export", "findings", "thu"],
        &["inspect", "inbox/chu.csv", "inbox/\u{202e}xslx.692.xlsx", "-p", "thu"],
        &["check", "inbox/a\nerror: gia mao.xlsx", "inbox/chu.csv", "-p", "thu"],
        &["run", PIPELINE, "--force", "--log-format", "json", "-vv"],
        &["run", PIPELINE, "--json"],
    ] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_tthc"))
            .args(arguments)
            .current_dir(case.path(""))
            .output()
            .unwrap();
        is_plain(str::from_utf8(&output.stdout).unwrap());
        is_plain(str::from_utf8(&output.stderr).unwrap());
    }
}

/// As data they say what they said, and each line is whole.
#[test]
fn json_stays_json() {
    let case = case();
    let run = case.run(&["--json", "--log-format", "json", "-v"]).says_anything().exit(3);
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(said["gaps"].as_array().unwrap().len() > 3, "{said}");
    let log = std::fs::read_to_string(case.latest().path().join("log.jsonl")).unwrap();
    is_plain(&log);
    for line in log.lines().chain(run.stderr.lines()) {
        let _: Value = serde_json::from_str(line).unwrap();
    }
}

/// A file that is named so is read like any other.
#[test]
fn a_file_with_a_hidden_letter_in_its_name_counts() {
    let good = under(HEAD_3, LOC_NINH);
    for name in ["a\nb.xlsx", "\u{202e}692.xlsx", "6\u{1b}[7m92.xlsx"] {
        let case = Case::district("phu-luc-3").file(name, &[("Phụ lục 3", &good)]);
        case.read().finds("").metrics(
            "on_time_rate",
            "own 692 85/90\nown 25294 34/35\nown 25297 36/36\ntotal 70 155/161\ntotal 692 155/161",
        );
        let id = case.latest_id();
        case.run(&["--quiet"]).exit(0);
        assert_eq!(case.latest_id(), id, "nothing is new the next night");
    }
}
