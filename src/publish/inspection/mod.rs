//! How a plan of inspection stands, for who leads it: as a sheet, and as a part of the page. Both say what the table says,
//! and of the same day.

pub(super) mod section;
pub(super) mod sheet;
mod told;
