//! Which pipeline, of which period, and where its files lie: as typed, each once for all commands, and as meant.

use std::path::{Path, PathBuf};

use crate::model::Period;
use crate::pipeline::{self, DeclarationError, Overrides, Pipeline};
use crate::store;
use crate::text::nearest_word;

/// What names a pipeline, for commands that take it as an option too.
pub(in crate::cli) const PIPELINE_HELP: &str =
    "Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)";

/// Which pipeline.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct PipelineArg {
    #[arg(help = PIPELINE_HELP)]
    pub(in crate::cli) pipeline: PathBuf,
}

/// Of which period.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(in crate::cli) struct PeriodArg {
    /// Kỳ báo cáo: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
    #[arg(long, value_name = "KỲ")]
    pub(in crate::cli) period: Option<Period>,
}

/// Where submissions come in.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct InboxArg {
    /// Thư mục nhận báo cáo
    #[arg(long, value_name = "THƯ MỤC")]
    pub(in crate::cli) inbox: Option<PathBuf>,
}

/// Where results lie.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct OutputArg {
    /// Thư mục kết quả
    #[arg(long, value_name = "THƯ MỤC")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// A period of a pipeline, and where its files lie.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct PlaceArgs {
    #[command(flatten)]
    pub(in crate::cli) pipeline: PipelineArg,
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
    #[command(flatten)]
    pub(in crate::cli) inbox: InboxArg,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArg,
}

/// The names of these arguments.
pub(in crate::cli) const PLACE: &[&str] = &["pipeline", "period", "inbox", "output"];

/// The same where only runs are looked at.
pub(in crate::cli) const RUNS: &[&str] = &["pipeline", "period", "output"];

/// A period of a pipeline of which only runs are looked at.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct RunsArgs {
    #[command(flatten)]
    pub(in crate::cli) pipeline: PipelineArg,
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArg,
}

/// The run that is meant where none is named.
pub(in crate::cli) const LATEST: &str = "latest";

/// A run of a pipeline and period.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct NamedRunArg {
    /// Lượt chạy: mã lượt hoặc phần đầu của mã, latest, latest~1 (lượt trọn vẹn trước đó), hoặc thư mục của lượt
    #[arg(value_name = "LƯỢT", default_value = LATEST)]
    pub(in crate::cli) run: String,
}

impl PipelineArg {
    /// The file that is meant.
    pub(in crate::cli) fn file(&self) -> PathBuf {
        declaration(&self.pipeline)
    }

    /// The pipeline whose name comes nearest to one that is not there, as it would be typed.
    pub(in crate::cli) fn nearest(&self) -> Option<String> {
        let missing = self.file();
        let wanted = missing.file_stem()?.to_str()?;
        if missing.exists() {
            return None;
        }
        let entries = std::fs::read_dir(missing.parent()?).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        // What pipelines share lies beside them and is none.
        files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        files.retain(|path| pipeline::load_with(path, &as_of_now()).is_ok());
        files.sort();
        let names = files.iter().filter_map(|path| path.file_stem()?.to_str());
        let near = nearest_word(wanted, names)?;
        let is_path = missing == self.pipeline;
        let near =
            if is_path { missing.with_file_name(near).with_extension("toml") } else { near.into() };
        Some(near.display().to_string())
    }
}

impl PlaceArgs {
    /// What is to stand in place of what is declared.
    pub(in crate::cli) fn overrides(&self) -> Overrides {
        let (period, inbox) = (self.period.period, self.inbox.inbox.clone());
        Overrides { period, inbox, output: self.output.output.clone(), ..as_of_now() }
    }

    /// The pipeline.
    pub(in crate::cli) fn load(&self) -> Result<Pipeline, DeclarationError> {
        pipeline::load_with(&self.pipeline.file(), &self.overrides())
    }
}

impl RunsArgs {
    /// The pipeline.
    pub(in crate::cli) fn load(&self) -> Result<Pipeline, DeclarationError> {
        let (period, output) = (self.period.period, self.output.output.clone());
        let overrides = Overrides { period, output, ..as_of_now() };
        pipeline::load_with(&self.pipeline.file(), &overrides)
    }
}

/// What is declared, as it is meant now.
pub(in crate::cli) fn as_of_now() -> Overrides {
    Overrides { now: Some(store::now()), ..Overrides::default() }
}

/// Where plans of inspection lie.
pub(in crate::cli) const PLANS: &str = "pipelines/inspections";

/// A path as typed, or the file of that name in `pipelines/`.
pub(in crate::cli) fn declaration(typed: &Path) -> PathBuf {
    named_in(Path::new("pipelines"), typed)
}

/// A path as typed, or the plan of inspection of that name.
pub(in crate::cli) fn plan_of_inspection(typed: &Path) -> PathBuf {
    named_in(Path::new(PLANS), typed)
}

fn named_in(folder: &Path, typed: &Path) -> PathBuf {
    if typed.exists() || typed.components().count() > 1 || typed.extension().is_some() {
        return typed.to_owned();
    }
    folder.join(typed).with_extension("toml")
}
