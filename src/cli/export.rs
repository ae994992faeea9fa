//! `tthc export`: a table of a run, for other programs.

use std::path::{Path, PathBuf};

use crate::model::{Exit, Lang};
use crate::pipeline::{self, Overrides};
use crate::run::{self, ExportError, Exported, NamedError, TableFormat};
use crate::store;

use super::manner::Manner;
use super::print::{self, Printer};
use super::request::{again_status, find, quoted};
use super::{args, diff};

/// `tthc export`.
pub(super) fn export_command(typed: &args::Export, manner: Manner) -> Exit {
    let printer = Printer::new(manner, false);
    let lang = manner.lang;
    let format = match format_of(typed) {
        Ok(format) => format,
        Err(out) => {
            let what = lang.pick("tên tệp không cho biết dạng", "the name tells no format");
            let hint = lang.pick(
                "đuôi là .csv, .json, .xlsx hoặc .parquet; hoặc ghi --format",
                "let it end in .csv, .json, .xlsx or .parquet, or add --format",
            );
            let meant = if out.is_dir() {
                let out = Some(out.join(file_name(&typed.table, TableFormat::Csv)));
                args::Export { out, ..typed.clone() }
            } else {
                args::Export { format: Some(TableFormat::Csv), ..typed.clone() }
            };
            let said = format!("{}: {what}", out.display());
            return printer.refused(&said, Some(hint), &again(&meant));
        }
    };
    if typed.out.is_none() && !format.is_text() && print::data_is_terminal() {
        let what = lang.pick("không in ra màn hình được", "is nothing for a terminal");
        let hint = lang.pick("ghi vào tệp bằng -o", "write it to a file by -o");
        let meant = to_file(typed, format);
        return printer.refused(&format!("{} {what}", format.word()), Some(hint), &again(&meant));
    }
    let (period, output) = (typed.period, typed.output.clone());
    let overrides = Overrides { period, output, ..Overrides::default() };
    let pipeline = match pipeline::load_with(&find(&typed.pipeline), &overrides) {
        Ok(pipeline) => pipeline,
        Err(error) => return printer.declaration(&error, &again(typed)),
    };
    let exported = match run::export(&pipeline, &typed.run, &typed.table, format) {
        Ok(exported) => exported,
        Err(error) => return printer.not_exported(&error, &next(&error, typed)),
    };
    match &typed.out {
        None => print::bytes(&exported.bytes),
        Some(out) => {
            if let Err(error) = store::write_file(out, &exported.bytes) {
                return printer.run_error(&error.into(), &again_written(typed, out));
            }
        }
    }
    printer.exported(&exported);
    Exit::Complete
}

/// What was asked for, or what the ending of the file tells; the file whose ending tells nothing.
fn format_of(typed: &args::Export) -> Result<TableFormat, &Path> {
    match (typed.format, &typed.out) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(TableFormat::Csv),
        (None, Some(out)) => TableFormat::of_ending(out).ok_or(out),
    }
}

/// What should not be relied on in the table, a line each.
pub(super) fn warnings(exported: &Exported, lang: Lang) -> Vec<String> {
    diff::doubts(&exported.run, &exported.changed, &exported.stale, lang)
}

/// What to type where it failed.
fn next(error: &ExportError, typed: &args::Export) -> String {
    let args::Export { pipeline, period, output, .. } = typed.clone();
    match error {
        ExportError::NoTable { near: Some(near), .. } => {
            again(&args::Export { table: near.clone(), ..typed.clone() })
        }
        ExportError::NoTable { near: None, .. } => "tthc export --help".to_owned(),
        ExportError::Run(NamedError::Unfound { .. }) => {
            let (inbox, missing, json) = (None, false, false);
            again_status(&args::Status { pipeline, period, inbox, output, missing, json })
        }
        ExportError::TooManyRows { .. } | ExportError::LongText { .. } => {
            again(&to_file(typed, TableFormat::Parquet))
        }
        error if error.is_of_a_spoiled_run() && typed.run == LATEST => {
            // With the inbox and the keys that it was made with.
            let words = ["tthc retry".to_owned(), path(&pipeline)];
            [&words[..], &places(typed)].concat().join(" ")
        }
        _ => again(typed),
    }
}

/// The run that is meant where none is named.
pub(super) const LATEST: &str = "latest";

/// The same into a file of this format, beside the one that was named.
fn to_file(typed: &args::Export, format: TableFormat) -> args::Export {
    let out = match &typed.out {
        Some(out) => out.with_extension(format.word()),
        None => PathBuf::from(file_name(&typed.table, format)),
    };
    args::Export { out: Some(out), format: None, ..typed.clone() }
}

/// A file named after a table.
fn file_name(table: &str, format: TableFormat) -> String {
    format!("{}.{}", table.replace('/', "-"), format.word())
}

/// The same again, where the folder is not there after it is made.
fn again_written(typed: &args::Export, out: &Path) -> String {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let made = folder.map(|folder| format!("mkdir -p {} && ", path(folder))).unwrap_or_default();
    made + &again(typed)
}

/// The command that gives the same table.
fn again(typed: &args::Export) -> String {
    let mut words = vec!["tthc export".to_owned(), quoted(&typed.table), path(&typed.pipeline)];
    words.extend((typed.run != LATEST).then(|| quoted(&typed.run)));
    words.extend(places(typed));
    words.extend(typed.out.as_deref().map(|out| format!("-o {}", path(out))));
    words.extend(typed.format.map(|format| format!("--format {}", format.word())));
    words.join(" ")
}

fn places(typed: &args::Export) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    words.extend(typed.period.map(|period| format!("--period {period}")));
    words.extend(typed.output.as_deref().map(|output| format!("--output {}", path(output))));
    words
}

fn path(path: &Path) -> String {
    quoted(&path.display().to_string())
}
