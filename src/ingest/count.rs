//! One cell → one count, by the number policy of the form.

use crate::model::{Code, Value};
use crate::pipeline::Numbers;
use crate::text::{self, Grammar, Reading};

/// Largest count that can be meant; far above all files of a country in a year.
const LARGEST: f64 = 1e12;

/// What a cell of a count column turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Counted {
    /// No figure.
    Blank,
    /// A whole number, and the percentage printed behind it, if any.
    Count {
        /// The number.
        value: f64,
        /// `85,7` of `120 phiếu (đạt 85,7%)`.
        percentage: Option<f64>,
        /// It was typed as text.
        as_text: bool,
    },
    /// Not one count: which finding, and the reason in Vietnamese.
    Doubt(Code, &'static str),
}

fn grammar(numbers: &Numbers) -> Grammar<'_> {
    Grammar {
        thousands: numbers.thousands,
        decimal: numbers.decimal,
        suffixes: &numbers.suffixes,
        zero: &numbers.zero,
        none: &numbers.none,
    }
}

/// Reads a cell where a count belongs.
pub(super) fn count(value: &Value, numbers: &Numbers) -> Counted {
    match value {
        Value::Number(number) => whole(*number, None, false),
        Value::Text(text) => match text::read(text, &grammar(numbers)) {
            Reading::Nothing => Counted::Blank,
            Reading::Number { value, percentage } => whole(value, percentage, true),
            Reading::Unclear => Counted::Doubt(Code::NotANumber, "không đọc được thành một số"),
        },
        other => not_a_figure(other),
    }
}

/// Reads a cell where a percentage or a score is printed; decimals are welcome.
pub(super) fn printed(value: &Value, numbers: &Numbers) -> Counted {
    match value {
        Value::Number(number) => {
            Counted::Count { value: *number, percentage: None, as_text: false }
        }
        Value::Text(text) => match text::read(text.trim().trim_end_matches('%'), &grammar(numbers))
        {
            Reading::Nothing => Counted::Blank,
            Reading::Number { value, .. } => {
                Counted::Count { value, percentage: None, as_text: true }
            }
            Reading::Unclear => Counted::Doubt(Code::NotANumber, "không đọc được thành một tỷ lệ"),
        },
        other => not_a_figure(other),
    }
}

fn whole(value: f64, percentage: Option<f64>, as_text: bool) -> Counted {
    if value < 0.0 {
        Counted::Doubt(Code::NotACount, "là số âm, không thể là số đếm")
    } else if value.fract() != 0.0 {
        Counted::Doubt(
            Code::NotACount,
            "là số lẻ, không thể là số đếm (có thể dấu chấm phân cách hàng nghìn bị hiểu thành dấu thập phân)",
        )
    } else if value > LARGEST {
        Counted::Doubt(Code::NotACount, "lớn bất thường, không thể là số đếm")
    } else {
        Counted::Count { value, percentage, as_text }
    }
}

const fn not_a_figure(value: &Value) -> Counted {
    match value {
        Value::Date(_) => Counted::Doubt(Code::NotANumber, "là ngày tháng, không phải số đếm"),
        Value::Flag(_) => Counted::Doubt(Code::NotANumber, "là đúng/sai, không phải số đếm"),
        Value::Fault(_) => Counted::Doubt(Code::NotCalculated, "là công thức báo lỗi"),
        Value::Uncalculated => Counted::Doubt(
            Code::NotCalculated,
            "là công thức chưa có kết quả; hãy mở bằng Excel, tính lại và lưu",
        ),
        Value::Number(_) | Value::Text(_) => Counted::Blank,
    }
}

/// The content of a cell as a person sees it, for messages.
pub(super) fn shown(value: &Value) -> String {
    match value {
        // As the file holds it: where a point became a decimal separator, it shows.
        Value::Number(number) => number.to_string(),
        Value::Text(text) | Value::Date(text) | Value::Fault(text) => text::normal(text),
        Value::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Uncalculated => "(công thức)".to_owned(),
    }
}
