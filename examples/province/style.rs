//! Formats of a Vietnamese office form.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

/// Formats of a form.
#[derive(Debug)]
pub struct Styles {
    /// Centred text outside the table.
    pub plain: Format,
    /// The same in bold: titles, signatures.
    pub bold: Format,
    /// The motto: bold and underlined.
    pub motto: Format,
    /// The period and the place and date, in italics.
    pub italic: Format,
    /// Notes below the table, aligned left.
    pub note: Format,
    /// Header cell.
    pub head: Format,
    /// Numbering in a line.
    pub ordinal: Format,
    /// Text in a line.
    pub text: Format,
    /// Count in a line.
    pub count: Format,
    /// Figure with two decimals in a line.
    pub decimal: Format,
    /// Figure typed with a decimal point where a count belongs.
    pub fraction: Format,
    /// Level of satisfaction in a line.
    pub level: Format,
    /// Numbering of a group.
    pub group_ordinal: Format,
    /// Name of a group.
    pub group: Format,
    /// Label of a total.
    pub total: Format,
    /// Count in a total.
    pub total_count: Format,
    /// Column numbers below a header.
    pub numbers: Format,
}

impl Default for Styles {
    fn default() -> Self {
        let base = Format::new().set_font_name("Times New Roman").set_font_size(11);
        let plain =
            base.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let bold = plain.clone().set_bold();
        let boxed = base
            .clone()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let centre = boxed.clone().set_align(FormatAlign::Center);
        let right = boxed.clone().set_align(FormatAlign::Right).set_indent(1);
        let count = right.set_num_format("#,##0");
        Self {
            motto: bold.clone().set_underline(FormatUnderline::Single),
            italic: plain.clone().set_italic(),
            note: base.set_italic().set_text_wrap().set_align(FormatAlign::Top),
            head: centre.clone().set_bold(),
            ordinal: centre.clone(),
            decimal: count.clone().set_num_format("0.00"),
            fraction: count.clone().set_num_format("0.000"),
            level: centre.clone(),
            group_ordinal: centre.clone().set_bold(),
            group: boxed.clone().set_bold().unset_text_wrap().set_indent(1),
            total: centre.clone().set_bold(),
            total_count: count.clone().set_bold(),
            numbers: centre.set_italic(),
            text: boxed.set_align(FormatAlign::Left).set_indent(1),
            count,
            plain,
            bold,
        }
    }
}
