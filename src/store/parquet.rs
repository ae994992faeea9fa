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
pub fn encode(frame: DataFrame) -> Result<Vec<u8>, TableError> {
    encode_parts(std::iter::once(Ok(frame)))
}

/// A table as Parquet bytes, from its parts one after the other, so that not all of its letters are held at once;
/// there is at least one part, be it empty.
///
/// # Errors
/// A part cannot be made or polars refuses it; a defect of the program.
pub fn encode_parts(
    parts: impl Iterator<Item = Result<DataFrame, TableError>>,
) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    let mut writer = None;
    let mut parts = parts.peekable();
    let begin = |bytes, frame: &DataFrame| {
        ParquetWriter::new(bytes)
            .with_compression(ParquetCompression::Snappy)
            .with_statistics(polars_io::parquet::write::StatisticsOptions::empty())
            .batched(frame.schema())
    };
    if let Some(Ok(first)) = parts.peek() {
        writer = Some(begin(&mut bytes, first)?);
    }
    for part in parts {
        let mut part = part?;
        part.align_chunks_par();
        if let Some(writer) = &mut writer {
            writer.write_batch(&part)?;
        }
    }
    if let Some(writer) = writer {
        writer.finish()?;
    }
    Ok(bytes)
}

/// A table from Parquet bytes.
///
/// # Errors
/// The bytes are no Parquet file.
pub fn decode(bytes: Vec<u8>) -> Result<DataFrame, TableError> {
    Ok(ParquetReader::new(Cursor::new(bytes)).finish()?)
}
