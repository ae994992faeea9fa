//! Offices that report for the units of a level, where a pipeline names none.

use crate::model::Level;
use crate::text;

/// Offices that report for a district or a commune where a pipeline names none.
const USUAL: [&str; 4] = [
    "Trung tâm Phục vụ hành chính công",
    "Trung tâm Hành chính công",
    "TT Phục vụ hành chính công",
    "TTPVHCC",
];

/// An office that stands for the units of a level, as a key.
pub(in crate::pipeline) type LevelOffice = (Level, String);

/// The offices that stand for units where a pipeline says nothing of them.
pub(in crate::pipeline) fn usual_offices() -> Vec<LevelOffice> {
    let levels = Level::ALL.into_iter().filter(|level| level.has_service_centres());
    levels.flat_map(|level| USUAL.map(|office| (level, text::unit_key(office)))).collect()
}
