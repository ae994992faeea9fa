//! What the page `kiem-tra.html` asks its engine, and what it gets: `kiem-tra/README.md` says both as the page sees them.
//! Pure: bytes in, bytes out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::ingest::{self, TakenFiles, inspect, is_receipts, read_members, take_files};
use crate::model::{Drawing, Inspection, Lang, Limits, OneHand, ReaderEnd, plain};
use crate::pipeline::{DeclaredFile, Overrides, Pipeline, load_held};

use super::check_json::CheckJson;
use super::checked::checked;
use super::code_json::CodeJson;
use super::inspect_json::{InspectJson, InspectionJson};

/// The fingerprint of the program: an engine of another one may find something else.
pub const PROGRAM: &str = env!("TTHC_PROGRAM");

/// Bytes in front of the JSON of a request: its length, the lowest byte first.
const HEAD: usize = 4;

/// HandedFiles, and what they are to be checked by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageRequest {
    declaration: Vec<HeldFile>,
    period: Option<String>,
    files: Vec<AskedFile>,
}

/// A file of the declaration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeldFile {
    path: PathBuf,
    text: String,
}

/// A file to check: as many of the bytes behind the request as it has, or why they cannot be read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedFile {
    name: String,
    #[serde(default)]
    size: usize,
    lost: Option<LostWord>,
}

/// How the reader of a file ended, as the page knows it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LostWord {
    Stopped,
    TooDeep,
    TooLong,
    TooMuch,
}

/// What is said of the files.
#[derive(Debug, Serialize)]
struct PageAnswer<'a> {
    check: CheckJson<'a>,
    /// Each code that was found.
    guidance: Vec<CodeJson>,
    inspections: Vec<InspectionJson<'a>>,
    /// Of each inspection a drawing of each sheet.
    drawings: Vec<Vec<Drawing>>,
}

/// Why nothing is said.
#[derive(Debug, Serialize)]
struct PageError {
    error: String,
}

/// The files of a request by their names: their bytes, or why they are not read.
type HandedFiles<'r> = BTreeMap<String, Result<&'r [u8], String>>;

/// Answers a request with a JSON text.
#[must_use]
pub fn answer(request: &[u8]) -> String {
    let told = asked(request).and_then(|(request, bytes)| said(request, bytes));
    told.unwrap_or_else(|error| json(&PageError { error }))
}

/// The JSON of a request, and the bytes behind it.
fn asked(request: &[u8]) -> Result<(PageRequest, &[u8]), String> {
    let (head, rest) = request.split_first_chunk::<HEAD>().ok_or("a request without a length")?;
    let length = usize::try_from(u32::from_le_bytes(*head)).unwrap_or(usize::MAX);
    let (text, bytes) = rest.split_at_checked(length).ok_or("a request that is cut off")?;
    let asked = serde_json::from_slice(text).map_err(|error| format!("no request: {error}"))?;
    Ok((asked, bytes))
}

fn said(request: PageRequest, bytes: &[u8]) -> Result<String, String> {
    let PageRequest { declaration, period, files } = request;
    let period = period.map(|text| text.parse().map_err(|_| format!("no period: {text}")));
    let overrides = Overrides { period: period.transpose()?, ..Overrides::default() };
    let held = declaration.into_iter().map(|HeldFile { path, text }| DeclaredFile { path, text });
    let held: Vec<DeclaredFile> = held.collect();
    let first = held.first().map_or(Path::new(""), |file| &file.path);
    let pipeline = load_held(first, &held, &overrides).map_err(|error| error.say(Lang::En))?;
    let files = handed(files, bytes, &pipeline.limits)?;
    let Ok(taken) = taken(&files, &pipeline);
    let checked = checked(taken, &pipeline, &OneHand);
    let seen = inspections(&files, &pipeline);
    let mut codes: Vec<_> = checked.findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    Ok(json(&PageAnswer {
        check: CheckJson::of(&checked, &pipeline),
        guidance: codes.into_iter().map(CodeJson::of).collect(),
        inspections: InspectJson::of(&seen, std::slice::from_ref(&pipeline)).inspections,
        drawings: seen.iter().map(|file| file.sheets.iter().map(Drawing::of).collect()).collect(),
    }))
}

/// The bytes of each file by its name, as messages write it.
fn handed<'r>(
    asked: Vec<AskedFile>,
    mut bytes: &'r [u8],
    limits: &Limits,
) -> Result<HandedFiles<'r>, String> {
    let mut files = HandedFiles::new();
    for AskedFile { name, size, lost } in asked {
        let (own, rest) = bytes.split_at_checked(size).ok_or("a request that is cut off")?;
        bytes = rest;
        let end = lost.map(|lost| match lost {
            LostWord::Stopped => ReaderEnd::Stopped(None),
            LostWord::TooDeep => ReaderEnd::TooDeep,
            LostWord::TooLong => ReaderEnd::TooLong,
            LostWord::TooMuch => ReaderEnd::TooMuch,
        });
        let content = match end {
            Some(end) => Err(end.reason(limits)),
            None if size as u64 > limits.file => Err(Limits::too_large(limits.file)),
            None => Ok(own),
        };
        let name: Cow<'_, str> = name.replace('\\', "/").into();
        if files.insert(plain(&name).into_owned(), content).is_some() {
            return Err(format!("two files of the name {name}"));
        }
    }
    if bytes.is_empty() { Ok(files) } else { Err("more bytes than files".to_owned()) }
}

fn taken(files: &HandedFiles<'_>, pipeline: &Pipeline) -> Result<TakenFiles, Infallible> {
    let load = |file: &str| match files.get(file) {
        Some(Ok(bytes)) => Ok(bytes.to_vec()),
        Some(Err(reason)) => Err(reason.clone()),
        None => Err(String::new()),
    };
    let one = |file: &str, inside: bool, bytes: &[u8]| {
        Ok(ingest::read_file(file, bytes, inside, pipeline))
    };
    let names = files.keys().map(|file| (file.clone(), Vec::new())).collect();
    let read = |file: &str| read_members(file, load(file), one, pipeline, &OneHand);
    take_files(names, load, read, &OneHand)
}

/// Rows of a sheet that the page can draw: it draws them as they are asked for.
const MOST_ROWS: usize = 20_000;

fn inspections(files: &HandedFiles<'_>, pipeline: &Pipeline) -> Vec<Inspection> {
    let submissions = files.iter().filter(|(file, _)| !is_receipts(file));
    let seen =
        submissions.flat_map(|(file, bytes)| inspect(file, bytes.clone(), pipeline, MOST_ROWS));
    seen.collect()
}

fn json<T: Serialize>(said: &T) -> String {
    // Names are text and numbers are finite: there is nothing that JSON cannot hold.
    serde_json::to_string(said).unwrap_or_default()
}
