//! What is worth saying of a period, computed and each only where it is true: the whole province, whether a few units hold
//! much of what counts against all, classes, who moved furthest and why, who is not in it. Numbers first, words apart from
//! them: the summary, the page and the notice say the same.

mod burden;
mod classes;
mod movers;
mod sentences;
mod whole;

pub(in crate::publish) use burden::Burden;
pub(in crate::publish) use classes::{class_counts, counted};
pub(in crate::publish) use movers::{Mover, Movers, furthest, reason};
pub(in crate::publish) use sentences::{Decimals, sentences};
pub(in crate::publish) use whole::main_metric;
