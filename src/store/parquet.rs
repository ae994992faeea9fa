//! Tables ↔ Parquet bytes. The same table gives the same bytes at any thread count.

use std::io::Cursor;

use polars::prelude::DataFrame;
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::{ParquetCompression, ParquetWriter, StatisticsOptions};

use crate::table::TableError;

/// A table as Parquet bytes.
///
/// # Errors
/// polars refuses the table; a defect of the program.
pub fn encode(frame: &DataFrame) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    let mut batched = writer(&mut bytes).batched(frame.schema())?;
    let groups = frame.height().div_ceil(GROUP).max(1);
    for group in 0..groups {
        let first = i64::try_from(group * GROUP).unwrap_or(i64::MAX);
        let mut rows = frame.slice(first, GROUP);
        rows.rechunk_mut();
        batched.write_batch(&rows)?;
    }
    batched.finish()?;
    drop(batched);
    Ok(bytes)
}

/// Rows of a row group, whatever the number of threads: no more are copied at once.
const GROUP: usize = 1 << 16;

fn writer(bytes: &mut Vec<u8>) -> ParquetWriter<&mut Vec<u8>> {
    ParquetWriter::new(bytes)
        .with_compression(ParquetCompression::Zstd(None))
        .with_statistics(StatisticsOptions::empty())
        .with_row_group_size(Some(usize::MAX))
}

/// A table from Parquet bytes.
///
/// # Errors
/// The bytes are no Parquet file.
pub fn decode(bytes: Vec<u8>) -> Result<DataFrame, TableError> {
    Ok(ParquetReader::new(Cursor::new(bytes)).finish()?)
}

/// Some columns of a table: the others are not looked at.
///
/// # Errors
/// The bytes are no Parquet file, or a column is not in it.
pub(super) fn decode_columns(bytes: Vec<u8>, columns: &[&str]) -> Result<DataFrame, TableError> {
    let columns = columns.iter().map(|&column| column.to_owned()).collect();
    Ok(ParquetReader::new(Cursor::new(bytes)).with_columns(Some(columns)).finish()?)
}
