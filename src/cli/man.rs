//! `tthc man`: the manual pages, of the command line as it is.

use std::io;
use std::path::PathBuf;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::model::{Exit, Lang};
use crate::store;

use super::args::english::English;
use super::call::Call;
use super::terminal;

/// In trang hướng dẫn (man) dạng roff, hoặc ghi mỗi lệnh một trang
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ManArgs {
    /// Ghi mỗi lệnh một trang vào thư mục này
    #[arg(long, value_name = "THƯ MỤC")]
    dir: Option<PathBuf>,
}

pub(super) const ENGLISH: English = English {
    arguments: &[("dir", "Write one page a command into this folder")],
    ..English::new("Print the manual page as roff, or write one page a command")
};

impl ManArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, lang) = (call.printer(false), call.manner.lang);
        let pages = match pages((call.program)(lang), lang) {
            Ok(pages) => pages,
            Err(error) => return printer.fails(&error, None, Exit::Failed, "tthc man --help"),
        };
        let Some(folder) = &self.dir else {
            terminal::data(pages.first().map_or("", |page| &page.text));
            return Exit::Complete;
        };
        let files: Vec<(&str, &[u8])> =
            pages.iter().map(|page| (page.file.as_str(), page.text.as_bytes())).collect();
        match store::write_files(folder, &files) {
            Ok(_) => Exit::Complete,
            Err(error) => printer.run_error(&error.into(), &call.again()),
        }
    }
}

/// A manual page with the name of its file.
#[derive(Debug)]
struct ManPage {
    /// `tthc-run.1`
    file: String,
    /// roff.
    text: String,
}

/// The page of the program, then one of each command.
///
/// # Errors
/// None in practice: a page is written to memory.
fn pages(mut top: clap::Command, lang: Lang) -> io::Result<Vec<ManPage>> {
    top.build();
    let mut waiting = vec![top];
    let mut pages = Vec::new();
    while let Some(command) = waiting.pop() {
        let below = command.get_subcommands().filter(|below| !below.is_hide_set()).cloned();
        waiting.splice(0..0, below.collect::<Vec<_>>().into_iter().rev());
        // Exit codes have a section of their own.
        let command = command.after_help(None::<&str>);
        let about = command.get_long_about().or_else(|| command.get_about());
        let about = about.map(ToString::to_string).unwrap_or_default();
        let more = command.get_after_long_help().map(ToString::to_string);
        let man = Man::new(command).manual("tthc");
        let mut text = page(&man, &about, more.as_deref())?.into_bytes();
        sections(lang).to_writer(&mut text)?;
        let text = String::from_utf8(text).map_err(io::Error::other)?;
        pages.push(ManPage { file: man.get_filename(), text });
    }
    Ok(pages)
}

/// A section of what help says, in which lines that are laid out in columns stay as they are: roff would fill them as it
/// fills prose.
fn with_tables(heading: &str, said: &str) -> io::Result<String> {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    let mut laid = false;
    for line in said.lines() {
        let is_laid = line.starts_with(' ') || line.trim().contains("  ");
        if is_laid != laid && !line.trim().is_empty() {
            roff.control(if is_laid { "nf" } else { "fi" }, []);
            laid = is_laid;
        }
        if line.trim().is_empty() {
            roff.control("PP", []);
        } else {
            roff.text([roman(line)]);
        }
    }
    if laid {
        roff.control("fi", []);
    }
    let mut text = Vec::new();
    roff.to_writer(&mut text)?;
    String::from_utf8(text).map_err(io::Error::other)
}

/// The page with the sections in which help may lay something out.
fn page(man: &Man, about: &str, more: Option<&str>) -> io::Result<String> {
    let rendered = |render: &dyn Fn(&mut Vec<u8>) -> io::Result<()>| {
        let mut text = Vec::new();
        render(&mut text)?;
        String::from_utf8(text).map_err(io::Error::other)
    };
    let whole = rendered(&|out| man.render(out))?;
    let filled = rendered(&|out| man.render_description_section(out))?;
    let kept = with_tables("DESCRIPTION", about)?;
    let whole = whole.replacen(without_preamble(&filled), without_preamble(&kept), 1);
    let Some(more) = more else { return Ok(whole) };
    let filled = rendered(&|out| man.render_extra_section(out))?;
    let kept = with_tables("EXTRA", more)?;
    Ok(whole.replacen(without_preamble(&filled), without_preamble(&kept), 1))
}

/// What `Roff` writes, from its first section on.
fn without_preamble(roff: &str) -> &str {
    roff.find(".SH").map_or(roff, |at| &roff[at..])
}

/// Variables of the environment that are read.
const VARIABLES: [(&str, &str, &str); 4] = [
    ("TTHC_LANG", "ngôn ngữ của thông báo, như --lang", "language of messages, as --lang sets it"),
    ("NO_COLOR", "đặt khác rỗng thì không tô màu", "set and not empty: no colour"),
    (
        "CLICOLOR_FORCE",
        "đặt khác rỗng và khác 0 thì tô màu cả khi không ghi ra màn hình",
        "set, not empty and not 0: colour also where no terminal is",
    ),
    (
        "POLARS_MAX_THREADS",
        "số luồng khi tính; --jobs đặt biến này",
        "threads of the computation; --jobs sets it",
    ),
];

/// Files that are read and written.
const FILES: [(&str, &str, &str); 9] = [
    ("pipelines/*.toml", "khai báo của mỗi pipeline", "a pipeline each"),
    ("pipelines/forms/*.toml", "mỗi biểu mẫu một tệp", "a form each"),
    ("pipelines/inspections/*.toml", "mỗi kế hoạch kiểm tra một tệp", "a plan of inspection each"),
    (
        "pipelines/metrics.toml",
        "số đếm và tỷ lệ dùng chung",
        "measures and metrics that pipelines share",
    ),
    (
        "pipelines/units/*.csv",
        "danh mục đơn vị và tên gọi khác",
        "registers of units and their aliases",
    ),
    ("INBOX/received.csv", "báo cáo đến lúc nào", "when submissions came in"),
    (
        "OUTPUT/PIPELINE/PERIOD/latest",
        "liên kết đến lượt chạy trọn vẹn mới nhất",
        "link to the newest complete run",
    ),
    (
        "OUTPUT/PIPELINE/PERIOD/runs/ID/",
        "một lượt chạy: sổ làm việc, phản hồi, bảng số liệu",
        "a run: workbooks, returned forms, tables",
    ),
    (
        "OUTPUT/PIPELINE/PERIOD/runs/ID/run.json",
        "vì sao từng bước chạy, kết quả ra sao",
        "why each stage ran, and how it ended",
    ),
];

fn sections(lang: Lang) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for exit in Exit::ALL {
        entry(&mut roff, &exit.code().to_string(), exit.sentence_in(lang));
    }
    roff.control("SH", ["ENVIRONMENT"]);
    for (name, vi, en) in VARIABLES {
        entry(&mut roff, name, lang.pick(vi, en));
    }
    roff.control("SH", ["FILES"]);
    for (path, vi, en) in FILES {
        entry(&mut roff, path, lang.pick(vi, en));
    }
    roff
}

fn entry(roff: &mut Roff, head: &str, text: &str) {
    roff.control("TP", []);
    roff.text([bold(head)]);
    roff.text([roman(text)]);
}
