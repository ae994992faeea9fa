//! The country that the benchmarks run on: a workbook of Phụ lục 3 for each of its 705 districts.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "each benchmark uses a part of this module, and one that cannot be laid out has nothing to say"
)]

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tthc::model::{Level, Unit};
use tthc::pipeline::Pipeline;

use crate::province::{self, Options, Period};

/// Fields of each unit.
const FIELDS: usize = 10;

/// The declaration of the country.
pub(crate) fn declaration() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/country.toml")
}

type District = (province::Place, Vec<province::Place>);

fn districts(pipeline: &Pipeline) -> Vec<District> {
    let register = &pipeline.register;
    let place = |unit: &Unit| province::Place::new(&unit.id, &unit.name);
    let districts = register.iter().filter(|(_, unit)| unit.level == Level::District);
    districts
        .map(|(ix, district)| {
            let under = register.under(ix).into_iter().skip(1);
            (place(district), under.map(|commune| place(register.get(commune))).collect())
        })
        .collect()
}

/// Writes the workbooks of a period into an inbox; another `seed` makes other counts.
pub(crate) fn fill(inbox: &Path, pipeline: &Pipeline, period: Period, seed: u64) -> Vec<PathBuf> {
    fs::create_dir_all(inbox).unwrap();
    let districts = districts(pipeline).into_par_iter();
    districts.map(|district| write(inbox, &district, period, seed)).collect()
}

/// Writes the workbook of the first district anew.
pub(crate) fn change_one(inbox: &Path, pipeline: &Pipeline, period: Period, seed: u64) {
    if let Some(district) = districts(pipeline).first() {
        write(inbox, district, period, seed);
    }
}

fn write(inbox: &Path, (district, communes): &District, period: Period, seed: u64) -> PathBuf {
    let options = Options { survey: false, period };
    let seed = district.id.parse::<u64>().unwrap_or(0) + seed;
    let bytes = province::district_workbook(district, communes, FIELDS, seed, options).unwrap();
    let path = inbox.join(format!("{}-cap-huyen.xlsx", district.id));
    fs::write(&path, bytes).unwrap();
    path
}
