//! Tables ↔ Parquet bytes. The same table gives the same bytes at any thread count.

use std::io::Cursor;

use polars::prelude::DataFrame;
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::{ParquetCompression, ParquetWriter};

use rayon::prelude::*;

use crate::table::TableError;

/// A table as Parquet bytes.
///
/// # Errors
/// polars refuses the table; a defect of the program.
pub fn encode(frame: &DataFrame) -> Result<Vec<u8>, TableError> {
    encode_parts(1, |_| Ok(frame.clone()))
}

/// A table as Parquet bytes, from its parts, a few at a time, so that not all of its letters are held at once; there
/// is at least one part, be it empty. The bytes are the same however many are made at a time.
///
/// # Errors
/// A part cannot be made or polars refuses it; a defect of the program.
pub fn encode_parts(
    parts: usize,
    part: impl Fn(usize) -> Result<DataFrame, TableError> + Sync,
) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    let writer = ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Snappy)
        .with_statistics(polars_io::parquet::write::StatisticsOptions::empty());
    let mut batched = writer.batched(part(0)?.head(Some(0)).schema())?;
    for first in (0..parts).step_by(AT_ONCE) {
        let made = (first..parts.min(first + AT_ONCE)).into_par_iter().map(&part);
        let made: Vec<DataFrame> = made.collect::<Result<_, TableError>>()?;
        for mut frame in made {
            frame.align_chunks_par();
            batched.write_batch(&frame)?;
        }
    }
    batched.finish()?;
    drop(batched);
    Ok(bytes)
}

/// Parts that are made at a time.
const AT_ONCE: usize = 2;

/// A table from Parquet bytes.
///
/// # Errors
/// The bytes are no Parquet file.
pub fn decode(bytes: Vec<u8>) -> Result<DataFrame, TableError> {
    Ok(ParquetReader::new(Cursor::new(bytes)).finish()?)
}
