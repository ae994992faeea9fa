//! `tthc inspect`: what the reader sees in a file, as text for a terminal and as a page.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::check::InspectJson;
use crate::model::{Exit, InspectedSheet, InspectedTable, Inspection, Lang, plain};
use crate::pipeline::{self, DeclarationError, Pipeline};
use crate::run;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{as_of_now, declaration};
use super::call::Call;
use super::print::manner::Manner;
use super::read_files::worker;

/// Cho xem chương trình đọc một tệp như thế nào: trang tính, biểu mẫu, cột, vai trò từng dòng
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct InspectArgs {
    /// Tệp cần xem, loại nào cũng được, kể cả .zip
    file: PathBuf,
    /// Xem theo pipeline này; mặc định là pipeline trong pipelines/ nhận ra nhiều biểu nhất
    #[arg(long, short, value_name = "PIPELINE")]
    pipeline: Option<PathBuf>,
    /// Ghi thêm một trang HTML tô màu từng ô theo vai trò
    #[arg(long, value_name = "TỆP")]
    html: Option<PathBuf>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    arguments: &[
        ("file", "The file to look at, of any kind, also .zip"),
        (
            "pipeline",
            "Read by this pipeline; unless said by the one in pipelines/ that knows most forms in it",
        ),
        ("html", "Also write an HTML page with each cell coloured by its role"),
    ],
    ..English::new("Show how a file is read: sheets, form, columns, the role of each line")
};

impl InspectArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again) = (call.printer(self.json), call.again());
        let pipelines = match pipelines(self.pipeline.as_deref()) {
            Ok(pipelines) => pipelines,
            Err(error) => return printer.declaration(&error, &again),
        };
        let inspections = match run::inspect(&self.file, &pipelines, &worker()) {
            Ok(inspections) => inspections,
            Err(error) => return printer.run_error(&error, &again),
        };
        if let Some(path) = &self.html
            && let Err(error) = run::inspection_page(&inspections, path)
        {
            return printer.run_error(&error, &again);
        }
        let unread = |file: &Inspection| file.sheets.iter().all(|sheet| sheet.tables.is_empty());
        let exit = run::Ending::Inspection { unread: inspections.iter().any(unread) }.exit();
        printer.answer(
            exit,
            || InspectJson::of(&inspections, &pipelines),
            || inspections.iter().map(|file| text(file, call.manner)).collect(),
        )
    }
}

/// The pipelines that a file is inspected by: the one that was named, or all of `pipelines/`, in the order of
/// their names. Of these, one with faults is passed over while another has none.
fn pipelines(named: Option<&Path>) -> Result<Vec<Pipeline>, DeclarationError> {
    if let Some(named) = named {
        return Ok(vec![pipeline::load_with(&declaration(named), &as_of_now())?]);
    }
    let entries = std::fs::read_dir("pipelines").into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut fault = None;
    let mut loaded = Vec::new();
    for path in files {
        // A file of metrics that pipelines share is no pipeline.
        match pipeline::load_with(&path, &as_of_now()) {
            Ok(pipeline) => loaded.push(pipeline),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    match fault {
        Some(error) if loaded.is_empty() => Err(error),
        None if loaded.is_empty() => {
            pipeline::load_with(Path::new("pipelines/nightly.toml"), &as_of_now()).map(|p| vec![p])
        }
        _ => Ok(loaded),
    }
}

/// Most letters of a text in a list.
const WIDEST: usize = 60;

/// A file as text: its sheets, forms, columns, lines and findings.
fn text(file: &Inspection, manner: Manner) -> String {
    let lang = manner.lang;
    let mut out = String::new();
    let format = file.format.as_deref().unwrap_or(lang.pick("không đọc được", "cannot be read"));
    let encoding = lang.pick("bảng mã", "encoding");
    let charset =
        file.charset.as_ref().map(|name| format!(", {encoding} {name}")).unwrap_or_default();
    line(&mut out, 0, &format!("{}: {format}{charset}", file.file));
    for template in &file.templates {
        line(&mut out, 1, &plain(&template.said(lang)));
    }
    if let Some(reason) = &file.refused {
        line(&mut out, 1, &plain(reason));
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
    line(out, 0, &format!("{word} \"{}\"{hidden}: {}", plain(&sheet.name), sheet.facts(lang)));
    if sheet.tables.is_empty() {
        line(out, 1, &sheet.nothing(lang));
    }
    sheet.tables.iter().for_each(|found| table(out, found, lang));
}

fn table(out: &mut String, table: &InspectedTable, lang: Lang) {
    line(out, 1, &plain(&format!("{}: {}", table.name, table.why(lang))));
    let unknown = lang.pick("không rõ", "unknown");
    let sender = table.sender.as_deref().unwrap_or(unknown);
    line(out, 1, &format!("{}: {sender}", lang.pick("đơn vị", "unit")));
    if !table.evidence.is_empty() {
        line(out, 1, lang.pick("căn cứ:", "evidence:"));
    }
    for found in &table.evidence {
        line(out, 2, &plain(&found.said(lang)));
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
    let text = &*plain(text);
    match text.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
