//! Building and reading columns: the one place that turns rows into polars columns and back.

use polars::prelude::{
    BooleanChunked, ChunkFull, Column, DataFrame, DataType, Float64Chunked, IdxCa, Int64Chunked,
    IntoColumn, NewChunkedArray, PolarsError, StringChunked, StringChunkedBuilder, UInt32Chunked,
};

/// A stored table that is not what its contract says.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A column is not there.
    #[error("table `{table}` has no column `{column}`")]
    MissingColumn {
        /// Artifact.
        table: &'static str,
        /// Column.
        column: String,
    },
    /// A column has another type.
    #[error("column `{column}` of table `{table}` is {found}, expected {expected}")]
    WrongType {
        /// Artifact.
        table: &'static str,
        /// Column.
        column: String,
        /// Type in the file.
        found: String,
        /// Type of the contract.
        expected: String,
    },
    /// A value is missing or not one of the known words.
    #[error("row {row} of table `{table}`, column `{column}`: `{found}` is not a known value")]
    UnknownWord {
        /// Artifact.
        table: &'static str,
        /// Column.
        column: String,
        /// Row from 0.
        row: usize,
        /// The value.
        found: String,
    },
    /// polars refused.
    #[error(transparent)]
    Polars(#[from] PolarsError),
}

/// A frame of columns of equal length.
pub(crate) fn frame(columns: Vec<Column>) -> Result<DataFrame, TableError> {
    Ok(DataFrame::new_infer_height(columns)?)
}

/// A text column.
pub(crate) fn texts<'a>(name: &str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    let mut builder = StringChunkedBuilder::new(name.into(), values.size_hint().0);
    for value in values {
        builder.append_option(value);
    }
    builder.finish().into_column()
}

/// A text column that repeats the words of a dictionary; cheap, since the letters are shared.
pub(crate) fn words(
    name: &str,
    dictionary: &[&str],
    symbols: impl Iterator<Item = Option<u32>>,
) -> Result<Column, TableError> {
    let letters = StringChunked::from_iter_values(name.into(), dictionary.iter().copied());
    let mut places = Vec::with_capacity(symbols.size_hint().0);
    let mut known = Vec::new();
    for (row, symbol) in symbols.enumerate() {
        // Most columns have no gaps and need no word on which rows are filled.
        if symbol.is_none() && known.is_empty() {
            known = vec![true; row];
        }
        if symbol.is_none() || !known.is_empty() {
            known.push(symbol.is_some());
        }
        places.push(symbol.unwrap_or(0));
    }
    let symbols = if known.is_empty() {
        IdxCa::from_vec("".into(), places)
    } else {
        let pairs = places.into_iter().zip(known);
        pairs.map(|(place, known)| known.then_some(place)).collect::<IdxCa>()
    };
    Ok(letters.into_column().take(&symbols)?)
}

/// A column of the same text in every row.
pub(crate) fn constant(name: &str, value: &str, height: usize) -> Column {
    StringChunked::full(name.into(), value, height).into_column()
}

/// A column of small whole numbers.
pub(crate) fn whole(name: &str, values: impl Iterator<Item = Option<u32>>) -> Column {
    values.collect::<UInt32Chunked>().with_name(name.into()).into_column()
}

/// A column of counts.
pub(crate) fn counts(name: &str, values: impl Iterator<Item = Option<i64>>) -> Column {
    values.collect::<Int64Chunked>().with_name(name.into()).into_column()
}

/// A column of ratios or scores.
pub(crate) fn floats(name: &str, values: impl Iterator<Item = Option<f64>>) -> Column {
    Float64Chunked::from_iter_options(name.into(), values).into_column()
}

/// A column of yes and no.
pub(crate) fn flags(name: &str, values: impl Iterator<Item = bool>) -> Column {
    BooleanChunked::from_iter_values(name.into(), values).into_column()
}

/// The columns of a stored table, checked on access.
pub struct Columns<'f> {
    table: &'static str,
    frame: &'f DataFrame,
}

impl<'f> Columns<'f> {
    /// Access to the columns of `frame`, named `table` in errors.
    #[must_use]
    pub const fn new(table: &'static str, frame: &'f DataFrame) -> Self {
        Self { table, frame }
    }

    fn column(&self, name: &str) -> Result<&'f Column, TableError> {
        self.frame
            .column(name)
            .map_err(|_| TableError::MissingColumn { table: self.table, column: name.to_owned() })
    }

    fn wrong(&self, column: &Column, expected: &DataType) -> TableError {
        TableError::WrongType {
            table: self.table,
            column: column.name().to_string(),
            found: column.dtype().to_string(),
            expected: expected.to_string(),
        }
    }

    /// A column that a table has only since some version of the program: `None` in one that is older.
    ///
    /// # Errors
    /// It is of another type.
    pub fn since<'c, T>(
        &'c self,
        name: &str,
        get: impl Fn(&'c Self, &str) -> Result<T, TableError>,
    ) -> Result<Option<T>, TableError> {
        self.frame.column(name).ok().map(|_| get(self, name)).transpose()
    }

    /// A text column.
    ///
    /// # Errors
    /// It is missing or of another type.
    pub fn text(&self, name: &str) -> Result<TextColumn<'f>, TableError> {
        let column = self.column(name)?;
        let values = column.str().map_err(|_| self.wrong(column, &DataType::String))?;
        Ok(TextColumn { table: self.table, values })
    }

    /// A column of small whole numbers.
    ///
    /// # Errors
    /// It is missing or of another type.
    pub fn whole(&self, name: &str) -> Result<&'f UInt32Chunked, TableError> {
        let column = self.column(name)?;
        column.u32().map_err(|_| self.wrong(column, &DataType::UInt32))
    }

    /// A column of counts.
    ///
    /// # Errors
    /// It is missing or of another type.
    pub fn count(&self, name: &str) -> Result<&'f Int64Chunked, TableError> {
        let column = self.column(name)?;
        column.i64().map_err(|_| self.wrong(column, &DataType::Int64))
    }

    /// A column of ratios or scores.
    ///
    /// # Errors
    /// It is missing or of another type.
    pub fn float(&self, name: &str) -> Result<&'f Float64Chunked, TableError> {
        let column = self.column(name)?;
        column.f64().map_err(|_| self.wrong(column, &DataType::Float64))
    }

    /// A column of yes and no.
    ///
    /// # Errors
    /// It is missing or of another type.
    pub fn flag(&self, name: &str) -> Result<&'f BooleanChunked, TableError> {
        let column = self.column(name)?;
        column.bool().map_err(|_| self.wrong(column, &DataType::Boolean))
    }
}

/// A text column of a stored table.
#[derive(Clone, Copy)]
pub struct TextColumn<'f> {
    table: &'static str,
    values: &'f StringChunked,
}

impl<'f> TextColumn<'f> {
    /// The text of a row, if it has one.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&'f str> {
        self.values.get(row)
    }

    /// An owned copy of the text of a row, if it has one.
    #[must_use]
    pub fn optional(&self, row: usize) -> Option<String> {
        self.get(row).map(str::to_owned)
    }

    /// Which rows have no text.
    #[must_use]
    pub fn nulls(&self) -> BooleanChunked {
        self.values.is_null()
    }

    /// Whether a row has no text.
    #[must_use]
    pub fn is_null(&self, row: usize) -> bool {
        self.get(row).is_none()
    }

    /// The text of a row that must have one.
    ///
    /// # Errors
    /// It has none.
    pub fn required(&self, row: usize) -> Result<String, TableError> {
        self.optional(row).ok_or_else(|| self.unknown(row))
    }

    /// The value of a closed list that a row's word stands for.
    ///
    /// # Errors
    /// The word is not in the list.
    pub fn word<T: Copy>(
        &self,
        row: usize,
        all: &[T],
        word_of: impl Fn(T) -> &'static str,
    ) -> Result<T, TableError> {
        let word = self.get(row);
        let found = all.iter().copied().find(|&value| Some(word_of(value)) == word);
        found.ok_or_else(|| self.unknown(row))
    }

    fn unknown(&self, row: usize) -> TableError {
        TableError::UnknownWord {
            table: self.table,
            column: self.values.name().to_string(),
            row,
            found: self.get(row).unwrap_or("").to_owned(),
        }
    }
}

/// The columns of a contract, in its order; further columns are dropped.
pub(crate) fn schema_of(
    table: &'static str,
    stored: &DataFrame,
    schema: &[(&str, DataType)],
) -> Result<DataFrame, TableError> {
    let columns = Columns::new(table, stored);
    let mut kept = Vec::with_capacity(schema.len());
    for (name, dtype) in schema {
        let column = columns.column(name)?;
        if column.dtype() != dtype {
            return Err(columns.wrong(column, dtype));
        }
        kept.push(column.clone());
    }
    frame(kept)
}

/// The columns of a contract, without rows.
pub(crate) fn empty(schema: &[(&str, DataType)]) -> Vec<Column> {
    schema.iter().map(|(name, dtype)| Column::new_empty((*name).into(), dtype)).collect()
}
