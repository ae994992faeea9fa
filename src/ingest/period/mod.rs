//! Which period a table is of. `words` knows the words that can tell a time, `span` puts them together to months
//! (`months`), `dated` weighs what heading, tab and file tell, `other_periods` which tables then count;
//! `told` the period of a table before there is a run.

pub(super) mod dated;
pub(super) mod months;
pub(super) mod other_periods;
pub(super) mod span;
pub(super) mod told;
pub(super) mod words;
