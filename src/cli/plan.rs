//! `tthc plan`: what a run would do now, and why; as text and as data.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Exit, Lang, RelativePeriod, Stage};
use crate::pipeline::DeclarationError;
use crate::run::{self, Forecast, Request, StageForecast};
use crate::store::Reason;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::target::{StageArgs, TargetArgs};
use super::call::Call;
use super::print::held_back::{self, HeldBackJson, held_back};
use super::print::manner::Manner;

/// Cho biết lượt chạy tới sẽ làm gì và vì sao, từng bước và từng tệp; không thay đổi gì
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct PlanArgs {
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    stages: StageArgs,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English::new(
    "Tell what the next run would do and why, stage by stage and file by file; changes nothing",
);

impl PlanArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again) = (call.printer(self.json), call.again());
        let asked = match self.request() {
            Ok(asked) => asked,
            Err(error) => return printer.declaration(&error, &again),
        };
        let forecast = match run::plan(&asked) {
            Ok(forecast) => forecast,
            Err(error) => return printer.run_error(&error, &again),
        };
        printer.answer(
            Exit::Complete,
            || json(&forecast, &asked),
            || text(&forecast, &asked, call.manner),
        )
    }

    fn request(&self) -> Result<Request, DeclarationError> {
        let request = self.target.request(None, self.stages.select())?;
        Ok(Request { force: self.stages.force, ..request })
    }
}

/// Most files that are named one by one.
const MOST_FILES: usize = 20;

/// Each stage and each file with the reason, for a person.
fn text(forecast: &Forecast, request: &Request, manner: Manner) -> String {
    let (lang, pipeline) = (manner.lang, &request.pipeline);
    let mut out = String::new();
    let period = match lang {
        Lang::Vi => pipeline.period.title(),
        Lang::En => pipeline.period.to_string(),
    };
    // One that moves on with the calendar is told by its word too.
    let by = pipeline
        .relative
        .map_or(String::new(), |by| format!(" ({} → {})", by.word(), pipeline.period));
    line(&mut out, &format!("{} – {period}{by}", pipeline.title));
    if request.trial {
        let tried = lang.pick(
            "chạy thử: sẽ không xuất bản nếu không thêm --publish",
            "a trial: without --publish nothing will be published",
        );
        line(&mut out, tried);
    }
    if let Some(held) = &forecast.held_back {
        let head = lang.pick("lượt gần nhất bị giữ lại", "the newest run is held back");
        line(&mut out, &format!("{head}: {}", held_back(held, pipeline, lang)));
    } else if let Some([before, now]) = forecast.fewer {
        line(&mut out, &fewer(before, now, lang));
    }
    if forecast.is_nothing() {
        line(
            &mut out,
            lang.pick(
                "không có gì mới; không bước nào phải chạy",
                "nothing new; no stage has to run",
            ),
        );
        return out;
    }
    if forecast.mends {
        let mends = lang.pick(
            "không bước nào phải chạy; latest, pipelines/ hoặc SHA256SUMS bị mất hay bị sửa sẽ được lập lại",
            "no stage has to run; latest, pipelines/ or SHA256SUMS, lost or edited, is made again",
        );
        line(&mut out, mends);
    }
    for (stage, verdict) in &forecast.stages {
        let (word, title) = (stage.word(), stage.title());
        let name = lang.pick(title, "");
        let word = manner.paint_data().strong(&format!("{word:<9}"));
        let sentence = sentence(*stage, *verdict, lang);
        line(&mut out, &format!("  {word} {name:<12} {sentence}"));
    }
    let Forecast { files, kept, gone, .. } = forecast;
    let head = match lang {
        Lang::Vi => format!("tệp phải đọc: {}; giữ từ lượt trước: {kept}", files.len()),
        Lang::En => format!("files to read: {}; kept from before: {kept}", files.len()),
    };
    line(&mut out, &head);
    let named = files.iter().map(|(file, reason)| (file, reason.said(lang)));
    let went =
        gone.iter().map(|file| (file, lang.pick("không còn trong inbox", "gone from the inbox")));
    for (file, why) in named.chain(went).take(MOST_FILES) {
        line(&mut out, &format!("  {file}: {why}"));
    }
    let more = (files.len() + gone.len()).saturating_sub(MOST_FILES);
    if more > 0 {
        let rest = match lang {
            Lang::Vi => format!("  … và {more} tệp nữa (--json có đủ)"),
            Lang::En => format!("  … and {more} more files (--json has all)"),
        };
        line(&mut out, &rest);
    }
    out
}

/// Already the files are too few.
fn fewer(before: usize, now: usize, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "inbox có {now} tệp, lượt đang xuất bản có {before}: lượt chạy tới sẽ bị giữ lại nếu không có --accept-fewer"
        ),
        Lang::En => format!(
            "the inbox holds {now} files, the published run {before}: the next run will be held back without --accept-fewer"
        ),
    }
}

fn sentence(stage: Stage, verdict: StageForecast, lang: Lang) -> String {
    match verdict {
        StageForecast::Runs(reason) => match lang {
            Lang::Vi => format!("chạy: {}", reason.said(lang)),
            Lang::En => format!("runs: {}", reason.said(lang)),
        },
        StageForecast::Follows => match lang {
            Lang::Vi => "chạy nếu kết quả các bước trước khác đi".to_owned(),
            Lang::En => "runs if a stage before it comes out otherwise".to_owned(),
        },
        StageForecast::Holds => lang.pick("giữ nguyên", "holds").to_owned(),
        StageForecast::Stale => match lang {
            Lang::Vi => {
                format!("không chạy, kết quả cũ đi; chạy tiếp bằng --from {}", stage.word())
            }
            Lang::En => {
                format!("does not run and goes out of date; go on with --from {}", stage.word())
            }
        },
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}", text.trim_end());
}

/// What a run would do now, and why.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PlanJson<'f> {
    /// Id of the pipeline.
    pipeline: &'f str,
    /// The period.
    period: String,
    /// The word by which the period is declared, where it moves on with the calendar.
    period_declared: Option<&'static str>,
    /// Whether the run would be a trial.
    trial: bool,
    /// Whether nothing has to be done.
    nothing: bool,
    /// Whether something of the run that is published is lost or edited and is made again.
    mends: bool,
    /// The stages, in order.
    stages: Vec<StageJson>,
    /// Files that would be read.
    reads: Vec<ReadJson<'f>>,
    /// Files that are gone from the inbox.
    gone: &'f [String],
    counts: PlanCounts,
    /// Why the newest run is not published, if it was held back.
    held_back: Option<HeldBackJson<'f>>,
    /// Files of the published run and of the inbox, where these are so few that the run would be held back.
    fewer: Option<FewerJson>,
}

/// Files, before and now.
#[derive(Debug, Serialize, JsonSchema)]
struct FewerJson {
    old: usize,
    new: usize,
}

/// What would become of a stage.
#[derive(Debug, Serialize, JsonSchema)]
struct StageJson {
    stage: &'static str,
    /// `runs`, `follows` (where a stage before it comes out otherwise), `holds`, `stale`.
    verdict: &'static str,
    /// Why it would run.
    #[schemars(with = "Option<String>")]
    reason: Option<Reason>,
}

/// A file that would be read.
#[derive(Debug, Serialize, JsonSchema)]
struct ReadJson<'f> {
    file: &'f str,
    /// Why.
    #[schemars(with = "String")]
    reason: Reason,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PlanCounts {
    /// Files that are taken from the run before.
    kept: usize,
}

/// The same as data.
fn json<'f>(forecast: &'f Forecast, request: &'f Request) -> PlanJson<'f> {
    let pipeline = &request.pipeline;
    let stages = forecast.stages.iter().map(|(stage, verdict)| {
        let (verdict, reason) = match *verdict {
            StageForecast::Runs(reason) => ("runs", Some(reason)),
            StageForecast::Follows => ("follows", None),
            StageForecast::Holds => ("holds", None),
            StageForecast::Stale => ("stale", None),
        };
        StageJson { stage: stage.word(), verdict, reason }
    });
    let reads = forecast.files.iter();
    PlanJson {
        pipeline: &pipeline.id,
        period: pipeline.period.to_string(),
        period_declared: pipeline.relative.map(RelativePeriod::word),
        trial: request.trial,
        nothing: forecast.is_nothing(),
        mends: forecast.mends,
        stages: stages.collect(),
        reads: reads.map(|(file, reason)| ReadJson { file, reason: *reason }).collect(),
        gone: &forecast.gone,
        held_back: held_back::json(forecast.held_back.as_ref()),
        fewer: forecast.fewer.map(|[old, new]| FewerJson { old, new }),
        counts: PlanCounts { kept: forecast.kept },
    }
}
