//! `tthc inspection PLAN dossier`: what is to be known before each visit, as a document and a workbook for each target.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::args::english::English;
use crate::cli::args::exit_codes::exit_codes;
use crate::cli::args::place::as_of_now;
use crate::cli::call::Call;
use crate::cli::print::printer::Printer;
use crate::model::{Exit, Lang};
use crate::run::{self, DossierWish, MadeDossiers, ServedPlan};

use super::asked::{PlanAsked, fail};

/// Lập hồ sơ phục vụ từng đợt kiểm tra: mỗi đối tượng một văn bản (docx) và một tệp số liệu (xlsx)
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = exit_codes())]
pub(in crate::cli) struct DossierArgs {
    /// Chỉ lập cho một đối tượng: mã hoặc tên; không ghi thì cho mọi đối tượng của kế hoạch
    #[arg(long, value_name = "ĐƠN VỊ")]
    target: Option<String>,
    /// Thư mục chứa hồ sơ; không ghi thì là output/PIPELINE/inspections/KẾ HOẠCH/ho-so
    #[arg(short, long, value_name = "THƯ MỤC")]
    out: Option<PathBuf>,
}

pub(in crate::cli) const ENGLISH: English = English {
    arguments: &[
        ("target", "One target only: id or name; without it all targets of the plan"),
        ("out", "The folder of the dossiers; without it output/PIPELINE/inspections/PLAN/ho-so"),
    ],
    values: &[("ĐƠN VỊ", "UNIT"), ("THƯ MỤC", "DIR")],
    ..English::new(
        "Put together what is to be known before each visit: a document and a workbook for each target",
    )
};

impl DossierArgs {
    pub(super) fn start(&self, asked: &PlanAsked, printer: &Printer, call: &Call<'_>) -> Exit {
        let served = match asked.served(printer, call) {
            Ok(served) => served,
            Err(exit) => return exit,
        };
        let wish = DossierWish { target: self.target.clone(), out: self.out.clone() };
        let made = match run::dossiers(&served, &as_of_now(), &wish) {
            Ok(made) => made,
            Err(error) => return fail(&error, printer, call),
        };
        let lang = call.manner.lang;
        for (_, name, period) in &made.without {
            printer.warn(&match lang {
                Lang::Vi => {
                    format!("{name}: chưa công bố lượt chạy nào của kỳ {period}, không lập hồ sơ")
                }
                Lang::En => {
                    format!("{name}: no run of {period} is published, so there is no dossier")
                }
            });
        }
        let exit = if made.without.is_empty() { Exit::Complete } else { Exit::Gaps };
        printer.answer(exit, || json(&served, &made), || text(&made))
    }
}

fn text(made: &MadeDossiers) -> String {
    let paths = made.files.iter().map(|path| path.display().to_string() + "\n");
    paths.collect()
}

/// The dossiers that were made.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct DossiersJson<'m> {
    plan: &'m str,
    pipeline: &'m str,
    /// Documents and workbooks.
    files: Vec<&'m Path>,
    /// Targets of whose period nothing is published.
    not_made: Vec<WithoutDossierJson<'m>>,
}

/// A target that has no dossier.
#[derive(Debug, Serialize, JsonSchema)]
struct WithoutDossierJson<'m> {
    unit_id: &'m str,
    unit_name: &'m str,
    period: String,
}

fn json<'m>(served: &'m ServedPlan, made: &'m MadeDossiers) -> DossiersJson<'m> {
    let not_made = made.without.iter().map(|(id, name, period)| WithoutDossierJson {
        unit_id: id,
        unit_name: name,
        period: period.to_string(),
    });
    DossiersJson {
        plan: &served.plan.id,
        pipeline: &served.pipeline.id,
        files: made.files.iter().map(PathBuf::as_path).collect(),
        not_made: not_made.collect(),
    }
}
