//! The inbox: every office's file with its messes and its faults, what has to be read in each, and where each fault
//! has to be named.

#![expect(clippy::disallowed_methods, reason = "the inbox is laid out in a temporary folder")]

use std::collections::BTreeMap;
use std::path::Path;

use tthc::model::CellRef;

use super::layout::lay_out;
use super::mess::Messes;
use super::offices::{OFFICES, Office};
use super::paper::{Cell, Fact, Laid, Page};
use super::plant::{Change, PLANTS, Plant};
use super::source::Known;
use super::write::{self, Format};
use crate::archives::archive;

/// One file of the inbox.
pub(crate) struct Sent {
    /// Its name in the inbox; behind `.zip/` it lies in that archive.
    pub(crate) name: String,
    pub(crate) format: Format,
    pub(crate) messes: Messes,
    pub(crate) facts: Vec<Fact>,
    /// Codes of the faults that the fixture itself has.
    pub(crate) printed: Vec<&'static str>,
    bytes: Vec<u8>,
}

/// A fault and where it has to be named.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) code: &'static str,
    pub(crate) file: String,
    pub(crate) sheet: Option<String>,
    pub(crate) cell: Option<CellRef>,
}

/// Everything that is sent.
pub(crate) struct Inbox {
    pub(crate) sent: Vec<Sent>,
    pub(crate) expected: Vec<Expected>,
    /// Files that are not to be used.
    others: Vec<(String, Vec<u8>)>,
}

/// A copy of an older day, with other figures, of a file that is sent again.
const OLDER: (&str, &str) =
    ("cap-huyen/688-thi-xa-phuoc-long.xlsx", "cap-huyen/BC phuoc long (ban cu).xlsx");
/// What arrived of a file that was sent again.
const CUT: (&str, &str) = ("cap-huyen/694-huyen-hon-quan.xlsx", "cap-huyen/Hớn Quản (1).xlsx");

impl Inbox {
    /// Every office with its own mess and its faults.
    pub(crate) fn new() -> Self {
        let known = Known::load();
        let mut inbox = Self { sent: Vec::new(), expected: Vec::new(), others: Vec::new() };
        for office in OFFICES {
            let plants = PLANTS.iter().filter(|plant| plant.file == stem(office.source));
            inbox.office(&known, *office, office.sent, &plants.collect::<Vec<_>>());
        }
        inbox
    }

    /// Every office with the mess of the one so many places further in its league, and no planted fault.
    pub(crate) fn turned(by: usize) -> Self {
        let known = Known::load();
        let mut inbox = Self { sent: Vec::new(), expected: Vec::new(), others: Vec::new() };
        let folder = |office: &Office| office.source.split_once('/').unwrap().0;
        for league in OFFICES.chunk_by(|a, b| folder(a) == folder(b)) {
            for (place, own) in league.iter().enumerate() {
                let other = league[(place + by) % league.len()];
                let name = stem(own.source).trim_start_matches(|c: char| !c.is_ascii_lowercase());
                let name = format!("{}/bao-cao-{name}.{}", folder(own), other.format.ending());
                inbox.office(&known, Office { source: own.source, ..other }, &name, &[]);
            }
        }
        inbox
    }

    fn office(&mut self, known: &Known, office: Office, name: &str, plants: &[&Plant]) {
        let mut tables = known.tables(office.source);
        for plant in plants {
            plant.apply(&mut tables);
        }
        let laid = lay_out(&tables, known.sender(stem(office.source)), office.messes);
        let bytes = write::file(&laid.pages, office.format, office.messes);
        if office.sent == name && office.source == OLDER.0 {
            let older: Vec<Page> = laid.pages.iter().map(older).collect();
            self.other(OLDER.1, "F141", write::file(&older, office.format, office.messes));
        }
        if office.sent == name && office.source == CUT.0 {
            self.other(CUT.1, "F101", bytes[..bytes.len() / 2].to_vec());
        }
        let tabs: BTreeMap<&str, String> = (0..)
            .zip(&laid.pages)
            .map(|(index, page)| (page.name.as_str(), office.format.tab(index, &page.name)))
            .collect();
        self.expected.extend(plants.iter().map(|plant| expected(plant, name, &laid, &tabs)));
        let facts = laid
            .facts
            .iter()
            .map(|fact| Fact { sheet: tabs[fact.sheet.as_str()].clone(), ..fact.clone() });
        let Office { format, messes, .. } = office;
        let own = PLANTS.iter().filter(|plant| plant.file == stem(office.source));
        let printed = own.filter(|plant| plant.change == Change::Printed).map(|plant| plant.code);
        let printed = printed.collect();
        self.sent.push(Sent {
            name: name.to_owned(),
            format,
            messes,
            facts: facts.collect(),
            printed,
            bytes,
        });
    }

    fn other(&mut self, file: &str, code: &'static str, bytes: Vec<u8>) {
        self.others.push((file.to_owned(), bytes));
        self.expected.push(Expected { code, file: file.to_owned(), sheet: None, cell: None });
    }

    /// Lays everything into a folder.
    pub(crate) fn write(&self, folder: &Path) {
        let mut archives: BTreeMap<&str, Vec<(&str, &[u8])>> = BTreeMap::new();
        let mut files: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        let sent = self.sent.iter().map(|sent| (sent.name.as_str(), &sent.bytes));
        let others = self.others.iter().map(|(file, bytes)| (file.as_str(), bytes));
        for (file, bytes) in sent.chain(others) {
            match file.split_once(".zip/") {
                Some((outer, inner)) => {
                    archives.entry(&file[..outer.len() + 4]).or_default().push((inner, bytes));
                }
                None => drop(files.insert(file, bytes.clone())),
            }
        }
        files.extend(archives.iter().map(|(file, members)| (*file, archive(members))));
        for (file, bytes) in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}

fn stem(source: &str) -> &str {
    let name = source.rsplit_once('/').map_or(source, |(_, name)| name);
    name.trim_end_matches(".xlsx")
}

/// A sheet of an older day: every count is another one.
fn older(page: &Page) -> Page {
    let mut page = page.clone();
    for cell in page.cells.values_mut() {
        if let Cell::Number(number) = cell {
            *number += 7.0;
        }
    }
    page
}

fn expected(plant: &Plant, file: &str, laid: &Laid, tabs: &BTreeMap<&str, String>) -> Expected {
    let (sheet, cell) = if let Some(origin) = plant.origin() {
        let place = laid.places.get(&(plant.sheet.to_owned(), origin));
        let (sheet, cell) = place.unwrap_or_else(|| panic!("{plant:?} went nowhere")).clone();
        (sheet, Some(cell))
    } else {
        let fact = laid.facts.iter().find(|fact| sheet_of(fact.form) == plant.sheet).unwrap();
        (fact.sheet.clone(), None)
    };
    let sheet = Some(tabs[sheet.as_str()].clone());
    Expected { code: plant.code, file: file.to_owned(), sheet, cell }
}

fn sheet_of(form: &str) -> &'static str {
    match form {
        "phu-luc-2" => "Phụ lục 2",
        "phu-luc-3" => "Phụ lục 3",
        _ => "Phụ lục 5",
    }
}
