//! Who takes part in a draw, and what is told of a record that somebody touched or that the plan has outgrown.

use std::collections::BTreeSet;

use jiff::civil::date;
use serde_json::Value;

use super::{chosen, drawn, inspected, plan, register, target};
use crate::inspection::draw::digest;
use crate::inspection::seed::{DrawSeed, SeedFault};
use crate::inspection::verify::{check_record, compare_draws};
use crate::model::{DrawRecord, DrawnFiles, Lang};
use crate::pipeline::{InspectionPlan, Register};

const SEED: &str = "734512";

/// The files of some communes; those of `25103` are not known.
const FILES: [(&str, i64, i64); 3] = [("25100", 30, 100), ("25101", 0, 80), ("25102", 1, 3)];

fn full() -> DrawRecord {
    let mut plan = plan(2);
    plan.inspected = vec![inspected("25104", date(2022, 11, 30))];
    drawn(&plan, &register(6), SEED, Some(&FILES))
}

fn said(record: &DrawRecord) -> Vec<String> {
    check_record(record).iter().map(|told| told.said.say(Lang::En).to_owned()).collect()
}

#[test]
fn a_draw_does_not_depend_on_the_order_of_the_register_or_the_plan() {
    let forward = register(9);
    let record = drawn(&plan(3), &forward, SEED, None);
    let mut units: Vec<_> = forward.iter().map(|(_, unit)| unit.clone()).collect();
    // What is above stands at the front and stays there.
    units[4..].reverse();
    let mut turned = plan(3);
    turned.targets.reverse();
    let other = drawn(&turned, &Register::new(units), SEED, None);
    assert_eq!(chosen(&record), chosen(&other));
    let mut districts = other.districts;
    districts.reverse();
    assert_eq!(record.districts, districts);
}

#[test]
fn who_was_inspected_within_the_years_is_left_out_with_the_reason() {
    // The first visit of the plan is on 1 August 2023, and two years are declared.
    for (on, out) in [
        (date(2021, 7, 31), false),
        (date(2021, 8, 1), true),
        (date(2023, 6, 1), true),
        (date(2023, 12, 1), true),
    ] {
        let mut plan = plan(3);
        plan.inspected = vec![inspected("25100", date(2015, 1, 1)), inspected("25100", on)];
        let record = drawn(&plan, &register(3), SEED, None);
        let left: Vec<&str> =
            record.districts[0].left_out.iter().map(|l| l.unit_id.as_str()).collect();
        assert_eq!(left, if out { vec!["25100"] } else { vec![] }, "{on}");
        let has = |unit: &String| unit == "25100";
        assert_eq!(chosen(&record).iter().any(has), !out, "{on}");
        if out {
            assert_eq!(record.districts[0].left_out[0].inspected_on, on.to_string());
            assert_eq!(record.districts[0].left_out[0].document, "Thông báo số 12/TB-SNV");
        }
    }
    let mut plan = plan(3);
    plan.inspected = vec![inspected("25100", date(2023, 7, 1))];
    plan.draw = Some(super::rule(0));
    let record = drawn(&plan, &register(3), SEED, None);
    assert_eq!((record.not_inspected_since, record.districts[0].left_out.len()), (None, 0));
}

/// Two years before 29 February is a day that there is.
#[test]
fn a_first_visit_on_a_leap_day_has_a_day_years_before() {
    let mut plan = plan(1);
    plan.targets = vec![target("692", date(2024, 2, 29), 1)];
    let record = drawn(&plan, &register(3), SEED, None);
    assert_eq!(record.not_inspected_since.as_deref(), Some("2022-02-28"));
}

#[test]
fn of_fewer_communes_than_are_to_be_drawn_all_are() {
    let record = drawn(&plan(3), &register(2), SEED, None);
    assert_eq!(chosen(&record).len(), 2);
    let record = drawn(&plan(3), &register(0), SEED, None);
    assert_eq!((chosen(&record).len(), said(&record).len()), (0, 0));
}

#[test]
fn whole_percents_of_late_files_are_tickets() {
    for (late, all, tickets) in [
        (0, 0, 1),
        (0, 5, 1),
        (1, 101, 1),
        (1, 100, 2),
        (1, 3, 34),
        (99, 100, 100),
        (100, 100, 101),
        (i64::MAX, i64::MAX, 101),
        (7, 5, 101),
        (-3, 5, 1),
    ] {
        assert_eq!(DrawnFiles { late, all }.tickets(), tickets, "{late}/{all}");
    }
    let record = full();
    let tickets = |unit: &str| {
        let mut candidates = record.districts[0].candidates.iter();
        candidates.find(|one| one.unit_id == unit).map(|one| (one.tickets, one.files.is_some()))
    };
    assert_eq!(tickets("25100"), Some((31, true)));
    assert_eq!(tickets("25103"), Some((1, false)));
}

#[test]
fn a_seed_is_what_can_be_read_on_paper_and_nothing_else() {
    for (text, expected) in [
        ("", Err(SeedFault::Empty)),
        (" ", Err(SeedFault::Blanks)),
        (" 123", Err(SeedFault::Blanks)),
        ("123 ", Err(SeedFault::Blanks)),
        ("1  2", Err(SeedFault::Blanks)),
        ("1\n", Err(SeedFault::Unseen('\n'))),
        ("1\u{a0}2", Err(SeedFault::Unseen('\u{a0}'))),
        ("1\u{200b}2", Err(SeedFault::Unseen('\u{200b}'))),
        ("1\u{202e}2", Err(SeedFault::Unseen('\u{202e}'))),
        ("\u{feff}1", Err(SeedFault::Unseen('\u{feff}'))),
        ("1\u{e0041}", Err(SeedFault::Unseen('\u{e0041}'))),
        ("Quye\u{302}\u{301}t", Ok("Quyết")),
        ("a|b 1/2", Ok("a|b 1/2")),
    ] {
        let seed = DrawSeed::new(text);
        assert_eq!(
            seed.as_ref().map(DrawSeed::as_str).map_err(|fault| *fault),
            expected,
            "{text:?}"
        );
    }
    assert_eq!(DrawSeed::new(&"đ".repeat(200)).map(|_| ()), Ok(()));
    assert_eq!(DrawSeed::new(&"đ".repeat(201)), Err(SeedFault::Long));
    let spelled = |seed: &str| chosen(&drawn(&plan(3), &register(9), seed, None));
    assert_eq!(spelled("Quye\u{302}\u{301}t"), spelled("Quyết"));
}

/// Every value of a record, by its path.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                leaves(inner, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                leaves(inner, &format!("{path}/{at}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

fn changed(value: &Value) -> Value {
    match value {
        Value::String(text) => match text.parse::<crate::model::Period>() {
            Ok(period) => Value::String(period.previous().to_string()),
            Err(_) => Value::String(format!("{text}0")),
        },
        Value::Number(number) => Value::from(number.as_i64().unwrap_or(0) + 1),
        Value::Bool(flag) => Value::Bool(!flag),
        _ => Value::String("0".to_owned()),
    }
}

#[test]
fn a_record_that_nobody_touched_holds() {
    assert_eq!(said(&full()), Vec::<String>::new());
    assert_eq!(full().drawn().count(), 4);
}

/// Each value in turn; whoever does not know of the digest is told, whatever he touches.
#[test]
fn a_record_that_was_touched_anywhere_is_told() {
    let whole = serde_json::to_value(full()).expect("a record");
    let mut paths = Vec::new();
    leaves(&whole, "", &mut paths);
    assert!(paths.len() > 80, "{paths:?}");
    let kinds: BTreeSet<&str> = paths.iter().filter_map(|path| path.rsplit('/').next()).collect();
    assert_eq!(kinds.len(), 27, "{kinds:?}");
    for path in paths {
        let mut touched = whole.clone();
        let value = touched.pointer_mut(&path).expect("what was listed");
        *value = changed(value);
        // What can no longer be read as a record is told by whoever reads it.
        if let Ok(touched) = serde_json::from_value::<DrawRecord>(touched) {
            assert!(!said(&touched).is_empty(), "{path}");
        }
    }
    let mut longer = whole.clone();
    longer["note"] = Value::from("more");
    assert!(serde_json::from_value::<DrawRecord>(longer).is_err());
}

/// What somebody does to a record, and to a plan.
type Forgery<'f> = (&'f str, &'f dyn Fn(&mut DrawRecord));
type Change<'f> = (&'f str, &'f dyn Fn(&mut InspectionPlan));

/// Who makes the digest anew is told by the tickets, the order and the choice, which follow from the seed.
#[test]
fn a_forged_digest_does_not_hide_another_outcome() {
    let whole = full();
    let forge = |with: &dyn Fn(&mut DrawRecord)| {
        let mut forged = whole.clone();
        with(&mut forged);
        forged.digest = digest(&forged);
        said(&forged)
    };
    let district = |record: &mut DrawRecord, with: &dyn Fn(&mut crate::model::DrawnDistrict)| {
        with(&mut record.districts[0]);
    };
    let forgeries: [Forgery<'_>; 9] = [
        ("seed", &|record| record.seed = "734513".to_owned()),
        ("unseen in the seed", &|record| record.seed.push('\u{200b}')),
        ("weights", &|record| record.weights = None),
        ("number", &|record| district(record, &|district| district.communes = 1)),
        ("files", &|record| {
            district(record, &|district| {
                for one in &mut district.candidates {
                    one.files = Some(DrawnFiles { late: 99, all: 100 });
                }
            });
        }),
        ("order", &|record| district(record, &|district| district.candidates.swap(0, 3))),
        ("choice", &|record| {
            district(record, &|district| {
                district.candidates[0].drawn = false;
                district.candidates[2].drawn = true;
            });
        }),
        ("hash", &|record| district(record, &|d| d.candidates[3].hash = "0".repeat(64))),
        ("twice", &|record| {
            district(record, &|district| {
                let again = district.candidates[4].clone();
                district.candidates.push(again);
            });
        }),
    ];
    for (what, with) in forgeries {
        assert!(!forge(with).is_empty(), "{what}");
    }
    assert_eq!(forge(&|_| {}), Vec::<String>::new());
}

#[test]
fn what_became_of_the_plan_and_the_register_since_is_told() {
    let (then, register_then) = (plan(2), register(6));
    let record = drawn(&then, &register_then, SEED, None);
    let told = |plan: &InspectionPlan, register: &Register| -> Vec<String> {
        let now = drawn(plan, register, SEED, None);
        let told = compare_draws(&record, &now);
        told.iter().map(|told| told.said.say(Lang::En).to_owned()).collect()
    };
    assert_eq!(told(&then, &register_then), Vec::<String>::new());
    assert!(told(&then, &register(7))[0].contains("25106) is in the register of the district now"));
    assert!(told(&then, &register(5))[0].contains("25105) is not in the register"));
    let with = |change: &dyn Fn(&mut InspectionPlan)| {
        let mut plan = then.clone();
        change(&mut plan);
        told(&plan, &register_then).join("\n")
    };
    let changes: [Change<'_>; 9] = [
        ("number of the decision", &|p| p.number.clear()),
        ("name of the plan", &|p| p.id.clear()),
        ("title of the plan", &|p| p.title.clear()),
        ("communes to draw: “2” in the record, “3” now", &|p| p.targets[1].communes = 3),
        ("days of the visit", &|p| p.targets[1].to = date(2023, 8, 10)),
        ("does not inspect this district now", &|p| drop(p.targets.remove(2))),
        ("would be left out now", &|p| p.inspected = vec![inspected("25101", date(2023, 1, 1))]),
        ("who was inspected since", &|p| p.draw = Some(super::rule(3))),
        ("source of the seed", &|p| {
            p.draw.iter_mut().for_each(|rule| rule.seed_source.push('x'));
        }),
    ];
    for (expected, change) in changes {
        let said = with(change);
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let mut fewer = then.clone();
    fewer.targets.remove(2);
    let record = drawn(&fewer, &register_then, SEED, None);
    let now = drawn(&then, &register_then, SEED, None);
    let told = compare_draws(&record, &now);
    assert!(told[0].said.say(Lang::En).contains("inspects this district now"), "{told:?}");
}
