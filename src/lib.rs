//! `tthc` reads the result sheets of administrative procedures (thủ tục hành chính), checks them, computes
//! on-time and satisfaction rates, ranks the units and publishes workbooks.
//!
//! ```text
//!  pipelines/*.toml ─▶ Declaration ─▶ Pipeline ────────┬──────────┬─────────┬──────────┐
//!  inbox ─▶ ingest (a file, a process) ─▶ lines ─▶ validate ─▶ measure ─▶ metrics ─▶ rank ─▶ rankings ─▶ publish ─▶ workbooks
//!              └──────────── findings ───────────────┴──────────────────────────────────────▶ (own sheet)
//! ```
//!
//! Modules stand here in the order of their layers; one imports only what is listed above it
//! (`tests/it/layers.rs`). Reading never fails: wrong data is a finding, only a wrong machine or a wrong
//! declaration is an error. Same inputs give the same bytes.
//!
//! The first seven are the reading half: plain Rust without polars, disk, process or thread. It is what the library is
//! without its default feature `night`, which brings the rest.

pub mod model;

pub mod text;

pub mod read;

pub mod pipeline;

pub mod ingest;

pub mod validate;

pub mod check;

#[cfg(feature = "night")]
pub mod table;

#[cfg(feature = "night")]
pub mod query;

#[cfg(feature = "night")]
pub mod compare;
#[cfg(feature = "night")]
pub mod inspection;
#[cfg(feature = "night")]
pub mod measure;
#[cfg(feature = "night")]
pub mod publish;
#[cfg(feature = "night")]
pub mod rank;
#[cfg(feature = "night")]
pub mod store;

#[cfg(feature = "night")]
pub mod run;

#[cfg(feature = "night")]
pub mod cli;
