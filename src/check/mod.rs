//! Files checked before they are sent: the same reading and the same rules as at night, on a few files, without disk,
//! process or thread. `checked` is what a night would say of them; `sums` adds their lines up for rules that compare
//! several; `catalogue` has the words of everything that reading and the rules may find.

mod catalogue;
mod checked;
mod sums;

pub use catalogue::CATALOGUE;
pub use checked::{Checked, checked};
pub use sums::sums;
