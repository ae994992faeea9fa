//! The catalogue of checks, one rule a file.

pub(super) mod absent;
mod field_twice;
mod identities;
pub(super) mod missing;
mod percentages;
mod totals;

use super::Rule;

/// Every rule, in the order of its codes.
pub const RULES: &[Rule] = &[
    identities::RULE,
    totals::RULE,
    percentages::RULE,
    field_twice::RULE,
    missing::RULE,
    absent::RULE,
];
