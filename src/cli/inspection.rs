//! What the reader sees in a file, as text for a terminal.

use std::fmt::Write as _;

use crate::model::{InspectedSheet, InspectedTable, Inspection};

/// Most letters of a text in a list.
const WIDEST: usize = 60;

/// A file as text: its sheets, forms, columns, lines and findings.
pub(super) fn text(file: &Inspection) -> String {
    let mut out = String::new();
    let format = file.format.as_deref().unwrap_or("không đọc được");
    let charset = file.charset.as_ref().map(|name| format!(", bảng mã {name}")).unwrap_or_default();
    line(&mut out, 0, &format!("{}: {format}{charset}", file.file));
    if let Some(reason) = &file.refused {
        line(&mut out, 1, reason);
    }
    file.sheets.iter().for_each(|found| sheet(&mut out, found));
    if !file.findings.is_empty() && file.refused.is_none() {
        line(&mut out, 0, &format!("phát hiện ({}):", file.findings.len()));
        for finding in &file.findings {
            line(&mut out, 1, &format!("{} {}: {}", finding.code, finding.place, finding.message));
        }
    }
    out
}

fn line(out: &mut String, depth: usize, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}{text}", "  ".repeat(depth));
}

fn sheet(out: &mut String, sheet: &InspectedSheet) {
    let hidden = if sheet.hidden { ", bị ẩn" } else { "" };
    line(out, 0, &format!("trang tính \"{}\"{hidden}: {}", sheet.name, sheet.facts()));
    if sheet.tables.is_empty() {
        line(out, 1, &sheet.nothing());
    }
    sheet.tables.iter().for_each(|found| table(out, found));
}

fn table(out: &mut String, table: &InspectedTable) {
    line(out, 1, &format!("{}: {}", table.name, table.why()));
    line(out, 1, &format!("đơn vị: {}", table.sender.as_deref().unwrap_or("không rõ")));
    if !table.missing.is_empty() {
        line(out, 1, &format!("thiếu cột: {}", table.missing.join("; ")));
    }
    line(out, 1, "cột:");
    for column in &table.columns {
        let bound = match (&column.title, &column.bound) {
            (Some(title), Some(id)) => format!("{title} ({id})"),
            _ => "không có trong biểu; không được tính".to_owned(),
        };
        line(out, 2, &format!("{}  {} → {bound}", column.cell, short(&column.text)));
    }
    line(out, 1, "dòng:");
    for found in &table.lines {
        line(out, 2, &format!("{}  {}  {}", found.cell, found.mark.title(), short(&found.label)));
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
