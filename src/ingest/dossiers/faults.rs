//! What is said of dossiers that cannot be counted: of each unit how many there are, and where the first one stands.

use crate::ingest::findings::dossier::dossier_date::DOSSIER_DATE;
use crate::ingest::findings::dossier::dossier_end::DOSSIER_END;
use crate::ingest::findings::dossier::dossier_repeated::DOSSIER_REPEATED;
use crate::ingest::findings::dossier::dossier_undue::DOSSIER_UNDUE;
use crate::ingest::findings::dossier::dossier_word::DOSSIER_WORD;
use crate::ingest::findings::line::unknown_unit::UNKNOWN_UNIT;
use crate::model::{Check, DossierFault, Finding};
use crate::pipeline::{DossierColumn, Pipeline};
use crate::text::group_thousands;

use super::rules::DossierRules;

/// Unknown words that a message lists at most.
const MOST_WORDS: usize = 5;

impl DossierFault {
    /// The column that it is seen in.
    pub(super) const fn column(self) -> Option<DossierColumn> {
        Some(match self {
            Self::Unit => DossierColumn::Unit,
            Self::Received => DossierColumn::Received,
            Self::Due | Self::NoDue => DossierColumn::Due,
            Self::Ended | Self::NoEnd | Self::OpenEnd | Self::EndedEarly => DossierColumn::Finished,
            Self::Paused => return None,
            Self::Supplements => DossierColumn::Supplements,
            Self::State => DossierColumn::State,
            Self::Channel => DossierColumn::Channel,
            Self::Repeated => DossierColumn::Code,
        })
    }

    const fn check(self) -> &'static Check {
        match self {
            Self::Unit => &UNKNOWN_UNIT,
            Self::Received | Self::Due | Self::Ended | Self::Paused => &DOSSIER_DATE,
            Self::NoDue => &DOSSIER_UNDUE,
            Self::NoEnd | Self::OpenEnd | Self::EndedEarly => &DOSSIER_END,
            Self::Supplements | Self::State | Self::Channel => &DOSSIER_WORD,
            Self::Repeated => &DOSSIER_REPEATED,
        }
    }
}

/// What is said of the dossiers of a unit that cannot be counted for one reason, about no place yet.
pub(super) fn fault_finding(
    fault: DossierFault,
    unit: &str,
    dossiers: i64,
    rules: &DossierRules<'_>,
    pipeline: &Pipeline,
) -> Finding {
    let many = group_thousands(dossiers);
    let why = match fault {
        DossierFault::Unit => return unknown_unit(unit, &many, rules, pipeline),
        DossierFault::Received => "không có ngày tiếp nhận, hoặc ghi không đọc được",
        DossierFault::Due => "có ngày hẹn trả không đọc được",
        DossierFault::Ended => "có ngày kết thúc xử lý hoặc ngày trả kết quả không đọc được",
        DossierFault::Paused => {
            "có thời gian tạm dừng không đọc được, hoặc dừng sau khi đã tiếp tục"
        }
        DossierFault::Supplements => "có số lần yêu cầu bổ sung không đọc được",
        DossierFault::State => "có trạng thái không có trong khai báo",
        DossierFault::NoEnd => {
            "đã kết thúc theo trạng thái nhưng không có ngày kết thúc hay ngày trả kết quả"
        }
        DossierFault::OpenEnd => {
            "chưa kết thúc theo trạng thái nhưng có ngày kết thúc hoặc ngày trả kết quả"
        }
        DossierFault::NoDue => "không có ngày hẹn trả",
        DossierFault::EndedEarly => "kết thúc trước khi tiếp nhận",
        DossierFault::Channel => {
            "tiếp nhận trong kỳ có hình thức nộp trống hoặc không có trong khai báo"
        }
        DossierFault::Repeated => "có mã hồ sơ ghi ở nhiều dòng",
    };
    let [states, channels] = rules.strangers();
    let words = match fault {
        DossierFault::State => listed(&states),
        DossierFault::Channel => listed(&channels),
        _ => String::new(),
    };
    let then = match fault {
        DossierFault::Repeated => "chỉ một dòng được tính, ưu tiên dòng đã kết thúc",
        _ => "không được tính",
    };
    let register = &pipeline.register;
    let name = register.find_id(unit).map_or_else(String::new, |ix| register.name_apart(ix));
    let message =
        format!("{many} hồ sơ của {name} {why}{words}; {then}; hồ sơ đầu tiên như vậy ở dòng này");
    Finding::new(fault.check(), message)
}

fn unknown_unit(raw: &str, many: &str, rules: &DossierRules<'_>, pipeline: &Pipeline) -> Finding {
    let near = rules.units.named_as(raw).and_then(|unit| unit.near);
    let near = near.map_or_else(String::new, |ix| {
        format!("; có phải là \"{}\"?", pipeline.register.get(ix).name)
    });
    let message = if raw.trim().is_empty() {
        format!("{many} hồ sơ không ghi đơn vị giải quyết; không được tính")
    } else {
        format!(
            "{many} hồ sơ của \"{raw}\", không phải tên của đúng một đơn vị trong danh mục; không được tính{near}"
        )
    };
    Finding::new(&UNKNOWN_UNIT, message).found(raw)
}

/// `: "chờ", "khác"`.
fn listed(words: &[&str]) -> String {
    let shown: Vec<String> = words.iter().take(MOST_WORDS).map(|w| format!("\"{w}\"")).collect();
    if shown.is_empty() { String::new() } else { format!(": {}", shown.join(", ")) }
}
