//! Tables as text: CSV and JSON.

use std::io::{self, Write as _};

use csv::{Terminator, WriterBuilder};
use polars::prelude::DataFrame;
use serde::{Serialize, Serializer};

use super::rows::{CellValue, names, row};

/// A line of names and a line a row, by RFC 4180; nothing where nothing stands.
pub(in crate::run) fn csv(frame: &DataFrame) -> io::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(names(frame))?;
    let mut number = Vec::new();
    for at in 0..frame.height() {
        for datum in row(frame, at) {
            number.clear();
            match datum {
                CellValue::Nothing => {}
                CellValue::Text(text) => {
                    writer.write_field(text.as_bytes())?;
                    continue;
                }
                CellValue::Flag(flag) => write!(number, "{flag}")?,
                CellValue::Whole(whole) => write!(number, "{whole}")?,
                CellValue::Real(real) => write!(number, "{real}")?,
            }
            writer.write_field(&number)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// An array of objects, a line a row; the keys of each in the order of the columns.
pub(in crate::run) fn json(frame: &DataFrame) -> io::Result<Vec<u8>> {
    let names = names(frame);
    let mut bytes = b"[".to_vec();
    for at in 0..frame.height() {
        bytes.extend(if at == 0 { "\n" } else { ",\n" }.bytes());
        serde_json::to_writer(&mut bytes, &Object { names: &names, values: row(frame, at) })?;
    }
    bytes.extend(b"\n]\n");
    Ok(bytes)
}

struct Object<'r, V> {
    names: &'r [&'r str],
    values: V,
}

impl<'f, V: Iterator<Item = CellValue<'f>> + Clone> Serialize for Object<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.names.iter().zip(self.values.clone()))
    }
}
