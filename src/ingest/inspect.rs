//! What the reader sees in a file, for the person who asks why a number is what it is. Uses what reading uses,
//! so that it shows what reading does.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    CellRef, GridCell, GridRow, InspectedColumn, InspectedEvidence, InspectedLine, InspectedSheet,
    InspectedTable, Inspection, Mark, Nearest, Sheet, Span, UnitIx,
};
use crate::pipeline::{Binding, Form, FormColumn, Items, Pipeline};
use crate::text;

use super::count::shown;
use super::lookups::Lookups;
use super::open::{OpenedFile, open};
use super::sender::evidence::SenderEvidence;
use super::sender::unused_forms::Among;
use super::sender::weigh::{is_named, whose, whose_of_template};
use super::sender::whose::TableInFile;
use super::table::bound_table::BoundTable;
use super::table::header::unfold::headed_columns;
use super::table::lines::line::{LineRole, SheetLine};
use super::table::lines::roles::lines;
use super::table::locate::locate;
use super::table::lone_part::bind_lone_parts;
use super::template::made_for::MadeFor;
use super::template::templates::Templates;
use super::understand::understand;

/// What the reader sees in a file, or in each file of an archive, with a picture of this many rows of each sheet.
#[must_use]
pub fn inspect(
    name: &str,
    bytes: Result<&[u8], String>,
    pipeline: &Pipeline,
    rows: usize,
) -> Vec<Inspection> {
    let opened = match bytes {
        Ok(bytes) => open(name, bytes, &pipeline.limits, |_, _| true),
        Err(reason) => {
            vec![OpenedFile { file: name.to_owned(), blake3: None, book: Err(reason) }]
        }
    };
    opened.into_iter().map(|opened| one(opened, pipeline, rows)).collect()
}

fn one(found: OpenedFile, pipeline: &Pipeline, rows: usize) -> Inspection {
    let mut inspection = Inspection {
        file: found.file.clone(),
        format: None,
        charset: None,
        refused: None,
        templates: Vec::new(),
        sheets: Vec::new(),
        findings: Vec::new(),
    };
    match &found.book {
        Ok(book) => {
            inspection.format = Some(book.format.title().to_owned());
            inspection.charset.clone_from(&book.charset);
            let units = Lookups::new(&pipeline.register);
            let (templates, _) = Templates::of(&book.stamps, Among { pipeline, units: &units });
            inspection.templates = templates.known(&pipeline.register);
            let sheets = book.sheets.iter();
            let inspected =
                |s: &Sheet| inspected(&found.file, s, templates.of_sheet(&s.name), pipeline, rows);
            inspection.sheets = sheets.map(inspected).collect();
        }
        Err(reason) => inspection.refused = Some(reason.clone()),
    }
    let OpenedFile { file, blake3, book } = found;
    inspection.findings = understand(&file, blake3.as_deref(), book, pipeline).findings;
    inspection
}

fn inspected(
    file: &str,
    sheet: &Sheet,
    template: Option<&MadeFor>,
    pipeline: &Pipeline,
    most_rows: usize,
) -> InspectedSheet {
    let forms: Vec<&Form> =
        pipeline.forms.iter().filter(|form| !sheet.hidden || form.hidden_sheets).collect();
    let units = Lookups::new(&pipeline.register);
    let sent = |table: &BoundTable| is_named(file, sheet, table, &units);
    let mut search = locate(sheet, &forms, template, &sent);
    let mut picture = Picture::new(sheet, most_rows);
    let mut tables = Vec::new();
    for table in &mut search.tables {
        let lines = lines(sheet, table, &units);
        bind_lone_parts(sheet, table, &lines);
        picture.table(table, &lines);
        let asked = TableInFile { file, sheet, table, lines: &lines, units: &units };
        tables.push(inspected_table(&asked, template, pipeline));
    }
    let count = |spans: &[Span]| spans.iter().map(|span| span.last - span.first + 1).sum();
    let (rows, columns) = extent(sheet);
    InspectedSheet {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        rows,
        columns,
        cells: sheet.len(),
        merges: sheet.merges.len(),
        hidden_rows: count(&sheet.hidden_rows),
        hidden_columns: count(&sheet.hidden_columns),
        recoded: sheet.recoded.clone(),
        caption: sheet.caption.clone(),
        tables,
        nearest: search
            .nearest
            .map(|near| Nearest { name: near.table.form.name.clone(), missing: near.columns() }),
        grid: picture.rows(),
    }
}

/// Rows and columns that hold anything, counted from the upper left corner.
fn extent(sheet: &Sheet) -> (u32, u32) {
    let last = sheet.rows().next_back().map_or(0, |(row, _)| row + 1);
    let widest = sheet.rows().filter_map(|(_, cells)| cells.last()).map(|cell| cell.at.column + 1);
    (last, widest.max().unwrap_or(0))
}

fn inspected_table(
    asked: &TableInFile,
    template: Option<&MadeFor>,
    pipeline: &Pipeline,
) -> InspectedTable {
    let TableInFile { sheet, table, lines, .. } = *asked;
    let (form, header) = (table.form, &table.header);
    let own = template.filter(|template| template.form.id == form.id);
    let whose = match own.and_then(|template| template.unit) {
        Some(unit) => whose_of_template(asked, unit),
        None => whose(asked),
    };
    let sender = whose.sender.map(|unit| {
        let unit = pipeline.register.get(unit);
        format!("{} ({})", unit.name, unit.id)
    });
    let bound_to = |column: u32| header.declared(form, column);
    let columns = headed_columns(sheet, table.heading.end, header.bottom);
    let found = header.bound.iter().filter(|bound| !bound.is_empty()).count();
    InspectedTable {
        form: form.id.clone(),
        name: form.name.clone(),
        title: table.title.map(str::to_owned),
        bound: (found, form.columns.len()),
        header: (table.heading.end + 1, header.bottom + 1),
        sender,
        evidence: whose.evidence.iter().map(|one| inspected_evidence(one, pipeline)).collect(),
        columns: columns
            .iter()
            .map(|column| InspectedColumn {
                cell: column.lowest,
                text: column.shown.clone(),
                bound: bound_to(column.column).map(|column| column.id.clone()),
                title: bound_to(column.column).map(|column| title_of(form, column, pipeline)),
            })
            .collect(),
        missing: header.missing(form).map(|index| form.columns[index].label()).collect(),
        lines: lines
            .iter()
            .map(|line| InspectedLine {
                cell: line.at,
                mark: mark_of(line.role),
                label: text::normal(line.label),
            })
            .collect(),
    }
}

fn inspected_evidence(one: &SenderEvidence, pipeline: &Pipeline) -> InspectedEvidence {
    let unit = |&unit: &UnitIx| {
        let unit = pipeline.register.get(unit);
        format!("{} ({})", unit.name, unit.id)
    };
    InspectedEvidence {
        place: one.place.word().to_owned(),
        title: one.place.title().to_owned(),
        cell: one.at,
        text: one.text.clone(),
        units: one.units().iter().map(unit).collect(),
    }
}

/// What a column is for an official.
fn title_of(form: &Form, column: &FormColumn, pipeline: &Pipeline) -> String {
    match column.binding {
        Binding::Ordinal => "số thứ tự".to_owned(),
        Binding::Label if form.items == Items::Indicator => "tên chỉ tiêu".to_owned(),
        Binding::Label if form.is_flat() => "tên lĩnh vực".to_owned(),
        Binding::Label => "tên lĩnh vực hoặc đơn vị".to_owned(),
        Binding::Unit => "tên đơn vị".to_owned(),
        Binding::Source => "nguồn hồ sơ".to_owned(),
        Binding::Note => "ghi chú".to_owned(),
        Binding::Ignored => "không dùng".to_owned(),
        Binding::Scale => "đơn vị tính".to_owned(),
        Binding::Value => "số liệu của chỉ tiêu".to_owned(),
        Binding::Count(measure) => pipeline.measure(measure).title.clone(),
        Binding::Printed => "tỷ lệ, điểm in sẵn (chỉ đối chiếu)".to_owned(),
    }
}

const fn mark_of(role: LineRole) -> Mark {
    match role {
        LineRole::Header => Mark::Header,
        LineRole::ColumnNumbers => Mark::ColumnNumbers,
        LineRole::Group | LineRole::Source => Mark::Group,
        LineRole::Part(_) | LineRole::Section(_) => Mark::Part,
        LineRole::Item | LineRole::Indicator(_) => Mark::Item,
        LineRole::Total => Mark::Total,
        LineRole::Note => Mark::Note,
        LineRole::Signature => Mark::Signature,
        LineRole::Placeholder | LineRole::Remark => Mark::Placeholder,
        LineRole::Unknown => Mark::Unknown,
    }
}

/// Rows of a sheet that are drawn where a whole page is written at once.
pub const ROWS_OF_A_PAGE: usize = 2_000;
/// Merged areas that are looked at for a picture.
const MOST_MERGES: usize = 5_000;

/// The cells of a sheet with the part that each plays.
struct Picture<'s> {
    sheet: &'s Sheet,
    most_rows: usize,
    marks: BTreeMap<CellRef, Mark>,
    lines: BTreeMap<u32, Mark>,
}

impl<'s> Picture<'s> {
    const fn new(sheet: &'s Sheet, most_rows: usize) -> Self {
        Self { sheet, most_rows, marks: BTreeMap::new(), lines: BTreeMap::new() }
    }

    fn table(&mut self, table: &BoundTable, lines: &[SheetLine]) {
        self.above(table);
        for line in lines {
            self.lines.insert(line.at.row, mark_of(line.role));
            for cell in line.cells {
                self.marks.insert(cell.at, cell_mark(table, line, cell.at));
            }
        }
    }

    /// Heading and header.
    fn above(&mut self, table: &BoundTable) {
        let header = &table.header;
        let rows = self
            .sheet
            .rows()
            .filter(|(row, _)| *row >= table.heading.start && *row <= header.bottom);
        for (row, cells) in rows {
            let heading = row < table.heading.end;
            let mark = if heading { Mark::Heading } else { Mark::Header };
            self.lines.insert(row, mark);
            for cell in cells {
                let unknown = header.unknown.iter().any(|(at, _)| *at == cell.at);
                let mark = if unknown && !heading { Mark::UnknownHeader } else { mark };
                self.marks.insert(cell.at, mark);
            }
        }
    }

    fn rows(&self) -> Vec<GridRow> {
        let last = self.sheet.rows().nth(self.most_rows).map_or(u32::MAX, |(row, _)| row);
        let drawn = self.sheet.merges_in(0..last);
        let covered: BTreeSet<CellRef> = drawn
            .iter()
            .take(MOST_MERGES)
            .flat_map(|area| {
                let rows = self.sheet.rows_in(area.first.row..area.last.row.saturating_add(1));
                rows.take(self.most_rows)
                    .flat_map(|(_, cells)| cells.iter().map(|cell| cell.at))
                    .filter(|at| area.contains(*at) && *at != area.first)
            })
            .collect();
        let covered = |at: CellRef| covered.contains(&at);
        let rows = self.sheet.rows_in(0..last).map(|(row, cells)| GridRow {
            row,
            hidden: self.sheet.hides_row(row),
            mark: self.lines.get(&row).copied().unwrap_or(Mark::Unread),
            cells: cells
                .iter()
                .filter(|cell| !covered(cell.at))
                .map(|cell| self.cell(cell.at, shown(&cell.value)))
                .collect(),
        });
        rows.collect()
    }

    fn cell(&self, at: CellRef, text: String) -> GridCell {
        let areas = self.sheet.merges_in(at.row..at.row.saturating_add(1));
        let area = areas.iter().find(|area| area.first == at);
        GridCell {
            at,
            columns: area.map_or(1, |area| area.last.column - area.first.column + 1),
            rows: area.map_or(1, |area| area.last.row - area.first.row + 1),
            text,
            mark: self.marks.get(&at).copied().unwrap_or(Mark::Unread),
        }
    }
}

fn cell_mark(table: &BoundTable, line: &SheetLine, at: CellRef) -> Mark {
    let whole = mark_of(line.role);
    if !line.role.holds_figures() {
        return whole;
    }
    let declared = table.header.declared(table.form, at.column);
    match (declared.map(|column| column.binding), line.role) {
        (None, _) if !table.header.headed.contains(&at.column) => Mark::Outside,
        (None, LineRole::Item) => Mark::Outside,
        (Some(Binding::Count(_)), LineRole::Item)
        | (Some(Binding::Value), LineRole::Indicator(_)) => Mark::Count,
        (Some(Binding::Printed), LineRole::Item) => Mark::Printed,
        (Some(Binding::Note), _) => Mark::Note,
        (Some(_), LineRole::Item | LineRole::Indicator(_)) => Mark::Label,
        _ => whole,
    }
}
