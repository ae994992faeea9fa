//! How the program talks: `--lang` and `--color`, of every command.

use std::collections::BTreeSet;

use tthc::check::CATALOGUE;
use tthc::model::{Code, Lang};

use crate::case::{Case, Night, PIPELINE};
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

const ESCAPE: char = '\u{1b}';

/// A form with a mistyped number and a total that does not fit it.
fn faulty() -> Case {
    let body = LOC_NINH.replacen("| 60 ", "| 6O ", 1);
    Case::district("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))])
}

/// A text without its colours; other things that a terminal is told stay.
pub(crate) fn bare(text: &str) -> String {
    let mut pieces = text.split(ESCAPE);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        let after = piece.trim_start_matches(|c: char| c == '[' || c == ';' || c.is_ascii_digit());
        match after.strip_prefix('m') {
            Some(rest) => text + rest,
            None => format!("{text}{ESCAPE}{piece}"),
        }
    })
}

fn is_painted(night: &Night<'_>) -> bool {
    night.stdout.contains(ESCAPE) || night.stderr.contains(ESCAPE)
}

/// Calls that end well and badly, each with its exit code.
const CALLS: [(&[&str], i32); 14] = [
    (&["run", PIPELINE, "--force"], 3),
    (&["status", PIPELINE], 0),
    (&["plan", PIPELINE, "--period", "2023-Q4"], 0),
    (&["check", "inbox/692.xlsx", "-p", PIPELINE], 3),
    (&["inspect", "inbox/692.xlsx", "-p", PIPELINE], 0),
    (&["explain", "F203"], 0),
    (&["explain"], 0),
    (&["form", "draft", "inbox/692.xlsx"], 0),
    (&["--help"], 0),
    (&["diff", PIPELINE, "latest", "latest"], 0),
    (&["schedule", PIPELINE], 2),
    (&["bundle", PIPELINE, "gone"], 2),
    (&["run", "nowhere"], 2),
    (&["run", PIPELINE, "--nonsense"], 2),
];

/// Colour is never the only sign: with it and without it the same words are said.
#[test]
fn colour_only_repeats_what_the_words_say() {
    let case = faulty();
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    for (call, exit) in CALLS {
        let say = |color: &str| {
            case.tthc(&[call, &["--color", color][..]].concat()).says_anything().exit(exit)
        };
        let (always, never) = (say("always"), say("never"));
        assert!(is_painted(&always), "{call:?}");
        assert!(!is_painted(&never), "{call:?}");
        assert_eq!(bare(&always.stdout), never.stdout, "{call:?}");
        assert_eq!(bare(&always.stderr), never.stderr, "{call:?}");
    }
}

#[test]
fn without_a_terminal_there_is_no_colour_unless_it_is_forced() {
    let case = faulty();
    let check = ["check", "inbox/692.xlsx", "-p", PIPELINE];
    let painted = |variables: &[(&str, &str)], more: &[&str]| {
        let call = case.tthc(&[&check, more].concat()).says_anything();
        is_painted(
            &variables.iter().fold(call, |call, (name, value)| call.env(name, value)).exit(3),
        )
    };
    assert!(!painted(&[], &[]));
    assert!(painted(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!painted(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(!painted(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(painted(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], &[]));
    // Who types it means it.
    assert!(painted(&[("NO_COLOR", "1")], &["--color", "always"]));
    assert!(!painted(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
}

#[test]
fn errors_and_hints_are_coloured_by_their_words() {
    Case::new()
        .run(&["--color", "always", "--inbox", "leer"])
        .stderr(
            "
            \u{1b}[1m\u{1b}[31merror:\u{1b}[0m leer: không có thư mục nhận báo cáo (inbox)
            \u{1b}[1m\u{1b}[36mhint:\u{1b}[0m sửa khóa `inbox` của pipeline, kiểm tra --period, hoặc chỉ thư mục khác bằng --inbox
            tthc run pipelines/thu.toml --inbox leer
            ",
        )
        .exit(2);
}

#[test]
fn a_doctor_colours_its_signs_and_speaks_english() {
    let case = Case::new();
    let doctor = ["doctor", PIPELINE, "--lang", "en", "--color"];
    let say = |color| case.tthc(&[&doctor[..], &[color]].concat()).says_anything().exit(0).stdout;
    let (always, never) = (say("always"), say("never"));
    assert!(never.contains("\n✓ good     time zone    no [schedule] is declared\n"), "{never}");
    assert!(always.contains("\n\u{1b}[32m✓ good   \u{1b}[0m  time zone    no"), "{always}");
    assert!(always.contains("\u{1b}[33m! warning\u{1b}[0m  inbox "), "{always}");
    let letters = |line: &&str| line.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    assert_eq!(never.lines().find(letters), None, "{never}");
    let broken = case.declare("agency = ", "agencies = ");
    let night = broken.tthc(&[&doctor[..], &["always"]].concat()).says_anything().exit(2);
    assert!(
        night.stdout.starts_with("\u{1b}[31m✗ broken\u{1b}[0m  declaration  1 faults"),
        "{}",
        night.stdout
    );
    assert!(night.stderr.starts_with("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m "), "{}", night.stderr);
}

/// Words with Vietnamese letters, without those that are data: names of forms and units, texts of sheets, what
/// findings say, and declared titles.
fn vietnamese(text: &str) -> Vec<&str> {
    let letter = |c: char| c.is_alphabetic() && !c.is_ascii();
    text.lines().filter(|line| line.contains(letter)).collect()
}

#[test]
fn what_is_said_in_english_holds_no_vietnamese_letter_but_in_data() {
    let case = faulty();
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    let data = [
        "Xếp hạng thử",
        "Phụ lục 3",
        "kết quả giải quyết thủ tục hành chính tại ubnd các huyện",
        "Huyện Lộc Ninh",
        "Xã Lộc Thành",
        "Xã Tân Tiến",
        "Tỉnh Bình Phước",
        "Tỷ lệ giải quyết đúng hạn",
    ];
    for (call, exit) in CALLS {
        let night = case.tthc(&[call, &["--lang", "en"][..]].concat()).says_anything().exit(exit);
        // A draft is a form file for officials; what is said beside it stands on stderr.
        let is_draft = call[0] == "form";
        let said = [if is_draft { "" } else { &night.stdout }, night.stderr.as_str()].concat();
        let said = data.iter().fold(said, |said, name| said.replace(name, "-"));
        let mut sheet = false;
        let left: Vec<&str> = said
            .lines()
            .filter(|line| {
                // Header texts and labels as they stand in the sheet, and messages of findings.
                let is_data = sheet && line.starts_with("    ");
                sheet = is_data || matches!(line.trim(), "columns:" | "lines:" | "evidence:");
                let finding = line.trim_start().get(..4).is_some_and(|code| {
                    code.starts_with('F') && code[1..].bytes().all(|byte| byte.is_ascii_digit())
                });
                let is_message = finding && line.contains(".xlsx");
                !is_data && !is_message
            })
            .collect();
        assert_eq!(vietnamese(&left.join("\n")), [""; 0], "{call:?}");
    }
}

fn english<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--lang", "en"]].concat()
}

#[test]
fn errors_are_said_in_english() {
    let case = Case::new();
    case.run(&english(&["--inbox", "leer"]))
        .stderr(
            "
            error: leer: there is no inbox here
            hint: mend the key `inbox` of the pipeline, look at --period, or name another folder by --inbox
            tthc run pipelines/thu.toml --inbox leer
            ",
        )
        .exit(2);
    case.run(&english(&["--only", "rank"]))
        .stderr(
            "
            error: there is no run from which stage `ingest` could go on
            hint: run all stages once, without --from and --only
            tthc run pipelines/thu.toml
            ",
        )
        .exit(2);
    let _lock = case.hold_lock();
    let night = case.run(&english(&["--from", "ingest"])).says_anything().exit(11);
    assert!(night.stderr.starts_with("error: another run holds the lock (pid "));
    let night = case.run(&english(&[])).says_anything().exit(4);
    let said = "inbox: the inbox holds no file yet\ntthc run pipelines/thu.toml\n";
    assert_eq!(night.stderr, said);
    case.tthc(&english(&["check", "gone.xlsx", "-p", PIPELINE]))
        .stderr(
            "
            error: gone.xlsx: there is no such file
            hint: look at the path again
            tthc check gone.xlsx -p pipelines/thu.toml
            ",
        )
        .exit(2);
}

#[test]
fn a_run_sums_up_in_english() {
    let case = faulty();
    let night = case.run(&["--lang", "en"]).says_anything().exit(3);
    let lines: Vec<&str> = night.stderr.lines().collect();
    assert_eq!(
        lines[..4],
        [
            "Xếp hạng thử – 2023-Q3: 1 files, 39 numbers; 0 unusable, 1 errors, 0 warnings, 0 notes",
            "overall: Tỷ lệ giải quyết đúng hạn 96.27% (computed from 1 of 1 forms owed)",
            "  in it with a part: Phụ lục 3: Huyện Lộc Ninh",
            "data that is missing or was left out (1):",
        ]
    );
    let again = case.run(&["--lang", "en", "--notify", "always"]).says_anything().exit(3);
    assert!(again.stderr.starts_with("nothing new since the last run; its results stand\n"));
}

#[test]
fn every_code_is_explained_in_english() {
    let mut seen = BTreeSet::new();
    for code in Code::ALL {
        let guidance = CATALOGUE.get(*code).guidance(Lang::En);
        for text in [guidance.means, guidance.example, guidance.mend] {
            assert!(text.is_ascii() && text.ends_with('.'), "{code}: {text}");
        }
        assert!(
            seen.insert(guidance.mend.to_owned() + guidance.example),
            "{code}: said of another"
        );
    }
}
