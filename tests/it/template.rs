//! Templates: written for every form and unit, filled in as offices do, calculated by LibreOffice and read back; what the
//! column `Kiểm tra` says; and what the command refuses.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "what is filled in lies in a temporary folder")]

pub(crate) mod province;
mod sheet;

use std::collections::BTreeSet;

use crate::case::Case;
use crate::office::Office;
use crate::truth::{Done, run};

use province::{Figure, Filled, filled, written};
use sheet::TemplateSheet;

/// Reads files as a night does.
fn read(pipeline: &str, period: &str, files: &[(String, Vec<u8>)]) -> Done {
    let inbox = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(inbox.path().join(name), bytes).unwrap();
    }
    let inbox = inbox.path().to_str().unwrap();
    let more = ["--inbox", inbox, "--publish", "--quiet", "--fail-on", "never"];
    run(&format!("pipelines/{pipeline}.toml"), period, &more)
}

/// The figures that were read, and what was found.
fn figures(done: &Done) -> (BTreeSet<Figure>, Vec<String>) {
    let text = |frame: &polars::prelude::DataFrame, name: &str, row: usize| -> String {
        let value = frame.column(name).unwrap().get(row).unwrap();
        value.get_str().map_or_else(String::new, str::to_owned)
    };
    let table = done.table("observations");
    let read = (0..table.height()).map(|row| {
        let [file, unit, field, measure] =
            ["file", "unit_id", "field", "measure"].map(|name| text(&table, name, row));
        let value = table.column("value").unwrap().get(row).unwrap();
        #[expect(clippy::cast_possible_truncation, reason = "counts are small")]
        let value = value.try_extract::<f64>().unwrap().round() as i64;
        (file, unit, field, measure, value)
    });
    let findings = done.table("findings");
    let told = (0..findings.height()).map(|row| {
        let words = ["code", "file", "cell", "message"].map(|name| text(&findings, name, row));
        words.join(" ")
    });
    (read.collect(), told.collect())
}

#[track_caller]
fn same(expected: &BTreeSet<Figure>, read: &BTreeSet<Figure>) {
    let lost: Vec<&Figure> = expected.difference(read).take(5).collect();
    let new: Vec<&Figure> = read.difference(expected).take(5).collect();
    assert!(lost.is_empty() && new.is_empty(), "lost {lost:?}, new {new:?}");
}

fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect()
}

/// The same files as LibreOffice saves them.
fn saved(office: &Office, files: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let bytes = office.recalculate(&borrowed(files));
    files.iter().map(|(name, _)| name.clone()).zip(bytes).collect()
}

#[test]
fn every_form_of_every_unit_comes_back_without_a_finding() {
    let Some(office) = Office::open() else { return };
    for (pipeline, period) in [("phu-tho-2026q3", "2026-Q3"), ("nightly", "2023-Q3")] {
        let Filled { files, figures: expected } = filled(pipeline);
        let done = read(pipeline, period, &saved(&office, &files));
        let (read, findings) = figures(&done);
        let ratios: BTreeSet<Figure> = read
            .into_iter()
            .filter(|figure| !figure.3.ends_with("_rate") || expected.contains(figure))
            .collect();
        same(&expected, &ratios);
        assert_eq!(findings, Vec::<String>::new(), "{pipeline}");
    }
}
