//! Charts of bars.

use rust_xlsxwriter as xlsx;
use xlsx::Color;

use crate::model::Area;
use crate::publish::book::plan::Chart;
use crate::publish::book::style::{BAR_COLOUR, FONT};
use crate::publish::book::width::lines_in;

use super::paper::column;

/// A chart of bars beside each other, drawn by the spreadsheet itself.
pub(super) fn native(plan: &Chart<'_>, width: u32) -> xlsx::Chart {
    use xlsx::{
        ChartAxisCrossing, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat,
        ChartLine,
    };
    let font = |points: u8, bold: bool| {
        let mut font = ChartFont::new();
        font.set_name(FONT).set_size(points).set_color(Color::Black);
        if bold {
            font.set_bold()
        } else {
            font.unset_bold()
        };
        font
    };
    let thin = |colour: u32| {
        let mut line = ChartLine::new();
        line.set_color(Color::RGB(colour)).set_width(0.75);
        line
    };
    let range = |area: Area| {
        let (first, last) = (area.first, area.last);
        (plan.sheet, first.row, column(first.column), last.row, column(last.column))
    };
    let mut label = ChartDataLabel::new();
    label
        .show_value()
        .set_position(ChartDataLabelPosition::OutsideEnd)
        .set_num_format(plan.formats.1)
        .set_font(&font(10, false));
    let mut chart = xlsx::Chart::new_bar();
    chart
        .add_series()
        .set_name(plan.series.as_str())
        .set_categories(range(plan.names))
        .set_values(range(plan.figures))
        .set_format(
            ChartFormat::new()
                .set_solid_fill(xlsx::ChartSolidFill::new().set_color(Color::RGB(BAR_COLOUR))),
        )
        .set_gap(45)
        .set_data_label(&label);
    chart.title().set_name(plan.title.as_str()).set_font(&font(12, true));
    chart.legend().set_hidden();
    // In a bar chart the y axis holds the names; reversed, the best comes on top, and the axis of figures
    // crosses at the far end, below.
    chart
        .y_axis()
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max)
        .set_label_interval(1)
        .set_major_gridlines(false)
        .set_font(&font(10, false));
    chart
        .x_axis()
        .set_name(plan.series.as_str())
        .set_name_font(&font(10, false))
        .set_font(&font(10, false))
        .set_num_format(plan.formats.0)
        .set_min(0)
        .set_major_gridlines(true)
        .set_major_gridlines_line(&thin(0xD9_D9_D9));
    if let Some(full) = plan.full {
        chart.x_axis().set_max(full).set_major_unit(full / 5.0);
    }
    chart.plot_area().set_layout(&plot_layout(plan, width));
    chart.chart_area().set_format(ChartFormat::new().set_border(&thin(0xBF_BF_BF)));
    chart.set_width(width - 8).set_height(plan.height);
    chart
}

/// Leaves room for the names at the left, for the labels of full bars at the right, for a title of as many
/// lines as it takes, and for the axis.
fn plot_layout(plan: &Chart<'_>, width: u32) -> xlsx::ChartLayout {
    let title = f64::from(24 + 20 * lines_in(&plan.title, width * 7 / 10, 12, true));
    let (width, height) = (f64::from(width), f64::from(plan.height));
    let left = (f64::from(plan.names_px) + 24.0) / width;
    xlsx::ChartLayout::new()
        .set_offset(left, title / height)
        .set_dimensions(1.0 - left - 80.0 / width, 1.0 - (title + 64.0) / height)
}
