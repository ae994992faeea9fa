//! The column that says in words what does not add up, while it is typed: of the sums, reasons and limits that the form
//! declares.

use crate::model::MeasureIx;
use crate::pipeline::{Binding, Form, Identity, Pipeline, Relation};
use crate::publish::book::live::cell;

use super::cells::{listed, literal};
use super::columns::{ColumnUse, TemplateColumns};
use super::lines::TemplateLine;
use super::plan::Typed;

/// What stands beside the sums of lines that hold nothing.
pub(super) const NOTHING: &str = "Chưa có số liệu.";

/// What watches the lines of a form.
pub(super) struct Control<'a, 'c> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) form: &'a Form,
    pub(super) columns: &'c TemplateColumns<'a>,
}

impl Control<'_, '_> {
    /// What is wrong in a line of counts.
    pub(super) fn of_counts(&self, row: u32, line: &TemplateLine<'_>) -> String {
        let typed = self.columns.typed();
        let (cells, count) = (listed(row, &typed), typed.len());
        let wrong: Vec<String> =
            typed.iter().map(|column| Typed::Count.is_wrong(&cell(row, *column))).collect();
        let rule = literal(&format!("{}.", Typed::Count.rule()));
        let empty = literal("Còn ô trống: không có thì ghi 0.");
        let mut said: Vec<String> = Vec::new();
        said.extend(self.unnamed(row, line));
        let identities = self.form.identities.iter().filter(|identity| self.is_open(identity));
        said.extend(identities.filter_map(|identity| self.differs(row, identity)));
        said.extend(self.unexplained(row));
        said.extend(self.implausible(&cells));
        let said = if said.is_empty() { literal("") } else { format!("TRIM({})", said.join("&")) };
        format!(
            "IFERROR(IF(OR({}),{rule},IF(COUNT({cells})=0,\"\",IF(COUNT({cells})<{count},{empty},{said}))),{rule})",
            wrong.join(",")
        )
    }

    /// What is wrong with the value of an indicator.
    pub(super) fn of_value(typed: &Typed, at: &str) -> String {
        let rule = literal(&format!("{}.", typed.rule()));
        format!("IFERROR(IF({},{rule},\"\"),{rule})", typed.is_wrong(at))
    }

    /// What is wrong with a ratio: more than the whole.
    pub(super) fn of_ratio(at: &str) -> String {
        let said = literal("Tỷ lệ trên 100 %: xem lại hai số dùng để tính.");
        format!("IF(ISNUMBER({at}),IF({at}>100,{said},\"\"),\"\")")
    }

    /// Whether a sum is not one that a formula makes true.
    fn is_open(&self, identity: &Identity) -> bool {
        let [whole] = identity.whole.as_slice() else { return true };
        let made = self.columns.all.iter().any(|column| {
            matches!(column.shows, ColumnUse::Sum(measure, parts) if measure == *whole && parts == identity.parts)
        });
        !made
    }

    fn differs(&self, row: u32, identity: &Identity) -> Option<String> {
        let sum = |measures: &[MeasureIx]| -> Option<(String, String)> {
            let columns = self.columns.of_measures(measures)?;
            let titles =
                measures.iter().map(|measure| self.pipeline.measure(*measure).title.as_str());
            let titles: Vec<&str> = titles.collect();
            Some((titles.join(" + "), format!("SUM({})", listed(row, &columns))))
        };
        let (whole, of_whole) = sum(&identity.whole)?;
        let (parts, of_parts) = sum(&identity.parts)?;
        let (sign, word) = match identity.relation {
            Relation::Equal => ("<>", "khác"),
            Relation::AtLeast => ("<", "ít hơn"),
        };
        let (first, second) =
            (literal(&format!("{whole} ")), literal(&format!(" {word} {parts} ")));
        Some(format!(
            "IF({of_whole}{sign}{of_parts},{first}&{of_whole}&{second}&{of_parts}&\". \",\"\")"
        ))
    }

    fn unexplained(&self, row: u32) -> Option<String> {
        let note = self.columns.place(|column| column.of.binding == Binding::Note)?;
        let measures = &self.form.reasons.measures;
        let columns = self.columns.of_measures(measures).filter(|columns| !columns.is_empty())?;
        let titles: Vec<&str> =
            measures.iter().map(|measure| self.pipeline.measure(*measure).title.as_str()).collect();
        let head = self.columns.all[usize::from(note)].head.last()?;
        let said = literal(&format!("{}: ghi lý do ở cột {head}. ", titles.join(" hoặc ")));
        let (cells, note) = (listed(row, &columns), cell(row, note));
        Some(format!("IF(AND(SUM({cells})>0,LEN(TRIM({note}))=0),{said},\"\")"))
    }

    fn implausible(&self, cells: &str) -> Option<String> {
        let largest = self.form.numbers.largest?;
        let said = literal(&format!("Có số trên {largest}: xem lại. "));
        Some(format!("IF(MAX({cells})>{largest},{said},\"\")"))
    }

    fn unnamed(&self, row: u32, line: &TemplateLine<'_>) -> Option<String> {
        let label = self.columns.place(|column| matches!(column.shows, ColumnUse::Label))?;
        let head = self.columns.all[usize::from(label)].head.last()?;
        let said = literal(&format!("Ghi tên ở cột {head}. "));
        line.open.then(|| format!("IF(LEN(TRIM({}))=0,{said},\"\")", cell(row, label)))
    }
}
