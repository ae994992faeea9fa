//! Why there is no draw, or no record to look at.

use std::path::PathBuf;

use crate::model::{DrawRecord, Exit, Lang, Sentence};
use crate::run::inspection::error::InspectionError;
use crate::text::day;

/// Why there is no draw.
#[derive(Debug)]
pub enum DrawError {
    /// The plan declares none.
    NoRule,
    /// There was one.
    Drawn {
        /// Its record.
        path: PathBuf,
        /// What it says.
        record: Box<DrawRecord>,
    },
    /// No commune of an inspected district may be drawn.
    Nobody,
    /// Tickets are to go by late files, and no metric counts these.
    NoMetric,
    /// There is no record.
    NoRecord {
        /// Where it should be.
        path: PathBuf,
    },
    /// A record is none, or of another program.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: Sentence,
    },
    /// The plan, its pipeline or the disk.
    Inspection(InspectionError),
}

impl DrawError {
    /// The word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRule => "no_draw",
            Self::Drawn { .. } => "drawn_before",
            Self::Nobody => "nobody_to_draw",
            Self::NoMetric => "no_metric_of_late_files",
            Self::NoRecord { .. } => "no_record",
            Self::Unreadable { .. } => "unreadable_record",
            Self::Inspection(error) => error.code(),
        }
    }

    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Unreadable { .. } => Exit::Failed,
            Self::Inspection(error) => error.exit(),
            _ => Exit::Usage,
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::NoRule => lang
                .pick("kế hoạch không bốc thăm: không có [draw]", "the plan has no draw: no [draw]")
                .to_owned(),
            Self::Drawn { path, record } => {
                let (path, on) = (path.display(), &record.drawn_on);
                let seed = &record.seed;
                match lang {
                    Lang::Vi => format!("{path}: đã bốc thăm ngày {}, hạt giống “{seed}”; không bốc thăm lại", day(on)),
                    Lang::En => format!("{path}: drawn on {on} with the seed “{seed}”; there is no second draw"),
                }
            }
            Self::Nobody => lang
                .pick(
                    "không có xã nào để bốc thăm: kế hoạch không kiểm tra huyện nào có xã, hoặc các xã đều đã kiểm tra",
                    "there is no commune to draw: the plan inspects no district with any, or all were inspected",
                )
                .to_owned(),
            Self::NoMetric => lang
                .pick(
                    "weight = \"overdue\" cần một chỉ tiêu có đủ hồ sơ quá hạn (đã và đang giải quyết) của cấp xã, pipeline \
                     không có",
                    "weight = \"overdue\" takes a metric of all late files of communes, resolved and open; the pipeline has none",
                )
                .to_owned(),
            Self::NoRecord { path } => {
                let words = lang.pick("không có biên bản bốc thăm", "there is no record of a draw");
                format!("{}: {words}", path.display())
            }
            Self::Unreadable { path, reason } => {
                let words = lang.pick("không phải biên bản bốc thăm, hoặc đã bị sửa", "no record of a draw, or one that was changed");
                format!("{}: {words}: {}", path.display(), reason.say(lang))
            }
            Self::Inspection(error) => error.text(lang),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let words = match self {
            Self::NoRule => lang.pick(
                "ghi vào kế hoạch: [draw] với communes và seed-source",
                "write in the plan: [draw] with communes and seed-source",
            ),
            Self::Drawn { .. } => lang.pick(
                "xem lại biên bản; kiểm tra nó bằng --verify",
                "look at the record; --verify checks it",
            ),
            Self::NoMetric => lang.pick(
                "như on_time_766 trong metrics.toml, hoặc bỏ weight",
                "such as on_time_766 in metrics.toml, or leave weight out",
            ),
            Self::NoRecord { .. } => lang.pick("bốc thăm bằng --seed", "draw with --seed"),
            Self::Inspection(error) => return error.hint(lang),
            Self::Nobody | Self::Unreadable { .. } => return None,
        };
        Some(words.to_owned())
    }
}
