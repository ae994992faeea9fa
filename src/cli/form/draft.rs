//! `tthc form draft`: a declaration drafted from a filled example; beside it what was assumed, and what reading makes
//! of the example with it.

use std::fmt::Write as _;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::FindingJson;
use crate::cli::args::english::English;
use crate::cli::args::exit_codes::exit_codes;
use crate::cli::args::place::{as_of_now, declaration};
use crate::cli::args::values::form_id;
use crate::cli::call::Call;
use crate::cli::print::count::count_in;
use crate::cli::print::manner::Manner;
use crate::cli::read_files::worker;
use crate::cli::terminal;
use crate::ingest::Wish;
use crate::model::{Exit, Lang};
use crate::pipeline::{self, Pipeline};
use crate::run::{self, FormDrafted, Reread};

/// Soạn nháp tệp khai báo biểu mẫu (TOML) từ một bảng tính đã điền; điều phải giả định được nói rõ
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(in crate::cli) struct DraftArgs {
    /// Tệp ví dụ đã điền số liệu, loại nào cũng được
    #[arg(value_name = "VÍ DỤ")]
    example: PathBuf,
    /// Dùng lại số đếm, từ đồng nghĩa và danh mục đơn vị của pipeline này, kể cả khi nó chưa có biểu nào
    #[arg(long, short, value_name = "PIPELINE")]
    pipeline: Option<PathBuf>,
    /// Trang tính có bảng; mặc định là trang có bảng lớn nhất
    #[arg(long, value_name = "TÊN")]
    sheet: Option<String>,
    /// Id của biểu; mặc định lấy từ tiêu đề
    #[arg(long, value_name = "ID", value_parser = form_id)]
    id: Option<String>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(in crate::cli) const ENGLISH: English = English {
    arguments: &[
        ("example", "An example filled with figures, of any kind"),
        (
            "pipeline",
            "Reuse counts, synonyms and units of this pipeline, which may have no form yet",
        ),
        ("sheet", "The sheet that holds the table; the one with the largest unless said"),
        ("id", "Id of the form; taken from the title unless said"),
    ],
    values: &[("TÊN", "NAME"), ("VÍ DỤ", "EXAMPLE")],
    ..English::new(
        "Draft the declaration (TOML) of a form from a filled table; what had to be assumed is said",
    )
};

impl DraftArgs {
    /// The draft on stdout; what was assumed, and how it stood the test, on stderr.
    pub(in crate::cli) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again) = (call.printer(self.json), call.again());
        let named = self.pipeline.as_deref();
        let pipeline = match named
            .map(|named| pipeline::load_for_drafting(&declaration(named), &as_of_now()))
            .transpose()
        {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        let words_only = pipeline.is_none();
        let wish = Wish { sheet: self.sheet.clone(), id: self.id.clone(), words_only };
        let drafted = match run::draft(&self.example, pipeline.as_ref(), &wish, &worker()) {
            Ok(drafted) => drafted,
            Err(error) => return printer.run_error(&error, &again),
        };
        let exit = printer.answer(
            Exit::Complete,
            || json(&drafted, pipeline.as_ref(), call.manner.lang),
            || drafted.text.clone(),
        );
        if !self.json {
            terminal::message(&text(&drafted, call.manner));
        }
        exit
    }
}

/// Findings that are listed; more of the same say nothing new about a form.
const MOST_FINDINGS: usize = 10;

/// All that is said.
fn text(drafted: &FormDrafted, manner: Manner) -> String {
    let (form, lang) = (&drafted.form, manner.lang);
    let (columns, sums, counts) = (form.columns.len(), form.identities.len(), form.measures.len());
    let mut out = match lang {
        Lang::Vi => format!(
            "đã soạn nháp: {columns} cột, {sums} đẳng thức; {counts} số đếm chưa được khai báo\n"
        ),
        Lang::En => format!(
            "drafted: {columns} columns, {sums} identities; {counts} counts that nothing declares yet\n"
        ),
    };
    let assumptions = form.assumptions(lang);
    if !assumptions.is_empty() {
        let head = lang.pick("điều phải giả định", "what had to be assumed");
        let also = lang.pick("ghi cả trong bản nháp", "noted in the draft too, in Vietnamese");
        line(&mut out, &format!("{head} ({}), {also}:", assumptions.len()));
        for text in &assumptions {
            line(&mut out, &format!("  {text}"));
        }
    }
    if let Some(reread) = &drafted.reread {
        tested(&mut out, reread, manner);
    } else {
        let hint = lang.pick(
            "số đếm lấy theo danh sách có sẵn trong chương trình; thêm -p PIPELINE để dùng số đếm, từ đồng nghĩa và danh mục đơn vị của pipeline, và đọc thử ví dụ",
            "counts are those that the program brings along; add -p PIPELINE to use its counts, synonyms and units, and to have the example read",
        );
        line(&mut out, &format!("{} {hint}", manner.paint().hint("hint:")));
    }
    out
}

fn tested(out: &mut String, reread: &Reread, manner: Manner) {
    let lang = manner.lang;
    let numbers = count_in(reread.values, lang);
    let errors = count_in(reread.errors.len(), lang);
    line(
        out,
        &match lang {
            Lang::Vi => format!("đọc thử ví dụ bằng bản nháp: {numbers} số liệu, {errors} lỗi"),
            Lang::En => {
                format!("the example, read by the draft: {numbers} numbers, {errors} errors")
            }
        },
    );
    for finding in reread.errors.iter().take(MOST_FINDINGS) {
        let code = manner.paint().severity(finding.severity, finding.code.id());
        line(out, &format!("  {code} {}: {}", finding.place, finding.message));
    }
    if reread.errors.len() > MOST_FINDINGS {
        let more = reread.errors.len() - MOST_FINDINGS;
        line(
            out,
            &match lang {
                Lang::Vi => format!("  … và {more} lỗi nữa"),
                Lang::En => format!("  … and {more} errors more"),
            },
        );
    }
}

/// The draft and all that is said beside it.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct DraftJson<'d> {
    /// Id of the form.
    form: &'d str,
    /// The text of its file.
    toml: &'d str,
    counts: DraftCounts,
    /// Ids of measures that nothing declares yet.
    undeclared_measures: Vec<&'d str>,
    /// What had to be assumed, a sentence each.
    assumptions: Vec<String>,
    /// The example, read by the draft; null without a pipeline.
    reread: Option<RereadJson<'d>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct DraftCounts {
    columns: usize,
    identities: usize,
}

/// What reading makes of the example by the draft alone.
#[derive(Debug, Serialize, JsonSchema)]
struct RereadJson<'d> {
    counts: RereadCounts,
    /// What is wrong in it.
    findings: Vec<FindingJson<'d>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RereadCounts {
    /// Numbers that were accepted.
    observations: usize,
    errors: usize,
}

fn json<'d>(drafted: &'d FormDrafted, pipeline: Option<&'d Pipeline>, lang: Lang) -> DraftJson<'d> {
    let form = &drafted.form;
    let register = pipeline.map(|pipeline| &pipeline.register);
    let measures = form.measures.iter().map(|measure| measure.value.id.as_str());
    let reread = drafted.reread.as_ref().map(|reread| RereadJson {
        counts: RereadCounts { observations: reread.values, errors: reread.errors.len() },
        findings: reread.errors.iter().map(|found| FindingJson::of(found, register)).collect(),
    });
    DraftJson {
        form: &form.id.value,
        toml: &drafted.text,
        counts: DraftCounts { columns: form.columns.len(), identities: form.identities.len() },
        undeclared_measures: measures.collect(),
        assumptions: form.assumptions(lang),
        reread,
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}
