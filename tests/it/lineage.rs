//! What units were in another period, and their sums of then: any mapping of old units to new ones.

#![expect(clippy::unwrap_used, reason = "a table that cannot be made fails the test")]

use std::collections::BTreeMap;

use polars::df;
use proptest::prelude::*;
use tthc::measure::merged;
use tthc::model::{Lang, Level, Period, Unit, UnitIx};
use tthc::pipeline::{Lineage, NoOrigin, Origin, Register, Succession};
use tthc::table::{Columns, Metrics};

use crate::reform::{AFTER, BEFORE};

/// A register of communes under a province; of each id and name.
fn register(units: &[(String, String)]) -> Register {
    let unit = |id: &str, level, parent, name: &str| Unit {
        id: id.to_owned(),
        level,
        parent,
        name: name.to_owned(),
        aliases: Vec::new(),
        since: None,
        contacts: Vec::new(),
    };
    let mut all = vec![unit("p", Level::Province, None, "Tỉnh Thử")];
    all.extend(units.iter().map(|(id, name)| unit(id, Level::Commune, Some(UnitIx(0)), name)));
    Register::new(all)
}

/// Own figures of each unit, a row a field and one over all.
fn metrics(units: &[(String, Vec<(i64, i64)>)]) -> Metrics {
    let rows = units.iter().flat_map(|(unit, fields)| {
        let over = fields.iter().fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        let by_field = fields.iter().enumerate().map(|(at, of)| (Some(format!("f{at}")), *of));
        by_field.chain([(None, over)]).map(move |(field, of)| (unit.clone(), field, of))
    });
    let rows: Vec<_> = rows.collect();
    let same = |word: &str| vec![word.to_owned(); rows.len()];
    let frame = df!(
        "period" => same(BEFORE), "level" => same("commune"), "scope" => same("own"),
        "unit_id" => rows.iter().map(|row| row.0.clone()).collect::<Vec<_>>(),
        "unit_name" => same("x"), "parent_id" => same("p"),
        "field" => rows.iter().map(|row| row.1.clone()).collect::<Vec<_>>(),
        "metric" => same("m"),
        "numerator" => rows.iter().map(|row| row.2.0).collect::<Vec<_>>(),
        "denominator" => rows.iter().map(|row| row.2.1).collect::<Vec<_>>(),
        "rate" => vec![Some(0.0f64); rows.len()],
        "complete" => vec![true; rows.len()], "gaps" => vec![0u32; rows.len()],
    );
    Metrics::new(&frame.unwrap()).unwrap()
}

/// Unit and field with both sums, and the scope.
fn rows_of(metrics: &Metrics) -> BTreeMap<(String, String), (i64, i64)> {
    let c = Columns::new("metrics", metrics.frame());
    let text = |column: &str| c.text(column).unwrap();
    let (unit, field, scope) = (text("unit_id"), text("field"), text("scope"));
    let (above, below) = (c.count("numerator").unwrap(), c.count("denominator").unwrap());
    let rows = (0..metrics.frame().height()).filter(|&row| scope.get(row) == Some("own"));
    let key = |row| (unit.get(row).unwrap().to_owned(), field.get(row).unwrap_or("all").to_owned());
    rows.map(|row| (key(row), (above.get(row).unwrap(), below.get(row).unwrap()))).collect()
}

const SINCE: &str = "2025-07-01";

fn succession(old: usize, new: usize, whole: bool) -> Succession {
    Succession {
        old_id: format!("{old}"),
        old_name: format!("Xã Cũ {old}"),
        new_id: format!("{new}"),
        new_name: format!("Xã Mới {new}"),
        whole,
        since: SINCE.to_owned(),
    }
}

fn quarters() -> (Period, Period) {
    (BEFORE.parse().unwrap(), AFTER.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Ids of the new units are those of old ones, as in 2025: only names tell them apart.
    #[test]
    fn new_units_have_the_sums_of_their_old_ones_exactly(
        olds in prop::collection::vec(
            (0..6usize, prop::option::weighted(0.9, prop::collection::vec((0..90i64, 90..99i64), 1..4)), prop::option::weighted(0.1, 0..6usize)),
            1..20,
        ),
        turned in any::<bool>(),
    ) {
        let mut rows = Vec::new();
        for (old, (into, _, divided)) in olds.iter().enumerate() {
            let other = divided.filter(|other| other != into);
            rows.push(succession(old, *into, other.is_none()));
            rows.extend(other.map(|other| succession(old, other, false)));
        }
        if turned {
            rows.reverse();
        }
        let then = olds.iter().enumerate().map(|(old, _)| (old.to_string(), format!("Xã Cũ {old}")));
        let then = register(&then.collect::<Vec<_>>());
        let now = (0..6).map(|new| (new.to_string(), format!("Xã Mới {new}"))).collect::<Vec<_>>();
        let now = register(&now);
        let figures = olds.iter().enumerate();
        let figures = figures.filter_map(|(old, of)| Some((old.to_string(), of.1.clone()?)));
        let figures = metrics(&figures.collect::<Vec<_>>());
        let (before, after) = quarters();
        let lineage = Lineage::of((&then, before), (&now, after), &rows);
        let seen = rows_of(&merged(&figures, &lineage, &now).unwrap());
        for new in 0..6 {
            let parts: Vec<_> = rows.iter().filter(|row| row.new_id == new.to_string()).collect();
            let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
            let mut known = !parts.is_empty() && parts.iter().all(|row| row.whole);
            for part in &parts {
                match &olds[part.old_id.parse::<usize>().unwrap()].1 {
                    Some(fields) => {
                        for (at, of) in fields.iter().enumerate() {
                            for key in [format!("f{at}"), "all".to_owned()] {
                                let sum = sums.entry(key).or_default();
                                *sum = (sum.0 + of.0, sum.1 + of.1);
                            }
                        }
                    }
                    None => known = false,
                }
            }
            let own = seen.iter().filter(|(key, _)| key.0 == new.to_string());
            let own: BTreeMap<String, (i64, i64)> = own.map(|(key, of)| (key.1.clone(), *of)).collect();
            prop_assert_eq!(own, if known { sums } else { BTreeMap::new() }, "{}: {:?}", new, lineage.origin(&new.to_string()));
        }
    }

    /// Where nothing was merged everything is as it was, and where nothing is declared no other unit is compared.
    #[test]
    fn units_that_are_the_same_keep_their_figures_and_others_have_none(
        units in prop::collection::vec((any::<bool>(), prop::collection::vec((0..90i64, 90..99i64), 1..3)), 1..9),
    ) {
        let named = |new: bool| {
            let units = units.iter().enumerate().map(|(id, (same, _))| {
                let name = if new && !same { "Mới" } else { "Cũ" };
                (id.to_string(), format!("Xã {name} {id}"))
            });
            register(&units.collect::<Vec<_>>())
        };
        let (then, now) = (named(false), named(true));
        let figures: Vec<_> = units.iter().enumerate().map(|(id, of)| (id.to_string(), of.1.clone())).collect();
        let figures = metrics(&figures);
        let (before, after) = quarters();
        let lineage = Lineage::of((&then, before), (&now, after), &[]);
        let mut kept = rows_of(&figures);
        kept.retain(|key, _| units[key.0.parse::<usize>().unwrap()].0);
        prop_assert_eq!(rows_of(&merged(&figures, &lineage, &now).unwrap()), kept);
        let gone: Vec<&str> = lineage.gone().iter().map(|unit| unit.id.as_str()).collect();
        let others: Vec<String> = (0..units.len()).filter(|&id| !units[id].0).map(|id| id.to_string()).collect();
        prop_assert_eq!(gone, others);
    }
}

fn origin<'l>(lineage: &'l Lineage, id: &str) -> &'l Origin {
    lineage.origin(id).unwrap()
}

/// Two changes between two periods are followed one after the other; one in the middle of the later period makes a unit
/// of another time.
#[test]
fn changes_are_followed_in_their_order() {
    let (then, now) = (
        register(&[
            ("0".into(), "Xã Cũ 0".into()),
            ("1".into(), "Xã Cũ 1".into()),
            ("2".into(), "Xã Cũ 2".into()),
        ]),
        register(&[("1".into(), "Xã Mới 1".into()), ("0".into(), "Xã Mới 0".into())]),
    );
    let earlier = Succession {
        new_id: "9".into(),
        new_name: "Xã Giữa".into(),
        since: "2024-11-01".into(),
        ..succession(0, 9, true)
    };
    let later =
        Succession { old_id: "9".into(), old_name: "Xã Giữa".into(), ..succession(9, 1, true) };
    let rows = [later.clone(), succession(1, 1, true), earlier.clone(), succession(2, 0, true)];
    let years =
        |then: &str, now: &str| (then.parse::<Period>().unwrap(), now.parse::<Period>().unwrap());
    let (before, after) = years("2024-Q3", AFTER);
    let lineage = Lineage::of((&then, before), (&now, after), &rows);
    assert_eq!(lineage.olds("1"), ["0", "1"], "{lineage:?}");
    assert_eq!(
        origin(&lineage, "1").note(Lang::En).unwrap(),
        "the sum of 2 old units: Xã Cũ 0, Xã Cũ 1"
    );
    assert_eq!(lineage.olds("0"), ["2"]);
    // A year in the middle of which it was made.
    let (before, after) = years("2024", "2025");
    let lineage = Lineage::of((&then, before), (&now, after), &rows[1..2]);
    let within = Origin::Not(NoOrigin::Within { since: SINCE.to_owned() });
    assert_eq!(origin(&lineage, "1"), &within);
    // A name that the register of then does not know under that id, and a unit that goes on and has its own past.
    let (before, after) = quarters();
    let other = Succession { old_name: "Xã Khác".into(), ..succession(2, 0, true) };
    let lineage = Lineage::of((&then, before), (&now, after), &[other, succession(2, 1, true)]);
    assert_eq!(origin(&lineage, "0"), &Origin::Not(NoOrigin::Lost { old: "Xã Mới 0".to_owned() }));
    assert_eq!(origin(&lineage, "1"), &Origin::Not(NoOrigin::Lost { old: "Xã Mới 1".to_owned() }));
}
