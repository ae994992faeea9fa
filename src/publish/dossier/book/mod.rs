//! The workbook of a dossier: a sheet a subject, each figure with the cells that it is from. What there is nothing of has no
//! sheet.

mod drawn;
mod found;
mod outline;
mod overview;
mod places;
mod sheet;
mod weak;

use crate::model::DataCode;
use crate::publish::book::plan::WorkbookPlan;
use crate::publish::workbook::facts::Facts;

use super::compose::Dossier;

/// Composes the workbook.
pub(super) fn compose<'a>(
    facts: &Facts<'a>,
    dossier: &Dossier<'a>,
    code: Option<DataCode>,
) -> WorkbookPlan<'a> {
    let pipeline = facts.pipeline;
    let name = &pipeline.register.get(dossier.unit).name;
    let sheets = [
        Some(overview::sheet(facts, dossier)),
        outline::sheet(facts, dossier),
        places::sheet(facts, dossier),
        places::peers(facts, dossier),
        weak::fields(facts, dossier),
        weak::late(facts, dossier),
        Some(found::periods(facts, dossier)),
        found::findings(facts, dossier),
        drawn::sheet(facts, dossier),
    ];
    WorkbookPlan {
        title: format!("Hồ sơ kiểm tra – {name}").into(),
        company: pipeline.agency.last().map_or("", String::as_str),
        created: pipeline.period.month_after(),
        code,
        sheets: sheets.into_iter().flatten().collect(),
        copies: Vec::new(),
    }
}
