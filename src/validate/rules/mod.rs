//! The catalogue of checks, one rule a file.

mod absent;
mod agreements;
mod branches;
mod change;
mod field_twice;
mod identities;
mod implausible;
mod indicators_missing;
mod late;
mod missing;
mod percentages;
mod same;
mod sample;
mod totals;
mod unexplained;

use crate::validate::rule::Rule;

/// Every rule, in the order of its codes.
pub const RULES: &[Rule] = &[
    identities::RULE,
    totals::RULE,
    percentages::RULE,
    field_twice::RULE,
    unexplained::RULE,
    implausible::RULE,
    sample::RULE,
    agreements::RULE,
    change::RULE,
    branches::RULE,
    same::RULE,
    missing::RULE,
    absent::RULE,
    late::RULE,
    indicators_missing::RULE,
];
