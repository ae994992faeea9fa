//! `[limits]`: what one file may cost.

use crate::model::Limits;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{as_written, number_of};
use crate::pipeline::written::pipeline::LimitsDeclaration;
use crate::pipeline::written::value::Declared;
use crate::pipeline::written::words::LIMIT;

const MEGABYTE: u64 = 1 << 20;

/// The limits, each as declared or else as usual.
pub(super) fn limits(declared: Option<(&LimitsDeclaration, At)>) -> Limits {
    let usual = Limits::DEFAULT;
    let Some((declared, at)) = declared else { return usual };
    let key = |key: &str| at.key(key);
    Limits {
        file: limit(&declared.file_megabytes, &key("file-megabytes"), MEGABYTE, usual.file),
        inflated: limit(
            &declared.inflated_megabytes,
            &key("inflated-megabytes"),
            MEGABYTE,
            usual.inflated,
        ),
        cells: limit(&declared.cells, &key("cells"), 1, usual.cells),
        seconds: limit(&declared.seconds, &key("seconds"), 1, usual.seconds),
        memory: limit(&declared.memory_megabytes, &key("memory-megabytes"), MEGABYTE, usual.memory),
    }
}

fn limit(declared: &Declared<i64>, at: &At, scale: u64, usual: u64) -> u64 {
    let Some(&number) = declared.optional(at) else { return usual };
    if !LIMIT.contains(&number) {
        at.wrong(as_written(number), number_of(&LIMIT));
    }
    u64::try_from(number).map_or(usual, |number| number.saturating_mul(scale))
}
