//! Any history of nights and of what happens between them: the result is that of one run in a clean folder.

#![expect(clippy::unwrap_used, reason = "a run that cannot be spoiled fails the test")]
#![expect(
    clippy::disallowed_methods,
    reason = "some acts spoil files of a temporary folder by hand"
)]

use std::process::Command;

use proptest::prelude::*;
use tthc::store::Fingerprint;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// What happens between two nights.
#[derive(Debug, Clone)]
enum Act {
    Add(usize),
    Remove(usize),
    /// The file that is always there gets other counts, or its first ones again.
    Change,
    /// It gets another name, or its first one again.
    Rename,
    /// Another name for a commune, which one of the files needs, comes or goes.
    Alias,
    Minimum(u8),
    /// A unit comes first in the register or goes, so that all others move.
    Unit,
    /// A unit with a total that does not add up is left out, or counts again.
    Policy,
    /// A run, perhaps of some stages.
    Run(Vec<&'static str>),
    /// A run whose machine dies at a step.
    Cut(usize),
    /// A file of the newest run, a table or a workbook, is edited, cut short or lost.
    Spoil(prop::sample::Index, Spoil),
    /// A stage of the newest run is said to have been made by another program.
    Program(&'static str),
}

#[derive(Debug, Clone, Copy)]
enum Spoil {
    Edit,
    Cut,
    Remove,
}

const STAGES: [&str; 5] = ["ingest", "validate", "measure", "rank", "publish"];

fn act() -> impl Strategy<Value = Act> {
    let stage = prop::sample::select(&STAGES[..]);
    let how = prop::sample::select(vec![Spoil::Edit, Spoil::Cut, Spoil::Remove]);
    let spoil = (any::<prop::sample::Index>(), how);
    prop_oneof![
        (0..3usize).prop_map(Act::Add),
        (0..3usize).prop_map(Act::Remove),
        Just(Act::Change),
        Just(Act::Rename),
        Just(Act::Alias),
        Just(Act::Unit),
        Just(Act::Policy),
        prop::sample::select(vec![10u8, 30, 50]).prop_map(Act::Minimum),
        stage.clone().prop_map(|stage| Act::Run(vec!["run", "--from", stage])),
        stage.prop_map(|stage| Act::Run(vec!["run", "--only", stage])),
        Just(Act::Run(vec!["run", "--force"])),
        Just(Act::Run(vec!["retry"])),
        Just(Act::Run(vec!["run"])),
        (0..60usize).prop_map(Act::Cut),
        spoil.prop_map(|(file, how)| Act::Spoil(file, how)),
        prop::sample::select(&STAGES[..]).prop_map(Act::Program),
    ]
}

/// The state of the folder that the acts lead to.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that was done or not")]
struct Desk {
    files: [bool; 3],
    changed: bool,
    renamed: bool,
    alias: bool,
    unit: bool,
    policy: bool,
    minimum: u8,
}

impl Desk {
    const fn name(self) -> &'static str {
        if self.renamed { "huyen-loc-ninh.xlsx" } else { "692.xlsx" }
    }
}

/// Puts inbox and declaration into a state.
fn lay_out(case: Case, from: Desk, to: Desk) -> Case {
    let worse = under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"));
    let noi_vu = under(HEAD_2, NOI_VU);
    // One of its communes is known by an alias alone.
    let dong_phu = under(HEAD_3, &DONG_PHU.replace("UBND xã Tân Tiến", "UBND xã Tân Tến"));
    let files =
        [("692-bo-sung.xlsx", &worse), ("695.xlsx", &dong_phu), ("so-noi-vu.xlsx", &noi_vu)];
    let minimum = |desk: Desk| format!("minimum-denominator = {}", desk.minimum);
    let case = case.declare(&minimum(from), &minimum(to));
    let names = |desk: Desk| {
        format!("25380,commune,695,Xã Tân Tiến,{}\n", if desk.alias { "Xã Tân Tến" } else { "" })
    };
    let case = case.edit("pipelines/units.csv", &names(from), &names(to));
    let first = |desk: Desk| if desk.unit { "70.so-moi,department,70,Sở Mới,\n" } else { "" };
    let top = |desk: Desk| format!("name,aliases\n{}70,province", first(desk));
    let case = case.edit("pipelines/units.csv", &top(from), &top(to));
    let policy = |desk: Desk| {
        let check = "[[check]]\ncode = \"F203\"\naction = \"leave-out-unit\"\n\n";
        format!("{}[[workbook]]", if desk.policy { check } else { "" })
    };
    let case = case.declare(&policy(from), &policy(to));
    let case = case.without(from.name());
    let counts =
        if to.changed { LOC_NINH.replace("60  | 20", "60  | 21") } else { LOC_NINH.into() };
    let case = case.file(to.name(), &[("Phụ lục 3", &under(HEAD_3, &counts))]);
    files.iter().enumerate().fold(case, |case, (index, (name, grid))| {
        match (from.files[index], to.files[index]) {
            (false, true) => case.file(name, &[("Biểu", grid)]),
            (true, false) => case.without(name),
            _ => case,
        }
    })
}

/// Spoils a file of the newest run; earlier ones may share it.
fn spoil(case: &Case, file: prop::sample::Index, how: Spoil) {
    let Some(run) = case.runs().newest().unwrap() else { return };
    let outputs = run.record().stages.iter().flat_map(|stage| &stage.outputs);
    let files: Vec<_> = outputs.map(|output| run.path().join(&output.file)).collect();
    if files.is_empty() {
        return;
    }
    // It may be gone already.
    let path = file.get(&files);
    let Ok(mut bytes) = std::fs::read(path) else { return };
    match how {
        Spoil::Edit => {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(path, bytes).unwrap();
        }
        Spoil::Cut => std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap(),
        Spoil::Remove => std::fs::remove_file(path).unwrap(),
    }
}

/// Says that another program made a stage of the newest run.
fn made_by_another(case: &Case, stage: &str) {
    let Some(run) = case.runs().newest().unwrap() else { return };
    let mut record = run.record().clone();
    for made in record.stages.iter_mut().filter(|made| made.stage.word() == stage) {
        made.program = Fingerprint::default();
    }
    let record = serde_json::to_vec(&record).unwrap();
    std::fs::write(run.path().join("run.json"), record).unwrap();
}

const FRESH: Desk = Desk {
    files: [false; 3],
    changed: false,
    renamed: false,
    alias: false,
    unit: false,
    policy: false,
    minimum: 30,
};

fn fresh() -> Case {
    let case = Case::new().declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"");
    case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_makes_no_difference_how_a_result_came_about(
        acts in prop::collection::vec(act(), 1..9),
        jobs in 1..3usize,
    ) {
        let (mut case, mut desk) = (fresh(), FRESH);
        for act in &acts {
            let before = desk;
            match act {
                Act::Add(file) => desk.files[*file] = true,
                Act::Remove(file) => desk.files[*file] = false,
                Act::Change => desk.changed = !desk.changed,
                Act::Rename => desk.renamed = !desk.renamed,
                Act::Alias => desk.alias = !desk.alias,
                Act::Unit => desk.unit = !desk.unit,
                Act::Policy => desk.policy = !desk.policy,
                Act::Minimum(minimum) => desk.minimum = *minimum,
                Act::Run(arguments) => {
                    // `--only` ends with 5 where later stages are out of date; what goes on from a run that is not
                    // there, was spoiled or is of another program ends with 2.
                    let mut program = Command::new(env!("CARGO_BIN_EXE_tthc"));
                    program.args([arguments[0], crate::case::PIPELINE, "--quiet"]).args(&arguments[1..]);
                    let status = program.current_dir(case.path("")).output().unwrap().status;
                    let ends: &[i32] = if **arguments == ["run"] { &[0] } else { &[0, 2, 5] };
                    prop_assert!(status.code().is_some_and(|code| ends.contains(&code)), "{status}");
                }
                Act::Spoil(file, how) => spoil(&case, *file, *how),
                Act::Program(stage) => made_by_another(&case, stage),
                Act::Cut(step) => crate::crash::cut_off(&case, *step),
            }
            case = lay_out(case, before, desk);
        }
        case.run(&["--quiet", "--jobs", &jobs.to_string()]).exit(0);
        let clean = lay_out(fresh(), FRESH, desk);
        clean.run(&["--quiet", "--jobs", &(3 - jobs).to_string()]).exit(0);
        prop_assert_eq!(case.artifacts(), clean.artifacts(), "{:?}", desk);
        prop_assert!(case.latest().record().complete);
    }
}
