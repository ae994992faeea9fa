//! `tthc check`: what the rules of a night say of single files, as text.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::check::{CheckJson, Checked};
use crate::model::{Exit, Finding, Lang, SubmissionRow, Verdict, plain};
use crate::pipeline::{self, DeclarationError, FailOn, Overrides, Pipeline};
use crate::run;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{PIPELINE_HELP, PeriodArg, as_of_now, declaration};
use super::args::values::words;
use super::call::Call;
use super::print::count::by_severity;
use super::print::manner::Manner;
use super::print::paint::Paint;
use super::read_files::worker;

/// Kiểm tra tệp trước khi gửi: cùng cách đọc, cùng quy tắc như ban đêm, mọi phát hiện kèm địa chỉ ô
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct CheckArgs {
    /// Các tệp cần kiểm tra
    #[arg(required = true, value_name = "TỆP")]
    files: Vec<PathBuf>,
    #[arg(long, short, value_name = "PIPELINE", help = PIPELINE_HELP)]
    pipeline: PathBuf,
    #[command(flatten)]
    period: PeriodArg,
    /// Từ mức nào thì thoát với mã 3: never, gaps, error, warning
    #[arg(long, value_name = "MỨC", value_parser = words(FailOn::ALL, FailOn::word), default_value = "error")]
    fail_on: FailOn,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    arguments: &[("files", "The files to check")],
    ..English::new(
        "Check files before they are sent: read and ruled as at night, each finding with its cell",
    )
};

impl CheckArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again) = (call.printer(self.json), call.again());
        let pipeline = match self.pipeline() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        let checked = match run::check(&self.files, &pipeline, &worker()) {
            Ok(checked) => checked,
            Err(error) => return printer.run_error(&error, &again),
        };
        printer.answer(
            checked.exit(self.fail_on),
            || CheckJson::of(&checked, &pipeline),
            || text(&checked, &pipeline, call.manner),
        )
    }

    fn pipeline(&self) -> Result<Pipeline, DeclarationError> {
        let overrides = Overrides { period: self.period.period, ..as_of_now() };
        pipeline::load_with(&declaration(&self.pipeline), &overrides)
    }
}

/// The forms that were recognised, every finding, and one line that sums up.
fn text(checked: &Checked, pipeline: &Pipeline, manner: Manner) -> String {
    let (lang, paint) = (manner.lang, manner.paint_data());
    let mut out = String::new();
    for row in checked.submissions.rows.iter().filter(|row| !row.is_unusable()) {
        let name = |id: &Option<String>| id.as_deref().map(str::to_owned);
        let form = name(&row.form).and_then(|id| Some(pipeline.form(&id)?.name.clone()));
        let unit = name(&row.unit_id).and_then(|id| pipeline.register.find_id(&id));
        let (Some(form), Some(unit), Some(file)) = (form, unit, &row.file) else { continue };
        let unit = &pipeline.register.get(unit).name;
        let rules = rules(checked, row, lang);
        let numbers = row.values;
        line(
            &mut out,
            &match lang {
                Lang::Vi => format!("{file}: {form} của {unit}, {numbers} số liệu; {rules}"),
                Lang::En => format!("{file}: {form} of {unit}, {numbers} numbers; {rules}"),
            },
        );
    }
    for (file, template) in &checked.templates {
        line(&mut out, &plain(&format!("{file}: {}", template.said(lang))));
    }
    for finding in &checked.findings {
        line(&mut out, &sentence(finding, lang, paint));
    }
    if checked.findings.is_empty() {
        line(&mut out, lang.pick("không có phát hiện nào", "no findings"));
    } else {
        let counts = by_severity(|severity| checked.count(severity), lang, paint);
        let help = lang.pick(
            "xem cách sửa bằng: tthc explain MÃ",
            "how to mend them: tthc explain CODE --lang en",
        );
        line(&mut out, &format!("{counts}; {help}"));
    }
    out
}

/// How many rules held in a form, which did not, and how many had nothing to compare.
fn rules(checked: &Checked, form: &SubmissionRow, lang: Lang) -> String {
    let of_form = checked.checks.rows.iter().filter(|row| {
        (&row.file, &row.form, &row.unit_id) == (&form.file, &form.form, &form.unit_id)
    });
    let codes = |verdict: Verdict| -> Vec<&str> {
        let rows = of_form.clone().filter(|row| row.verdict == verdict);
        rows.map(|row| row.code.id()).collect()
    };
    let held = codes(Verdict::Checked).len();
    let mut parts = vec![format!(
        "{}: {held} {}",
        lang.pick("quy tắc", "rules"),
        Verdict::Checked.title_in(lang)
    )];
    for verdict in [Verdict::Failed, Verdict::Error] {
        let codes = codes(verdict);
        if !codes.is_empty() {
            parts.push(format!(
                "{} {} ({})",
                codes.len(),
                verdict.title_in(lang),
                codes.join(", ")
            ));
        }
    }
    let without = codes(Verdict::NotApplicable).len();
    if without > 0 {
        parts.push(format!("{without} {}", Verdict::NotApplicable.title_in(lang)));
    }
    parts.join(", ")
}

fn sentence(finding: &Finding, lang: Lang, paint: Paint) -> String {
    let level = paint.severity(finding.severity, &finding.severity.title_in(lang).to_lowercase());
    format!("{} {level} {}: {}", finding.code, finding.place, finding.message)
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}
