//! What reading gave of each file of an inbox, kept so that a file that has not changed need not be read again.
//! Whether it may be used again is told by who keeps it: by the bytes of the file, by what is declared, and by
//! [`Kept::is_concerned`] where names were added to the register or taken from it.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{CellRef, Code, Finding, Status, UnitIx};
use crate::table::{Figure, NONE, Role};

use super::file::{FileReading, TableReading};
use super::packed::Packed;

/// What reading gave of one file of the inbox, and of the files in it where it is an archive.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Path relative to the inbox.
    pub file: String,
    /// Fingerprint of the bytes that were read.
    pub blake3: String,
    /// All but the figures, of each file.
    readings: Piece,
    /// The figures of each file, in the same order.
    figures: Vec<(Piece, Print)>,
}

/// Fingerprint of the figures of a file.
pub(super) type Print = [u8; 32];

/// A part of bytes that are held once.
#[derive(Debug, Clone)]
struct Piece {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl Piece {
    fn whole(bytes: Vec<u8>) -> Self {
        Self { range: 0..bytes.len(), bytes: Arc::new(bytes) }
    }

    fn as_slice(&self) -> &[u8] {
        self.bytes.get(self.range.clone()).unwrap_or_default()
    }
}

/// What stands in front of the pieces.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// How a piece is laid out, by an example of each kind.
    layout: Vec<u8>,
    ground: String,
    names: Vec<Vec<String>>,
    files: Vec<FileHead>,
}

/// A file, and how long its pieces are.
#[derive(Debug, Serialize, Deserialize)]
struct FileHead {
    file: String,
    blake3: String,
    readings: u64,
    figures: Vec<(u64, Print)>,
}

impl Kept {
    /// Keeps the readings of a file.
    pub(super) fn new(file: &str, blake3: &str, readings: &[FileReading]) -> Self {
        let (pieces, figures) = packed(readings).unwrap_or_else(|_| {
            // A defect of the program: rather no reading than half of one.
            let reason = "chương trình không cất giữ được số liệu đã đọc (lỗi của chương trình); hãy báo người quản trị";
            let mut lost = FileReading { file: file.to_owned(), ..FileReading::default() };
            lost.refuse(Status::Unreadable, Code::UnreadableFile, reason.to_owned());
            packed(&[lost]).unwrap_or_default()
        });
        let figures = figures.into_iter().map(|(bytes, print)| (Piece::whole(bytes), print));
        let (file, blake3) = (file.to_owned(), blake3.to_owned());
        Self { file, blake3, readings: Piece::whole(pieces), figures: figures.collect() }
    }

    /// The readings, without their figures.
    pub(super) fn readings(&self) -> Option<Vec<FileReading>> {
        postcard::from_bytes(self.readings.as_slice()).ok()
    }

    /// The figures of a reading.
    pub(super) fn figures(&self, reading: usize) -> Option<Packed> {
        postcard::from_bytes(self.figures.get(reading)?.0.as_slice()).ok()
    }

    /// Fingerprint of the figures of a reading.
    pub(super) fn print(&self, reading: usize) -> Print {
        self.figures.get(reading).map(|(_, print)| *print).unwrap_or_default()
    }

    /// Whether the file could have been read otherwise, had one of these names not been in the register.
    #[must_use]
    pub fn is_concerned(&self, names: &[String]) -> bool {
        let concerned = |reading: &FileReading| reading.asked.is_concerned(names);
        self.readings().is_none_or(|readings| readings.iter().any(concerned))
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        std::iter::once(&self.readings).chain(self.figures.iter().map(|(piece, _)| piece))
    }

    fn head(&self) -> FileHead {
        let length = |piece: &Piece| piece.range.len() as u64;
        FileHead {
            file: self.file.clone(),
            blake3: self.blake3.clone(),
            readings: length(&self.readings),
            figures: self.figures.iter().map(|(piece, print)| (length(piece), *print)).collect(),
        }
    }
}

/// The figures of a file as bytes, and their fingerprint.
type Figures = (Vec<u8>, Print);

fn packed(readings: &[FileReading]) -> Result<(Vec<u8>, Vec<Figures>), postcard::Error> {
    let figures = readings.iter().map(|reading| {
        let bytes = postcard::to_stdvec(&Packed::of(reading))?;
        let print = *blake3::hash(&bytes).as_bytes();
        Ok((bytes, print))
    });
    let figures = figures.collect::<Result<_, postcard::Error>>()?;
    Ok((postcard::to_stdvec(readings)?, figures))
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
        let (ground, names) = (self.ground.clone(), self.names.clone());
        let files = self.files.iter().map(Kept::head).collect();
        let head = Head { layout: layout(), ground, names, files };
        let head = postcard::to_stdvec(&head).unwrap_or_default();
        let pieces = || self.files.iter().flat_map(Kept::pieces);
        let length: usize = pieces().map(|piece| piece.range.len()).sum();
        let mut bytes = Vec::with_capacity(8 + head.len() + length);
        bytes.extend((head.len() as u64).to_le_bytes());
        bytes.extend(head);
        pieces().for_each(|piece| bytes.extend_from_slice(piece.as_slice()));
        bytes
    }

    /// From bytes; `None` where another program kept them in another way.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (head, _) = rest.split_at_checked(length)?;
        let Head { layout: example, ground, names, files } = postcard::from_bytes(head).ok()?;
        if example != layout() {
            return None;
        }
        let mut shelf = Self { ground, names, files: Vec::with_capacity(files.len()) };
        let mut pieces = Pieces { next: 8 + length, bytes: Arc::new(bytes) };
        for FileHead { file, blake3, readings, figures } in files {
            let readings = pieces.take(readings)?;
            let figures =
                figures.into_iter().map(|(length, print)| Some((pieces.take(length)?, print)));
            let figures = figures.collect::<Option<Vec<_>>>()?;
            shelf.files.push(Kept { file, blake3, readings, figures });
        }
        (pieces.next == pieces.bytes.len()).then_some(shelf)
    }
}

/// Pieces of bytes, one after the other.
struct Pieces {
    bytes: Arc<Vec<u8>>,
    next: usize,
}

impl Pieces {
    fn take(&mut self, length: u64) -> Option<Piece> {
        let end = self.next.checked_add(usize::try_from(length).ok()?)?;
        let range = self.next..end;
        self.next = end;
        (end <= self.bytes.len()).then(|| Piece { bytes: Arc::clone(&self.bytes), range })
    }
}

/// An example of a reading and its figures that holds one of everything: where a word or a field comes in between, its
/// bytes differ.
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
    let figures = vec![figure, Figure { value: 15.0, ..figure }];
    let mut reading = FileReading { file: "tệp".to_owned(), ..FileReading::default() };
    reading.tables.push(TableReading {
        form: 12,
        sender: UnitIx(13),
        items: 1,
        printed: 1,
        figures,
    });
    for &code in Code::ALL {
        reading.findings.push(Finding::new(code, code.id()).at(CellRef::new(14, 15)));
    }
    postcard::to_stdvec(&(&reading, Packed::of(&reading))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{FileReading, Kept, Shelf};

    fn shelf() -> Shelf {
        let reading = FileReading { file: "a.xlsx".to_owned(), ..FileReading::default() };
        let kept = Kept::new("a.xlsx", "0f", &[reading]);
        let names = vec![vec!["Lộc Ninh".to_owned()], Vec::new()];
        Shelf { ground: "1e".to_owned(), names, files: vec![kept] }
    }

    #[test]
    fn what_was_kept_is_found_again() {
        let shelf = Shelf::from_bytes(shelf().to_bytes()).unwrap();
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
            assert!(Shelf::from_bytes(bytes[..end].to_vec()).is_none(), "{end} of {}", bytes.len());
        }
        let mut other = bytes;
        // Behind the length stands the length of the example, then the example itself.
        other[12] ^= 1;
        assert!(Shelf::from_bytes(other).is_none());
    }

    #[test]
    fn names_that_came_or_went_are_told() {
        let now = [["Huyện Lộc Ninh".to_owned()], ["Đồng Phú".to_owned()]];
        let now: Vec<&[String]> = now.iter().map(<[String; 1]>::as_slice).collect();
        assert_eq!(shelf().changed_names(&now), ["Lộc Ninh", "Huyện Lộc Ninh", "Đồng Phú"]);
    }
}
