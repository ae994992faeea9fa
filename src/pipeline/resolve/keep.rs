//! `[keep]`: which runs stay on disk.

use std::ops::RangeInclusive;

use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{as_written, number_of};
use crate::pipeline::keep::Keep;
use crate::pipeline::written::pipeline::KeepDeclaration;
use crate::pipeline::written::value::Declared;

/// The rules that are declared, and no others; the usual ones where there is no `[keep]`.
pub(super) fn keep(declared: Option<(&KeepDeclaration, At)>) -> Keep {
    let Some((declared, at)) = declared else { return Keep::DEFAULT };
    let runs = number(&declared.runs, &at.key("runs"), &Keep::RUNS);
    let days = number(&declared.days, &at.key("days"), &Keep::DAYS);
    let last_at = at.key("last-of-period");
    let last = declared.last_of_period.optional(&last_at).copied();
    let silent = declared.runs.is_missing()
        && declared.days.is_missing()
        && declared.last_of_period.is_missing();
    if silent {
        // Rules that keep nothing are not what an empty table means.
        at.wrong(
            ("bảng không có quy định nào", "a table without a rule"),
            ("`runs`, `days` hoặc `last-of-period`", "`runs`, `days` or `last-of-period`"),
        );
    }
    Keep {
        runs: runs.and_then(|runs| usize::try_from(runs).ok()),
        days: days.and_then(|days| u32::try_from(days).ok()),
        last_of_period: last.unwrap_or(Keep::DEFAULT.last_of_period),
    }
}

fn number(declared: &Declared<i64>, at: &At, range: &RangeInclusive<i64>) -> Option<i64> {
    let number = *declared.optional(at)?;
    if !range.contains(&number) {
        at.wrong(as_written(number), number_of(range));
        return None;
    }
    Some(number)
}
