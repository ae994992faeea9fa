//! The files of `pipelines/` as they are written: their keys, the types of their values, and how one is read. Nothing
//! here is checked against anything else; that is what `resolve` does.

pub(in crate::pipeline) mod file;
mod form;
pub(in crate::pipeline) mod pipeline;
mod setting;
mod shape;
pub(in crate::pipeline) mod types;
pub(in crate::pipeline) mod value;

pub use setting::Setting;
pub use shape::{Declares, Key, Shape};
