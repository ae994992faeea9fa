//! A form as meant: how it is recognised, what its columns and lines mean, and what it is compared with.

mod comparison;
mod indicator;
mod layout;

pub use comparison::{Previous, Reasons, Sample};
pub(in crate::pipeline) use indicator::written_out;
pub use indicator::{Agreement, Answer, Indicator, IndicatorValue, Kind, Ratio, Section, Whose};
pub use layout::{
    Binding, Column, Form, Groups, Identity, Items, Measure, Numbers, Part, Printed, Relation,
    Words,
};
