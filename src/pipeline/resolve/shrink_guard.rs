//! `shrink-guard`: how much less a run may read than the one that it would replace.

use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written};
use crate::pipeline::shrink_guard::ShrinkGuard;
use crate::pipeline::written::value::Declared;

/// What a share in percent is.
pub(super) const A_PERCENTAGE: InBoth =
    ("một tỷ lệ phần trăm từ 0 đến 100", "a percentage from 0 to 100");

/// As declared, or else as usual.
pub(super) fn shrink_guard(declared: &Declared<i64>, at: &At) -> ShrinkGuard {
    let Some(&number) = declared.optional(at) else { return ShrinkGuard::DEFAULT };
    let percent = u8::try_from(number).ok().filter(|percent| *percent <= ShrinkGuard::MOST);
    if percent.is_none() {
        at.wrong(as_written(number), A_PERCENTAGE);
    }
    percent.map_or(ShrinkGuard::DEFAULT, |percent| ShrinkGuard { percent })
}
