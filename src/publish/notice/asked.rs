//! Who is asked to do what. A request that concerns nobody is not made.

use std::collections::BTreeSet;

use crate::model::UnitIx;
use crate::pipeline::{Notice, NoticeAudience, NoticeRequest, ReturnForms, SheetKind};

use super::results::LeagueResult;
use crate::publish::returned;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::size;
use crate::text::percent;

/// So many units are named in a sentence; of more it says how many there are.
const NAMED: usize = 6;

/// The requests as sentences; `first` is the ranking that is printed.
pub(super) fn requests(
    facts: &Facts<'_>,
    notice: &Notice,
    first: Option<&LeagueResult<'_, '_>>,
) -> Vec<String> {
    let made = notice.requests.iter().filter_map(|request| {
        let whom = whom(facts, request, first)?;
        let text = request.text.trim_end_matches('.');
        // A date that is left open ends with dots of its own.
        let end = if text.ends_with('…') { "" } else { "." };
        Some(format!("- Đề nghị {whom} {text}{end}"))
    });
    made.collect()
}

fn whom(
    facts: &Facts<'_>,
    request: &NoticeRequest,
    first: Option<&LeagueResult<'_, '_>>,
) -> Option<String> {
    match request.of {
        NoticeAudience::All => Some("các đơn vị".to_owned()),
        NoticeAudience::Missing => {
            let named = named(facts, &missing(facts), SheetKind::Submissions)?;
            Some(format!("{named} (chưa gửi đủ báo cáo)"))
        }
        NoticeAudience::Incomplete => {
            let named = named(facts, &incomplete(facts), SheetKind::Findings)?;
            Some(format!("{named} (số liệu chưa đủ)"))
        }
        NoticeAudience::Returned => {
            let returned = returned_to(facts);
            let list = ReturnForms::LIST;
            (returned > 0)
                .then(|| format!("{} đơn vị có tệp phản hồi (danh sách ở {list})", size(returned)))
        }
        NoticeAudience::Most => {
            let result = first?;
            let burden = result.burden()?;
            let each = burden.heaviest()?;
            let names: Vec<String> =
                each.iter().map(|(standing, _)| result.name(standing)).collect();
            let share = percent(burden.share(&each).ratio().unwrap_or(0.0));
            Some(format!("{} (chiếm {share} số {})", names.join(", "), burden.what))
        }
    }
}

/// Units that owe a form of which none can be used.
fn missing(facts: &Facts<'_>) -> BTreeSet<UnitIx> {
    let owed = facts.inputs.submissions.owed();
    let missing = owed.iter().filter(|(_, received)| !**received);
    missing.filter_map(|((_, unit), _)| facts.pipeline.register.find_id(unit)).collect()
}

/// Units that sent a form with a part of its figures.
fn incomplete(facts: &Facts<'_>) -> BTreeSet<UnitIx> {
    let coverage = facts.headline().coverage;
    let partial = coverage.partial(facts.pipeline);
    partial.filter_map(|(unit, _)| facts.pipeline.register.find_id(unit)).collect()
}

/// How many units get a form back.
pub(super) fn returned_to(facts: &Facts<'_>) -> usize {
    let inputs = facts.inputs;
    let returns = returned::returns(inputs.pipeline, inputs.findings, inputs.submissions);
    returns.iter().filter(|given| given.unit.is_some()).count()
}

/// Names of units in the order of the register, and where the others are listed.
fn named(facts: &Facts<'_>, units: &BTreeSet<UnitIx>, listed: SheetKind) -> Option<String> {
    let register = &facts.pipeline.register;
    let some = units.iter().take(NAMED).map(|unit| register.name_apart(*unit));
    let some = some.collect::<Vec<_>>().join(", ");
    match units.len().saturating_sub(NAMED) {
        0 => (!units.is_empty()).then_some(some),
        more => {
            let place = place_of(facts, listed).map(|place| format!(", xem {place}"));
            let place = place.unwrap_or_default();
            Some(format!("{some} và {} đơn vị khác{place}", size(more)))
        }
    }
}

/// `trang “Nộp báo cáo” của tệp xep-hang.xlsx`, where such a sheet is published.
fn place_of(facts: &Facts<'_>, kind: SheetKind) -> Option<String> {
    let mut workbooks = facts.pipeline.workbooks.iter();
    let workbook = workbooks.find(|workbook| workbook.sheets.contains(&kind))?;
    Some(format!("trang “{}” của tệp {}", kind.name(), workbook.file))
}
