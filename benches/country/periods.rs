//! Periods in turn, each beside all that came before it; what changed since the last goes back to each district.

use std::fs;
use std::path::Path;

use crate::calls::{self, Night, WITH_FORMS};
use crate::cost::Cost;
use crate::land::{Edition, Land};
use crate::province::Period;
use crate::rounds::median;

/// Measures so many periods and prints what they cost.
pub(crate) fn measure(folder: &Path, land: &Land, count: u16) {
    let output = folder.join("periods");
    let _ = fs::remove_dir_all(&output);
    println!(
        "| period | wall | CPU | peak memory | of the program itself | forms back | findings |"
    );
    println!("|---|---|---|---|---|---|---|");
    let costs: Vec<Cost> = (0..count).map(|index| one(folder, &output, land, index)).collect();
    let (earlier, later) = costs.split_at(costs.len() / 2);
    let cpu = |costs: &[Cost]| median(costs.iter().map(|cost| cost.cpu)).unwrap_or(f64::NAN);
    println!("\nCPU of the later half against the earlier: {:.3}", cpu(later) / cpu(earlier));
}

fn one(folder: &Path, output: &Path, land: &Land, index: u16) -> Cost {
    let quarter = u8::try_from(index % 4).unwrap_or(0) + 1;
    let period = Period { year: 2021 + index / 4, quarter };
    let inbox = folder.join("inboxes").join(calls::name(period));
    land.fill(&inbox, Edition { period, seed: u64::from(index) * 100, slip: false });
    let night = Night { inbox: &inbox, output, period, forms: WITH_FORMS };
    let cost = night.run(&[]);
    let Cost { wall, cpu, tree, program } = cost;
    println!(
        "| {} | {wall:.3} s | {cpu:.3} s | {tree:.0} MiB | {program:.0} MiB | {} | {} |",
        calls::name(period),
        night.forms(),
        night.findings()
    );
    cost
}
