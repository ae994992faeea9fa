//! What is said about a file or a table whose figures count all the same.

use crate::ingest::findings::file::misnamed::MISNAMED;
use crate::ingest::findings::line::hidden_lines::HIDDEN_LINES;
use crate::ingest::findings::line::struck_line::STRUCK_LINE;
use crate::model::{CellRef, Finding, Severity, Shown};
use crate::read::Format;
use crate::text;

use super::context::TableContext;
use super::table::bound_table::BoundTable;
use super::table::lines::line::SheetLine;

/// The name of a file says another type than its bytes.
pub(super) fn misnamed(file: &str, format: Format) -> Option<Finding> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    if ending.as_deref().is_some_and(|ending| format.endings().contains(&ending)) {
        return None;
    }
    let (found, wanted) = (format.title(), format.endings()[0]);
    let message = match &ending {
        Some(ending) => format!(
            "tên tệp có đuôi .{ending} nhưng nội dung là {found}; đã đọc theo nội dung; nên đặt đuôi .{wanted}"
        ),
        None => format!(
            "tên tệp không có đuôi; nội dung là {found}; đã đọc theo nội dung; nên đặt đuôi .{wanted}"
        ),
    };
    let finding = Finding::new(&MISNAMED, message).in_file(file);
    Some(finding.found(ending.unwrap_or_default()).expected(wanted))
}

/// Rows and columns of a table that nobody sees: a total may count them where the eye does not.
pub(super) fn hidden_lines(
    context: &TableContext,
    table: &BoundTable,
    lines: &[SheetLine],
) -> Option<Finding> {
    let sheet = context.sheet;
    let rows: Vec<CellRef> = lines
        .iter()
        .filter(|line| line.role.holds_figures())
        .map(|line| line.at)
        .filter(|at| sheet.hides_row(at.row))
        .collect();
    let columns = table.form.columns.iter().zip(&table.header.bound);
    let columns: Vec<(u32, String)> = columns
        .filter(|(column, _)| column.binding.holds_figures())
        .flat_map(|(column, bound)| bound.iter().map(|bound| (*bound, column.label())))
        .filter(|(bound, _)| sheet.hides_column(*bound))
        .collect();
    let column = columns.first().map(|(bound, _)| {
        let first = table.header.bottom + 1;
        lines.first().map_or(CellRef::new(first, *bound), |line| line.at.beside(*bound))
    });
    let at = rows.first().copied().or(column)?;
    let mut parts = Vec::new();
    if !rows.is_empty() {
        parts.push(format!("{} dòng", rows.len()));
    }
    if let Some((_, label)) = columns.first() {
        parts.push(format!("{} cột (\"{label}\")", columns.len()));
    }
    let message = format!(
        "trong bảng có {} bị ẩn; số liệu trong đó vẫn được tính; hãy bỏ ẩn để kiểm tra",
        parts.join(" và ")
    );
    let unit = &context.pipeline.register.get(context.sender).id;
    let finding = Finding::new(&HIDDEN_LINES, message).in_file(context.file);
    Some(finding.in_sheet(&sheet.name).at(at).about(unit).of_form(&table.form.id))
}

/// Lines whose name is struck through and whose figures are not: they count, but somebody may have taken them back.
pub(super) fn struck_labels(
    context: &TableContext,
    table: &BoundTable,
    lines: &[SheetLine],
) -> Option<Finding> {
    const NAMED: usize = 4;
    let sheet = context.sheet;
    if sheet.marks.is_empty() {
        return None;
    }
    let figures = table.header.figures(table.form);
    let is_struck = |at: CellRef| sheet.mark(at) == Some(Shown::Struck);
    let counts = |line: &&SheetLine| {
        let mut cells = line.cells.iter().filter(|cell| figures.contains(&cell.at.column));
        line.role.holds_figures() && cells.any(|cell| !is_struck(cell.at))
    };
    let named = |line: &&SheetLine| !line.label.is_empty() && is_struck(line.at);
    let struck: Vec<&SheetLine> = lines.iter().filter(named).filter(counts).collect();
    let first = struck.first()?;
    let mut names: Vec<String> = struck
        .iter()
        .take(NAMED)
        .map(|line| format!("\"{}\" (ô {})", text::normal(line.label), line.at))
        .collect();
    if struck.len() > NAMED {
        names.push(format!("và {} dòng khác", struck.len() - NAMED));
    }
    let message = format!(
        "tên dòng bị gạch ngang mà số liệu thì không: {}; số liệu vẫn được tính; nếu dòng đã bỏ, hãy xóa cả dòng, nếu không, hãy bỏ gạch ngang",
        names.join(", ")
    );
    let unit = &context.pipeline.register.get(context.sender).id;
    let mut finding = Finding::new(&STRUCK_LINE, message).in_file(context.file);
    finding.severity = Severity::Warning;
    let finding = finding.in_sheet(&sheet.name).at(first.at).found(text::normal(first.label));
    Some(finding.about(unit).of_form(&table.form.id))
}
