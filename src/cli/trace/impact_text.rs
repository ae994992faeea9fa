//! What hangs on a cell, for a person.

use crate::cli::diff::page::DiffPage;
use crate::cli::print::manner::Manner;
use crate::compare::RateChange;
use crate::model::Finding;
use crate::run::{CellHolds, Impact};

use super::cell_text::page;
use super::figure_text::{cell_line, found, not_counted};

/// The whole.
pub(super) fn text(impact: &Impact, manner: Manner) -> String {
    let mut page = page(&impact.run, impact.published, manner);
    let words = page.words;
    let title = page.paint.strong(&impact.place.to_string());
    page.line(&format!("\n{title}"));
    if let Some(print) = &impact.blake3 {
        page.line(&format!("  BLAKE3 {print}"));
    }
    held(&impact.holds, &mut page);
    let findings: Vec<&Finding> = impact.findings.iter().collect();
    for finding in findings {
        page.line(&format!("  {}", found(finding, false)));
    }
    if !impact.reproduced {
        page.line(words.pick(
            "  lượt này tính bằng khai báo hoặc chương trình khác: so sánh dưới đây là theo cách tính hiện nay",
            "  the run was computed by another declaration or program: what follows is as it is computed now",
        ));
    }
    let counted = matches!(&impact.holds, CellHolds::Count { line, .. }
        if line.cells.iter().all(|cell| cell.not_counted.is_none()));
    if counted {
        let title = words.say(
            format!(
                "Số dựa vào ô này: {}; nếu bỏ ô này (và dòng của nó trong chỉ tiêu)",
                impact.figures.len()
            ),
            format!(
                "Figures that hang on it: {}; without it (and its line in the metric)",
                impact.figures.len()
            ),
        );
        let line = |change: &RateChange| {
            let field = change.field.as_ref().map_or(String::new(), |field| format!(" · {field}"));
            let (old, new) = (words.rate(change.old), words.rate(change.new));
            let metric = words.pipeline.metrics.iter().find(|metric| metric.id == change.metric);
            let metric = metric.map_or(change.metric.as_str(), |metric| &metric.title);
            let scope = words.scope(&change.scope);
            format!("{} · {metric}, {scope}{field}: {old} → {new}", change.unit_name)
        };
        page.part(&title, impact.figures.iter().map(line));
    }
    let ranked =
        matches!(&impact.holds, CellHolds::Indicator { rankings, .. } if !rankings.is_empty());
    if ranked {
        page.line(words.pick("\nNếu bỏ ô này", "\nWithout it"));
    }
    if (counted || ranked) && impact.moves.is_empty() {
        page.line(words.pick("\nkhông đơn vị nào đổi hạng", "\nno unit would move"));
    }
    page.places(&impact.moves, None);
    page.text
}

/// What the cell holds, and why nothing hangs on it where nothing does.
fn held(holds: &CellHolds, page: &mut DiffPage<'_>) {
    let words = page.words;
    match holds {
        CellHolds::Count { unit, line } => {
            let name = words.pipeline.register.get(*unit).name.as_str();
            for cell in &line.cells {
                let said = cell_line(Some(name), line, cell, &[], words);
                page.line(&format!("  {said}"));
                if let Some(why) = cell.not_counted {
                    let none = words.pick(
                        "không số công bố nào dựa vào ô này",
                        "no published figure hangs on it",
                    );
                    page.line(&format!("  {none}: {}", not_counted(why, words)));
                }
            }
        }
        CellHolds::Indicator { unit, rankings, .. } => {
            let name = words.pipeline.register.get(*unit).name.as_str();
            let said = if rankings.is_empty() {
                words.pick(
                    "giá trị của biểu chỉ số: không chỉ tiêu và bảng xếp hạng nào dựa vào",
                    "the value of an indicator: no metric and no ranking goes by it",
                )
            } else {
                words.pick(
                    "giá trị của biểu chỉ số, các bảng xếp hạng dựa vào",
                    "the value of an indicator, ranked by in",
                )
            };
            page.line(&format!("  {name}: {said}"));
            for ranking in rankings {
                page.line(&format!("    {}", words.ranking(ranking)));
            }
        }
        CellHolds::Total => page.line(words.pick(
            "  dòng tổng do đơn vị ghi: chỉ để đối chiếu, không số công bố nào dựa vào",
            "  a printed sum: it is compared, and no published figure hangs on it",
        )),
        CellHolds::Printed => page.line(words.pick(
            "  tỷ lệ do đơn vị ghi: chỉ để đối chiếu, không số công bố nào dựa vào",
            "  a printed percentage: it is compared, and no published figure hangs on it",
        )),
        CellHolds::Nothing => page.line(words.pick(
            "  không có số nào được đọc ở ô này; không số công bố nào dựa vào",
            "  no number was read there, and no published figure hangs on it",
        )),
    }
}
