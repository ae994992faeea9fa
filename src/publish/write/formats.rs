//! The styles as the library knows them, each once, and the cells of a run that wear one.

use rust_xlsxwriter as xlsx;
use xlsx::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet};

use crate::publish::book::style::{Across, Appearance, CellStyle, FONT, LINE_COLOUR};

use super::runs::StyleRun;

/// The font that widths of columns are counted in; the one everything is set in, so that a reader
/// without another font shows the same widths.
pub(super) fn normal() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12)
}

/// Every style once, shared by all cells.
pub(super) struct Formats(Vec<Format>);

impl Formats {
    pub(super) fn new() -> Self {
        Self(CellStyle::all().map(|style| format(style.face())).collect())
    }

    pub(super) fn of(&self, style: CellStyle) -> &Format {
        &self.0[style.index()]
    }
}

fn format(face: Appearance) -> Format {
    let across = match face.across {
        Across::Left => FormatAlign::Left,
        Across::Centre => FormatAlign::Center,
        Across::Right => FormatAlign::Right,
    };
    let mut format = letters(face).set_align(across).set_align(FormatAlign::VerticalCenter);
    format = match face.number {
        "" if face.wrapped => format.set_text_wrap(),
        "" => format,
        number => format.set_num_format(number),
    };
    if face.lines {
        format = format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE_COLOUR));
    }
    if face.indent {
        format = format.set_indent(1);
    }
    if face.guarded {
        format = format.set_quote_prefix();
    }
    if face.unlocked {
        format = format.set_unlocked();
    }
    match face.fill {
        Some(fill) => format.set_background_color(Color::RGB(fill)),
        None => format,
    }
}

/// Font, size and slope only.
pub(super) fn letters(face: Appearance) -> Format {
    let mut format = Format::new()
        .set_font_name(FONT)
        .set_font_size(face.points)
        .set_font_color(Color::RGB(face.ink));
    if face.bold {
        format = format.set_bold();
    }
    if face.italic {
        format = format.set_italic();
    }
    if face.underlined {
        format = format.set_underline(FormatUnderline::Single);
    }
    format
}

/// Gives the cells of a run their format; the first was written with it.
pub(super) fn paint(
    sheet: &mut Worksheet,
    run: StyleRun,
    formats: &Formats,
) -> Result<(), xlsx::XlsxError> {
    let StyleRun { column, style, first, last } = run;
    if first < last {
        sheet.set_range_format(first + 1, column, last, column, formats.of(style))?;
    }
    Ok(())
}
