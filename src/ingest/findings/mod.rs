//! What reading may find, a code a file with its severity and its words, in rooms by what it is about. What the
//! readers of files find on their own stands in `read::findings`.

pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod dossier;
pub(crate) mod file;
pub(crate) mod line;
pub(crate) mod sender;
pub(crate) mod submission;

use crate::model::Check;
use crate::read::findings as readers;

/// Every code of reading, by number.
pub const CHECKS: &[&Check] = &[
    &file::unreadable_file::UNREADABLE_FILE,
    &file::unknown_form::UNKNOWN_FORM,
    &sender::unknown_sender::UNKNOWN_SENDER,
    &sender::sender_disagrees::SENDER_DISAGREES,
    &file::hidden_sheet::HIDDEN_SHEET,
    &file::ambiguous_form::AMBIGUOUS_FORM,
    &readers::unreadable_cell::UNREADABLE_CELL,
    &readers::sheet_without_form::SHEET_WITHOUT_FORM,
    &file::misnamed::MISNAMED,
    &column::missing_column::MISSING_COLUMN,
    &column::unknown_column::UNKNOWN_COLUMN,
    &column::ambiguous_column::AMBIGUOUS_COLUMN,
    &column::stray_cells::STRAY_CELLS,
    &readers::legacy_text::LEGACY_TEXT,
    &line::hidden_lines::HIDDEN_LINES,
    &file::more_findings::MORE_FINDINGS,
    &readers::covered_cells::COVERED_CELLS,
    &cell::read_partly::READ_PARTLY,
    &line::struck_line::STRUCK_LINE,
    &line::unknown_unit::UNKNOWN_UNIT,
    &line::unknown_line::UNKNOWN_LINE,
    &line::unnamed_total::UNNAMED_TOTAL,
    &line::indicator_twice::INDICATOR_TWICE,
    &cell::scale_differs::SCALE_DIFFERS,
    &line::group_unnamed::GROUP_UNNAMED,
    &line::detail_lines::DETAIL_LINES,
    &sender::other_period::OTHER_PERIOD,
    &line::numbering_restarts::NUMBERING_RESTARTS,
    &line::total_only::TOTAL_ONLY,
    &cell::not_a_number::NOT_A_NUMBER,
    &cell::not_a_count::NOT_A_COUNT,
    &cell::not_calculated::NOT_CALCULATED,
    &cell::blank_count::BLANK_COUNT,
    &cell::text_numbers::TEXT_NUMBERS,
    &cell::rounded_number::ROUNDED_NUMBER,
    &cell::unknown_answer::UNKNOWN_ANSWER,
    &cell::percent_unclear::PERCENT_UNCLEAR,
    &line::unit_twice::UNIT_TWICE,
    &submission::sent_twice::SENT_TWICE,
    &submission::receipts_unreadable::RECEIPTS_UNREADABLE,
    &line::lines_repeated::LINES_REPEATED,
    &file::template_outdated::TEMPLATE_OUTDATED,
    &sender::template_contradicted::TEMPLATE_CONTRADICTED,
    &file::template_unknown::TEMPLATE_UNKNOWN,
    &file::template_empty::TEMPLATE_EMPTY,
    &dossier::dossier_date::DOSSIER_DATE,
    &dossier::dossier_undue::DOSSIER_UNDUE,
    &dossier::dossier_end::DOSSIER_END,
    &dossier::dossier_word::DOSSIER_WORD,
    &dossier::dossier_repeated::DOSSIER_REPEATED,
];
