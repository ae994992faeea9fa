//! What a program left in a workbook beside its sheets to know it again: `kept` is one such text, `markup` finds them in
//! every dialect of XML. The binary formats have theirs among their own records.

pub(super) mod kept;
pub(super) mod markup;
