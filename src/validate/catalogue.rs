//! Everything that validation may find, for who lists it and explains it.

use crate::model::Check;

use super::failure::CHECK_FAILED;
use super::policy;
use super::rearranged;
use super::rules::RULES;
use super::runs;

/// What the rules find, in their order, and what belongs to no rule.
pub const CHECKS: &[&Check] = &ALL;

const NUMBER: usize = {
    let (mut number, mut rule) =
        (rearranged::CHECKS.len() + policy::CHECKS.len() + runs::CHECKS.len() + 1, 0);
    while rule < RULES.len() {
        number += RULES[rule].checks.len();
        rule += 1;
    }
    number
};

const ALL: [&Check; NUMBER] = {
    let mut all = [&CHECK_FAILED; NUMBER];
    let (mut number, mut rule) = (0, 0);
    while rule < RULES.len() {
        number = put(&mut all, number, RULES[rule].checks);
        rule += 1;
    }
    number = put(&mut all, number, runs::CHECKS);
    number = put(&mut all, number, policy::CHECKS);
    put(&mut all, number, rearranged::CHECKS);
    all
};

/// Puts checks at a place and gives the next one.
const fn put(
    all: &mut [&'static Check; NUMBER],
    mut number: usize,
    checks: &[&'static Check],
) -> usize {
    let mut at = 0;
    while at < checks.len() {
        all[number] = checks[at];
        number += 1;
        at += 1;
    }
    number
}
