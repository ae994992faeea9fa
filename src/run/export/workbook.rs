//! Tables as workbooks.

use polars::prelude::DataFrame;

use crate::model::{Period, Value};
use crate::pipeline::Pipeline;
use crate::publish::{CELL_CHARACTERS, DataSheet, MOST_ROWS};
use crate::run::error::RunError;
use crate::store::Run;

use super::error::ExportError;
use super::rows::{CellValue, names, row};

/// A table as a workbook of one sheet, dated by the period of its run.
pub(super) fn workbook(
    frame: &DataFrame,
    run: &Run,
    pipeline: &Pipeline,
    name: &str,
) -> Result<Vec<u8>, ExportError> {
    if frame.height() > MOST_ROWS {
        return Err(ExportError::TooManyRows { table: name.to_owned(), rows: frame.height() });
    }
    let head = names(frame);
    if let Some((at, column)) = long_text(frame) {
        let column = head[column].to_owned();
        return Err(ExportError::LongText { table: name.to_owned(), row: at + 1, column });
    }
    let record = run.record();
    let period: Period = record.period.parse().unwrap_or(pipeline.period);
    let footer = format!("{name} – {} – {}", record.period, record.run);
    let sheet = DataSheet {
        title: &pipeline.title,
        company: pipeline.agency.last().map_or("", String::as_str),
        footer: &footer,
        ..DataSheet::new(name, period.month_after(), &head)
    };
    let rows = (0..frame.height()).map(|at| row(frame, at).map(value).collect());
    Ok(sheet.bytes(rows).map_err(RunError::from)?)
}

/// Row and column of the first text that a cell does not take.
fn long_text(frame: &DataFrame) -> Option<(usize, usize)> {
    let is_long = |datum: CellValue<'_>| match datum {
        CellValue::Text(text) => {
            text.len() > CELL_CHARACTERS && text.chars().nth(CELL_CHARACTERS).is_some()
        }
        _ => false,
    };
    (0..frame.height()).find_map(|at| Some((at, row(frame, at).position(is_long)?)))
}

fn value(datum: CellValue<'_>) -> Option<Value> {
    Some(match datum {
        CellValue::Nothing => return None,
        CellValue::Text(text) if text.is_empty() => return None,
        CellValue::Text(text) => Value::Text(text.into_owned()),
        CellValue::Flag(flag) => Value::Flag(flag),
        CellValue::Whole(number) => Value::Number(float(number)),
        CellValue::Real(number) => Value::Number(number),
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
const fn float(number: i64) -> f64 {
    number as f64
}
