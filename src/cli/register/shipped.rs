//! The registers that the program carries, unpacked. `build.rs` packs the three files of `pipelines/units/vietnam`.

use std::io::{Cursor, Read as _};

use csv::StringRecord;
use zip::ZipArchive;

use crate::model::Level;
use crate::text::{nearest_word, unmarked};

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/registers.zip"));

/// Words in front of the name of a province, without marks.
const KINDS: [&str; 3] = ["tinh ", "thanh pho ", "tp "];

/// All registers.
#[derive(Debug)]
pub(super) struct Country {
    /// Since July 2025.
    pub(super) new: Vec<ShippedUnit>,
    /// In 2024.
    pub(super) old: Vec<ShippedUnit>,
    /// What the communes of June 2025 became.
    pub(super) became: Vec<Became>,
}

/// A unit of a register.
#[derive(Debug)]
pub(super) struct ShippedUnit {
    pub(super) id: String,
    pub(super) level: String,
    pub(super) parent: String,
    pub(super) name: String,
}

/// That an old commune, or a part of it, went into a new one.
#[derive(Debug)]
pub(super) struct Became {
    pub(super) old: String,
    pub(super) old_name: String,
    pub(super) district: String,
    pub(super) district_name: String,
    pub(super) province: String,
    pub(super) new: String,
    pub(super) new_name: String,
    /// `whole` or `part`.
    pub(super) share: String,
}

impl Country {
    /// What the program carries; `None` where it is not what was packed.
    pub(super) fn shipped() -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(PACKED)).ok()?;
        let mut records = |name: &str| -> Option<Vec<StringRecord>> {
            let mut text = String::new();
            archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
            csv::Reader::from_reader(text.as_bytes()).records().collect::<Result<_, _>>().ok()
        };
        let [new, old, became] =
            [records("2025.csv")?, records("2024.csv")?, records("2024-2025.csv")?];
        Some(Self {
            new: new.iter().map(unit).collect::<Option<_>>()?,
            old: old.iter().map(unit).collect::<Option<_>>()?,
            became: became.iter().map(line).collect::<Option<_>>()?,
        })
    }

    /// The new province that an old one went into.
    pub(super) fn successor(&self, old: &ShippedUnit) -> Option<&ShippedUnit> {
        let row = self.became.iter().find(|row| row.province == old.id)?;
        let commune = self.new.iter().find(|unit| unit.id == row.new)?;
        self.new.iter().find(|unit| unit.id == commune.parent)
    }

    /// The lines of the communes that went into a new province.
    pub(super) fn into<'c>(
        &'c self,
        province: &'c ShippedUnit,
    ) -> impl Iterator<Item = &'c Became> {
        let under = self.new.iter().filter(|unit| unit.parent == province.id);
        let under: std::collections::BTreeSet<&str> = under.map(|unit| unit.id.as_str()).collect();
        self.became.iter().filter(move |row| under.contains(row.new.as_str()))
    }
}

fn unit(record: &StringRecord) -> Option<ShippedUnit> {
    let [id, level, parent, name] = values(record)?;
    Some(ShippedUnit { id, level, parent, name })
}

fn line(record: &StringRecord) -> Option<Became> {
    let [old, old_name, district, district_name, province, new, new_name, share] = values(record)?;
    Some(Became { old, old_name, district, district_name, province, new, new_name, share })
}

fn values<const N: usize>(record: &StringRecord) -> Option<[String; N]> {
    record.iter().map(str::to_owned).collect::<Vec<_>>().try_into().ok()
}

/// The provinces of a register.
pub(super) fn provinces(units: &[ShippedUnit]) -> impl Iterator<Item = &ShippedUnit> {
    units.iter().filter(|unit| unit.level == Level::Province.word())
}

/// The province with an id or a name, in capitals or not, with marks or without, with `Tỉnh` in front or without.
pub(super) fn province<'u>(units: &'u [ShippedUnit], asked: &str) -> Option<&'u ShippedUnit> {
    let (id, name) = (format!("{:0>2}", asked.trim()), plain(asked));
    provinces(units).find(|unit| unit.id == id || plain(&unit.name) == name)
}

/// The province that a name comes nearest to.
pub(super) fn nearest<'u>(units: &'u [ShippedUnit], asked: &str) -> Option<&'u ShippedUnit> {
    let names: Vec<String> = provinces(units).map(|unit| plain(&unit.name)).collect();
    let near = nearest_word(&plain(asked), names.iter().map(String::as_str))?;
    provinces(units).find(|unit| plain(&unit.name) == near)
}

/// A name as it is looked for.
fn plain(name: &str) -> String {
    let name = unmarked(name);
    let bare = KINDS.iter().find_map(|kind| name.strip_prefix(kind));
    bare.unwrap_or(&name).trim().to_owned()
}
