//! How the columns of each ranking look, as rules of the style sheet that go by their numbers: said once for a column, not
//! once for a cell.

use std::fmt::Write as _;

use super::columns::{ListColumn, Screens};

/// The rules for all rankings, each with its columns.
pub(super) fn looks(rankings: &[Vec<ListColumn>]) -> String {
    let all = |is: &dyn Fn(ListColumn) -> bool| {
        let mut cells = Vec::new();
        for (table, columns) in rankings.iter().enumerate() {
            let chosen = (1..).zip(columns).filter(|(_, column)| is(**column));
            cells.extend(chosen.map(|(number, _)| format!(".t{table} tr>:nth-child({number})")));
        }
        cells.join(",")
    };
    let mut rules = String::new();
    let mut rule = |cells: String, rule: &str, screen: &str| {
        let (open, close) =
            if screen.is_empty() { (String::new(), "") } else { (format!("{screen}{{"), "}") };
        if !cells.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(rules, "{open}{cells}{{{rule}}}{close}");
        }
    };
    rule(
        all(&ListColumn::is_figure),
        "text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap",
        "",
    );
    rule(all(&|column| column == ListColumn::Class), "white-space:nowrap", "");
    // Paper has as many lines as rows.
    rule(all(&|column| column == ListColumn::Above), "white-space:nowrap", "@media print");
    rule(all(&|column| column == ListColumn::Strip), "width:12%", "@media print");
    rule(all(&|column| column == ListColumn::Note), "min-width:11rem", "@media print");
    rule(all(&|column| column == ListColumn::Strip), "min-width:80px;width:16%", "@media screen");
    rule(
        all(&|column| column.screens() == Screens::Widest),
        "display:none",
        "@media screen and (max-width:1180px)",
    );
    rule(
        all(&|column| column.screens() == Screens::Wide),
        "display:none",
        "@media screen and (max-width:820px)",
    );
    rules
}
