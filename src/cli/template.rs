//! `tthc template`: empty forms to be filled in, as workbooks.

use std::path::{Path, PathBuf};

use crate::model::{Exit, Lang};
use crate::pipeline::{self, Overrides, Pipeline};
use crate::run::{self, MadeTemplate, TemplateError};
use crate::store;
use crate::text::nearest_word;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{OutputArg, PeriodArg, as_of_now, declaration};
use super::call::Call;
use super::print::printer::Printer;
use super::terminal;

/// Lập biểu mẫu trống (Excel) để đơn vị điền: đơn vị và lĩnh vực có sẵn, tổng tự tính, cột Kiểm tra nói chỗ chưa khớp
///
/// Lĩnh vực lấy theo kỳ gần nhất đã xuất bản trước kỳ này, nếu chưa có thì theo khai báo. Tệp đã có trong thư mục không bị
/// ghi đè.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct TemplateArgs {
    /// Biểu: id hoặc tên, ví dụ phu-luc-3
    #[arg(value_name = "BIỂU")]
    form: String,
    /// Đơn vị: mã hoặc tên
    #[arg(long, value_name = "ĐƠN VỊ", required_unless_present = "all", conflicts_with = "all")]
    unit: Option<String>,
    /// Mọi đơn vị gửi biểu này, mỗi đơn vị một tệp
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    period: PeriodArg,
    /// Pipeline có biểu này; mặc định là pipeline duy nhất trong pipelines/ có biểu
    #[arg(long, short, value_name = "PIPELINE")]
    pipeline: Option<PathBuf>,
    /// Thư mục sẽ ghi các tệp vào
    #[arg(long, short, value_name = "THƯ MỤC", default_value = "bieu-mau")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputArg,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Fields are those of the newest published period before this one, else those that are declared. A file that is in \
         the folder already is not written over.",
    ),
    arguments: &[
        ("form", "The form: its id or its name, such as phu-luc-3"),
        ("unit", "The unit: its id or its name"),
        ("all", "Every unit that sends the form, a file each"),
        ("pipeline", "The pipeline that has the form; the only one in pipelines/ unless said"),
        ("out", "The folder to write the files into"),
    ],
    values: &[("BIỂU", "FORM"), ("ĐƠN VỊ", "UNIT")],
    ..English::new(
        "Make empty forms (Excel) to be filled in: units and fields prefilled, sums computed, what does not add up told",
    )
};

/// Why no pipeline is the one that is meant.
struct NoPipeline {
    said: String,
    hint: String,
    /// The argument by which it would be.
    next: Option<(&'static str, String)>,
}

impl TemplateArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again, lang) = (call.printer(false), call.again(), call.manner.lang);
        let pipeline = match &self.pipeline {
            Some(named) => match pipeline::load_with(&declaration(named), &self.overrides()) {
                Ok(pipeline) => pipeline,
                Err(error) => return printer.declaration(&error, &again),
            },
            None => match self.only_pipeline(lang) {
                Ok(pipeline) => pipeline,
                Err(none) => {
                    let typed = call.typed.clone();
                    let next = none.next.map_or(typed.clone(), |(id, word)| typed.with(id, word));
                    return printer.refused(&none.said, Some(&none.hint), &next.to_string());
                }
            },
        };
        match run::templates(&pipeline, &self.form, self.unit.as_deref()) {
            Ok(made) => self.write(&made, call, &printer),
            Err(error) => failed(&error, call, &printer),
        }
    }

    fn overrides(&self) -> Overrides {
        let (period, output) = (self.period.period, self.output.output.clone());
        Overrides { period, output, ..as_of_now() }
    }

    /// The one pipeline in `pipelines/` that has the form; what to say where it is none, or one of several.
    fn only_pipeline(&self, lang: Lang) -> Result<Pipeline, NoPipeline> {
        let entries = std::fs::read_dir("pipelines").into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        files.sort();
        // What pipelines share lies beside them and is none.
        let loaded =
            files.iter().filter_map(|file| pipeline::load_with(file, &self.overrides()).ok());
        let (mut found, others): (Vec<Pipeline>, Vec<Pipeline>) =
            loaded.partition(|pipeline| run::has_form(pipeline, &self.form));
        if found.len() == 1
            && let Some(only) = found.pop()
        {
            return Ok(only);
        }
        let form = &self.form;
        if found.is_empty() {
            let forms = others.iter().flat_map(|pipeline| &pipeline.forms);
            let mut ids: Vec<&str> = forms.map(|form| form.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            let near = nearest_word(form, ids.iter().copied());
            let asked = lang.pick("có phải là", "did you mean");
            let asked = near.map(|near| format!("{asked} `{near}`? ")).unwrap_or_default();
            let none = lang.pick(
                "không pipeline nào trong pipelines/ có biểu này",
                "no pipeline in pipelines/ has this form",
            );
            return Err(NoPipeline {
                said: format!("`{form}`: {none}"),
                hint: format!("{asked}{}: {}", lang.pick("có", "there are"), ids.join(", ")),
                next: near.map(|near| ("form", near.to_owned())),
            });
        }
        let names: Vec<&str> = found.iter().map(|pipeline| pipeline.id.as_str()).collect();
        let hint = lang.pick("ghi -p PIPELINE; có", "add -p PIPELINE; there are");
        Err(NoPipeline {
            said: match lang {
                Lang::Vi => format!("`{form}`: {} pipeline có biểu này", found.len()),
                Lang::En => format!("`{form}`: {} pipelines have this form", found.len()),
            },
            hint: format!("{hint}: {}", names.join(", ")),
            next: names.first().map(|name| ("pipeline", (*name).to_owned())),
        })
    }

    /// Writes the files, all or none: one that an office has begun to fill in is never lost.
    fn write(&self, made: &[MadeTemplate], call: &Call<'_>, printer: &Printer) -> Exit {
        let lang = call.manner.lang;
        let other = |one: &&MadeTemplate| {
            let path = self.out.join(&one.file);
            path.exists() && store::read_file(&path).is_ok_and(|bytes| bytes != one.bytes)
        };
        if let Some(taken) = made.iter().find(other) {
            let path = self.out.join(&taken.file);
            let what = lang.pick("đã có một tệp khác", "another file is there already");
            let hint = lang.pick(
                "tệp có thể đã được điền: ghi vào thư mục khác bằng -o",
                "it may have been filled in: write into another folder by -o",
            );
            let next = call.typed.clone().with("out", beside(&self.out).display()).to_string();
            return printer.refused(&format!("{}: {what}", path.display()), Some(hint), &next);
        }
        let files: Vec<(&str, &[u8])> =
            made.iter().map(|one| (one.file.as_str(), one.bytes.as_slice())).collect();
        match store::write_files(&self.out, &files) {
            Err(error) => printer.run_error(&error.into(), &call.again()),
            Ok(written) => {
                let lines = written.iter().map(|path| format!("{}\n", path.display()));
                terminal::data(&lines.collect::<String>());
                Exit::Complete
            }
        }
    }
}

/// A folder beside one.
fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push("-2");
    folder.with_file_name(name)
}

fn failed(error: &TemplateError, call: &Call<'_>, printer: &Printer) -> Exit {
    let lang = call.manner.lang;
    let next = match error.meant() {
        Some((argument, meant)) => call.typed.clone().with(argument, meant).to_string(),
        None => call.again(),
    };
    printer.fails(&error.text(lang), error.hint(lang).as_deref(), error.exit(), &next)
}
