//! Header texts of one row that say what they count only together with the total before them: `Tổng tiếp nhận | Trực
//! tuyến | Trực tiếp`. With the words of that total they are the counts that are declared already.

use crate::ingest::drafting::example::kinds::ColumnKind;
use crate::ingest::table::header::bind::bind;
use crate::ingest::table::header::unfold::HeadedColumn;
use crate::pipeline::{Binding, Form, Measure};
use crate::text;

use super::lead::{group_of, is_total};
use super::naming::{ColumnNaming, NamedColumn, plain};

/// Where the name of a count comes from that no form has.
const OF_MEASURES: &str = "danh sách số đếm";

impl ColumnNaming<'_> {
    /// The columns of counts, from the left.
    fn counts(&self) -> Vec<&HeadedColumn> {
        let counts = self.found.columns.iter().zip(self.kinds);
        counts.filter(|(_, kind)| **kind == ColumnKind::Count).map(|(head, _)| head).collect()
    }

    /// The count that tells a count from another below the same text: the total that stands before it, or else its
    /// neighbour, where each of them has another one. `None` where nothing else has its text, or nothing tells.
    pub(super) fn lead_of_twin(&self, head: &HeadedColumn) -> Option<&HeadedColumn> {
        let counts = self.counts();
        let is_twin = |other: &&HeadedColumn| other.path == head.path;
        let twins: Vec<u32> = counts.iter().copied().filter(is_twin).map(|t| t.column).collect();
        if twins.len() < 2 {
            return None;
        }
        let before = |column: u32| counts.iter().copied().rev().find(|one| one.column < column);
        // Right behind another of the same text nothing tells which is which.
        if twins.iter().any(|&twin| before(twin).is_none_or(|before| is_twin(&before))) {
            return None;
        }
        let last = twins.iter().copied().filter(|&twin| twin < head.column).max();
        let inside = |one: &&HeadedColumn| {
            one.column < head.column && last.is_none_or(|last| one.column > last)
        };
        let leads: Vec<&HeadedColumn> = counts.into_iter().filter(inside).collect();
        let total = leads.iter().copied().rev().find(|one| is_total(one));
        total.or(leads.last().copied())
    }

    /// The total before a count of a header of one row.
    fn total_before(&self, head: &HeadedColumn) -> Option<&HeadedColumn> {
        let alone = head.path.len() == 1 && !is_total(head);
        let before = |one: &&HeadedColumn| one.column < head.column;
        let mut totals = self.counts().into_iter().filter(before).filter(|one| is_total(one));
        totals.next_back().filter(|_| alone)
    }

    /// Whether a column can be declared under its own text.
    fn is_told(&self, head: &HeadedColumn) -> bool {
        let same = self.counts().into_iter().filter(|other| other.path == head.path).count();
        same < 2 || self.lead_of_twin(head).is_some()
    }

    /// Counts that a form declares below the group whose total stands before them.
    pub(super) fn led(&mut self, form: &Form) {
        let led = |head: &HeadedColumn| {
            let lead = self.total_before(head).filter(|_| self.is_told(head))?;
            let named = self.named.iter().find(|named| named.columns == [lead.column])?;
            let [group, _] = named.path.as_slice() else { return None };
            let path = std::iter::once(group.first()?.clone()).chain(head.path.iter().cloned());
            Some(HeadedColumn { path: path.collect(), ..head.clone() })
        };
        let columns: Vec<HeadedColumn> = self.counts().into_iter().filter_map(led).collect();
        let header = bind(&columns, form, self.found.bottom);
        for (column, bound) in form.columns.iter().zip(&header.bound) {
            let id = self.id_of(column);
            let known = |named: &NamedColumn| named.kind == ColumnKind::Count && named.id == id;
            let free = bound.iter().all(|column| !self.is_taken(*column));
            let counts = matches!(column.binding, Binding::Count(_));
            if bound.is_empty() || !free || !counts || self.named.iter().any(known) {
                continue;
            }
            let heads: Vec<&HeadedColumn> =
                bound.iter().filter_map(|column| self.head(*column)).collect();
            let Some(&first) = heads.first() else { continue };
            let own = plain(first);
            let parts: Vec<Vec<Vec<String>>> =
                heads.iter().skip_while(|_| heads.len() < 2).map(|head| plain(head).path).collect();
            let whole = || column.path.last().cloned().into_iter().collect();
            let path = if parts.is_empty() { own.path.clone() } else { whole() };
            let declared = Some(form.name.clone());
            let kind = ColumnKind::Count;
            self.named.push(NamedColumn {
                columns: bound.clone(),
                kind,
                path,
                parts,
                id,
                declared,
                ..own
            });
        }
    }

    /// The count of no form whose title begins with what a header counts: `Tiếp nhận trực tiếp, dịch vụ bưu chính`.
    pub(in crate::ingest::drafting) fn titled(
        &self,
        head: &HeadedColumn,
    ) -> Option<(String, String)> {
        let measures = self.pipeline.map_or(&[][..], |pipeline| &pipeline.measures);
        let group = group_of(self.total_before(head)?);
        let words = format!("{group} {}", head.path.join(" "));
        let begins = |measure: &&Measure| {
            let known =
                |named: &NamedColumn| named.kind == ColumnKind::Count && named.id == measure.id;
            text::begins_with_word(&text::key(&measure.title), &words)
                && !self.named.iter().any(known)
        };
        let mut found = measures.iter().filter(begins);
        let only = found.next().filter(|_| found.next().is_none())?;
        Some((only.id.clone(), OF_MEASURES.to_owned()))
    }
}
