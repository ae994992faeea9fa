//! `tthc` reads the result sheets of administrative procedures (thủ tục hành chính), checks them, computes
//! on-time and satisfaction rates, ranks the units and publishes workbooks.
//!
//! ```text
//!  pipelines/*.toml ─▶ Declaration ─▶ Pipeline ────────┬──────────┬─────────┬──────────┐
//!  inbox ─▶ ingest ─▶ observations, submissions ─▶ validate ─▶ measure ─▶ metrics ─▶ rank ─▶ rankings ─▶ publish ─▶ workbooks
//!              └──────────── findings ───────────────┴──────────────────────────────────────▶ (own sheet)
//! ```
//!
//! Modules stand here in the order of their layers; one imports only what is listed above it
//! (`tests/it/layers.rs`). Reading never fails: wrong data is a finding, only a wrong machine or a wrong
//! declaration is an error. Same inputs give the same bytes.

pub mod model;

pub mod text;

pub mod table;

pub mod pipeline;

pub mod compare;
pub mod ingest;
pub mod measure;
pub mod publish;
pub mod rank;
pub mod store;
pub mod validate;

pub mod run;

pub mod cli;
