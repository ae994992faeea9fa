//! That nobody's chance is another than the rule says: counted over seeds that stand here, so that a count is the same
//! every time, and held against what fair draws would keep to in 999 of 1,000 cases.

use std::collections::BTreeMap;

use super::{chosen, drawn, plan, register};

/// How far counts are from what is expected, and no more than fair ones would be.
#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
fn chi_square(counts: &[usize], expected: &[f64]) -> f64 {
    let squares = counts.iter().zip(expected);
    squares.map(|(count, expected)| (*count as f64 - expected).powi(2) / expected).sum()
}

/// Each of 12 communes, of which 3 are drawn, equally often.
#[test]
fn every_commune_of_a_district_is_drawn_equally_often() {
    let (register, plan) = (register(12), plan(3));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..2_000 {
        for unit in chosen(&drawn(&plan, &register, &format!("{seed:06}"), None)) {
            *counts.entry(unit).or_default() += 1;
        }
    }
    let counts: Vec<usize> = counts.into_values().collect();
    assert_eq!((counts.len(), counts.iter().sum::<usize>()), (12, 6_000));
    // Who is drawn takes a place from the others: of 12, three at a time, counts vary by 9/11 of what single draws would.
    let far = chi_square(&counts, &[500.0; 12]) * 11.0 / 9.0;
    assert!(far < 31.26, "{far}: {counts:?}");
    assert!(far > 1.0, "too even for chance, {far}: {counts:?}");
}

/// Each pair of 6 communes equally often, in whatever order.
#[test]
fn every_pair_of_communes_is_drawn_equally_often() {
    let (register, plan) = (register(6), plan(2));
    let mut pairs: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for seed in 0..3_000 {
        let mut pair = chosen(&drawn(&plan, &register, &format!("Giải {seed}"), None));
        pair.sort();
        *pairs.entry(pair).or_default() += 1;
    }
    let counts: Vec<usize> = pairs.into_values().collect();
    assert_eq!(counts.len(), 15);
    let far = chi_square(&counts, &[200.0; 15]);
    assert!(far < 36.12, "{far}: {counts:?}");
}

/// What two districts draw has nothing to do with each other: all 30 ways to draw one of 15 and one of 2.
#[test]
fn districts_are_drawn_from_on_their_own() {
    let (register, plan) = (register(15), plan(1));
    let mut ways: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for seed in 0..3_000 {
        let record = drawn(&plan, &register, &format!("ngày {seed}"), None);
        let way = record.drawn().map(|(_, candidate)| candidate.unit_id.clone()).collect();
        *ways.entry(way).or_default() += 1;
    }
    let counts: Vec<usize> = ways.into_values().collect();
    assert_eq!(counts.len(), 30);
    let far = chi_square(&counts, &[100.0; 30]);
    assert!(far < 58.30, "{far}: {counts:?}");
}

/// With tickets, the chance of every order of two is that of drawing tickets one by one out of an urn: all orders are
/// counted, each against its exact chance.
#[test]
fn a_chance_is_as_large_as_the_share_of_the_tickets() {
    let (register, plan) = (register(4), plan(2));
    // 1, 2, 4 and 8 tickets.
    let files = [("25100", 0, 100), ("25101", 1, 100), ("25102", 3, 100), ("25103", 7, 100)];
    let weights = [1.0, 2.0, 4.0, 8.0];
    let mut orders: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let draws = 6_000;
    for seed in 0..draws {
        let record = drawn(&plan, &register, &format!("số {seed}"), Some(&files));
        *orders.entry(chosen(&record)).or_default() += 1;
    }
    let all: f64 = weights.iter().sum();
    let (mut counts, mut expected) = (Vec::new(), Vec::new());
    for (first, one) in files.iter().zip(weights) {
        for (second, other) in files.iter().zip(weights).filter(|(other, _)| *other != first) {
            let order = vec![first.0.to_owned(), second.0.to_owned()];
            counts.push(orders.get(&order).copied().unwrap_or(0));
            expected.push(f64::from(draws) * one / all * other / (all - one));
        }
    }
    assert_eq!(counts.len(), 12);
    let far = chi_square(&counts, &expected);
    assert!(far < 31.26, "{far}: {counts:?} {expected:?}");
    // Were all chances the same, this would be told.
    let even = chi_square(&counts, &[500.0; 12]);
    assert!(even > 1_000.0, "{even}");
}

#[test]
fn one_letter_of_the_seed_changes_every_ticket() {
    let register = register(12);
    let hashes = |seed: &str| -> BTreeMap<String, String> {
        let record = drawn(&plan(3), &register, seed, None);
        let candidates = record.districts.into_iter().flat_map(|district| district.candidates);
        candidates.map(|candidate| (candidate.unit_id, candidate.hash)).collect()
    };
    for (one, other) in [("734512", "734513"), ("Đồng", "Dồng"), ("ngày 15", "ngày 15.")] {
        let (one, other) = (hashes(one), hashes(other));
        assert_eq!(one.len(), 14);
        for (unit, hash) in &one {
            assert_ne!(Some(hash), other.get(unit), "{unit}");
            // Nor are they near each other: half of 64 figures of 16 agree by chance nowhere near.
            let same = hash.chars().zip(other[unit].chars()).filter(|(a, b)| a == b).count();
            assert!(same < 24, "{unit}: {same}");
        }
    }
}
