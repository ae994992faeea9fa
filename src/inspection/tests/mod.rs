//! The draw: that it is fair, that anybody can repeat it, and that a record which was touched is told.

mod chance;
mod record;
mod reference;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::inspection::draw::{DrawAsked, DrawPeriod, draw};
use crate::inspection::seed::DrawSeed;
use crate::model::{DrawRecord, DrawWeights, DrawnFiles, Level, Period, Unit, UnitIx};
use crate::pipeline::{
    DrawRule, DrawWeight, InspectionPlan, InspectionTarget, PastInspection, Register,
};

/// A province with a department and two districts, of so many communes and of two.
fn register(communes: usize) -> Register {
    let unit = |id: &str, level, parent: Option<u32>| Unit {
        id: id.to_owned(),
        level,
        parent: parent.map(UnitIx),
        name: format!("Đơn vị {id}"),
        aliases: Vec::new(),
        since: None,
        contacts: Vec::new(),
    };
    let mut units = vec![
        unit("70", Level::Province, None),
        unit("70.so", Level::Department, Some(0)),
        unit("692", Level::District, Some(0)),
        unit("698", Level::District, Some(0)),
        unit("25900", Level::Commune, Some(3)),
        unit("25901", Level::Commune, Some(3)),
    ];
    units
        .extend((0..communes).map(|at| unit(&format!("{}", 25_100 + at), Level::Commune, Some(2))));
    Register::new(units)
}

fn target(unit: &str, from: Date, communes: u8) -> InspectionTarget {
    InspectionTarget {
        unit: unit.to_owned(),
        from,
        to: from,
        lead: "Sở Nội vụ".to_owned(),
        deputy: String::new(),
        report_by: from,
        period: period(),
        communes,
    }
}

const fn period() -> Period {
    Period::of_quarter(2023, 3)
}

fn rule(years: u8) -> DrawRule {
    DrawRule {
        seed_source: "Giải đặc biệt".to_owned(),
        not_within_years: years,
        weight: DrawWeight::Equal,
    }
}

fn plan(communes: u8) -> InspectionPlan {
    InspectionPlan {
        id: "ke-hoach-2023".to_owned(),
        title: "Kiểm tra công tác cải cách hành chính".to_owned(),
        number: "1234/QĐ-UBND".to_owned(),
        targets: vec![
            target("70.so", date(2023, 8, 1), communes),
            target("692", date(2023, 8, 9), communes),
            target("698", date(2023, 8, 17), communes),
        ],
        others_report_by: None,
        others_period: None,
        others_forms: Vec::new(),
        dossiers: None,
        forms: Vec::new(),
        draw: Some(rule(2)),
        outline: Vec::new(),
        inspected: Vec::new(),
        results: Vec::new(),
    }
}

fn inspected(unit: &str, on: Date) -> PastInspection {
    PastInspection { unit: unit.to_owned(), on, document: "Thông báo số 12/TB-SNV".to_owned() }
}

/// The draw of a plan with a seed; with files of units, tickets go by them.
fn drawn(
    plan: &InspectionPlan,
    register: &Register,
    seed: &str,
    files: Option<&[(&str, i64, i64)]>,
) -> DrawRecord {
    let seed = DrawSeed::new(seed).expect("a seed");
    let weights = files.map(|_| DrawWeights {
        metric: "on_time_766".to_owned(),
        title: "Hồ sơ quá hạn".to_owned(),
    });
    let of = |(id, late, all): &(&str, i64, i64)| {
        ((*id).to_owned(), DrawnFiles { late: *late, all: *all })
    };
    let periods = [DrawPeriod {
        period: period(),
        register,
        run: files.map(|_| "20231001T000000-000000Z".to_owned()),
        files: files.unwrap_or_default().iter().map(of).collect::<BTreeMap<_, _>>(),
    }];
    let asked = DrawAsked {
        seed: &seed,
        on: date(2023, 7, 15),
        program: "tthc 0",
        weights,
        periods: &periods,
    };
    draw(plan, plan.draw.as_ref().expect("a rule"), &asked)
}

/// The ids that are drawn of the district with many communes, in their order.
fn chosen(record: &DrawRecord) -> Vec<String> {
    let drawn = record.drawn().filter(|(district, _)| district.unit_id == "692");
    drawn.map(|(_, candidate)| candidate.unit_id.clone()).collect()
}
