//! `tthc schedule`: the declared schedule as the two schedulers of a server take it: a line for `cron`, units for
//! `systemd`. Paths are those of this machine, for here the lines are put to use.

mod cron;
mod guide;
mod guide_english;
pub(super) mod installed;
mod job;
mod systemd;

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::model::{Exit, Lang};
use crate::pipeline::{self, DeclarationError, Overrides, Pipeline};
use crate::run;
use crate::store;

use super::args::command_line::quoted;
use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{InboxArg, OutputArg, PipelineArg, as_of_now};
use super::call::Call;
use super::terminal;
use guide::GUIDE;
use guide_english::GUIDE_IN_ENGLISH;
use job::ScheduledJob;

/// In dòng crontab hoặc unit của systemd cho lịch đã khai báo; --help in cả trang cài đặt và vận hành
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes(), after_long_help = GUIDE)]
pub(super) struct ScheduleArgs {
    #[command(flatten)]
    pipeline: PipelineArg,
    #[command(flatten)]
    inbox: InboxArg,
    #[command(flatten)]
    output: OutputArg,
    /// In dòng crontab (mặc định)
    #[arg(long, conflicts_with_all = ["systemd", "dir"])]
    cron: bool,
    /// In unit của systemd: service, timer, và service báo hỏng
    #[arg(long)]
    systemd: bool,
    /// Ghi unit của systemd vào thư mục này, ví dụ /etc/systemd/system
    #[arg(long, value_name = "THƯ MỤC")]
    dir: Option<PathBuf>,
}

pub(super) const ENGLISH: English = English {
    page: Some(GUIDE_IN_ENGLISH),
    arguments: &[
        ("cron", "Print a line of crontab (unless said otherwise)"),
        (
            "systemd",
            "Print units of systemd: a service, a timer, and a service that tells of failure",
        ),
        ("dir", "Write the units of systemd into this folder, such as /etc/systemd/system"),
    ],
    ..English::new(
        "Print the declared schedule for crontab or systemd; --help adds how to install and run the program",
    )
};

const NO_SCHEDULE: &str = "thêm vào tệp đó hai dòng: [schedule] và at = \"01:00\"";
const NO_SCHEDULE_EN: &str = "add two lines to it: [schedule] and at = \"01:00\"";

impl ScheduleArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again, lang) = (call.printer(false), call.again(), call.manner.lang);
        let pipeline = match self.pipeline() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        let refuse = |said: &str, hint: Option<&str>| printer.refused(said, hint, &again);
        let Some(declared) = &pipeline.schedule else {
            let none = lang.pick("không khai báo [schedule]", "no [schedule] is declared");
            let said = format!("{}: {none}", self.pipeline.file().display());
            return refuse(&said, Some(lang.pick(NO_SCHEDULE, NO_SCHEDULE_EN)));
        };
        let folder = std::env::current_dir().unwrap_or_default();
        let owner = std::fs::metadata(&folder).ok().map(|known| known.uid());
        let words = self.words(&pipeline, lang);
        let job = ScheduledJob { pipeline: &pipeline, schedule: declared, folder, words, owner };
        if let Some(word) = job.unfit() {
            let said = lang.pick("đường dẫn có ký tự điều khiển", "a path with control characters");
            return refuse(&format!("{word:?}: {said}"), None);
        }
        if !run::zone_is_known(&declared.zone) {
            let known = lang.pick("máy này không biết múi giờ", "this machine does not know");
            let mend =
                lang.pick("sửa khóa `zone` hoặc cài gói tzdata", "mend `zone` or install tzdata");
            printer.remark(&format!("{known} {}; {mend}", declared.zone));
        }
        let Some(dir) = &self.dir else {
            let text = if self.systemd { shown(&job, lang) } else { cron::crontab(&job, lang) };
            terminal::data(&text);
            return Exit::Complete;
        };
        let units = systemd::units(&job, lang);
        let files: Vec<(&str, &[u8])> =
            units.iter().map(|unit| (unit.name.as_str(), unit.text.as_bytes())).collect();
        match store::write_files(dir, &files) {
            Err(error) => printer.run_error(&error.into(), &again),
            Ok(written) => {
                let paths = written.iter().map(|path| format!("{}\n", path.display()));
                terminal::data(&paths.collect::<String>());
                let timer = quoted(&systemd::timer_of(&pipeline));
                let next = format!("systemctl daemon-reload && systemctl enable --now {timer}");
                printer.remark(&next);
                Exit::Complete
            }
        }
    }

    fn pipeline(&self) -> Result<Pipeline, DeclarationError> {
        let (inbox, output) = (self.inbox.inbox.clone(), self.output.output.clone());
        let overrides = Overrides { inbox, output, ..as_of_now() };
        pipeline::load_with(&self.pipeline.file(), &overrides)
    }

    /// The run as a scheduler calls it: every path whole.
    fn words(&self, pipeline: &Pipeline, lang: Lang) -> Vec<String> {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("tthc"));
        let mut words = vec![program.display().to_string()];
        if lang != Lang::default() {
            words.extend(["--lang".to_owned(), lang.word().to_owned()]);
        }
        words.extend(["run".to_owned(), whole(&self.pipeline.file())]);
        for (name, path) in [("--inbox", &self.inbox.inbox), ("--output", &self.output.output)] {
            words.extend(path.iter().flat_map(|path| [name.to_owned(), whole(path)]));
        }
        // What a scheduler starts is no trial, wherever submissions come in.
        words.extend(pipeline.elsewhere.then(|| "--publish".to_owned()));
        words
    }
}

/// The units one after the other, each under its name.
fn shown(job: &ScheduledJob<'_>, lang: Lang) -> String {
    let units = systemd::units(job, lang);
    let texts =
        units.iter().map(|unit| format!("# /etc/systemd/system/{}\n{}", unit.name, unit.text));
    texts.collect::<Vec<_>>().join("\n")
}

fn whole(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}
