//! Charts of lying bars, drawn by the spreadsheet itself beside the rows of their figures.

use rust_xlsxwriter as xlsx;
use xlsx::{
    ChartAxisCrossing, ChartAxisLabelPosition, ChartAxisTickType, ChartFont, ChartFormat,
    ChartLayout, ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill, Color,
};

use crate::model::Area;
use crate::publish::book::plan::{BarFill, Chart};
use crate::publish::book::style::{DARK_BAR_COLOUR, FONT, LIGHT_BAR_COLOUR, LINE_COLOUR};

use super::paper::column;

/// Pixels at the left and at the right of the bars.
const MARGIN_PX: f64 = 14.0;

/// A chart of a width in pixels.
pub(super) fn native(plan: &Chart<'_>, width: u32) -> xlsx::Chart {
    let range = |area: Area| {
        let (first, last) = (area.first, area.last);
        (plan.sheet, first.row, column(first.column), last.row, column(last.column))
    };
    let mut chart = xlsx::Chart::new_bar();
    for series in &plan.series {
        chart
            .add_series()
            .set_name(series.name.as_str())
            .set_categories(range(plan.names))
            .set_values(range(series.figures))
            .set_format(&mut filled(series.fill))
            .set_overlap(100)
            .set_gap(60);
    }
    chart.title().set_hidden();
    chart.legend().set_hidden();
    // In a bar chart the y axis holds the names; reversed, the first row comes on top, and the axis of figures crosses at
    // the far end, below.
    chart
        .y_axis()
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max)
        .set_major_gridlines(false)
        .set_label_position(ChartAxisLabelPosition::None)
        .set_major_tick_type(ChartAxisTickType::None)
        .set_format(ChartFormat::new().set_no_line());
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(10).set_color(Color::Black).unset_bold();
    let axis = chart.x_axis();
    axis.set_font(&font).set_num_format("0%").set_major_gridlines(false);
    match plan.axis {
        Some((from, to, step)) => {
            axis.set_min(from).set_max(to).set_major_unit(step);
        }
        None => {
            axis.set_min(0).set_hidden(true);
        }
    }
    chart.plot_area().set_layout(&rows_of(plan, width));
    chart.chart_area().set_format(ChartFormat::new().set_no_border().set_no_fill());
    chart.set_width(width).set_height(plan.height);
    chart.set_alt_text(plan.alt.as_str());
    chart
}

fn filled(fill: BarFill) -> ChartFormat {
    let solid = |colour| {
        let mut format = ChartFormat::new();
        format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour)));
        format
    };
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(LINE_COLOUR)).set_width(0.75);
    match fill {
        BarFill::Dark => solid(DARK_BAR_COLOUR),
        BarFill::Light => solid(LIGHT_BAR_COLOUR),
        BarFill::Blank => solid(0xFF_FF_FF),
        BarFill::Pattern => {
            let mut pattern = ChartPatternFill::new();
            pattern
                .set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards)
                .set_foreground_color(Color::RGB(DARK_BAR_COLOUR))
                .set_background_color(Color::White);
            let mut format = ChartFormat::new();
            format.set_pattern_fill(&pattern).set_border(&line);
            format
        }
    }
}

/// The bars at the height of the rows.
fn rows_of(plan: &Chart<'_>, width: u32) -> ChartLayout {
    let (left, wide) = (MARGIN_PX / f64::from(width), 1.0 - 2.0 * MARGIN_PX / f64::from(width));
    ChartLayout::new()
        .set_offset(left, 0.0)
        .set_dimensions(wide, f64::from(plan.plot) / f64::from(plan.height))
}
