//! `[[level]]`: offices that report for the units of a tier, such as the one-stop centres since July 2025.

use crate::pipeline::fault::place::At;
use crate::pipeline::register::{LevelOffice, usual_offices};
use crate::pipeline::resolve::names::Once;
use crate::pipeline::resolve::reach::level;
use crate::pipeline::written::pipeline::LevelDeclaration;
use crate::pipeline::written::value::EMPTY;
use crate::text;

/// The offices that stand for units: those declared for a level, and the usual ones of the others.
pub(in crate::pipeline) fn offices(declared: &[(At, &LevelDeclaration)]) -> Vec<LevelOffice> {
    let mut offices = usual_offices();
    let mut once = Once::default();
    for (at, declared) in declared {
        let level_at = at.key("level");
        let Some(word) = declared.level.required(&level_at) else { continue };
        let Some(tier) = level(&level_at, word) else { continue };
        if !once.first(&level_at, word, ("mỗi cấp nêu một lần", "a level named once")) {
            continue;
        }
        if declared.offices.is_missing() {
            continue;
        }
        offices.retain(|(known, _)| *known != tier);
        let named = declared.offices.items(&at.key("offices"));
        let keys = named.iter().filter_map(|(at, office)| {
            let key = text::unit_key(office);
            if key.is_empty() {
                at.wrong(
                    EMPTY,
                    ("chữ đứng trước tên đơn vị", "what stands in front of the name of a unit"),
                );
            }
            (!key.is_empty()).then_some((tier, key))
        });
        offices.extend(keys);
    }
    offices
}
