//! Of single dossiers in a list, of which each finding tells how many.

pub(crate) mod dossier_date;
pub(crate) mod dossier_end;
pub(crate) mod dossier_repeated;
pub(crate) mod dossier_undue;
pub(crate) mod dossier_word;
