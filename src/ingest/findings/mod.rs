//! What reading may find, a code a file: its severity and its words. What the readers of files find on their own
//! stands in `read::findings`.

pub(crate) mod ambiguous_column;
pub(crate) mod ambiguous_form;
pub(crate) mod blank_count;
pub(crate) mod detail_lines;
pub(crate) mod group_unnamed;
pub(crate) mod hidden_lines;
pub(crate) mod hidden_sheet;
pub(crate) mod indicator_twice;
pub(crate) mod lines_repeated;
pub(crate) mod misnamed;
pub(crate) mod missing_column;
pub(crate) mod more_findings;
pub(crate) mod not_a_count;
pub(crate) mod not_a_number;
pub(crate) mod not_calculated;
pub(crate) mod numbering_restarts;
pub(crate) mod other_period;
pub(crate) mod percent_unclear;
pub(crate) mod read_partly;
pub(crate) mod receipts_unreadable;
pub(crate) mod rounded_number;
pub(crate) mod scale_differs;
pub(crate) mod sender_disagrees;
pub(crate) mod sent_twice;
pub(crate) mod stray_cells;
pub(crate) mod struck_line;
pub(crate) mod text_numbers;
pub(crate) mod total_only;
pub(crate) mod unit_twice;
pub(crate) mod unknown_answer;
pub(crate) mod unknown_column;
pub(crate) mod unknown_form;
pub(crate) mod unknown_line;
pub(crate) mod unknown_sender;
pub(crate) mod unknown_unit;
pub(crate) mod unnamed_total;
pub(crate) mod unreadable_file;

use crate::model::Check;
use crate::read::findings as readers;

/// Every code of reading, by number.
pub const CHECKS: &[&Check] = &[
    &unreadable_file::UNREADABLE_FILE,
    &unknown_form::UNKNOWN_FORM,
    &unknown_sender::UNKNOWN_SENDER,
    &sender_disagrees::SENDER_DISAGREES,
    &hidden_sheet::HIDDEN_SHEET,
    &ambiguous_form::AMBIGUOUS_FORM,
    &readers::unreadable_cell::UNREADABLE_CELL,
    &readers::sheet_without_form::SHEET_WITHOUT_FORM,
    &misnamed::MISNAMED,
    &missing_column::MISSING_COLUMN,
    &unknown_column::UNKNOWN_COLUMN,
    &ambiguous_column::AMBIGUOUS_COLUMN,
    &stray_cells::STRAY_CELLS,
    &readers::legacy_text::LEGACY_TEXT,
    &hidden_lines::HIDDEN_LINES,
    &more_findings::MORE_FINDINGS,
    &readers::covered_cells::COVERED_CELLS,
    &read_partly::READ_PARTLY,
    &struck_line::STRUCK_LINE,
    &unknown_unit::UNKNOWN_UNIT,
    &unknown_line::UNKNOWN_LINE,
    &unnamed_total::UNNAMED_TOTAL,
    &indicator_twice::INDICATOR_TWICE,
    &scale_differs::SCALE_DIFFERS,
    &group_unnamed::GROUP_UNNAMED,
    &detail_lines::DETAIL_LINES,
    &other_period::OTHER_PERIOD,
    &numbering_restarts::NUMBERING_RESTARTS,
    &total_only::TOTAL_ONLY,
    &not_a_number::NOT_A_NUMBER,
    &not_a_count::NOT_A_COUNT,
    &not_calculated::NOT_CALCULATED,
    &blank_count::BLANK_COUNT,
    &text_numbers::TEXT_NUMBERS,
    &rounded_number::ROUNDED_NUMBER,
    &unknown_answer::UNKNOWN_ANSWER,
    &percent_unclear::PERCENT_UNCLEAR,
    &unit_twice::UNIT_TWICE,
    &sent_twice::SENT_TWICE,
    &receipts_unreadable::RECEIPTS_UNREADABLE,
    &lines_repeated::LINES_REPEATED,
];
