//! `tthc why`: why a unit stands where it does and not where it stood; as text in `text`, as data in `json`.

pub(super) mod json;
mod text;

use crate::model::Exit;
use crate::run::{self, ExplainedUnit};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{NamedRunArg, RUNS, RunsArgs};
use super::call::Call;
use super::diff::doubts::doubts;
use super::print::printer::Ended;
use super::show;

/// Cho biết vì sao một đơn vị đứng ở hạng ấy: hạng kỳ trước và nay, phần nào do đâu, và hạng qua các kỳ
///
/// Không có --since thì so với kỳ trước như đã công bố khi kỳ này bắt đầu; phần sửa từ đó đến nay được tách riêng. Các
/// phần cộng lại đúng bằng số hạng đã đổi. Một đơn vị vượt lên được tính cho số của đơn vị này nếu riêng số ấy, với số
/// cũ của đơn vị kia, đã làm hai bên đổi chỗ; nếu không thì tính cho số của đơn vị kia.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct WhyArgs {
    #[command(flatten)]
    runs: RunsArgs,
    #[command(flatten)]
    run: NamedRunArg,
    /// Đơn vị: mã hoặc tên
    #[arg(long, value_name = "ĐƠN VỊ")]
    unit: String,
    /// So với lượt này thay cho kỳ trước, ghi như LƯỢT (ví dụ: latest~1)
    #[arg(long, value_name = "LƯỢT")]
    since: Option<String>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Without --since it is compared with the period before as it was published when this one began; what was corrected \
         since is told apart. The parts add up to the places that it moved. Who passed it is put down to its own figures where \
         these alone, with the other's earlier ones, made the two cross, else to the figures of the other.",
    ),
    arguments: &[
        ("unit", "The unit: its id or its name"),
        (
            "since",
            "Compare with this run and not with the period before; named as RUN is (latest~1)",
        ),
    ],
    values: &[("ĐƠN VỊ", "UNIT")],
    ..English::new(
        "Tell why a unit stands where it does: its place before and now, what moved it, and its place in each period",
    )
};

impl WhyArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, lang) = (call.printer(self.json), call.manner.lang);
        let pipeline = match self.runs.load() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &call.again()),
        };
        let why = match run::why(&pipeline, &self.run.run, &self.unit, self.since.as_deref()) {
            Ok(why) => why,
            Err(error) => {
                let (hint, next) = (error.hint(lang), show::next(&error, call, RUNS));
                return printer.ended(&Ended {
                    code: error.code(),
                    error: &error.text(lang),
                    hint: hint.as_deref(),
                    exit: error.exit(),
                    next: &next,
                    faults: &[],
                });
            }
        };
        let warnings = warnings(&why, lang);
        let exit = printer.answer(
            Exit::Complete,
            || json::json(&why, &pipeline, &warnings),
            || text::text(&why, &pipeline, call.manner),
        );
        for line in &warnings {
            printer.warn(line);
        }
        exit
    }
}

/// What should not be relied on in the runs that were looked at, a line each.
fn warnings(why: &ExplainedUnit, lang: crate::model::Lang) -> Vec<String> {
    let before = why.before.iter();
    let sides = before.flat_map(|before| std::iter::once(&before.published).chain(&before.newest));
    let sides = sides.chain([&why.run]);
    let mut lines: Vec<String> =
        sides.flat_map(|side| doubts(&side.record.run, &side.spoiled, &side.stale, lang)).collect();
    for (run, file, how) in &why.changed {
        lines.extend(doubts(run, &[(file.clone(), *how)], &[], lang));
    }
    let unread = why.unread.iter().map(|run| {
        let what = lang.pick("không đọc được bảng xếp hạng", "its places cannot be read");
        format!("{run}: {what}")
    });
    lines.extend(unread);
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines
}
