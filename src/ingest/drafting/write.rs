//! What was understood of an example, in the terms of a form file.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Sentence;
use crate::pipeline::{Binding, ColumnDraft, Holds, Measure, Noted, Numbers, PrintedDraft};

use super::columns::naming::NamedColumn;
use super::example::kinds::ColumnKind;
use super::sums::figures::LineFigures;
use super::sums::ratios::{PrintedRatio, ratio};

/// The columns with what stands below them.
pub(super) struct FormColumns<'a> {
    pub(super) named: &'a [NamedColumn],
    pub(super) figures: &'a [LineFigures],
    /// Columns whose texts lead to several columns of the sheet.
    pub(super) ambiguous: BTreeSet<usize>,
    /// Columns that the sheet does not show.
    pub(super) hidden: BTreeSet<usize>,
    pub(super) numbers: &'a Numbers,
}

/// Other wordings of the header texts that declared forms know.
pub(super) fn synonyms(named: &[NamedColumn]) -> BTreeMap<String, Vec<String>> {
    let mut synonyms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let paths = named.iter().flat_map(|column| std::iter::once(&column.path).chain(&column.parts));
    for word in paths.flatten() {
        let Some((first, others)) = word.split_first() else { continue };
        if others.is_empty() {
            continue;
        }
        let known = synonyms.entry(first.clone()).or_default();
        let new: Vec<String> =
            others.iter().filter(|other| !known.contains(other)).cloned().collect();
        known.extend(new);
    }
    synonyms
}

impl FormColumns<'_> {
    /// The columns as a form declares them.
    pub(super) fn columns(&self) -> Vec<Noted<ColumnDraft>> {
        (0..self.named.len()).map(|index| self.column(index)).collect()
    }

    fn column(&self, index: usize) -> Noted<ColumnDraft> {
        let named = &self.named[index];
        let ratio = match named.kind {
            ColumnKind::Count | ColumnKind::Rate => ratio(self.named, self.figures, index),
            _ => None,
        };
        let first = |path: &[Vec<String>]| -> Vec<String> {
            path.iter().filter_map(|word| word.first().cloned()).collect()
        };
        let role = |role| Holds::Role(role);
        let (holds, id) = match (named.kind, &ratio) {
            (ColumnKind::Count, _) => (Holds::Measure(named.id.clone()), None),
            (ColumnKind::Rate, Some(_)) => (role(Binding::Printed), Some(named.id.clone())),
            (ColumnKind::Ordinal, _) => (role(Binding::Ordinal), None),
            (ColumnKind::Label, _) => (role(Binding::Label), None),
            (ColumnKind::Unit, _) => (role(Binding::Unit), None),
            (ColumnKind::Source, _) => (role(Binding::Source), None),
            (ColumnKind::Note, _) => (role(Binding::Note), None),
            (ColumnKind::Rate | ColumnKind::Ignored, _) => (role(Binding::Ignored), None),
        };
        let optional = matches!(&holds, Holds::Role(role) if !matches!(role, Binding::Label | Binding::Unit | Binding::Printed));
        let column = ColumnDraft {
            path: first(&named.path),
            parts: named.parts.iter().map(|part| first(part)).collect(),
            id,
            holds,
            printed: ratio.as_ref().map(|ratio| self.printed(named, ratio)),
            optional,
        };
        self.noted(index, column, ratio.as_ref())
    }

    fn printed(&self, named: &NamedColumn, ratio: &PrintedRatio) -> PrintedDraft {
        let formula = |columns: &[usize]| -> String {
            let ids: Vec<&str> =
                columns.iter().map(|column| self.named[*column].id.as_str()).collect();
            ids.join(" + ")
        };
        let own = named.kind == ColumnKind::Count;
        PrintedDraft {
            numerator: (!own).then(|| formula(&ratio.numerator)),
            denominator: formula(&ratio.denominator),
            scale: ratio.scale,
        }
    }

    fn noted(
        &self,
        index: usize,
        column: ColumnDraft,
        ratio: Option<&PrintedRatio>,
    ) -> Noted<ColumnDraft> {
        let named = &self.named[index];
        let place = format!("{}: {}", named.cell, named.shown);
        let mut noted = Noted::plain(column).seen(match &named.declared {
            Some(form) => format!("{place}; như trong {form}."),
            None => format!("{place}."),
        });
        if let Some(ratio) = ratio {
            let PrintedRatio { support, .. } = ratio;
            noted = noted.seen(format!("Tỷ lệ in sẵn đúng ở {} dòng.", support.holds));
            if let Some(at) = support.first_failure {
                let fails = support.fails;
                noted = noted.assumed(
                    format!("tỷ lệ in sẵn sai ở {fails} dòng, dòng đầu tiên ở {at}"),
                    format!("the printed rate is wrong on {fails} lines, first at {at}"),
                );
            }
        }
        noted.assumed.extend(self.doubts(index, ratio.is_some()));
        noted
    }

    /// What a person has to decide about a column.
    fn doubts(&self, index: usize, has_ratio: bool) -> Vec<Sentence> {
        let named = &self.named[index];
        let mut doubts = Vec::new();
        match named.kind {
            ColumnKind::Rate if !has_ratio => doubts.push(Sentence::new(
                "không cột nào chia cho cột nào ra số này; cột được đọc qua mà không dùng",
                "no column over another gives this; the column is read over and not used",
            )),
            ColumnKind::Ignored if named.declared.is_none() => {
                doubts.push(Sentence::new(
                    "cột không có số đếm; được đọc qua mà không dùng",
                    "the column counts nothing; it is read over and not used",
                ));
            }
            ColumnKind::Count if self.is_empty(index) => doubts.push(Sentence::new(
                "cột này không có số nào trong ví dụ; coi là số đếm như các cột bên cạnh",
                "the column is empty in the example; it is taken for a count as those beside it",
            )),
            _ => {}
        }
        if self.hidden.contains(&index) {
            doubts.push(Sentence::new(
                "cột bị ẩn trong ví dụ; nếu không thuộc biểu thì bỏ mục này",
                "the column is hidden in the example; if it is not of the form, drop this entry",
            ));
        }
        if !named.twins.is_empty() {
            let twins = named.twins.join(", ");
            doubts.push(Sentence::new(
                format!(
                    "cột ở {twins} có cùng đầu cột nên không khai báo được; hãy đặt tên khác nhau cho hai cột trong biểu"
                ),
                format!(
                    "the column at {twins} has the same header and cannot be declared; give the two different names"
                ),
            ));
        } else if self.ambiguous.contains(&index) {
            doubts.push(Sentence::new(
                "chữ đầu cột này cũng dẫn đến một cột khác của trang, nên khi đọc không cột nào được tính; hãy ghi đường dẫn rõ hơn",
                "this header leads to another column too, so neither would count; write a clearer path",
            ));
        }
        doubts
    }

    fn is_empty(&self, index: usize) -> bool {
        self.figures.iter().all(|line| line.values[index].is_none())
    }

    /// Counts that are declared nowhere yet.
    pub(super) fn measures(&self) -> Vec<Noted<Measure>> {
        let new = self.named.iter().filter(|n| n.kind == ColumnKind::Count && n.declared.is_none());
        new.map(|named| self.measure(named)).collect()
    }

    /// Whether a column is the count with this id.
    pub(super) fn counts(&self, id: &str) -> bool {
        self.named.iter().any(|named| named.kind == ColumnKind::Count && named.id == id)
    }

    fn measure(&self, named: &NamedColumn) -> Noted<Measure> {
        let said = self.numbers.suffixes.first();
        let key = crate::text::key(&named.shown);
        let (scale, known) = match said {
            Some(suffix) => (suffix.clone(), true),
            None if key.contains("phiếu") => ("phiếu".to_owned(), true),
            None => ("hồ sơ".to_owned(), key.contains("hồ sơ") || key.contains("hs")),
        };
        let title = named.shown.replace(" / ", ": ");
        let measure = Noted::plain(Measure { id: named.id.clone(), title, scale });
        if known { measure } else { measure.assumed("đếm hồ sơ", "counts files") }
    }
}
