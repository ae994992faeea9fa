//! The program itself: what another one made is made anew.

use crate::store::Fingerprint;

/// The fingerprint of the program.
pub(in crate::run) fn program() -> Fingerprint {
    Fingerprint::of_bytes(env!("TTHC_PROGRAM").as_bytes())
}
