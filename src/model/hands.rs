//! How many things are done at once: whoever calls the reading half knows how many hands there are.

/// Those who do it.
pub trait Hands: Sync {
    /// What is made of each thing, in their order.
    fn each<T: Send, R: Send>(&self, things: Vec<T>, make: impl Fn(T) -> R + Sync) -> Vec<R>;
}

/// One thing after another.
#[derive(Debug, Clone, Copy)]
pub struct OneHand;

impl Hands for OneHand {
    fn each<T: Send, R: Send>(&self, things: Vec<T>, make: impl Fn(T) -> R + Sync) -> Vec<R> {
        things.into_iter().map(make).collect()
    }
}
