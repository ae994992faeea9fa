//! What may be found about whose a table is, and of which period.

pub(crate) mod other_period;
pub(crate) mod sender_disagrees;
pub(crate) mod template_contradicted;
pub(crate) mod unknown_sender;
