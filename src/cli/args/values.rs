//! Values as typed: which words are taken, and what is said of the others.

use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser as _, ValueParser};
use jiff::civil::Date;

use crate::model::{Code, DataCode, Sentence};
use crate::pipeline::{RemoteEngine, Setting};
use crate::run::{Patience, day_told};
use crate::text::nearest_word;

use super::refusal::Refusal;

/// One of a few words, which help, completions and mistakes can name.
pub(in crate::cli) fn words<T: Copy + Send + Sync + 'static, const N: usize>(
    all: [T; N],
    word: fn(T) -> &'static str,
) -> ValueParser {
    let parser = PossibleValuesParser::new(all.map(word));
    let find = move |typed: String| all.into_iter().find(|choice| word(*choice) == typed);
    parser.try_map(move |typed| find(typed).ok_or(Refusal::unknown())).into()
}

pub(in crate::cli) fn form_id(word: &str) -> Result<String, Refusal> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !word.is_empty() && word.chars().all(plain) {
        Ok(word.to_owned())
    } else {
        Err(Refusal(Sentence::new(
            "chỉ gồm chữ cái không dấu, chữ số, `_` và `-`",
            "expected letters, digits, `_` and `-`",
        )))
    }
}

pub(in crate::cli) fn code(word: &str) -> Result<Code, Refusal> {
    let upper = word.to_uppercase();
    let near = || nearest_word(&upper, Code::ALL.iter().map(|code| code.id())).unwrap_or("F203");
    Code::parse(&upper).ok_or_else(|| {
        Refusal(Sentence::new(
            format!("cần một mã, ví dụ {}", near()),
            format!("expected a code such as {}", near()),
        ))
    })
}

pub(in crate::cli) fn data_code(word: &str) -> Result<DataCode, Refusal> {
    DataCode::parse(word).ok_or_else(|| {
        Refusal(Sentence::new(
            "cần tám chữ và số như ở chân trang, ví dụ A7KD93QH; không có 0 1 2 5 8 B I L O S U Z",
            "expected eight letters and figures as at the foot of a sheet, such as A7KD93QH; there is no 0 1 2 5 8 B I L O \
             S U Z",
        ))
    })
}

pub(in crate::cli) fn jobs(word: &str) -> Result<u16, Refusal> {
    let number = word.parse().ok().filter(|number| (1..=1024).contains(number));
    let expected = Sentence::new("cần một số từ 1 đến 1024", "expected a number from 1 to 1024");
    number.ok_or(Refusal(expected))
}

pub(in crate::cli) fn runs(word: &str) -> Result<u16, Refusal> {
    let number = word.parse().ok().filter(|number| (1..=1000).contains(number));
    let expected = Sentence::new("cần một số từ 1 đến 1000", "expected a number from 1 to 1000");
    number.ok_or(Refusal(expected))
}

pub(in crate::cli) fn day(word: &str) -> Result<String, Refusal> {
    day_told(word).ok_or_else(|| {
        Refusal(Sentence::new(
            "cần một ngày, ví dụ 2023-10-20",
            "expected a day such as 2023-10-20",
        ))
    })
}

pub(in crate::cli) fn date(word: &str) -> Result<Date, Refusal> {
    word.parse().map_err(|_| {
        Refusal(Sentence::new(
            "cần một ngày, ví dụ 2023-10-20",
            "expected a day such as 2023-10-20",
        ))
    })
}

/// The word for waiting as long as it takes.
pub(in crate::cli) const FOREVER: &str = "forever";

pub(in crate::cli) fn patience(word: &str) -> Result<Patience, Refusal> {
    if word == FOREVER {
        return Ok(Patience::Endless);
    }
    let expected = Sentence::new("cần một số giây", "expected a number of seconds");
    word.parse().map(|s| Patience::For(Duration::from_secs(s))).map_err(|_| Refusal(expected))
}

pub(in crate::cli) fn engine(word: &str) -> Result<String, Refusal> {
    let expected = "sc://sail:50051";
    RemoteEngine::host(word).map(|_| word.to_owned()).ok_or_else(|| {
        Refusal(Sentence::new(
            format!("cần một địa chỉ, ví dụ {expected}"),
            format!("expected an address such as {expected}"),
        ))
    })
}

pub(in crate::cli) fn setting(word: &str) -> Result<Setting, Refusal> {
    Setting::parse(word).map_err(Refusal)
}
