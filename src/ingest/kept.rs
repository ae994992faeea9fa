//! What reading gave of each file of an inbox, kept so that a file that has not changed need not be read again.
//! Whether it may be used again is told by who keeps it: by the bytes of the file, by what is declared, and by
//! [`Kept::is_concerned`] where names were added to the register or taken from it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{CellRef, Code, Finding, UnitIx};
use crate::table::{Figure, NONE, Role};

use super::file::{FileReading, TableReading};

/// What reading gave of one file of the inbox, and of the files in it where it is an archive.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Path relative to the inbox.
    pub file: String,
    /// Fingerprint of the bytes that were read.
    pub blake3: String,
    body: Arc<[u8]>,
}

/// What stands in front of the bodies.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// How a body is laid out, by an example of one.
    layout: Vec<u8>,
    ground: String,
    names: Vec<Vec<String>>,
    /// Of each file its name, its fingerprint and the length of its body.
    files: Vec<(String, String, u64)>,
}

impl Kept {
    /// Keeps the readings of a file; `None` where they cannot be written down; a defect of the program that costs
    /// reading the file again.
    pub(super) fn new(file: &str, blake3: &str, readings: &[FileReading]) -> Option<Self> {
        let body = postcard::to_stdvec(readings).ok()?.into();
        Some(Self { file: file.to_owned(), blake3: blake3.to_owned(), body })
    }

    pub(super) fn readings(&self) -> Option<Vec<FileReading>> {
        postcard::from_bytes(&self.body).ok()
    }

    /// Whether the file could have been read otherwise, had one of these names not been in the register.
    #[must_use]
    pub fn is_concerned(&self, names: &[String]) -> bool {
        let concerned = |reading: &FileReading| reading.asked.is_concerned(names);
        self.readings().is_none_or(|readings| readings.iter().any(concerned))
    }
}

/// What is kept of an inbox, and what it was read by.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// Fingerprint of all that reading goes by, but for the further names of units.
    pub ground: String,
    /// The further names of each unit, in the order of the register.
    pub names: Vec<Vec<String>>,
    /// The files, in order.
    pub files: Vec<Kept>,
}

impl Shelf {
    /// Names that came to a register of the same units or went from it since the files were read.
    #[must_use]
    pub fn changed_names(&self, now: &[&[String]]) -> Vec<String> {
        let between = |(then, now): (&Vec<String>, &&[String])| {
            let gone = then.iter().filter(|name| !now.contains(name));
            let new = now.iter().filter(|name| !then.contains(name));
            gone.chain(new).cloned().collect::<Vec<String>>()
        };
        self.names.iter().zip(now).flat_map(between).collect()
    }

    /// The file of this name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&Kept> {
        let at = self.files.binary_search_by(|kept| kept.file.as_str().cmp(name)).ok()?;
        self.files.get(at)
    }

    /// As bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let files = self.files.iter();
        let files = files.map(|k| (k.file.clone(), k.blake3.clone(), k.body.len() as u64));
        let (ground, names) = (self.ground.clone(), self.names.clone());
        let head = Head { layout: layout(), ground, names, files: files.collect() };
        let head = postcard::to_stdvec(&head).unwrap_or_default();
        let bodies: usize = self.files.iter().map(|kept| kept.body.len()).sum();
        let mut bytes = Vec::with_capacity(8 + head.len() + bodies);
        bytes.extend((head.len() as u64).to_le_bytes());
        bytes.extend(head);
        self.files.iter().for_each(|kept| bytes.extend_from_slice(&kept.body));
        bytes
    }

    /// From bytes; `None` where another program kept them in another way.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (head, mut bodies) = rest.split_at_checked(length)?;
        let Head { layout: example, ground, names, files } = postcard::from_bytes(head).ok()?;
        if example != layout() {
            return None;
        }
        let mut shelf = Self { ground, names, files: Vec::with_capacity(files.len()) };
        for (file, blake3, length) in files {
            let (body, rest) = bodies.split_at_checked(usize::try_from(length).ok()?)?;
            shelf.files.push(Kept { file, blake3, body: body.into() });
            bodies = rest;
        }
        bodies.is_empty().then_some(shelf)
    }
}

/// An example of a body that holds one of everything: where a word or a field comes in between, its bytes differ.
fn layout() -> Vec<u8> {
    let figure = Figure {
        role: Role::Note,
        unit: 1,
        form: 2,
        field: NONE,
        source: 3,
        measure: 4,
        value: 0.5,
        file: 5,
        sheet: 6,
        at: CellRef::new(7, 8),
        raw: 9,
        first_block: 10,
        block: 11,
    };
    let mut reading = FileReading { file: "tệp".to_owned(), ..FileReading::default() };
    reading.tables.push(TableReading { form: 12, sender: UnitIx(13), figures: vec![figure] });
    for &code in Code::ALL {
        reading.findings.push(Finding::new(code, code.id()).at(CellRef::new(14, 15)));
    }
    postcard::to_stdvec(&[reading]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{FileReading, Kept, Shelf};

    fn shelf() -> Shelf {
        let reading = FileReading { file: "a.xlsx".to_owned(), ..FileReading::default() };
        let kept = Kept::new("a.xlsx", "0f", &[reading]).unwrap();
        let names = vec![vec!["Lộc Ninh".to_owned()], Vec::new()];
        Shelf { ground: "1e".to_owned(), names, files: vec![kept] }
    }

    #[test]
    fn what_was_kept_is_found_again() {
        let shelf = Shelf::from_bytes(&shelf().to_bytes()).unwrap();
        assert_eq!((shelf.ground.as_str(), shelf.files.len()), ("1e", 1));
        let kept = shelf.file("a.xlsx").unwrap();
        assert_eq!(kept.blake3, "0f");
        assert_eq!(kept.readings().unwrap()[0].file, "a.xlsx");
        assert!(shelf.file("b.xlsx").is_none());
    }

    #[test]
    fn what_is_cut_off_or_was_kept_otherwise_is_not_used() {
        let bytes = shelf().to_bytes();
        for end in 0..bytes.len() {
            assert!(Shelf::from_bytes(&bytes[..end]).is_none(), "{end} of {}", bytes.len());
        }
        let mut other = bytes;
        // Behind the length stands the length of the example, then the example itself.
        other[12] ^= 1;
        assert!(Shelf::from_bytes(&other).is_none());
    }

    #[test]
    fn names_that_came_or_went_are_told() {
        let now = [["Huyện Lộc Ninh".to_owned()], ["Đồng Phú".to_owned()]];
        let now: Vec<&[String]> = now.iter().map(<[String; 1]>::as_slice).collect();
        assert_eq!(shelf().changed_names(&now), ["Lộc Ninh", "Huyện Lộc Ninh", "Đồng Phú"]);
    }
}
