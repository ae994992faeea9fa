//! The page that shows a file as the reader sees it: the submitter's own sheets, each cell with the colour and
//! the sign of its part. One file of HTML that loads nothing; the template stands beside this file.

use std::collections::BTreeSet;
use std::ops::Range;

use minijinja::{Environment, Value, context};

use super::published::PublishError;
use crate::model::{
    GridRow, InspectedSheet, InspectedTable, Inspection, Lang, Mark, Notation, column_letters,
};

/// The ending turns escaping on.
const NAME: &str = "inspection.html";
const TEMPLATE: &str = include_str!("inspection.html");

/// Most columns that are drawn.
const MOST_COLUMNS: u32 = 200;

/// The page as HTML.
///
/// # Errors
/// The template is wrong; a defect of the program.
pub fn inspection_page(inspections: &[Inspection]) -> Result<String, PublishError> {
    let failed = |error: minijinja::Error| PublishError {
        file: NAME.to_owned(),
        sheet: String::new(),
        reason: error.to_string(),
    };
    let mut environment = Environment::new();
    environment.add_template(NAME, TEMPLATE).map_err(failed)?;
    let names: Vec<&str> = inspections.iter().map(|file| file.file.as_str()).collect();
    let page = context! {
        title => format!("tthc inspect: {}", names.first().unwrap_or(&"")),
        legend => Mark::ALL.map(of_mark).to_vec(),
        files => inspections.iter().map(file).collect::<Vec<_>>(),
    };
    environment.get_template(NAME).and_then(|template| template.render(page)).map_err(failed)
}

fn of_mark(mark: Mark) -> Value {
    context! { word => mark.word(), sign => mark.sign(), title => mark.title() }
}

fn file(inspection: &Inspection) -> Value {
    let findings = inspection.findings.iter().map(|finding| {
        context! {
            code => finding.code.id(),
            severity => finding.severity.word(),
            level => finding.severity.title(),
            place => finding.place.to_string(),
            message => &finding.message,
            action => finding.action.title(),
        }
    });
    context! {
        file => &inspection.file,
        format => &inspection.format,
        charset => &inspection.charset,
        refused => &inspection.refused,
        findings => findings.collect::<Vec<_>>(),
        sheets => inspection.sheets.iter().map(sheet).collect::<Vec<_>>(),
    }
}

fn sheet(sheet: &InspectedSheet) -> Value {
    let columns = sheet.columns.min(MOST_COLUMNS);
    let notation = sheet.grid.iter().flat_map(|row| &row.cells).next().map(|cell| cell.at.notation);
    let letter = |column: u32| match notation {
        Some(Notation::Numbers) => (column + 1).to_string(),
        _ => column_letters(column),
    };
    let drawn = sheet.grid.last().map_or(0, |row| row.row + 1);
    context! {
        name => &sheet.name,
        hidden => sheet.hidden,
        facts => sheet.facts(Lang::Vi),
        nothing => sheet.nothing(Lang::Vi),
        caption => &sheet.caption,
        tables => sheet.tables.iter().map(table).collect::<Vec<_>>(),
        letters => (0..columns).map(letter).collect::<Vec<_>>(),
        rows => rows(sheet, columns),
        more => sheet.rows.saturating_sub(drawn),
    }
}

fn table(table: &InspectedTable) -> Value {
    let columns = table.columns.iter().map(|column| {
        let bound = match (&column.title, &column.bound) {
            (Some(title), Some(id)) => format!("{title} ({id})"),
            _ => "không có trong biểu; không được tính".to_owned(),
        };
        context! { cell => column.cell.to_string(), text => &column.text, bound => bound }
    });
    context! {
        name => &table.name,
        why => table.why(Lang::Vi),
        sender => table.sender.as_deref().unwrap_or("không rõ"),
        evidence => table.evidence.iter().map(|found| found.said(Lang::Vi)).collect::<Vec<_>>(),
        missing => table.missing.join("; "),
        columns => columns.collect::<Vec<_>>(),
    }
}

/// Rows with the blank cells between the others, for a table of HTML leaves no gaps. Rows that hold nothing are
/// not drawn, so a merged area spans the drawn ones.
fn rows(sheet: &InspectedSheet, columns: u32) -> Vec<Value> {
    let mut covered: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut rows = Vec::with_capacity(sheet.grid.len());
    for (index, row) in sheet.grid.iter().enumerate() {
        let below = &sheet.grid[index + 1..];
        rows.push(drawn_row(row, below, columns, &mut covered));
        covered.retain(|(covered_row, _)| *covered_row > row.row);
    }
    rows
}

fn drawn_row(
    row: &GridRow,
    below: &[GridRow],
    columns: u32,
    covered: &mut BTreeSet<(u32, u32)>,
) -> Value {
    let mut cells = Vec::new();
    let mut next = 0;
    for cell in row.cells.iter().filter(|cell| cell.at.column < columns) {
        blanks(row.row, next..cell.at.column, &mut cells, covered);
        let wide = cell.columns.min(columns - cell.at.column);
        let end = row.row.saturating_add(cell.rows);
        let spanned: Vec<u32> = below
            .iter()
            .take(MOST_COVERED)
            .map(|row| row.row)
            .take_while(|row| *row < end)
            .collect();
        for row in &spanned {
            covered.extend((0..wide).map(|right| (*row, cell.at.column + right)));
        }
        cells.push(context! {
            word => cell.mark.word(),
            sign => cell.mark.sign(),
            columns => wide,
            rows => spanned.len() + 1,
            text => &cell.text,
            title => format!("{}: {}", cell.at, cell.mark.title()),
        });
        next = cell.at.column + wide;
    }
    blanks(row.row, next..columns, &mut cells, covered);
    context! {
        number => row.row + 1,
        hidden => row.hidden,
        line => row.mark.title(),
        cells => cells,
    }
}

fn blanks(row: u32, columns: Range<u32>, cells: &mut Vec<Value>, covered: &BTreeSet<(u32, u32)>) {
    for _ in columns.filter(|column| !covered.contains(&(row, *column))) {
        cells.push(context! { columns => 1, rows => 1, text => "" });
    }
}

/// Most drawn rows that one cell covers.
const MOST_COVERED: usize = 200;
