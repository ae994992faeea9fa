//! Which sheets a declared workbook has, and in which order.

use rayon::prelude::*;

use crate::pipeline::{Ranking, SheetKind, Workbook};
use crate::publish::book::plan::WorkbookPlan;

use super::facts::Facts;
use super::{
    definitions_sheet, findings_sheet, method_sheet, ranking_sheet, submissions_sheet,
    summary_sheet,
};

/// The workbook as plain data.
pub(in crate::publish) fn book_of<'a>(
    facts: &Facts<'a>,
    workbook: &'a Workbook,
) -> WorkbookPlan<'a> {
    let pipeline = facts.pipeline;
    let wanted = workbook.sheets.iter().filter_map(|kind| match kind {
        SheetKind::Ranking(index) => pipeline.rankings.get(*index),
        _ => None,
    });
    let wanted: Vec<&Ranking> = wanted.collect();
    let rankings: Vec<_> =
        wanted.par_iter().map(|ranking| ranking_sheet::compose(facts, ranking)).collect();
    let summary = workbook
        .sheets
        .contains(&SheetKind::Summary)
        .then(|| summary_sheet::compose(facts, workbook, &rankings));
    let mut rankings = rankings.into_iter().map(|sheet| sheet.plan);
    let sheets = workbook.sheets.iter().filter_map(|kind| match kind {
        SheetKind::Summary => summary.clone(),
        SheetKind::Ranking(_) => rankings.next(),
        SheetKind::Definitions(index) => {
            let ranking = pipeline.rankings.get(*index)?;
            Some(definitions_sheet::compose(facts, ranking))
        }
        SheetKind::Method => Some(method_sheet::compose(facts)),
        SheetKind::Findings => Some(findings_sheet::compose(facts)),
        SheetKind::Submissions => Some(submissions_sheet::compose(facts)),
    });
    WorkbookPlan {
        title: &workbook.title,
        company: pipeline.agency.last().map_or("", String::as_str),
        created: pipeline.period.month_after(),
        code: Some(facts.inputs.code),
        sheets: sheets.collect(),
        copies: Vec::new(),
    }
}
