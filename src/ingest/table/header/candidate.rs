//! A column of a sheet that may be one of a form, by the texts above it.

use std::sync::Arc;

use crate::model::CellRef;
use crate::pipeline::{Heading, Telling, WordedPath};

/// A column of the sheet with the texts above it as a form knows them.
pub(in crate::ingest::table) struct Candidate {
    pub(in crate::ingest::table) column: u32,
    pub(in crate::ingest::table) lowest: CellRef,
    pub(in crate::ingest::table) path: Vec<Arc<Heading>>,
}

impl Candidate {
    pub(in crate::ingest::table) fn fits(&self, path: &WordedPath) -> bool {
        path.fits(self.path.iter().map(|heading| &heading.text))
    }

    /// Whether its texts are those of a column but for a slip of the hand.
    pub(super) fn nearly_fits(&self, path: &WordedPath) -> bool {
        path.fits_nearly(self.path.iter().map(|heading| &heading.text))
    }

    /// Whether its words that tell are those of a column.
    pub(in crate::ingest::table) fn resembles(&self, telling: &WordedPath) -> bool {
        let mut path = self.path.as_slice();
        // `Quá hạn` over `Số lượng` and `Tỷ lệ`: the count is the column.
        while let Some((lowest, above)) = path.split_last()
            && lowest.tells != Telling::Something
        {
            path = above;
        }
        !path.is_empty() && telling.fits(path.iter().map(|heading| &heading.told))
    }
}
