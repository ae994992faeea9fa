//! One cell → one count, by the number policy of the form.

use crate::ingest::findings::cell::not_a_count::NOT_A_COUNT;
use crate::ingest::findings::cell::not_a_number::NOT_A_NUMBER;
use crate::ingest::findings::cell::not_calculated::NOT_CALCULATED;
use crate::model::{Check, LARGEST_COUNT, Shown, Value};
use crate::pipeline::Numbers;
use crate::text::{self, Grammar, NumberReading};

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
        /// How it was typed.
        typed: TypedAs,
    },
    /// Not one count: which finding, and the reason in Vietnamese.
    Doubt(&'static Check, &'static str),
}

/// How a count was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypedAs {
    /// As a number.
    Number,
    /// As text.
    Text,
    /// As text, rounded: `8,98 ngàn`.
    Rounded,
}

fn grammar(numbers: &Numbers) -> Grammar<'_> {
    Grammar {
        thousands: numbers.thousands,
        decimal: numbers.decimal,
        suffixes: &numbers.suffixes,
        zero: &numbers.zero,
        none: &numbers.none,
        multiples: &numbers.multiples,
    }
}

/// Whether a text says that there was nothing, in so many words.
pub(super) fn says_nothing_arose(text: &str, numbers: &Numbers) -> bool {
    text::says_nothing_arose(text, &grammar(numbers))
}

/// Reads a cell where a count belongs.
pub(super) fn count(value: &Value, numbers: &Numbers) -> Counted {
    match value {
        Value::Number(number) => whole(*number, None, TypedAs::Number),
        Value::Text(text) => match text::read(text, &grammar(numbers)) {
            NumberReading::Nothing => Counted::Blank,
            NumberReading::Number { value, percentage } => whole(value, percentage, TypedAs::Text),
            NumberReading::Rounded { value } => whole(value, None, TypedAs::Rounded),
            NumberReading::Part { value, of } => whole(value, share(value, of), TypedAs::Text),
            NumberReading::Unclear => Counted::Doubt(&NOT_A_NUMBER, "không đọc được thành một số"),
        },
        other => not_a_figure(other),
    }
}

/// Why a number is none that counts, by how it is shown; nothing is nothing in any format.
pub(super) fn doubted(shown: Shown, number: f64) -> Option<Counted> {
    let (check, why) = match shown {
        Shown::Partly => return None,
        Shown::Struck => (
            &NOT_A_NUMBER,
            "bị gạch ngang cả ô, không rõ còn tính hay không; hãy xóa số đã bỏ, hoặc bỏ gạch ngang nếu vẫn tính",
        ),
        _ if number == 0.0 => return None,
        Shown::Percent => (
            &NOT_A_COUNT,
            "được định dạng phần trăm nên hiện gấp 100 lần kèm dấu %, không rõ số đếm là số nào; hãy đổi định dạng ô thành số rồi ghi lại",
        ),
        Shown::Scaled => (
            &NOT_A_COUNT,
            "được định dạng theo nghìn nên hiện nhỏ đi 1.000 lần, không rõ số đếm là số nào; hãy đổi định dạng ô thành số rồi ghi lại",
        ),
        Shown::Hidden => (
            &NOT_A_NUMBER,
            "bị định dạng ẩn nên người mở tệp không thấy; hãy xóa số thừa, hoặc đổi định dạng ô thành số nếu vẫn tính",
        ),
    };
    Some(Counted::Doubt(check, why))
}

/// Reads a cell where a percentage or a score is printed; decimals are welcome.
pub(super) fn printed(value: &Value, numbers: &Numbers) -> Counted {
    match value {
        Value::Number(number) => {
            Counted::Count { value: *number, percentage: None, typed: TypedAs::Number }
        }
        Value::Text(text) => {
            match text::read_rate(text.trim().trim_end_matches('%'), &grammar(numbers)) {
                NumberReading::Nothing => Counted::Blank,
                NumberReading::Number { value, .. } => {
                    Counted::Count { value, percentage: None, typed: TypedAs::Text }
                }
                NumberReading::Rounded { .. }
                | NumberReading::Part { .. }
                | NumberReading::Unclear => {
                    Counted::Doubt(&NOT_A_NUMBER, "không đọc được thành một tỷ lệ")
                }
            }
        }
        other => not_a_figure(other),
    }
}

/// The whole behind a part is told by the share it makes, which is compared like any printed one.
fn share(value: f64, of: f64) -> Option<f64> {
    (of > 0.0).then(|| value / of * 100.0)
}

fn whole(value: f64, percentage: Option<f64>, typed: TypedAs) -> Counted {
    if value < 0.0 {
        Counted::Doubt(&NOT_A_COUNT, "là số âm, không thể là số đếm")
    } else if value.fract() != 0.0 {
        Counted::Doubt(
            &NOT_A_COUNT,
            "là số lẻ, không thể là số đếm (có thể dấu chấm phân cách hàng nghìn bị hiểu thành dấu thập phân)",
        )
    } else if value > LARGEST_COUNT {
        Counted::Doubt(&NOT_A_COUNT, "lớn bất thường, không thể là số đếm")
    } else {
        Counted::Count { value, percentage, typed }
    }
}

const fn not_a_figure(value: &Value) -> Counted {
    match value {
        Value::Date(_) => Counted::Doubt(&NOT_A_NUMBER, "là ngày tháng, không phải số đếm"),
        Value::Flag(_) => Counted::Doubt(&NOT_A_NUMBER, "là đúng/sai, không phải số đếm"),
        Value::Fault(_) => Counted::Doubt(&NOT_CALCULATED, "là công thức báo lỗi"),
        Value::Uncalculated => Counted::Doubt(
            &NOT_CALCULATED,
            "là công thức chưa có kết quả; hãy mở bằng Excel, tính lại và lưu",
        ),
        Value::Number(_) | Value::Text(_) => Counted::Blank,
    }
}

/// A number in the fewest digits; whole ones, which nearly all are, without looking for these.
fn number_shown(number: f64) -> String {
    let whole = number.fract() == 0.0 && (1.0..LARGEST_COUNT).contains(&number);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and in range"
    )]
    if whole { (number as u64).to_string() } else { number.to_string() }
}

/// The content of a cell as a person sees it, for messages.
pub(super) fn shown(value: &Value) -> String {
    match value {
        // As the file holds it: where a point became a decimal separator, it shows.
        Value::Number(number) => number_shown(*number),
        Value::Text(text) | Value::Date(text) | Value::Fault(text) => text::normal(text),
        Value::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Uncalculated => "(công thức)".to_owned(),
    }
}
