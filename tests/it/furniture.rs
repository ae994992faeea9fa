//! `tthc completions`, `tthc man` and what a mistaken command line is told.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use tthc::model::Exit;

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

/// The commands that people see, by `tthc --help`.
pub(crate) fn commands(case: &Case) -> Vec<String> {
    let page = case.tthc(&["--help", "--lang", "en"]).says_anything().exit(0).stdout;
    let list = page.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

/// What the program answers a shell that asks how a line goes on: the words, without what is said of them. As fish asks.
fn answers(case: &Case, line: &[&str]) -> Vec<String> {
    let words = [&["--", "tthc"], line].concat();
    let said = case.tthc(&words).env("TTHC_COMPLETE", "fish").says_anything().exit(0).stdout;
    said.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn every_shell_asks_the_program() {
    let case = Case::new();
    for shell in SHELLS {
        let file = case.tthc(&["completions", shell]).says_anything().exit(0).stdout;
        assert!(file.contains("TTHC_COMPLETE") && file.contains("tthc"), "{shell}: {file}");
    }
}

#[test]
fn a_shell_is_told_every_command_and_none_that_is_not_for_people() {
    let case = Case::new();
    let commands = commands(&case);
    assert!(commands.len() >= 9, "{commands:?}");
    let told = answers(&case, &[""]);
    for command in &commands {
        assert!(told.contains(command), "{command}: {told:?}");
    }
    assert_eq!(answers(&case, &["read-"]), [""; 0]);
    assert_eq!(answers(&case, &["run", "thu", "--fail-"]), ["--fail-on"]);
    assert_eq!(answers(&case, &["run", "thu", "--from", "pub"]), ["publish"]);
}

#[test]
fn completion_knows_what_is_declared_and_what_ran() {
    let case = Case::new().declared("vay.toml", "title = 1");
    assert_eq!(answers(&case, &["show", "t"]), ["thu"]);
    assert_eq!(answers(&case, &["show", "v"]), [""; 0], "one with faults is no pipeline");
    assert_eq!(answers(&case, &["show", "thu", "--unit", "69"]), ["692", "695"]);
    assert_eq!(answers(&case, &["show", "thu", "--ranking", "d"]), ["departments", "districts"]);
    assert_eq!(answers(&case, &["show", "thu", "--metric", "sat"]), ["satisfaction_rate"]);
    assert_eq!(answers(&case, &["explain", "F20"])[..3], ["F201", "F202", "F203"]);
    assert_eq!(answers(&case, &["plan", "thu", "--period", ""]), ["2023-Q3"]);
    assert_eq!(answers(&case, &["show", "thu", "2"]), [""; 0], "there is no run yet");
    assert_eq!(answers(&case, &["what-if", "thu", "--without", "69"]), ["692", "695"]);
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    assert_eq!(answers(&case, &["what-if", "thu", "--drop", "6"]), ["692.xlsx"]);
    case.run(&["--period", "2023-Q4", "--fail-on", "never"]).says_anything().exit(0);
    assert_eq!(answers(&case, &["plan", "thu", "--period", ""]), ["2023-Q3", "2023-Q4"]);
    assert_eq!(answers(&case, &["show", "thu", "2"]), [""; 0], "the runs are of another period");
    assert_eq!(answers(&case, &["show", "thu", "--period", "2023-Q4", "2"]).len(), 1);
    assert_eq!(answers(&case, &["diff", "thu", "lat"]), ["latest", "latest~1"]);
    assert_eq!(answers(&case, &["why", "thu", "--since", "lat"]), ["latest", "latest~1"]);
    assert_eq!(answers(&case, &["show", "nowhere", "--unit", ""]), [""; 0]);
}

/// A shell that does not know a word of its own file is no use.
#[test]
fn bash_takes_its_file() {
    let case = Case::new();
    let file = case.tthc(&["completions", "bash"]).says_anything().exit(0).stdout;
    let script = format!(
        "{file}\nasked=$(complete -p tthc | sed 's/.*-F \\([^ ]*\\).*/\\1/')\n\
         COMP_TYPE=9; COMP_WORDS=(tthc sta); COMP_CWORD=1; $asked tthc sta tthc; echo \"${{COMPREPLY[@]}}\""
    );
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_tthc")).parent().unwrap();
    let path = format!("{}:{}", program.display(), env!("PATH"));
    let mut bash = std::process::Command::new("bash");
    let Ok(output) = bash.env("PATH", path).arg("-c").arg(script).output() else { return };
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "status\n");
}

#[test]
fn an_unknown_shell_is_a_mistake() {
    Case::new()
        .tthc(&["completions", "nu"])
        .stderr(
            "
            error: `<SHELL>` không dùng được giá trị `nu`: cần một trong bash, zsh, fish, elvish, powershell
            tthc completions --help
            ",
        )
        .exit(2);
}

#[test]
fn the_manual_names_commands_exit_codes_variables_and_files() {
    let case = Case::new();
    for lang in ["vi", "en"] {
        let page = case.tthc(&["man", "--lang", lang]).says_anything().exit(0).stdout;
        for command in commands(&case) {
            let dashed = command.replace('-', "\\-");
            assert!(page.contains(&format!("tthc\\-{dashed}(1)")), "{lang}: {command}");
        }
        for exit in Exit::ALL {
            assert!(page.contains(&format!("\\fB{}\\fR", exit.code())), "{lang}: {}", exit.code());
        }
        for word in [".SH NAME", ".SH SYNOPSIS", ".SH \"EXIT STATUS\"", "TTHC_LANG", "NO_COLOR"] {
            assert!(page.contains(word), "{lang}: {word}");
        }
        assert!(page.contains("received.csv") && page.contains("POLARS_MAX_THREADS"), "{lang}");
        assert!(!page.contains("read\\-files"), "{lang}");
    }
    let english = case.tthc(&["man", "--lang", "en"]).says_anything().exit(0).stdout;
    assert!(english.contains("another run holds the lock"), "{english}");
}

#[test]
fn the_manual_is_written_a_page_a_command() {
    let case = Case::new();
    case.tthc(&["man", "--dir", "inbox"]).exit(0);
    for page in ["tthc.1", "tthc-run.1", "tthc-form.1", "tthc-form-draft.1", "tthc-man.1"] {
        let text = std::fs::read_to_string(case.path("inbox").join(page)).unwrap();
        assert!(text.contains(".SH SYNOPSIS") && text.contains("EXIT STATUS"), "{page}");
    }
    assert!(!case.path("inbox/tthc-read-files.1").exists());
}

#[test]
fn the_folder_of_manual_pages_is_made() {
    let case = Case::new();
    case.tthc(&["man", "--dir", "a/b"]).exit(0);
    assert!(case.path("a/b/tthc-run.1").is_file());
    // Where none can be made, that is told.
    case.rewritten("file", "x");
    let night = case.tthc(&["man", "--dir", "file/b"]).says_anything().exit(1);
    assert_eq!(night.stderr.lines().last().unwrap(), "tthc man --dir file/b");
}

/// roff fills the lines of a paragraph; those that are laid out in columns stay as they are.
#[test]
fn manual_pages_keep_their_tables() {
    let case = Case::new();
    case.tthc(&["man", "--dir", "man"]).exit(0);
    let page = std::fs::read_to_string(case.path("man/tthc-schedule.1")).unwrap();
    let description = page.split(".SH EXTRA").nth(1).unwrap();
    let description = description.split(".SH ").next().unwrap();
    let mut kept = false;
    let mut columns = 0;
    for line in description.lines() {
        match line {
            ".nf" => kept = true,
            ".fi" => kept = false,
            _ if line.trim_start().contains("   ") => {
                assert!(kept, "{line}");
                columns += 1;
            }
            _ => {}
        }
    }
    assert!(columns > 10 && !kept, "{columns}\n{description}");
    // Prose is filled.
    let run = std::fs::read_to_string(case.path("man/tthc-run.1")).unwrap();
    assert!(!run.contains(".nf"), "{run}");
}

#[test]
fn a_mistake_is_told_in_the_language_of_the_caller_and_ends_with_the_next_command() {
    let case = Case::new();
    case.tthc(&["run", "thu", "--period", "2023-Q9"])
        .stderr(
            "
            error: `--period <KỲ>` không dùng được giá trị `2023-Q9`: cần một kỳ: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
            tthc run --help
            ",
        )
        .exit(2);
    case.tthc(&["--lang", "en", "run", "thu", "--period", "2023-Q9"])
        .stderr(
            "
            error: `--period <PERIOD>` cannot take `2023-Q9`: expected a period: 2023, 2023-H1, 2023-Q3 or 2023-09
            tthc run --help
            ",
        )
        .exit(2);
    case.tthc(&["run", "thu", "--perio", "2023-Q3"])
        .env("TTHC_LANG", "en")
        .stderr(
            "
            error: unknown argument `--perio`
            hint: did you mean: --period
            tthc run --help
            ",
        )
        .exit(2);
    case.tthc(&["form", "draf", "x.xlsx"])
        .stderr(
            "
            error: không có lệnh `draf`
            hint: có phải muốn ghi: draft
            tthc form --help
            ",
        )
        .exit(2);
    case.tthc(&["run", "thu", "--jobs", "0"])
        .stderr(
            "
            error: `--jobs <N>` không dùng được giá trị `0`: cần một số từ 1 đến 1024
            tthc run --help
            ",
        )
        .exit(2);
    case.tthc(&["run", "thu", "--from", "rank", "--only", "rank"])
        .stderr(
            "
            error: `--from <BƯỚC>` không dùng cùng với `--only <BƯỚC>`
            tthc run --help
            ",
        )
        .exit(2);
    case.tthc(&["check"])
        .stderr(
            "
            error: thiếu --pipeline <PIPELINE>, <TỆP>...
            tthc check --help
            ",
        )
        .exit(2);
    case.tthc(&["run", "thu", "--lang", "fr"])
        .stderr(
            "
            error: `--lang <TIẾNG>` không dùng được giá trị `fr`: cần một trong vi, en
            tthc run --help
            ",
        )
        .exit(2);
}
