//! Everything that reading and validation may find: put together here, where both are known, for who explains it.

use crate::model::Catalogue;
use crate::{ingest, validate};

/// One check for each code.
pub static CATALOGUE: Catalogue = Catalogue::of(&[ingest::CHECKS, validate::CHECKS]);
