//! Dossiers of the targets of a plan: `known` what is on disk of other periods and runs, `tables` what a published run left,
//! `make` the files where somebody asks for them.

pub(in crate::run) mod known;
mod make;
mod tables;

pub use make::{DossierWish, MadeDossiers, dossiers};
