//! The half of a league that a place surely lies in.

use crate::table::Band;

use super::ends::PlaceEnds;

/// The upper half where even the worst place lies in it, the lower where even the best does. Of an odd number the place
/// in the middle lies in neither, so that both halves are as long.
pub(in crate::rank) fn band(ends: PlaceEnds, of: u32) -> Band {
    if 2 * u64::from(ends.high) <= u64::from(of) {
        Band::Upper
    } else if 2 * u64::from(ends.low.saturating_sub(1)) >= u64::from(of) {
        Band::Lower
    } else {
        Band::Unclear
    }
}
