//! What the reader sees in a file, as text for a terminal.

use std::fmt::Write as _;

use crate::model::{InspectedSheet, InspectedTable, Inspection, Lang};

use crate::cli::print::manner::Manner;

/// Most letters of a text in a list.
const WIDEST: usize = 60;

/// A file as text: its sheets, forms, columns, lines and findings.
pub(super) fn text(file: &Inspection, manner: Manner) -> String {
    let lang = manner.lang;
    let mut out = String::new();
    let format = file.format.as_deref().unwrap_or(lang.pick("không đọc được", "cannot be read"));
    let encoding = lang.pick("bảng mã", "encoding");
    let charset =
        file.charset.as_ref().map(|name| format!(", {encoding} {name}")).unwrap_or_default();
    line(&mut out, 0, &format!("{}: {format}{charset}", file.file));
    if let Some(reason) = &file.refused {
        line(&mut out, 1, reason);
    }
    file.sheets.iter().for_each(|found| sheet(&mut out, found, manner));
    if !file.findings.is_empty() && file.refused.is_none() {
        line(
            &mut out,
            0,
            &format!("{} ({}):", lang.pick("phát hiện", "findings"), file.findings.len()),
        );
        for finding in &file.findings {
            let code = manner.paint_data().severity(finding.severity, finding.code.id());
            line(&mut out, 1, &format!("{code} {}: {}", finding.place, finding.message));
        }
    }
    out
}

fn line(out: &mut String, depth: usize, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}{text}", "  ".repeat(depth));
}

fn sheet(out: &mut String, sheet: &InspectedSheet, manner: Manner) {
    let lang = manner.lang;
    let hidden = if sheet.hidden { lang.pick(", bị ẩn", ", hidden") } else { "" };
    let word = manner.paint_data().strong(lang.pick("trang tính", "sheet"));
    line(out, 0, &format!("{word} \"{}\"{hidden}: {}", sheet.name, sheet.facts(lang)));
    if sheet.tables.is_empty() {
        line(out, 1, &sheet.nothing(lang));
    }
    sheet.tables.iter().for_each(|found| table(out, found, lang));
}

fn table(out: &mut String, table: &InspectedTable, lang: Lang) {
    line(out, 1, &format!("{}: {}", table.name, table.why(lang)));
    let unknown = lang.pick("không rõ", "unknown");
    let sender = table.sender.as_deref().unwrap_or(unknown);
    line(out, 1, &format!("{}: {sender}", lang.pick("đơn vị", "unit")));
    if !table.evidence.is_empty() {
        line(out, 1, lang.pick("căn cứ:", "evidence:"));
    }
    for found in &table.evidence {
        line(out, 2, &found.said(lang));
    }
    if !table.missing.is_empty() {
        line(out, 1, &format!("{}: {}", lang.pick("thiếu cột", "lacks"), table.missing.join("; ")));
    }
    line(out, 1, lang.pick("cột:", "columns:"));
    for column in &table.columns {
        let bound = match (&column.title, &column.bound) {
            (Some(title), Some(id)) => format!("{title} ({id})"),
            _ => lang
                .pick("không có trong biểu; không được tính", "not in the form; does not count")
                .to_owned(),
        };
        line(out, 2, &format!("{}  {} → {bound}", column.cell, short(&column.text)));
    }
    line(out, 1, lang.pick("dòng:", "lines:"));
    for found in &table.lines {
        line(
            out,
            2,
            &format!("{}  {}  {}", found.cell, found.mark.title_in(lang), short(&found.label)),
        );
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
