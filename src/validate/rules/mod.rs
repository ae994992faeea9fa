//! The catalogue of checks, one rule a file.

mod beyond_funnel;
mod counted_twice;
mod field_twice;
mod forms_disagree;
mod identities;
mod implausible;
mod indicators_missing;
mod overdue_unexplained;
mod percentage_differs;
mod period_before;
mod same_as_before;
mod small_sample;
mod submission_late;
mod submission_missing;
mod total_differs;
mod unit_missing;

use crate::validate::rule::Rule;

/// Every rule, in the order of its codes.
pub const RULES: &[Rule] = &[
    identities::RULE,
    total_differs::RULE,
    percentage_differs::RULE,
    field_twice::RULE,
    overdue_unexplained::RULE,
    implausible::RULE,
    small_sample::RULE,
    forms_disagree::RULE,
    period_before::RULE,
    counted_twice::RULE,
    same_as_before::RULE,
    beyond_funnel::RULE,
    submission_missing::RULE,
    unit_missing::RULE,
    submission_late::RULE,
    indicators_missing::RULE,
];
