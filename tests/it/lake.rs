//! A lake of runs, and a country that is put together from it: two provinces of one register, each with a pipeline of its
//! own, against one run over all their files.

#![expect(clippy::unwrap_used, reason = "a lake that cannot be read fails the test")]
#![expect(clippy::disallowed_methods, reason = "lakes are spoiled by hand")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tthc::store::{Disk, Folder, Lake, LakeRecord, OwnDisk, Run};

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under};

const FORMS: &str = r#"["forms/phu-luc-3.toml"]"#;

/// The provinces by number: their districts have two communes each.
fn districts(province: usize) -> [(String, [String; 2]); 2] {
    [1, 2].map(|district| {
        let id = format!("{province:02}{district}");
        let communes = [1, 2].map(|commune| format!("{id}{commune}"));
        (id, communes)
    })
}

/// The register of some provinces.
fn register(provinces: &[usize]) -> String {
    let mut units = "id,level,parent_id,name,aliases\n".to_owned();
    for &province in provinces {
        writeln!(units, "{province:02},province,,Tỉnh {},", name(province)).unwrap();
        for (district, communes) in districts(province) {
            let shown = name(district.parse().unwrap());
            writeln!(units, "{district},district,{province:02},Huyện {shown},").unwrap();
            for commune in communes {
                let shown = name(commune.parse().unwrap());
                writeln!(units, "{commune},commune,{district},Xã {shown},").unwrap();
            }
        }
    }
    units
}

/// A name that no other unit has, of syllables that are no words of forms.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 10] =
        ["Ba", "Cư", "Đak", "Ea", "Gia", "Hà", "Krông", "Lộc", "Mường", "Nậm"];
    let digits = number.to_string().into_bytes().into_iter();
    let syllables: Vec<&str> =
        digits.map(|digit| SYLLABLES[usize::from(digit - b'0')]).collect();
    syllables.join(" ")
}

/// The file of a district: figures follow from the number of the unit, `late` more are late.
fn sheet(district: &str, communes: &[String; 2], late: usize) -> Vec<u8> {
    let unit = |title: &str, id: &str| {
        let seed: usize = id.parse().unwrap();
        let (total, overdue) = (100 + seed % 37, seed % 11 + late);
        let on_time = total - overdue;
        format!(
            "| {title} | | | | | | | | | |\n| | Đất đai | {total} | {total} | 0 | 0 | {total} | {on_time} | {overdue} | 0 | 0 | 0 |\n"
        )
    };
    let mut rows = unit(&format!("Huyện {}", name(district.parse().unwrap())), district);
    for commune in communes {
        rows += &unit(&format!("Xã {}", name(commune.parse().unwrap())), commune);
    }
    let text = under(HEAD_3, &rows);
    crate::grid::xlsx(&[("Phụ lục 3", &text)])
}
