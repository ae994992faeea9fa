//! What a run is asked for: which period of which pipeline, with which keys, and which stages; as typed by those who
//! make a run or foresee one, and as meant.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::cli::read_files::worker;
use crate::model::Stage;
use crate::pipeline::{self, DeclarationError, FailOn, Overrides, Setting};
use crate::run::{Request, Select};
use crate::store::Invocation;

use super::place::PlaceArgs;
use super::values::{date, setting, words};

/// Which period of which pipeline, with which keys.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct TargetArgs {
    #[command(flatten)]
    pub(in crate::cli) place: PlaceArgs,
    /// Đặt một khóa của tệp khai báo cho lượt này, ví dụ ranking.communes.minimum-denominator=50
    #[arg(long, value_name = "KHÓA=GIÁ TRỊ", value_parser = setting)]
    pub(in crate::cli) set: Vec<Setting>,
    /// Ngày để tính còn bao nhiêu ngày, trễ bao nhiêu ngày theo kế hoạch kiểm tra; không ghi thì là hôm nay
    #[arg(long, value_name = "NGÀY", value_parser = date)]
    pub(in crate::cli) today: Option<Date>,
    /// Xuất bản dù có --set hay --inbox khác; không ghi thì đó là chạy thử, latest giữ nguyên
    #[arg(long)]
    pub(in crate::cli) publish: bool,
}

/// Which stages.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct StageArgs {
    /// Chạy lại từ bước này: ingest, validate, measure, rank, publish
    #[arg(long, value_name = "BƯỚC", value_parser = words(Stage::ALL, Stage::word), conflicts_with = "only")]
    from: Option<Stage>,
    /// Chỉ chạy lại bước này; các bước sau sẽ cũ đi (mã thoát 5)
    #[arg(long, value_name = "BƯỚC", value_parser = words(Stage::ALL, Stage::word))]
    only: Option<Stage>,
    /// Chạy mọi bước dù không có gì thay đổi
    #[arg(long, conflicts_with_all = ["from", "only"])]
    pub(in crate::cli) force: bool,
}

/// The names of these arguments.
pub(in crate::cli) const STAGES: &[&str] = &["from", "only", "force"];

impl StageArgs {
    /// The stages that are meant.
    pub(in crate::cli) fn select(&self) -> Select {
        match (self.from, self.only) {
            (Some(stage), _) => Select::From(stage),
            (None, Some(stage)) => Select::Only(stage),
            (None, None) => Select::All,
        }
    }
}

impl TargetArgs {
    /// The request for these stages.
    pub(in crate::cli) fn request(
        &self,
        fail_on: Option<FailOn>,
        select: Select,
    ) -> Result<Request, DeclarationError> {
        let overrides = Overrides { fail_on, set: self.set.clone(), ..self.place.overrides() };
        let loaded = pipeline::load_with(&self.place.pipeline.file(), &overrides)?;
        let asked = self.asked(select, loaded.elsewhere);
        let trial = !self.publish && (loaded.elsewhere || !self.set.is_empty());
        let request = Request::new(loaded, worker());
        let today = self.today.unwrap_or(request.today);
        Ok(Request { today, select, trial, asked, ..request })
    }

    /// What is recorded of a command line. Paths are whole, so that they hold from whichever folder it is asked
    /// again.
    fn asked(&self, select: Select, elsewhere: bool) -> Invocation {
        let stages = match select {
            Select::All => "all".to_owned(),
            Select::Retry => "retry".to_owned(),
            Select::From(stage) => format!("from {}", stage.word()),
            Select::Only(stage) => format!("only {}", stage.word()),
        };
        let whole =
            |path: &Option<PathBuf>| path.as_ref().and_then(|p| std::path::absolute(p).ok());
        let set = self.set.iter().map(|setting| setting.typed().to_owned()).collect();
        let inbox = whole(&self.place.inbox.inbox).filter(|_| elsewhere);
        let output = whole(&self.place.output.output);
        Invocation { stages, inbox, output, set, ..Invocation::default() }
    }
}
