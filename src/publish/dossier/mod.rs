//! A dossier for each visit of a plan of inspection: what is known of its target, as a document of a few pages and as a
//! workbook in which each figure has its cell.
//!
//! `compose` puts it together once, as plain data: `forms` what came of the report, `answers` what it says by the outline,
//! `stands` the places, `weak_fields` and `overdue` what is late, `quality` what was found, `peers` who is as large,
//! `communes` those that were drawn, `questions` what is to be asked. `paper` and `book` lay it out, `made` are the files.

mod answers;
mod book;
mod communes;
mod compose;
mod forms;
mod head;
mod inputs;
mod made;
mod overdue;
mod paper;
mod peers;
mod quality;
mod questions;
mod stands;
mod weak_fields;
mod words;

pub use inputs::{DossierInputs, DossierKnown, FindingsStep, KnownDraw, PeriodThen};
pub use made::{DossierFile, for_each_dossier};
