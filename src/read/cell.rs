//! What calamine calls a cell, as ours.

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Sheet, SheetType, SheetVisible};

use crate::model::{Area, CellRef, Finding, Value};
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;

use super::draft::Draft;

/// The work sheets of a workbook in order: name, and whether it is hidden.
pub(super) fn worksheets(listed: &[Sheet]) -> Vec<(String, bool)> {
    listed
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect()
}

/// The value of a cell that was streamed; `None` where it is blank.
pub(super) fn value(data: DataRef) -> Option<Value> {
    owned_value(data.into())
}

/// The value of a cell; `None` where it is blank.
pub(super) fn owned_value(data: Data) -> Option<Value> {
    Some(match data {
        Data::Int(number) => Value::Number(whole(number)),
        Data::Float(number) => Value::Number(number),
        Data::String(text) => Value::Text(text),
        Data::Bool(flag) => Value::Flag(flag),
        Data::DateTime(date) => Value::Date(date_text(date)),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Value::Date(text),
        Data::Error(error) => Value::Fault(error.to_string()),
        Data::Empty => return None,
    })
}

#[expect(clippy::cast_precision_loss, reason = "Excel itself keeps every number as a double")]
const fn whole(number: i64) -> f64 {
    number as f64
}

fn date_text(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    let day = format!("{day:02}/{month:02}/{year}");
    if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
}

/// A merged area.
pub(super) fn area(dimensions: &Dimensions) -> Area {
    Area {
        first: CellRef::new(dimensions.start.0, dimensions.start.1),
        last: CellRef::new(dimensions.end.0, dimensions.end.1),
    }
}

impl Draft {
    /// A cell that cannot be decoded. The reader does not say where it stands, only which one it read before.
    pub(super) fn cannot_decode(&mut self, after: Option<CellRef>, error: &str) {
        let place = after.map_or("đầu trang".to_owned(), |cell| format!("ngay sau ô {cell}"));
        let message = format!("có ô {place} không giải mã được ({error}); ô đó không được tính");
        self.findings.push(Finding::new(&UNREADABLE_CELL, message).left_out());
    }
}
