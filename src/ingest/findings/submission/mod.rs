//! What may be found about which of several files count.

pub(crate) mod receipts_unreadable;
pub(crate) mod sent_twice;
