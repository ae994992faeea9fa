//! The page that shows a file as the reader sees it: the submitter's own sheets, each cell with the colour and
//! the sign of its part. One file of HTML that loads nothing; the template stands beside this file.

use minijinja::{Environment, Value, context};

use super::published::PublishError;
use crate::model::{
    Drawing, DrawnCell, DrawnRow, DrawnTable, InspectedSheet, Inspection, Lang, Mark,
};

/// The ending turns escaping on.
const NAME: &str = "inspection.html";
const TEMPLATE: &str = include_str!("inspection.html");
/// The colours of the parts, for every page that shows a sheet.
pub(super) const MARKS: &str = include_str!("marks.css");

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
        marks => MARKS,
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
    let templates = inspection.templates.iter().map(|template| template.said(Lang::Vi));
    context! {
        file => &inspection.file,
        format => &inspection.format,
        charset => &inspection.charset,
        refused => &inspection.refused,
        templates => templates.collect::<Vec<_>>(),
        findings => findings.collect::<Vec<_>>(),
        sheets => inspection.sheets.iter().map(sheet).collect::<Vec<_>>(),
    }
}

fn sheet(sheet: &InspectedSheet) -> Value {
    let drawing = Drawing::of(sheet);
    context! {
        name => drawing.name,
        hidden => drawing.hidden,
        facts => drawing.facts,
        nothing => drawing.nothing,
        caption => drawing.caption,
        tables => drawing.tables.iter().map(table).collect::<Vec<_>>(),
        letters => drawing.letters,
        rows => drawing.groups.iter().flatten().map(row).collect::<Vec<_>>(),
        more => drawing.more,
    }
}

fn table(table: &DrawnTable) -> Value {
    let columns = table.columns.iter().map(|column| {
        let bound = column.bound.as_deref().unwrap_or("không có trong biểu; không được tính");
        context! { cell => &column.cell, text => &column.text, bound => bound }
    });
    context! {
        name => &table.name,
        why => &table.why,
        sender => table.sender.as_deref().unwrap_or("không rõ"),
        evidence => &table.evidence,
        missing => table.missing.join("; "),
        columns => columns.collect::<Vec<_>>(),
    }
}

fn row(row: &DrawnRow) -> Value {
    let cell = |cell: &DrawnCell| {
        let mark = cell.mark;
        context! {
            word => mark.map(Mark::word),
            sign => mark.map(Mark::sign),
            columns => cell.columns,
            rows => cell.rows,
            text => &cell.text,
            title => mark.map(|mark| format!("{}: {}", cell.at, mark.title())),
        }
    };
    context! {
        number => row.number,
        hidden => row.hidden,
        line => row.mark.title(),
        cells => row.cells.iter().map(cell).collect::<Vec<_>>(),
    }
}
