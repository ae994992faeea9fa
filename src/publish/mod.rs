//! Rankings, metrics, findings and submissions → workbooks that officials open, print and sign. Same inputs give the
//! same bytes: dates come from the period, not from a clock.
//!
//! A workbook is composed as plain data (`book`), then written (`write`, the only room that knows the library).
//! `workbook` holds the sheets of the declared workbooks, one a file; `returned` what units get back; `document` a paper as
//! plain data and as a file; `notice` what an office signs; `draw_record` the paper of a draw; `inspection` how a plan of
//! inspection stands, `inspection_report` what came of it; `dossier` what is read before a visit; `edition` the figures as tables; `page` the rankings for a
//! browser; `template` an empty form to be filled in; `data_sheet` a table for people who go on working with it;
//! `inspection_page` a file as the reader sees it; `check_page` what an office checks a file with.

pub mod book;
mod check_page;
mod data_sheet;
mod document;
mod dossier;
mod draw_record;
mod edition;
mod inputs;
mod inspection;
mod inspection_page;
mod inspection_report;
mod late;
mod notice;
mod page;
mod published;
mod returned;
mod said;
mod source_cells;
mod stage;
mod template;
mod workbook;
mod write;

pub use book::meaning::{
    Circle, FieldFigure, FieldShows, FormsFigure, LateFigure, Meaning, OneOf, RateFigure,
    StandingFigure,
};
pub use book::plan::CELL_CHARACTERS;
pub use check_page::check_page;
pub use data_sheet::{DataSheet, MOST_ROWS};
pub use dossier::{
    DossierFile, DossierInputs, DossierKnown, FindingsStep, KnownDraw, PeriodThen, for_each_dossier,
};
pub use draw_record::draw_paper;
pub use inputs::Inputs;
pub use inspection_page::inspection_page;
pub use inspection_report::visit_paper;
pub use late::{LateNumber, late_numbers};
pub use published::{PublishError, Published};
pub use returned::{
    Return, ReturnLetter, compose_return, copied_from, findings_of, give_back, return_letter,
    returns,
};
pub use stage::{DistrictPlan, compose, composed, district_count, for_each_district, publish};
pub use template::{KnownFields, template};
pub use workbook::words::formula;
