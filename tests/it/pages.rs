//! The pages for people: every command that they show is tried, the columns they list are those of a run, and the
//! files they name are there.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests lay out a folder of their own")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use polars::prelude::DataFrame;
use tempfile::TempDir;
use tthc::store::decode;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}

/// A folder with what the pages speak of: declarations and submissions of the demonstration.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    for folder in ["pipelines", "fixtures"] {
        copy(&root().join(folder), &desk.path().join(folder));
    }
    std::fs::create_dir(desk.path().join("home")).unwrap();
    desk
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Lines of the blocks that show a terminal, without the prompt; those that compile are tried by CI itself.
fn commands(page: &str) -> Vec<String> {
    let blocks = page.split("```").skip(1).step_by(2);
    let shown = blocks.filter_map(|block| block.strip_prefix("console\n"));
    let lines = shown.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ "));
    let lines = lines.map(|line| line.replacen("cargo run -- ", "tthc ", 1));
    lines.filter(|line| !line.starts_with("cargo ")).collect()
}

/// Types a line as a user would, with the program on the path.
#[track_caller]
fn typed(desk: &TempDir, line: &str) {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_tthc"));
    let folder = program.parent().unwrap().to_owned();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(desk.path())
        .env("PATH", format!("{}:{path}", folder.display()))
        .env("HOME", desk.path().join("home"))
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let expected = line.split_once("# exit ").map_or(0, |(_, code)| code.trim().parse().unwrap());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(expected), "$ {line}\n{said}");
}

#[track_caller]
fn tried(name: &str) {
    let commands = commands(&page(name));
    assert!(!commands.is_empty(), "{name} shows no command");
    let desk = desk();
    for line in &commands {
        typed(&desk, line);
    }
}

#[test]
fn every_command_of_the_readme_is_tried() {
    tried("README.md");
}

#[test]
fn every_command_for_cron_is_tried() {
    tried("docs/cron.md");
}

#[test]
fn every_command_for_the_analyst_is_tried() {
    tried("docs/analyst.md");
}

#[test]
fn every_command_for_who_declares_is_tried() {
    tried("docs/declarations.md");
}

#[test]
fn every_command_for_readers_of_tables_is_tried_and_the_columns_are_these() {
    let desk = desk();
    typed(&desk, "tthc run nightly --quiet");
    let page = page("docs/tables.md");
    for line in commands(&page) {
        typed(&desk, &line);
    }
    let data = desk.path().join("output/nightly/2023-Q3/latest/data");
    let listed = columns(&page);
    assert!(listed.len() > 9, "{listed:?}");
    for (table, (first, last)) in listed {
        let file = table.replace("<form>", "phu-luc-3") + ".parquet";
        let frame: DataFrame = decode(std::fs::read(data.join(file)).unwrap()).unwrap();
        let names: Vec<&str> =
            frame.columns().iter().map(|column| column.name().as_str()).collect();
        assert!(names.starts_with(&first), "{table}: {names:?}");
        if last.is_empty() {
            assert_eq!(names, first, "{table}");
        }
        assert!(names.ends_with(&last), "{table}: {names:?}");
    }
}

/// The tables that a page lists: the columns they begin with, and behind an ellipsis those they end with.
fn columns(page: &str) -> BTreeMap<&str, (Vec<&str>, Vec<&str>)> {
    let block = page.split_once("## Columns").unwrap().1.split_once("```text\n").unwrap().1;
    let lines = block.split_once("```").unwrap().0.lines();
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let name = words.next().unwrap();
            let words: Vec<&str> = words.collect();
            let cut = words.iter().position(|word| *word == "…").unwrap_or(words.len());
            let last = words.get(cut + 1..).unwrap_or_default().to_vec();
            (name, (words[..cut].to_vec(), last))
        })
        .collect()
}

#[test]
fn files_that_the_pages_name_are_there() {
    for name in [
        "README.md",
        "CONTRIBUTING.md",
        "docs/analyst.md",
        "docs/cron.md",
        "docs/declarations.md",
        "docs/design.md",
        "docs/tables.md",
    ] {
        let text = page(name);
        let quoted = text.split('`').skip(1).step_by(2);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let here = Path::new(name).parent().unwrap();
        let folders = ["src/", "tests/", "docs/", "pipelines/", "fixtures/", "benches/", "fuzz/"];
        let named = quoted.filter(|text| folders.iter().any(|folder| text.starts_with(folder)));
        let named = named.filter(|text| !text.contains(['<', '*', '{', ' ', '…']));
        let named = named.map(|text| root().join(text));
        let linked = links.filter(|link| !link.contains("://"));
        let linked = linked.map(|link| root().join(here).join(link));
        for path in named.chain(linked) {
            assert!(path.exists(), "{name} names {}, which is not there", path.display());
        }
    }
}
