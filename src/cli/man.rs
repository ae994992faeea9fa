//! What packagers and shells want of a program: completions and manual pages, of the command line as it is.

use std::io;

use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::model::{Exit, Lang};

use crate::cli::args;

/// The file by which a shell completes the command line; `None` for a shell nobody knows.
pub(super) fn completions(shell: &str, lang: Lang) -> Option<String> {
    let shell: Shell = shell.parse().ok()?;
    let mut command = args::for_people(lang);
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut command, "tthc", &mut out);
    String::from_utf8(out).ok()
}

/// A manual page with the name of its file.
#[derive(Debug)]
pub(super) struct Page {
    /// `tthc-run.1`
    pub(super) file: String,
    /// roff.
    pub(super) text: String,
}

/// The page of the program, then one of each command.
///
/// # Errors
/// None in practice: a page is written to memory.
pub(super) fn pages(lang: Lang) -> io::Result<Vec<Page>> {
    let mut top = args::command(lang);
    top.build();
    let mut waiting = vec![top];
    let mut pages = Vec::new();
    while let Some(command) = waiting.pop() {
        let below = command.get_subcommands().filter(|below| !below.is_hide_set()).cloned();
        waiting.splice(0..0, below.collect::<Vec<_>>().into_iter().rev());
        // Exit codes have a section of their own.
        let man = Man::new(command.after_help(None::<&str>)).manual("tthc");
        let mut text = Vec::new();
        man.render(&mut text)?;
        sections(lang).to_writer(&mut text)?;
        let text = String::from_utf8(text).map_err(io::Error::other)?;
        pages.push(Page { file: man.get_filename(), text });
    }
    Ok(pages)
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
const FILES: [(&str, &str, &str); 8] = [
    ("pipelines/*.toml", "khai báo của mỗi pipeline", "a pipeline each"),
    ("pipelines/forms/*.toml", "mỗi biểu mẫu một tệp", "a form each"),
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
