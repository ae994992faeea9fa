//! Files that were made from a template of this program, which say themselves of which form, unit and period they are.
//! `templates` reads what they say (`made_for`: one of them), `settle` weighs it against the sheets: it is evidence, the
//! strongest, and no more.

pub(super) mod made_for;
pub(super) mod settle;
pub(super) mod templates;
