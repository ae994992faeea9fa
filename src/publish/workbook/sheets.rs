//! Which sheets a declared workbook has, and in which order.

use rayon::prelude::*;

use crate::pipeline::{Ranking, SheetKind, Workbook};
use crate::publish::book::plan::WorkbookPlan;
use crate::publish::inspection::sheet as inspection_sheet;

use super::facts::Facts;
use super::{
    definitions_sheet, fields_sheet, findings_sheet, indicators_sheet, method_sheet, moves_sheet,
    overdue_sheet, quality_sheet, ranking_sheet, submissions_sheet, summary_sheet,
};

/// The workbook as plain data.
pub(in crate::publish) fn book_of<'a>(
    facts: &Facts<'a>,
    workbook: &'a Workbook,
) -> WorkbookPlan<'a> {
    let pipeline = facts.pipeline;
    // All but the report are annexes to it.
    let is_annex = |kind: &&SheetKind| match kind {
        SheetKind::Summary => false,
        SheetKind::Moves => moves_sheet::is_told(facts),
        _ => true,
    };
    let annexes: Vec<SheetKind> = workbook.sheets.iter().filter(is_annex).copied().collect();
    let place = |wanted| annexes.iter().position(|&kind| kind == wanted);
    let place_of = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    // One kind that may take several sheets: what stands behind it has a later number.
    let several = place(SheetKind::Indicators);
    let indicators = several.map(|at| indicators_sheet::compose(facts, place_of(at)));
    let more = indicators.as_ref().map_or(0, |sheets| sheets.len().saturating_sub(1));
    let numbered = || {
        let numbers = (0..).map(|at| {
            let before = several.is_some_and(|several| at > several);
            place_of(at + if before { more } else { 0 })
        });
        annexes.iter().copied().zip(numbers)
    };
    let wanted = numbered().filter_map(|(kind, number)| match kind {
        SheetKind::Ranking(index) => Some((pipeline.rankings.get(index)?, number)),
        _ => None,
    });
    let wanted: Vec<(&Ranking, u32)> = wanted.collect();
    let listed: Vec<&Ranking> = wanted.iter().map(|(ranking, _)| *ranking).collect();
    // Which has the rules whole, and the bounds of classes by their names.
    let has_method = workbook.sheets.contains(&SheetKind::Method);
    let rankings: Vec<_> = wanted
        .par_iter()
        .map(|&(ranking, number)| ranking_sheet::compose(facts, ranking, number, has_method))
        .collect();
    let number = |wanted| numbered().find(|(kind, _)| *kind == wanted).map_or(0, |(_, at)| at);
    let summary = workbook
        .sheets
        .contains(&SheetKind::Summary)
        .then(|| summary_sheet::compose(facts, workbook, &listed));
    let mut rankings = rankings.into_iter();
    let mut sheet_of = |kind: SheetKind| match kind {
        SheetKind::Summary => summary.clone(),
        SheetKind::Ranking(_) => rankings.next(),
        SheetKind::Definitions(index) => {
            let ranking = pipeline.rankings.get(index)?;
            Some(definitions_sheet::compose(facts, ranking, number(kind), has_method))
        }
        SheetKind::Moves => {
            annexes.contains(&kind).then(|| moves_sheet::compose(facts, number(kind)))
        }
        SheetKind::Method => Some(method_sheet::compose(facts, number(kind))),
        SheetKind::Findings => Some(findings_sheet::compose(facts, number(kind))),
        SheetKind::Quality => Some(quality_sheet::compose(facts, number(kind))),
        SheetKind::Fields => Some(fields_sheet::compose(facts, number(kind))),
        SheetKind::Overdue => Some(overdue_sheet::compose(facts, number(kind))),
        SheetKind::Submissions => Some(submissions_sheet::compose(facts, number(kind))),
        SheetKind::Inspections => Some(inspection_sheet::compose(facts, number(kind))),
        SheetKind::Indicators => None,
    };
    let mut sheets = Vec::with_capacity(workbook.sheets.len() + more);
    for &kind in &workbook.sheets {
        match (kind, &indicators) {
            (SheetKind::Indicators, Some(several)) => sheets.extend(several.iter().cloned()),
            _ => sheets.extend(sheet_of(kind)),
        }
    }
    WorkbookPlan {
        title: workbook.title.as_str().into(),
        company: pipeline.agency.last().map_or("", String::as_str),
        created: pipeline.period.month_after(),
        code: Some(facts.inputs.code),
        sheets,
        copies: Vec::new(),
    }
}
