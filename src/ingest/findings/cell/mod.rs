//! What may be found about one number.

pub(crate) mod blank_count;
pub(crate) mod not_a_count;
pub(crate) mod not_a_number;
pub(crate) mod not_calculated;
pub(crate) mod percent_unclear;
pub(crate) mod read_partly;
pub(crate) mod rounded_number;
pub(crate) mod scale_differs;
pub(crate) mod text_numbers;
pub(crate) mod unknown_answer;
