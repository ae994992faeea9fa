//! A dossier for each visit of a plan of inspection: what is known of its target, as a document of a few pages and as a
//! workbook in which each figure has its cell.
//!
//! `compose` puts it together once, as plain data: `forms` what came of the report, `answers` what it says by the outline,
//! `stands` the places, `weak_fields` and `overdue` what is late, `quality` what was found, `peers` who is as large,
//! `communes` those that were drawn, `questions` what is to be asked.

mod answers;
mod book;
mod communes;
mod compose;
mod forms;
mod head;
mod inputs;
mod overdue;
mod peers;
mod quality;
mod questions;
mod stands;
mod weak_fields;
mod words;

pub use inputs::{DossierInputs, DossierKnown, FindingsStep, PeriodThen};
