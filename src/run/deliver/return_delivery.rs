//! What became of forms that go back.

use crate::model::{Exit, Finding, Sentence};
use crate::run::exit::Ending;

/// A form that goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnDelivery {
    /// The unit, by id and name; `None` where nobody is known.
    pub unit: Option<(String, String)>,
    /// The form, inside the run.
    pub file: String,
    /// Where it goes: the addresses that lack it, or that have it all.
    pub to: Vec<String>,
    /// What it tells.
    pub findings: Vec<Finding>,
    /// What became of it.
    pub state: Returning,
}

/// What became of a form that goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returning {
    /// It was sent now.
    Sent,
    /// It would be sent now.
    ToSend,
    /// It was sent before.
    Before,
    /// The register has no address of the unit.
    NoAddress,
    /// It is for whoever finds out who sent the files.
    Unknown,
    /// It was not sent.
    Failed(Sentence),
}

impl ReturnDelivery {
    /// How the program ends: a unit that lacks its form is a gap.
    #[must_use]
    pub fn exit(all: &[Self]) -> Exit {
        let lacks = |one: &Self| matches!(one.state, Returning::NoAddress | Returning::Failed(_));
        Ending::Delivery { exit: Exit::Complete, undelivered: all.iter().any(lacks) }.exit()
    }
}
