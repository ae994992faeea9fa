//! Keys under which a unit is found.

use crate::model::Unit;
use crate::text;

/// Keys under which a unit is found: its name, its aliases, and where its level has such, the bare
/// name without the type word.
pub(super) fn keys_of(unit: &Unit) -> Vec<String> {
    let mut keys = vec![text::unit_key(&unit.name)];
    if unit.level.has_bare_names() {
        let bare = text::bare_of(&keys[0]).map(str::to_owned);
        keys.extend(bare);
    }
    keys.extend(unit.aliases.iter().map(|alias| text::unit_key(alias)));
    keys
}

/// Keys of a unit above others: those it is found under, and of a province the bare name.
pub(super) fn keys_above(unit: &Unit) -> Vec<String> {
    let mut keys = keys_of(unit);
    let bare = ["tỉnh ", "thành phố "].iter().find_map(|word| keys[0].strip_prefix(word));
    let bare = bare.map(str::to_owned);
    keys.extend(bare);
    keys
}
