//! What may be found about a whole file, or a sheet of it.

pub(crate) mod ambiguous_form;
pub(crate) mod hidden_sheet;
pub(crate) mod misnamed;
pub(crate) mod more_findings;
pub(crate) mod template_empty;
pub(crate) mod template_outdated;
pub(crate) mod template_unknown;
pub(crate) mod unknown_form;
pub(crate) mod unreadable_file;
