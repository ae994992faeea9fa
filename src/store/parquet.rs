//! Tables ↔ Parquet bytes. The same table gives the same bytes at any thread count, and whether its parts were made
//! now or taken from an earlier file.

use std::collections::BTreeMap;
use std::io::Cursor;

use polars::prelude::DataFrame;
use polars_buffer::Buffer;
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::{
    BatchedWriter, KeyValueMetadata, ParquetCompression, ParquetWriter, StatisticsOptions,
};
use polars_parquet::parquet::read::{get_page_iterator, read_metadata};
use polars_parquet::read::FileMetadata;
use polars_parquet::write::CompressedPage;
use rayon::prelude::*;

use crate::table::TableError;

/// A table as Parquet bytes.
///
/// # Errors
/// polars refuses the table; a defect of the program.
pub fn encode(frame: &DataFrame) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    let mut batched = writer(&mut bytes).batched(frame.schema())?;
    let mut frame = frame.clone();
    frame.rechunk_mut();
    batched.write_batch(&frame)?;
    batched.finish()?;
    drop(batched);
    Ok(bytes)
}

/// A table in parts, each with a key: parts of the same key are the same. It goes without parts where it has no rows;
/// no part is empty.
#[derive(Debug)]
pub struct Parted<'p, F> {
    /// The columns, without rows.
    pub empty: DataFrame,
    /// Key of each part, in order.
    pub keys: &'p [String],
    /// Makes a part.
    pub part: F,
}

impl<F: Fn(usize) -> Result<DataFrame, TableError> + Sync> Parted<'_, F> {
    /// As Parquet bytes. Parts that an earlier file has are taken from it as they are; the others are made, a few at a
    /// time, so that not all of their letters are held at once.
    ///
    /// # Errors
    /// A part cannot be made or polars refuses it; a defect of the program.
    pub fn encode(&self, earlier: Option<&Pages>) -> Result<Vec<u8>, TableError> {
        let mut bytes = Vec::new();
        let told = vec![(KEYS.to_owned(), self.keys.join(" "))];
        let writer =
            writer(&mut bytes).with_key_value_metadata(Some(KeyValueMetadata::from_static(told)));
        let mut batched = writer.batched(self.empty.schema())?;
        let has = |key: &String| earlier.is_some_and(|pages| pages.groups.contains_key(key));
        let mut next = 0;
        while let Some(key) = self.keys.get(next) {
            if let Some(pages) = earlier.filter(|pages| pages.groups.contains_key(key)) {
                pages.copy(key, &mut batched)?;
                next += 1;
                continue;
            }
            let new = self.keys[next..].iter().take(AT_ONCE).take_while(|key| !has(key)).count();
            let made = (next..next + new).into_par_iter().map(&self.part);
            for mut frame in made.collect::<Result<Vec<DataFrame>, TableError>>()? {
                frame.rechunk_mut();
                batched.write_batch(&frame)?;
            }
            next += new;
        }
        batched.finish()?;
        drop(batched);
        Ok(bytes)
    }
}

/// Parts that are made at a time.
const AT_ONCE: usize = 2;

/// What the file says of its parts, for the next time.
const KEYS: &str = "tthc.parts";

fn writer(bytes: &mut Vec<u8>) -> ParquetWriter<&mut Vec<u8>> {
    ParquetWriter::new(bytes)
        .with_compression(ParquetCompression::Snappy)
        .with_statistics(StatisticsOptions::empty())
        // A part is a row group.
        .with_row_group_size(Some(usize::MAX))
}

/// The parts of an earlier file, as they lie in it.
pub struct Pages {
    bytes: Buffer<u8>,
    metadata: FileMetadata,
    /// Place of the part of each key.
    groups: BTreeMap<String, usize>,
}

impl Pages {
    /// The parts of a file; `None` where it does not tell them.
    #[must_use]
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        let bytes = Buffer::from(bytes);
        let metadata = read_metadata(&mut Cursor::new(bytes.clone())).ok()?;
        let told = metadata.key_value_metadata().as_ref()?;
        let keys = told.iter().find(|told| told.key == KEYS)?.value.as_deref()?;
        let keys: Vec<&str> = keys.split_whitespace().collect();
        let groups = keys.iter().enumerate().map(|(place, key)| ((*key).to_owned(), place));
        let groups: BTreeMap<String, usize> = groups.collect();
        let agrees = metadata.row_groups.len() == keys.len();
        agrees.then_some(Self { bytes, metadata, groups })
    }

    fn copy(&self, key: &str, batched: &mut BatchedWriter<&mut Vec<u8>>) -> Result<(), TableError> {
        let Some(group) = self.groups.get(key).and_then(|&at| self.metadata.row_groups.get(at))
        else {
            return Ok(());
        };
        let rows = group.num_rows();
        let mut columns: Vec<Vec<CompressedPage>> = Vec::new();
        for column in group.parquet_columns() {
            let reader = Cursor::new(self.bytes.clone());
            let pages = get_page_iterator(column, reader, Vec::new(), self.bytes.len());
            let pages = pages.map_err(polars::prelude::PolarsError::from)?;
            let pages = pages.map(|page| {
                let mut page = page?;
                if let CompressedPage::Data(data) = &mut page {
                    // No column is nested.
                    data.num_rows = Some(data.num_values());
                }
                Ok(page)
            });
            let pages: Result<_, polars_parquet::parquet::error::ParquetError> = pages.collect();
            columns.push(pages.map_err(polars::prelude::PolarsError::from)?);
        }
        batched.write_row_group(rows as u64, &columns)?;
        Ok(())
    }
}

/// A table from Parquet bytes.
///
/// # Errors
/// The bytes are no Parquet file.
pub fn decode(bytes: Vec<u8>) -> Result<DataFrame, TableError> {
    Ok(ParquetReader::new(Cursor::new(bytes)).finish()?)
}

/// Rows that are decoded at a time where not all have to be there at once.
const PIECE: usize = 1 << 16;

/// Some columns of a table from Parquet bytes, piece by piece: a million rows of text take a hundred times the room of
/// what is made of them.
///
/// # Errors
/// The bytes are no Parquet file, have no such column, or `see` fails.
pub(super) fn decode_pieces(
    bytes: Vec<u8>,
    columns: &[&str],
    mut see: impl FnMut(&DataFrame) -> Result<(), TableError>,
) -> Result<(), TableError> {
    let bytes = Buffer::from(bytes);
    let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
    let rows = ParquetReader::new(Cursor::new(bytes.clone())).num_rows()?;
    // A table without rows has columns all the same.
    for first in (0..rows.max(1)).step_by(PIECE) {
        let reader = ParquetReader::new(Cursor::new(bytes.clone()));
        let reader = reader.with_columns(Some(columns.clone())).with_slice(Some((first, PIECE)));
        see(&reader.finish()?)?;
    }
    Ok(())
}
