//! Values as typed: which words are taken, and what is said of the others.

use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser as _, ValueParser};

use crate::model::{Code, Sentence};
use crate::pipeline::Setting;
use crate::run::Patience;
use crate::text::nearest_word;

use super::refused::Refused;

/// One of a few words, which help, completions and mistakes can name.
pub(super) fn words<T: Copy + Send + Sync + 'static, const N: usize>(
    all: [T; N],
    word: fn(T) -> &'static str,
) -> ValueParser {
    let parser = PossibleValuesParser::new(all.map(word));
    let find = move |typed: String| all.into_iter().find(|choice| word(*choice) == typed);
    parser.try_map(move |typed| find(typed).ok_or(Refused::unknown())).into()
}

pub(super) fn form_id(word: &str) -> Result<String, Refused> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !word.is_empty() && word.chars().all(plain) {
        Ok(word.to_owned())
    } else {
        Err(Refused(Sentence::new(
            "chỉ gồm chữ cái không dấu, chữ số, `_` và `-`",
            "expected letters, digits, `_` and `-`",
        )))
    }
}

pub(super) fn code(word: &str) -> Result<Code, Refused> {
    let upper = word.to_uppercase();
    let near = || nearest_word(&upper, Code::ALL.iter().map(|code| code.id())).unwrap_or("F203");
    Code::parse(&upper).ok_or_else(|| {
        Refused(Sentence::new(
            format!("cần một mã, ví dụ {}", near()),
            format!("expected a code such as {}", near()),
        ))
    })
}

pub(super) fn jobs(word: &str) -> Result<u16, Refused> {
    let number = word.parse().ok().filter(|number| (1..=1024).contains(number));
    let expected = Sentence::new("cần một số từ 1 đến 1024", "expected a number from 1 to 1024");
    number.ok_or(Refused(expected))
}

/// The word for waiting as long as it takes.
pub(super) const FOREVER: &str = "forever";

pub(super) fn patience(word: &str) -> Result<Patience, Refused> {
    if word == FOREVER {
        return Ok(Patience::Endless);
    }
    let expected = Sentence::new("cần một số giây", "expected a number of seconds");
    word.parse().map(|s| Patience::For(Duration::from_secs(s))).map_err(|_| Refused(expected))
}

pub(super) fn setting(word: &str) -> Result<Setting, Refused> {
    let vi =
        "cần dạng khóa=giá trị, khóa viết không dấu, ví dụ ranking.communes.minimum-denominator=50";
    Setting::parse(word).map_err(|error| Refused(Sentence::new(vi, error)))
}
