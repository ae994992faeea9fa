//! Result sheets of a province as its offices send them: generated, seeded, the same bytes each time.
//!
//! [`district_workbook`] is all a benchmark needs. The rest serves the fixtures: departments,
//! planted faults, the truth table, and the published table of another province.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the example and the benchmark each use a part of this module"
)]

pub mod appendix1;
pub mod appendix2;
pub mod appendix3;
pub mod appendix5;
pub mod counts;
pub mod departments;
pub mod district;
pub mod dong_nai;
pub mod dossiers;
pub mod faults;
pub mod fields;
pub mod finding;
pub mod form;
pub mod form06a;
pub mod page;
pub mod period;
pub mod place;
pub mod plain;
pub mod progress;
pub mod register;
pub mod style;
pub mod submission;
pub mod survey;
pub mod table;
pub mod target;
pub mod truth;
pub mod two_level;
pub mod typed;

pub use district::{Options, district_workbook};
pub use period::Period;
pub use place::Place;
