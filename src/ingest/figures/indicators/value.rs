//! One cell → the value of an indicator, by its kind.

use crate::ingest::count::{Counted, TypedAs, count, printed};
use crate::ingest::findings::cell::not_a_count::NOT_A_COUNT;
use crate::ingest::findings::cell::not_a_number::NOT_A_NUMBER;
use crate::ingest::findings::cell::percent_unclear::PERCENT_UNCLEAR;
use crate::ingest::findings::cell::unknown_answer::UNKNOWN_ANSWER;
use crate::model::Value;
use crate::pipeline::{Answer, IndicatorKind, Numbers};
use crate::text;

/// Reads the value of an indicator. `ratio` is the percentage its counts give, where they do.
pub(super) fn value(
    cell: &Value,
    kind: &IndicatorKind,
    numbers: &Numbers,
    ratio: Option<f64>,
) -> Counted {
    match kind {
        IndicatorKind::Count => alone(count(cell, numbers)),
        IndicatorKind::Amount => not_negative(printed(cell, numbers)),
        IndicatorKind::Percent => percent(cell, numbers, ratio),
        IndicatorKind::Answer(answers) => answer(cell, answers),
    }
}

/// A share behind a count is compared in forms that have a place for it; an indicator has none.
fn alone(counted: Counted) -> Counted {
    match counted {
        Counted::Count { percentage: Some(_), .. } => {
            Counted::Doubt(&NOT_A_NUMBER, "ghi hai số liệu trong một ô")
        }
        other => other,
    }
}

fn not_negative(counted: Counted) -> Counted {
    match counted {
        Counted::Count { value, .. } if value < 0.0 => {
            Counted::Doubt(&NOT_A_COUNT, "là số âm, không thể là số liệu của chỉ tiêu này")
        }
        other => other,
    }
}

/// A percentage. `0,855` may be a cell that shows 85,5% or less than one percent: the counts decide, else nobody.
fn percent(cell: &Value, numbers: &Numbers, ratio: Option<f64>) -> Counted {
    if let Value::Text(text) = cell
        && let Some(value) = pointed(text)
    {
        return Counted::Count { value, percentage: None, typed: TypedAs::Text };
    }
    let signed = matches!(cell, Value::Text(text) if text.trim_end().ends_with('%'));
    match not_negative(printed(cell, numbers)) {
        Counted::Count { value, percentage, typed } if !signed => {
            let read = |value| Counted::Count { value, percentage, typed };
            match one_reading(value, ratio) {
                Some(value) => read(value),
                None => Counted::Doubt(
                    &PERCENT_UNCLEAR,
                    "có thể là tỷ lệ dưới 1% hoặc ô định dạng phần trăm, và các chỉ tiêu thành phần không cho biết",
                ),
            }
        }
        other => other,
    }
}

/// `85.5%`, as a machine of another locale writes a cell that shows 85,5%: one or two digits behind the point are no
/// group of three, and the sign says what they are.
fn pointed(text: &str) -> Option<f64> {
    let (whole, decimals) = text.trim().strip_suffix('%')?.trim_end().split_once('.')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits(whole) && digits(decimals) && whole.len() <= 3 && decimals.len() <= 2;
    fits.then(|| format!("{whole}.{decimals}").parse().ok()).flatten()
}

/// Largest number that may be a share of one instead of a percentage: ten times as much as there was.
const LARGEST_SHARE: f64 = 10.0;

/// What a number without a percent sign means.
fn one_reading(number: f64, ratio: Option<f64>) -> Option<f64> {
    // A share of binary fractions: 0.143 × 100 is 14.299999999999999.
    let share = (number * 1e10).round() / 1e8;
    if number == 0.0 || number > LARGEST_SHARE {
        return Some(number);
    }
    let Some(ratio) = ratio else { return (number > 1.0).then_some(number) };
    let (as_share, as_percent) = ((share - ratio).abs(), (number - ratio).abs());
    if as_share * 4.0 <= as_percent {
        Some(share)
    } else if as_percent * 4.0 <= as_share || number > 1.0 {
        Some(number)
    } else {
        None
    }
}

/// A code of the legend, its words, or both: `2`, `Kết hợp`, `Kết hợp = 2`.
fn answer(cell: &Value, answers: &[Answer]) -> Counted {
    let unknown = Counted::Doubt(&UNKNOWN_ANSWER, "không phải một trả lời của chỉ tiêu này");
    let found =
        |code: u32, typed| Counted::Count { value: f64::from(code), percentage: None, typed };
    match cell {
        Value::Number(number) => {
            let same = |answer: &&Answer| (f64::from(answer.code) - number).abs() < f64::EPSILON;
            answers.iter().find(same).map_or(unknown, |answer| found(answer.code, TypedAs::Number))
        }
        Value::Text(text) if text::key(text).is_empty() || text::key(text) == "-" => Counted::Blank,
        Value::Text(text) => {
            let read = |part: &str| {
                let key = text::key(part);
                let same = |answer: &&Answer| answer.key == key || answer.code.to_string() == key;
                answers.iter().find(same).map(|answer| answer.code)
            };
            let both = || {
                let (words, code) = text.split_once('=')?;
                read(words).filter(|&answer| read(code) == Some(answer))
            };
            read(text).or_else(both).map_or(unknown, |code| found(code, TypedAs::Text))
        }
        other => match count(other, &NO_WORDS) {
            Counted::Blank => unknown,
            doubt => doubt,
        },
    }
}

/// For cells that hold neither a number nor a text.
const NO_WORDS: Numbers = Numbers {
    thousands: '.',
    decimal: ',',
    suffixes: Vec::new(),
    zero: Vec::new(),
    none: Vec::new(),
    multiples: Vec::new(),
    largest: None,
};

#[cfg(test)]
mod tests {
    use super::{answer, one_reading, pointed};
    use crate::ingest::count::Counted;
    use crate::model::Value;
    use crate::pipeline::Answer;

    #[test]
    fn the_counts_tell_a_share_from_a_percentage() {
        assert_eq!(one_reading(0.855, Some(85.5)), Some(85.5));
        assert_eq!(one_reading(0.143, Some(14.285)), Some(14.3));
        assert_eq!(one_reading(0.5, Some(0.5)), Some(0.5));
        assert_eq!(one_reading(1.0, Some(100.0)), Some(100.0));
        assert_eq!(one_reading(1.05, Some(105.0)), Some(105.0));
        assert_eq!(one_reading(0.8, Some(85.5)), Some(80.0), "wrong, and a finding of its own");
        assert_eq!(one_reading(0.855, None), None);
        assert_eq!(one_reading(0.5, Some(26.0)), None, "between the two");
        assert_eq!(one_reading(85.5, None), Some(85.5));
        assert_eq!(one_reading(0.0, None), Some(0.0));
    }

    #[test]
    fn a_point_before_a_percent_sign_is_read_where_it_can_mean_one_thing() {
        assert_eq!(pointed("90.0%"), Some(90.0));
        assert_eq!(pointed(" 85.75 %"), Some(85.75));
        for text in ["1.234%", "85.5", "1.5.2%", "%", "85.%", "-1.5%", "9e1.0%"] {
            assert_eq!(pointed(text), None, "{text}");
        }
    }

    #[test]
    fn an_answer_is_a_code_or_its_words() {
        let one = |words: &str, code| Answer {
            words: words.to_owned(),
            key: crate::text::key(words),
            code,
        };
        let answers = [one("Chưa", 0), one("Hoàn thành", 1)];
        let read = |cell: Value| match answer(&cell, &answers) {
            Counted::Count { value, .. } => Some(value),
            _ => None,
        };
        let text = |text: &str| read(Value::Text(text.to_owned()));
        assert_eq!(read(Value::Number(1.0)), Some(1.0));
        assert_eq!(read(Value::Number(2.0)), None);
        assert_eq!(text("HOÀN THÀNH."), Some(1.0));
        assert_eq!(text("0"), Some(0.0));
        assert_eq!(text("Hoàn thành = 1"), Some(1.0));
        assert_eq!(text("Hoàn thành = 0"), None);
        assert_eq!(text("Hoàn thanh"), None, "marks count");
    }
}
