//! Figures of a template that follow from others: sums of a line, sums of the lines above, ratios. Nothing stands in them
//! until something is typed, so that an empty sheet that comes back holds no zeros.

use std::ops::Range;

use crate::model::MeasureIx;
use crate::pipeline::Formula;
use crate::publish::book::live::rows_of;

use super::cells::listed;

/// Places after the point of a ratio.
const PLACES: u8 = 2;

/// The sum of some cells of a line.
pub(super) fn line_sum(row: u32, columns: &[u16]) -> String {
    let cells = listed(row, columns);
    format!("IF(COUNT({cells})=0,\"\",SUM({cells}))")
}

/// The sum of some lines in a column.
pub(super) fn column_sum(column: u16, rows: &Range<u32>) -> String {
    let cells = rows_of(column, rows);
    format!("IF(COUNT({cells})=0,\"\",SUM({cells}))")
}

/// A ratio, or a sum where nothing is divided, of counts whose cells are known.
pub(super) fn ratio(
    above: &Formula,
    below: Option<&Formula>,
    scale: u32,
    cell: impl Fn(MeasureIx) -> Option<String>,
) -> Option<String> {
    let mut cells: Vec<String> = Vec::new();
    let mut signed = |formula: &Formula| -> Option<String> {
        let mut text = String::new();
        for (sign, measure) in &formula.terms {
            let cell = cell(*measure)?;
            text.push(if *sign < 0 { '-' } else { '+' });
            text.push_str(&cell);
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        Some(text.trim_start_matches('+').to_owned())
    };
    let above = signed(above)?;
    let below = match below {
        Some(below) => Some(signed(below)?),
        None => None,
    };
    let given = format!("COUNT({})<{}", cells.join(","), cells.len());
    Some(match below {
        Some(below) => format!(
            "IF({given},\"\",IF({below}=0,\"\",ROUND(({above})/({below})*{scale},{PLACES})))"
        ),
        None => format!("IF({given},\"\",{above})"),
    })
}
