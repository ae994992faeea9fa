//! The program itself: what another one made is made anew.

use crate::check::PROGRAM;
use crate::store::Fingerprint;

/// The fingerprint of the program.
pub(in crate::run) fn program() -> Fingerprint {
    Fingerprint::of_bytes(PROGRAM.as_bytes())
}
