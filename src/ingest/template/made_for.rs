//! What one template was made for.

use crate::model::{Period, UnitIx};
use crate::pipeline::Form;

/// What a template was made for.
#[derive(Debug)]
pub(in crate::ingest) struct MadeFor<'p> {
    pub(in crate::ingest) form: &'p Form,
    /// The unit that fills it in; none where it is anybody's.
    pub(in crate::ingest) unit: Option<UnitIx>,
    pub(in crate::ingest) period: Period,
    /// Whether its form is laid out now as it was then.
    pub(in crate::ingest) is_current: bool,
}
