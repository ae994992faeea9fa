//! Whose a table is. `evidence` gathers what the texts in and around it name (`heading`: those above it), `weigh` weighs
//! them against each other, `words` says where they disagree. `foreign` finds lines of others in a table, `unused_forms`
//! tells who sent a form of which nothing counts.

pub(super) mod evidence;
pub(super) mod foreign;
pub(super) mod heading;
pub(super) mod support;
pub(super) mod unused_forms;
pub(super) mod weigh;
pub(super) mod whose;
pub(super) mod words;
