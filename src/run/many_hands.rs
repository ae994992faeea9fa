//! As many things at once as the machine can do.

use rayon::prelude::*;

use crate::model::Hands;

/// Side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct ManyHands;

impl Hands for ManyHands {
    fn each<T: Send, R: Send>(&self, things: Vec<T>, make: impl Fn(T) -> R + Sync) -> Vec<R> {
        things.into_par_iter().map(&make).collect()
    }
}
