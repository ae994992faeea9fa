//! The country that is measured: a workbook of Phụ lục 3 and Phụ lục 5 for each of its 705 districts, in which every
//! sum holds and a count is a plain number.

use std::fs;
use std::iter::Sum;
use std::path::Path;

use rayon::prelude::*;

use crate::province::district::{self, Plan};
use crate::province::page::{self, Letter};
use crate::province::register::{self, Unit};
use crate::province::table::Table;
use crate::province::typed::Typed;
use crate::province::{Period, Place};

/// Fields of each district.
const DISTRICT_FIELDS: usize = 5;
/// Fields of each commune; those of every third district have one more.
const COMMUNE_FIELDS: usize = 6;

/// All districts.
pub(crate) struct Land(Vec<District>);

struct District {
    place: Place,
    communes: Vec<Place>,
    /// Fields of each of its communes.
    fields: usize,
}

/// What the workbooks of an inbox say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edition {
    /// The quarter that they report.
    pub(crate) period: Period,
    /// Another seed makes other counts.
    pub(crate) seed: u64,
    /// One printed total of each is off by one, so that its form goes back.
    pub(crate) slip: bool,
}

/// How much an inbox holds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Volume {
    pub(crate) files: usize,
    pub(crate) lines: usize,
    pub(crate) numbers: usize,
}

impl Sum for Volume {
    fn sum<I: Iterator<Item = Self>>(volumes: I) -> Self {
        volumes.fold(Self::default(), |sum, volume| Self {
            files: sum.files + volume.files,
            lines: sum.lines + volume.lines,
            numbers: sum.numbers + volume.numbers,
        })
    }
}

impl Land {
    /// The districts and communes of a register.
    pub(crate) fn of(register: &Path) -> Self {
        let units = register::read(register).unwrap();
        let districts = units.iter().filter(|unit| unit.level == "district").enumerate();
        Self(districts.map(|(index, unit)| District::of(index, unit, &units)).collect())
    }

    /// Writes the workbooks of all districts into an inbox.
    pub(crate) fn fill(&self, inbox: &Path, edition: Edition) -> Volume {
        fs::create_dir_all(inbox).unwrap();
        let written: Vec<Volume> =
            self.0.par_iter().map(|district| district.write(inbox, edition)).collect();
        written.into_iter().sum()
    }

    /// Writes the workbook of the first district anew.
    pub(crate) fn change_one(&self, inbox: &Path, edition: Edition) {
        self.0.iter().take(1).for_each(|district| {
            district.write(inbox, edition);
        });
    }
}

impl District {
    fn of(index: usize, unit: &Unit, units: &[Unit]) -> Self {
        Self {
            place: unit.place.clone(),
            communes: register::under(units, &unit.place.id, "commune"),
            fields: COMMUNE_FIELDS + usize::from(index.is_multiple_of(3)),
        }
    }

    fn write(&self, inbox: &Path, edition: Edition) -> Volume {
        let tables = self.tables(edition);
        let sheets: Vec<&Table> = tables.iter().collect();
        let bytes = page::workbook(&self.letter(edition.period), &sheets).unwrap();
        fs::write(inbox.join(format!("{}-cap-huyen.xlsx", self.place.id)), bytes).unwrap();
        let lines = tables.iter().flat_map(|table| &table.groups).flat_map(|group| &group.lines);
        let volume = |cells: usize| Volume { files: 0, lines: 1, numbers: cells };
        let inside: Volume = lines.map(|line| volume(line.cells.len())).sum();
        Volume { files: 1, ..inside }
    }

    fn tables(&self, edition: Edition) -> Vec<Table> {
        let plan = Plan {
            district: DISTRICT_FIELDS..=DISTRICT_FIELDS,
            commune: self.fields..=self.fields,
            loads: &[],
        };
        let seed = self.place.id.parse::<u64>().unwrap() + edition.seed;
        let mut tables = district::tables(&self.place, &self.communes, &plan, seed, true);
        for group in tables.iter_mut().flat_map(|table| &mut table.groups) {
            let lines = group.lines.iter_mut().flat_map(|line| &mut line.cells);
            lines.chain(&mut group.total).for_each(plain);
        }
        if edition.slip {
            let total = &mut tables[0].groups[0].total[0];
            *total = Typed::Count(total.meant() + 1);
        }
        tables
    }

    /// The letter of the office; where its name is a number, `Quận 1`, it signs with the whole name.
    fn letter(&self, period: Period) -> Letter {
        let letter = district::letter(&self.place, period);
        match letter.place.parse::<u32>() {
            Ok(_) => Letter { place: self.place.name.clone(), ..letter },
            Err(_) => letter,
        }
    }
}

/// The count alone: the script beside reads no `120 phiếu (đạt 85,7%)`.
fn plain(cell: &mut Typed) {
    *cell = Typed::Count(cell.meant());
}
