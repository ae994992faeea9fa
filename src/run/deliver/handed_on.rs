//! What became of deliveries.

use crate::model::{Exit, Sentence};
use crate::run::exit::Ending;

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOn {
    /// To whom.
    pub to: String,
    /// How it went.
    pub state: Handing,
}

/// How a delivery went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handing {
    /// It got there now.
    Done,
    /// It had been there before.
    Before,
    /// It did not, and is owed.
    Failed(Sentence),
}

impl HandedOn {
    /// Why it did not get there.
    #[must_use]
    pub const fn failure(&self) -> Option<&Sentence> {
        match &self.state {
            Handing::Failed(why) => Some(why),
            Handing::Done | Handing::Before => None,
        }
    }

    /// How something ends that would have ended so, but for these deliveries.
    #[must_use]
    pub fn exit(all: &[Self], exit: Exit) -> Exit {
        let undelivered = all.iter().any(|one| one.failure().is_some());
        Ending::Delivery { exit, undelivered }.exit()
    }
}
