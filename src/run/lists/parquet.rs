//! Lists as Parquet, of which only the columns that are asked for are looked at, some row groups at a time. Its first dossier
//! is told to stand in row 2, as if the names of the columns were written above.

use std::io::Cursor;

use polars::prelude::{ChunkApply as _, Column, DataType, Int64Chunked, PolarsResult, TimeUnit};
use polars_io::SerReader as _;
use polars_io::parquet::metadata::FileMetadataRef;
use polars_io::parquet::read::ParquetReader;

use crate::ingest::ListHeader;
use crate::pipeline::{DossierColumn, Pipeline};
use crate::table::TableError;

use super::rows::{AT_ONCE, DossierCells, DossierRows, ListSource, RowNumbers, TakeRows};

/// Minutes by which the clocks of this country are ahead.
const AHEAD: i64 = 7 * 60;

/// The rows of a Parquet file.
pub(super) struct ParquetRows<'b> {
    bytes: &'b [u8],
    metadata: FileMetadataRef,
    names: Vec<String>,
    /// Which of them tell something, by [`DossierColumn::index`].
    columns: Vec<Option<u32>>,
}

impl<'b> ParquetRows<'b> {
    /// Whether bytes are such a file.
    pub(super) fn is(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PAR1")
    }

    /// Opens a file, and no column of it yet. What programs write beside its own types, such as that texts were a dictionary, is
    /// passed over: of such types the engine knows few.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, TableError> {
        let mut reader = ParquetReader::new(Cursor::new(bytes));
        let mut metadata = reader.get_metadata()?.as_ref().clone();
        metadata.key_value_metadata = None;
        let mut opened =
            Self { bytes, metadata: metadata.into(), names: Vec::new(), columns: Vec::new() };
        let schema = opened.reader().schema()?;
        opened.names = schema.iter_names().map(ToString::to_string).collect();
        Ok(opened)
    }

    /// Its header, where it is a list.
    pub(super) fn header<'p>(&mut self, pipeline: &'p Pipeline) -> Option<ListHeader<'p>> {
        let cells = (0u32..).zip(self.names.iter().map(String::as_str));
        let header = ListHeader::of_row(0, cells, pipeline)?;
        self.columns.clone_from(&header.columns);
        Some(header)
    }

    fn reader(&self) -> ParquetReader<Cursor<&'b [u8]>> {
        let mut reader = ParquetReader::new(Cursor::new(self.bytes));
        reader.set_metadata(self.metadata.clone());
        reader
    }

    /// The first row of each part and how many rows it has: row groups are read as a whole.
    fn parts(&self) -> Vec<(usize, usize)> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut first = 0;
        for group in &self.metadata.row_groups {
            let rows = group.num_rows();
            match parts.last_mut().filter(|part| part.1 + rows <= AT_ONCE) {
                Some(part) => part.1 += rows,
                None => parts.push((first, rows)),
            }
            first += rows;
        }
        parts
    }
}

impl ListSource for ParquetRows<'_> {
    fn each(&self, of: &[DossierColumn], take: &mut TakeRows<'_>) -> Result<(), TableError> {
        let asked = of.iter().filter_map(|of| Some((*of, self.columns[of.index()]?)));
        let asked: Vec<(DossierColumn, &String)> =
            asked.map(|(of, column)| (of, &self.names[column as usize])).collect();
        let names: Vec<String> = asked.iter().map(|(_, name)| (*name).clone()).collect();
        for part in self.parts() {
            let reader = self.reader().with_slice(Some(part));
            let frame = reader.with_columns(Some(names.clone())).finish()?;
            let mut columns = vec![DossierCells::Nothing; DossierColumn::ALL.len()];
            for (of, name) in &asked {
                columns[of.index()] = cells(frame.column(name)?, *of)?;
            }
            let rows = (part.0..part.0 + frame.height()).map(|row| u32::try_from(row + 1));
            let rows = rows.map(|row| row.unwrap_or(u32::MAX)).collect();
            take(DossierRows { numbers: RowNumbers::new(0, rows), columns });
        }
        Ok(())
    }
}

/// The cells of a column: numbers in a column of texts are their digits.
fn cells(column: &Column, of: DossierColumn) -> PolarsResult<DossierCells> {
    use DossierColumn as C;
    let texts = matches!(of, C::Code | C::Unit | C::Field | C::State | C::Channel);
    Ok(match column.dtype() {
        DataType::Null => DossierCells::Nothing,
        DataType::String => DossierCells::Texts(column.str()?.clone()),
        DataType::Date => {
            let days = column.to_physical_repr().cast(&DataType::Int64)?;
            DossierCells::Minutes(days.i64()?.apply_values(|day| day.saturating_mul(1440)))
        }
        DataType::Datetime(unit, zone) => {
            let numbers = column.to_physical_repr().cast(&DataType::Int64)?;
            // What is kept with a zone is kept as the time of Greenwich.
            let ahead = if zone.is_some() { AHEAD } else { 0 };
            DossierCells::Minutes(match unit {
                TimeUnit::Milliseconds => minutes::<60_000>(numbers.i64()?, ahead),
                TimeUnit::Microseconds => minutes::<60_000_000>(numbers.i64()?, ahead),
                TimeUnit::Nanoseconds => minutes::<60_000_000_000>(numbers.i64()?, ahead),
            })
        }
        dtype if dtype.is_integer() && texts => {
            DossierCells::Texts(column.cast(&DataType::String)?.str()?.clone())
        }
        dtype if dtype.is_primitive_numeric() => {
            DossierCells::Numbers(column.cast(&DataType::Float64)?.f64()?.clone())
        }
        _ => DossierCells::Strange,
    })
}

/// Minutes of times of which so many make one: to divide by a number that the compiler knows takes no division.
fn minutes<const IN_MINUTE: i64>(times: &Int64Chunked, ahead: i64) -> Int64Chunked {
    times.apply_values(|time| time.div_euclid(IN_MINUTE) + ahead)
}
