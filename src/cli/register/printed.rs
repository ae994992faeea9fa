//! Registers and successions as the files that a pipeline declares.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::model::{Lang, Level};

use super::shipped::{Country, ShippedUnit, provinces as provinces_of};

/// The last day of the old units and the first of the new ones.
const LAST: &str = "2025-06-30";
const FIRST: &str = "2025-07-01";

/// A line a province: id, name, how many communes.
pub(super) fn provinces(units: &[ShippedUnit], lang: Lang) -> String {
    let above: BTreeMap<&str, &str> =
        units.iter().map(|unit| (unit.id.as_str(), unit.parent.as_str())).collect();
    let mut communes: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in units.iter().filter(|unit| unit.level == Level::Commune.word()) {
        let parent = unit.parent.as_str();
        // What stands above has nothing above it where it is the province.
        let top = above.get(parent).copied().filter(|top| !top.is_empty()).unwrap_or(parent);
        *communes.entry(top).or_default() += 1;
    }
    let mut text = String::new();
    for province in provinces_of(units) {
        let count = communes.get(province.id.as_str()).copied().unwrap_or_default();
        let communes = lang.pick("đơn vị cấp xã", "communes");
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}  {} ({count} {communes})", province.id, province.name);
    }
    text
}

/// A register of one time.
pub(super) fn register(units: &[ShippedUnit], province: &ShippedUnit) -> String {
    let mut under = BTreeSet::from([province.id.as_str()]);
    let mut text = "id,level,parent_id,name,aliases\n".to_owned();
    for unit in units {
        // What stands above a unit is listed before it.
        if unit.id == province.id || under.contains(unit.parent.as_str()) {
            under.insert(&unit.id);
            let ShippedUnit { id, level, parent, name } = unit;
            let _ = writeln!(text, "{id},{level},{parent},{name},");
        }
    }
    text
}

/// A register of both times: until [`LAST`] and from [`FIRST`] on.
pub(super) fn both(country: &Country, province: &ShippedUnit) -> String {
    let mut text = "id,level,parent_id,name,aliases,valid_from,valid_to\n".to_owned();
    let (new_id, new_name) = (&province.id, &province.name);
    let olds = olds(country, province);
    let changed = changed(&olds, province);
    for old in olds.iter().filter(|_| changed) {
        let _ = writeln!(text, "{},province,,{},,,{LAST}", old.id, old.name);
    }
    let from = if changed { FIRST } else { "" };
    let _ = writeln!(text, "{new_id},province,,{new_name},,{from},");
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for row in country.into(province).filter(|row| seen.insert(&row.district)) {
        let (id, above, name) = (&row.district, &row.province, &row.district_name);
        let _ = writeln!(text, "{id},district,{above},{name},,,{LAST}");
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for row in country.into(province).filter(|row| seen.insert(&row.old)) {
        let (id, above, name) = (&row.old, &row.district, &row.old_name);
        let _ = writeln!(text, "{id},commune,{above},{name},,,{LAST}");
    }
    for unit in country.new.iter().filter(|unit| unit.parent == *new_id) {
        let ShippedUnit { id, level, parent, name } = unit;
        let _ = writeln!(text, "{id},{level},{parent},{name},,{FIRST},");
    }
    text
}

/// The table of successions of a province, itself among the units.
pub(super) fn successions(country: &Country, province: &ShippedUnit) -> String {
    let mut text = "old_id,old_name,new_id,new_name,share,since\n".to_owned();
    let olds = olds(country, province);
    let changed = changed(&olds, province);
    for old in olds.iter().filter(|_| changed) {
        let ShippedUnit { id, name, .. } = province;
        let _ = writeln!(text, "{},{},{id},{name},whole,{FIRST}", old.id, old.name);
    }
    for row in country.into(province) {
        let (old, new) = ((&row.old, &row.old_name), (&row.new, &row.new_name));
        let _ = writeln!(text, "{},{},{},{},{},{FIRST}", old.0, old.1, new.0, new.1, row.share);
    }
    text
}

/// The old provinces that went into a new one, by id.
fn olds<'c>(country: &'c Country, province: &'c ShippedUnit) -> Vec<&'c ShippedUnit> {
    let ids: BTreeSet<&str> = country.into(province).map(|row| row.province.as_str()).collect();
    provinces_of(&country.old).filter(|unit| ids.contains(unit.id.as_str())).collect()
}

/// Whether a province is another one than before.
fn changed(olds: &[&ShippedUnit], province: &ShippedUnit) -> bool {
    !matches!(olds, [old] if old.id == province.id && old.name == province.name)
}
