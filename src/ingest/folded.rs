//! What reading gave of a file, folded away until all files are put together: a million figures take three times the
//! room where they lie open. What has to be known of all files before is kept beside as a sketch.

use crate::model::UnitIx;
use crate::table::Role;

use super::Kept;
use super::file::FileReading;

/// What is known of a file without opening its reading.
#[derive(Debug)]
pub(super) struct Sketch {
    /// Path relative to the inbox; files in archives stand below them.
    pub(super) file: String,
    /// Form and sender of each table, and whether it has a number that counts.
    pub(super) tables: Vec<(usize, UnitIx, bool)>,
    /// How many figures it holds.
    pub(super) figures: usize,
}

impl Sketch {
    fn of(reading: &FileReading) -> Self {
        let tables = reading.tables.iter().map(|table| {
            let counts = table.figures.iter().any(|figure| figure.role == Role::Item);
            (table.form, table.sender, counts)
        });
        Self {
            file: reading.file.clone(),
            tables: tables.collect(),
            figures: reading.tables.iter().map(|table| table.figures.len()).sum(),
        }
    }
}

/// The readings of one file of the inbox.
#[derive(Debug)]
pub(super) struct Folded {
    pub(super) sketches: Vec<Sketch>,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Folded(Kept),
    /// Of a file that could not be had there is little, and nothing to be kept.
    Open(Vec<FileReading>),
}

impl Folded {
    pub(super) fn new(readings: Vec<FileReading>, kept: Option<Kept>) -> Self {
        let sketches = readings.iter().map(Sketch::of).collect();
        let held = kept.map_or_else(|| Held::Open(readings), Held::Folded);
        Self { sketches, held }
    }

    /// What is to be kept of the file.
    pub(super) fn kept(&self) -> Option<&Kept> {
        match &self.held {
            Held::Folded(kept) => Some(kept),
            Held::Open(_) => None,
        }
    }

    /// The readings, in the order of the sketches.
    pub(super) fn unfold(&mut self) -> Vec<FileReading> {
        match &mut self.held {
            // It was opened once to be sketched.
            Held::Folded(kept) => kept.readings().unwrap_or_default(),
            Held::Open(readings) => std::mem::take(readings),
        }
    }
}

/// The readings one after the other, in the order of the names of their files; those of an archive are opened once.
pub(super) struct Unfolding {
    folded: Vec<Folded>,
    /// Place of the file of the inbox, place of the reading in it.
    order: Vec<(usize, usize)>,
    /// Readings of archives that were opened and are yet to come.
    open: Vec<Vec<Option<FileReading>>>,
    next: usize,
}

impl Unfolding {
    pub(super) fn new(folded: Vec<Folded>) -> Self {
        let places = folded.iter().enumerate();
        let places = places.flat_map(|(file, f)| (0..f.sketches.len()).map(move |at| (file, at)));
        let mut order: Vec<(usize, usize)> = places.collect();
        order.sort_by(|a, b| sketch_at(&folded, *a).file.cmp(&sketch_at(&folded, *b).file));
        let open = folded.iter().map(|_| Vec::new()).collect();
        Self { folded, order, open, next: 0 }
    }

    /// The sketches, in the order in which the readings come.
    pub(super) fn sketches(&self) -> impl Iterator<Item = &Sketch> {
        self.order.iter().map(|&place| sketch_at(&self.folded, place))
    }
}

fn sketch_at(folded: &[Folded], (file, at): (usize, usize)) -> &Sketch {
    &folded[file].sketches[at]
}

impl Iterator for Unfolding {
    type Item = FileReading;

    fn next(&mut self) -> Option<FileReading> {
        let (file, at) = *self.order.get(self.next)?;
        self.next += 1;
        if self.open[file].is_empty() {
            self.open[file] = self.folded[file].unfold().into_iter().map(Some).collect();
        }
        let reading = self.open[file].get_mut(at).and_then(Option::take);
        if self.open[file].iter().all(Option::is_none) {
            self.open[file] = Vec::new();
        }
        Some(reading.unwrap_or_default())
    }
}
