//! What no reader can do without: every cell of every sheet, decoded by calamine and thrown away.

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Reader as _, Xlsx};
use rayon::prelude::*;

/// Decodes all workbooks of an inbox on all processors and counts their cells.
pub(crate) fn inbox(inbox: &Path) -> usize {
    let files = fs::read_dir(inbox).unwrap().map(|entry| entry.unwrap().path());
    files.collect::<Vec<PathBuf>>().par_iter().map(|file| workbook(file)).sum()
}

fn workbook(file: &Path) -> usize {
    let bytes = fs::read(file).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut cells = 0;
    for sheet in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&sheet).unwrap();
        while let Some(cell) = reader.next_cell().unwrap() {
            black_box(&cell);
            cells += 1;
        }
    }
    cells
}
