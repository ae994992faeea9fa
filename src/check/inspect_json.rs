//! What the reader sees in files, as data.

use serde::Serialize;

use crate::model::{InspectedSheet, InspectedTable, Inspection};
use crate::pipeline::{Pipeline, Register};

use super::finding_json::FindingJson;
use super::template_json::TemplateJson;

/// What the reader sees in files.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub struct InspectJson<'i> {
    /// A file each; of an archive those in it.
    pub(super) inspections: Vec<InspectionJson<'i>>,
}

/// A file as the reader sees it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub(super) struct InspectionJson<'i> {
    file: &'i str,
    /// What kind of file it is; null where it cannot be read.
    format: Option<&'i str>,
    /// The encoding of its text, where it had to be found out.
    charset: Option<&'i str>,
    /// Why nothing in it can be used.
    refused: Option<&'i str>,
    /// The templates that it says it was made from; not there where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    templates: Vec<TemplateJson<'i>>,
    sheets: Vec<SheetJson<'i>>,
    /// What reading found; what the rules find is told by `tthc check`.
    findings: Vec<FindingJson<'i>>,
}

/// A sheet.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct SheetJson<'i> {
    /// The name on the tab.
    sheet: &'i str,
    hidden: bool,
    /// The old encoding that its text was converted from.
    recoded: Option<&'i str>,
    counts: SheetCounts,
    /// Lines above the first table.
    caption: &'i [String],
    /// The tables that were recognised.
    tables: Vec<TableJson<'i>>,
    /// The form that comes nearest where none was recognised.
    nearest: Option<NearestJson<'i>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct SheetCounts {
    rows: u32,
    columns: u32,
    /// Cells in use.
    cells: usize,
    /// Merged areas.
    merges: usize,
    hidden_rows: u32,
    hidden_columns: u32,
}

/// A table of a form.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct TableJson<'i> {
    /// Id of the form.
    form: &'i str,
    /// Its name.
    name: &'i str,
    /// The title above the table, where it has that of the form.
    title: Option<&'i str>,
    counts: TableCounts,
    /// First and last row of the header.
    header: [u32; 2],
    /// The unit whose table it is: its name with its id.
    sender: Option<&'i str>,
    /// What tells whose it is.
    evidence: Vec<EvidenceJson<'i>>,
    columns: Vec<ColumnJson<'i>>,
    /// Columns of the form that the table lacks.
    missing_columns: &'i [String],
    lines: Vec<LineJson<'i>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct TableCounts {
    /// Columns of the form that were found.
    bound: usize,
    /// Columns that the form has.
    declared: usize,
}

/// A text that tells whose a table is.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct EvidenceJson<'i> {
    /// What kind of text, in a word.
    kind: &'i str,
    cell: Option<String>,
    text: &'i str,
    /// Names of the units that it may mean.
    names: &'i [String],
}

/// A column.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct ColumnJson<'i> {
    cell: String,
    /// The header as found.
    text: &'i str,
    /// Id of the measure that it carries.
    measure: Option<&'i str>,
    /// Its title.
    title: Option<&'i str>,
}

/// A line of the table.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct LineJson<'i> {
    cell: String,
    /// The part it plays, in a word.
    mark: &'static str,
    label: &'i str,
}

/// A form that comes near.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
struct NearestJson<'i> {
    name: &'i str,
    missing_columns: &'i [String],
}

impl<'i> InspectJson<'i> {
    /// Files, with the names of units as the first pipeline has them that knows them.
    #[must_use]
    pub fn of(files: &'i [Inspection], pipelines: &'i [Pipeline]) -> Self {
        Self { inspections: files.iter().map(|file| inspection(file, pipelines)).collect() }
    }
}

fn inspection<'i>(file: &'i Inspection, pipelines: &'i [Pipeline]) -> InspectionJson<'i> {
    let register = |id: Option<&str>| -> Option<&'i Register> {
        let mut registers = pipelines.iter().map(|pipeline| &pipeline.register);
        registers.find(|register| id.is_some_and(|id| register.find_id(id).is_some()))
    };
    let findings = file.findings.iter();
    let findings = findings.map(|found| FindingJson::of(found, register(found.unit_id.as_deref())));
    InspectionJson {
        file: &file.file,
        format: file.format.as_deref(),
        charset: file.charset.as_deref(),
        refused: file.refused.as_deref(),
        templates: file.templates.iter().map(|one| TemplateJson::of(&file.file, one)).collect(),
        sheets: file.sheets.iter().map(sheet).collect(),
        findings: findings.collect(),
    }
}

fn sheet(sheet: &InspectedSheet) -> SheetJson<'_> {
    SheetJson {
        sheet: &sheet.name,
        hidden: sheet.hidden,
        recoded: sheet.recoded.as_deref(),
        counts: SheetCounts {
            rows: sheet.rows,
            columns: sheet.columns,
            cells: sheet.cells,
            merges: sheet.merges,
            hidden_rows: sheet.hidden_rows,
            hidden_columns: sheet.hidden_columns,
        },
        caption: &sheet.caption,
        tables: sheet.tables.iter().map(table).collect(),
        nearest: sheet
            .nearest
            .as_ref()
            .map(|nearest| NearestJson { name: &nearest.name, missing_columns: &nearest.missing }),
    }
}

fn table(table: &InspectedTable) -> TableJson<'_> {
    let evidence = table.evidence.iter().map(|found| EvidenceJson {
        kind: &found.place,
        cell: found.cell.map(|cell| cell.to_string()),
        text: &found.text,
        names: &found.units,
    });
    let columns = table.columns.iter().map(|column| ColumnJson {
        cell: column.cell.to_string(),
        text: &column.text,
        measure: column.bound.as_deref(),
        title: column.title.as_deref(),
    });
    let lines = table.lines.iter().map(|line| LineJson {
        cell: line.cell.to_string(),
        mark: line.mark.word(),
        label: &line.label,
    });
    let ((bound, declared), (first, last)) = (table.bound, table.header);
    TableJson {
        form: &table.form,
        name: &table.name,
        title: table.title.as_deref(),
        counts: TableCounts { bound, declared },
        header: [first, last],
        sender: table.sender.as_deref(),
        evidence: evidence.collect(),
        columns: columns.collect(),
        missing_columns: &table.missing,
        lines: lines.collect(),
    }
}
