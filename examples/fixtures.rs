//! Writes the files under `fixtures/`: a generated quarter of Bình Phước with planted faults, a real quarter of Phú Thọ, and
//! quarters of Đồng Nai before and after its districts were abolished, and a list of its dossiers. Run it with `cargo run --example fixtures`; it gives the same bytes
//! each time.

#![expect(
    clippy::disallowed_methods,
    reason = "a generator of test data writes plain files; nothing reads them while it runs"
)]

use std::error::Error;
use std::fs;
use std::path::Path;

use province::appendix1::Indicators;
use province::counts::Load;
use province::district::{self, Plan};
use province::register::{self, Unit};
use province::submission::Submission;
use province::two_level::Vintages;
use province::{
    Period, Place, departments, dong_nai, dossiers, faults, finding, page, progress, truth,
};

#[path = "province/mod.rs"]
mod province;

const SEED: u64 = 2023;
const QUARTER: Period = Period { year: 2023, quarter: 3 };
const PROGRESS_QUARTER: Period = Period { year: 2026, quarter: 3 };

/// Units whose load is given: equal rates, everything on time, very few files.
const LOADS: [(&str, Load); 10] = [
    ("25222", Load { resolved: 200, overdue: Some(10) }),
    ("25420", Load { resolved: 100, overdue: Some(5) }),
    ("25303", Load { resolved: 300, overdue: Some(6) }),
    ("25453", Load { resolved: 150, overdue: Some(3) }),
    ("25195", Load { resolved: 684, overdue: Some(0) }),
    ("25324", Load { resolved: 421, overdue: Some(0) }),
    ("25270", Load { resolved: 537, overdue: Some(0) }),
    ("25305", Load { resolved: 17, overdue: Some(1) }),
    ("25426", Load { resolved: 24, overdue: Some(2) }),
    ("25310", Load { resolved: 11, overdue: Some(0) }),
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = root.join("fixtures");
    binh_phuoc(&root.join("pipelines/units/binh-phuoc-2023.csv"), &fixtures)?;
    phu_tho(&fixtures)?;
    let units = root.join("pipelines/units");
    let vintages =
        Vintages::read(&units.join("dong-nai-2026.csv"), &units.join("dong-nai-noi-tiep.csv"))?;
    for (file, bytes) in dong_nai::files(&vintages)? {
        write(&fixtures.join(file), &bytes)?;
    }
    let list = dossiers::packed(&vintages)?;
    write(&fixtures.join("dong-nai-ho-so-2026/ho-so.zip"), &list)
}

/// The generated quarter: inbox, findings that must be made, and the truth.
fn binh_phuoc(register: &Path, fixtures: &Path) -> Result<(), Box<dyn Error>> {
    let units = register::read(register)?;
    let mut inbox = inbox(&units)?;
    let mut findings = faults::plant(&mut inbox)?;
    for indicators in indicators(&units, &inbox, &mut findings)? {
        let bytes = indicators.workbook()?;
        write(&fixtures.join("binh-phuoc-2023q3").join(&indicators.file), &bytes)?;
    }
    for submission in &inbox {
        let tables: Vec<_> = submission.tables.iter().collect();
        let bytes = page::workbook(&submission.letter, &tables)?;
        write(&fixtures.join("binh-phuoc-2023q3").join(&submission.file), &bytes)?;
    }
    write(&fixtures.join("faults/binh-phuoc-2023q3.csv"), &finding::csv(&findings)?)?;
    write(&fixtures.join("truth/binh-phuoc-2023q3.csv"), &truth::csv(&inbox)?)
}

/// Units of the plan of inspection that send Phụ lục 1; two more of it do not.
const INDICATORS: [&str; 8] = [
    "70.so-cong-thuong",
    "70.so-tai-nguyen-va-moi-truong",
    "70.so-ke-hoach-va-dau-tu",
    "70.bao-hiem-xa-hoi-tinh",
    "690",
    "692",
    "696",
    "698",
];

/// What they report, with two faults planted.
fn indicators(
    units: &[Unit],
    inbox: &[Submission],
    findings: &mut Vec<finding::Finding>,
) -> Result<Vec<Indicators>, Box<dyn Error>> {
    let of = |id: &&str| {
        let unit = units.iter().find(|unit| unit.place.id == **id)?;
        let has = |submission: &&Submission| {
            submission.tables.iter().any(|table| table.group_of(id).is_some())
        };
        Some(Indicators::of(&unit.place, inbox.iter().find(has)?, SEED))
    };
    let mut all: Vec<Indicators> = INDICATORS.iter().filter_map(of).collect();
    findings.push(all[1].swap_plan_rate()?);
    findings.push(all[7].add_on_time(100.0)?);
    Ok(all)
}

/// The real quarter: published rows, laid out as an official table.
fn phu_tho(fixtures: &Path) -> Result<(), Box<dyn Error>> {
    let rows = progress::read(&fixtures.join("sources/phu-tho-2026q3.csv"))?;
    let bytes = progress::workbook(&rows, PROGRESS_QUARTER)?;
    write(&fixtures.join("phu-tho-2026q3/tien-do-giai-quyet.xlsx"), &bytes)
}

/// All workbooks of the province, without faults.
fn inbox(units: &[Unit]) -> Result<Vec<Submission>, Box<dyn Error>> {
    let districts = register::under(units, "70", "district");
    let mut inbox: Vec<Submission> =
        districts.iter().map(|district| from_district(district, units)).collect();
    for department in register::under(units, "70", "department") {
        inbox.push(from_department(&department)?);
    }
    Ok(inbox)
}

fn from_district(district: &Place, units: &[Unit]) -> Submission {
    let communes = register::under(units, &district.id, "commune");
    let plan = Plan { district: 6..=10, commune: 5..=8, loads: &LOADS };
    Submission {
        file: format!("cap-huyen/{}-{}.xlsx", district.id, district.slug()),
        letter: district::letter(district, QUARTER),
        tables: district::tables(district, &communes, &plan, SEED, true),
    }
}

fn from_department(department: &Place) -> Result<Submission, Box<dyn Error>> {
    let table = departments::table(department, SEED);
    let table = table.ok_or_else(|| format!("no fields for {}", department.name))?;
    Ok(Submission {
        file: format!("so-nganh/{}.xlsx", departments::slug(department)),
        letter: departments::letter(department, QUARTER),
        tables: vec![table],
    })
}

/// Writes a file and the folders above it.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, bytes)?)
}
