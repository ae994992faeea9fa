//! A symbol as it is kept: one more than it is, so that the one that stands for nothing, the largest, becomes 0 and
//! takes one byte.

use serde::{Deserialize as _, Deserializer, Serializer};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over fields so")]
pub(super) fn serialize<S: Serializer>(symbol: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(symbol.wrapping_add(1))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    u32::deserialize(deserializer).map(|kept| kept.wrapping_sub(1))
}
