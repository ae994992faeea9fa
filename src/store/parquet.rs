//! Tables ↔ Parquet bytes. The same table gives the same bytes at any thread count.

use std::io::Cursor;

use polars::prelude::DataFrame;
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::{ParquetCompression, ParquetWriter};

use crate::table::TableError;

/// A table as Parquet bytes.
///
/// # Errors
/// polars refuses the table; a defect of the program.
pub fn encode(mut frame: DataFrame) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    frame.align_chunks_par();
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Snappy)
        .with_statistics(polars_io::parquet::write::StatisticsOptions::empty())
        .finish(&mut frame)?;
    Ok(bytes)
}

/// A table from Parquet bytes.
///
/// # Errors
/// The bytes are no Parquet file.
pub fn decode(bytes: Vec<u8>) -> Result<DataFrame, TableError> {
    Ok(ParquetReader::new(Cursor::new(bytes)).finish()?)
}
