//! Columns of an unknown table as a form would declare them: with the words and the counts of a form that is
//! declared already where the header texts are the same, else with words and names of their own.

use crate::ingest::drafting::example::find::ExampleTable;
use crate::ingest::drafting::example::kinds::ColumnKind;
use crate::ingest::table::header::bind::bind;
use crate::ingest::table::header::bound::Header;
use crate::ingest::table::header::unfold::HeadedColumn;
use crate::ingest::table::heading::title_of;
use crate::model::MeasureIx;
use crate::pipeline::{Binding, Column, Form, Items, Pipeline};

use super::ids::new_id;
use super::lead::led_by;

/// A column as it is to be declared.
#[derive(Debug, Clone)]
pub(in crate::ingest::drafting) struct NamedColumn {
    /// Its columns in the sheet; several where a declared one is split.
    pub(in crate::ingest::drafting) columns: Vec<u32>,
    /// What it holds.
    pub(in crate::ingest::drafting) kind: ColumnKind,
    /// Header texts from the top, each with its other wordings.
    pub(in crate::ingest::drafting) path: Vec<Vec<String>>,
    /// Header texts of the columns it may be split into.
    pub(in crate::ingest::drafting) parts: Vec<Vec<Vec<String>>>,
    /// Id of the count or of the printed figure; of no meaning elsewhere.
    pub(in crate::ingest::drafting) id: String,
    /// Name of the form that declares it already.
    pub(in crate::ingest::drafting) declared: Option<String>,
    /// Header texts as found, from the top.
    pub(in crate::ingest::drafting) found: Vec<String>,
    /// The same for people.
    pub(in crate::ingest::drafting) shown: String,
    /// Where its lowest header text stands.
    pub(in crate::ingest::drafting) cell: String,
    /// Other columns of the sheet under the same texts.
    pub(in crate::ingest::drafting) twins: Vec<String>,
}

/// The columns of a table, from the left, and the declared form that fits best. `titles` are the texts above it.
pub(in crate::ingest::drafting) fn named<'p>(
    found: &ExampleTable,
    kinds: &[ColumnKind],
    titles: &str,
    pipeline: Option<&'p Pipeline>,
) -> (Vec<NamedColumn>, Option<&'p Form>) {
    let forms = pipeline.map_or(&[][..], |pipeline| &pipeline.forms);
    let best = best_form(found, titles, forms);
    let mut naming = ColumnNaming { found, kinds, pipeline, named: Vec::new() };
    if let Some((form, header)) = &best {
        naming.declared_by(form, header, |_| true);
    }
    // Counts of other forms; their other columns say nothing that the sheet does not.
    for form in forms {
        let header = bind(&found.columns, form, found.bottom);
        naming.declared_by(form, &header, |column| matches!(column.binding, Binding::Count(_)));
    }
    for form in forms {
        naming.led(form);
    }
    naming.new_ones();
    let mut named = naming.named;
    named.sort_by_key(|column| column.columns[0]);
    (named, best.map(|(form, _)| form))
}

/// The form whose columns fit best; of equals the one whose title stands above, as two may have the same columns.
fn best_form<'p>(
    found: &ExampleTable,
    titles: &str,
    forms: &'p [Form],
) -> Option<(&'p Form, Header)> {
    let mut best: Option<((i64, bool), &Form, Header)> = None;
    // Of a form of indicators the lines say what is counted, not the columns.
    for form in forms.iter().filter(|form| form.items != Items::Indicator) {
        let header = bind(&found.columns, form, found.bottom);
        let Some(fit) = header.fit(form) else { continue };
        let fit = (fit, title_of(form, titles).is_some());
        if best.as_ref().is_none_or(|(most, ..)| fit > *most) {
            best = Some((fit, form, header));
        }
    }
    best.map(|(_, form, header)| (form, header))
}

/// The columns of a table, while they get their names.
pub(super) struct ColumnNaming<'a> {
    pub(in crate::ingest::drafting) found: &'a ExampleTable,
    pub(in crate::ingest::drafting) kinds: &'a [ColumnKind],
    pub(in crate::ingest::drafting) pipeline: Option<&'a Pipeline>,
    pub(in crate::ingest::drafting) named: Vec<NamedColumn>,
}

impl ColumnNaming<'_> {
    fn declared_by(&mut self, form: &Form, header: &Header, wanted: impl Fn(&Column) -> bool) {
        for (column, bound) in form.columns.iter().zip(&header.bound) {
            let id = self.id_of(column);
            let free = bound.iter().all(|column| !self.is_taken(*column));
            let counted = |named: &NamedColumn| named.kind == ColumnKind::Count && named.id == id;
            if bound.is_empty() || !free || !wanted(column) || self.named.iter().any(counted) {
                continue;
            }
            // The label of another form may be the unit here.
            let flat = |column: &u32| self.is_key_of_flat(*column);
            if bound.iter().any(flat) && !matches!(column.binding, Binding::Unit | Binding::Source)
            {
                continue;
            }
            let Some(head) = self.head(bound[0]) else { continue };
            let named = NamedColumn {
                columns: bound.clone(),
                kind: kind_of(column.binding),
                path: column.path.clone(),
                parts: column.parts.clone(),
                id,
                declared: Some(form.name.clone()),
                ..plain(head)
            };
            self.named.push(named);
        }
    }

    pub(in crate::ingest::drafting) fn id_of(&self, column: &Column) -> String {
        match (column.binding, self.pipeline) {
            (Binding::Count(measure), Some(pipeline)) => pipeline.measure(measure).id.clone(),
            _ => column.id.clone(),
        }
    }

    pub(super) fn is_taken(&self, column: u32) -> bool {
        self.named.iter().any(|named| named.columns.contains(&column))
    }

    /// Whether a column of the sheet names units or sources beside that of the fields.
    fn is_key_of_flat(&self, column: u32) -> bool {
        let mut kinds = self.found.columns.iter().zip(self.kinds);
        kinds.any(|(head, kind)| {
            head.column == column && matches!(kind, ColumnKind::Unit | ColumnKind::Source)
        })
    }

    pub(in crate::ingest::drafting) fn head(&self, column: u32) -> Option<&HeadedColumn> {
        self.found.columns.iter().find(|head| head.column == column)
    }

    /// Columns that no form declares.
    fn new_ones(&mut self) {
        let mut columns: Vec<_> = self.found.columns.iter().zip(self.kinds).collect();
        // Of columns under the same texts one can be declared; without a label there is no form.
        columns.sort_by_key(|(_, kind)| **kind != ColumnKind::Label);
        for (head, kind) in columns {
            if self.is_taken(head.column) {
                continue;
            }
            let lead = self.lead_of_twin(head).filter(|_| *kind == ColumnKind::Count);
            let led = lead.map(|lead| led_by(lead, head));
            let same = |named: &&mut NamedColumn| is_same(&named.path, &head.path);
            if led.is_none()
                && let Some(twin) = self.named.iter_mut().find(same)
            {
                twin.twins.push(head.lowest.to_string());
                continue;
            }
            let measures = self.pipeline.map_or(&[][..], |pipeline| &pipeline.measures);
            let taken = |id: &str| {
                measures.iter().any(|measure| measure.id == id)
                    || self.named.iter().any(|named| named.id == id)
            };
            let id = new_id(led.as_ref().unwrap_or(head), taken);
            // A declared form may know another column as the label.
            let labelled = self.named.iter().any(|named| named.kind == ColumnKind::Label);
            let kind =
                if *kind == ColumnKind::Label && labelled { ColumnKind::Ignored } else { *kind };
            let shown = led.map_or_else(|| head.shown.clone(), |led| led.shown);
            let titled = self.titled(head).filter(|_| kind == ColumnKind::Count);
            let (id, declared) = titled.map_or((id, None), |(titled, place)| (titled, Some(place)));
            self.named.push(NamedColumn { kind, id, declared, shown, ..plain(head) });
        }
    }
}

/// A column as the sheet shows it.
pub(in crate::ingest::drafting) fn plain(head: &HeadedColumn) -> NamedColumn {
    NamedColumn {
        columns: vec![head.column],
        kind: ColumnKind::Ignored,
        path: head.path.iter().map(|text| vec![text.clone()]).collect(),
        parts: Vec::new(),
        id: String::new(),
        declared: None,
        found: head.path.clone(),
        shown: head.shown.clone(),
        cell: head.lowest.to_string(),
        twins: Vec::new(),
    }
}

/// Whether a declared path and found texts are the same, text for text.
fn is_same(path: &[Vec<String>], found: &[String]) -> bool {
    path.len() == found.len() && path.iter().zip(found).all(|(word, text)| word.contains(text))
}

const fn kind_of(binding: Binding) -> ColumnKind {
    match binding {
        Binding::Ordinal => ColumnKind::Ordinal,
        Binding::Label => ColumnKind::Label,
        Binding::Unit => ColumnKind::Unit,
        Binding::Source => ColumnKind::Source,
        Binding::Note => ColumnKind::Note,
        Binding::Ignored | Binding::Scale | Binding::Value => ColumnKind::Ignored,
        Binding::Count(_) => ColumnKind::Count,
        Binding::Printed => ColumnKind::Rate,
    }
}

/// The columns as a form holds them, for the code that reads declared forms; counts are numbered in order.
pub(in crate::ingest::drafting) fn as_columns(named: &[NamedColumn]) -> Vec<Column> {
    let mut counts = 0;
    let columns = named.iter().map(|named| {
        let binding = match named.kind {
            ColumnKind::Ordinal => Binding::Ordinal,
            ColumnKind::Label => Binding::Label,
            ColumnKind::Unit => Binding::Unit,
            ColumnKind::Source => Binding::Source,
            ColumnKind::Note => Binding::Note,
            ColumnKind::Ignored => Binding::Ignored,
            ColumnKind::Rate => Binding::Printed,
            ColumnKind::Count => {
                counts += 1;
                Binding::Count(MeasureIx(counts - 1))
            }
        };
        Column {
            id: named.id.clone(),
            path: named.path.clone(),
            parts: named.parts.clone(),
            binding,
            printed: None,
            optional: false,
        }
    });
    columns.collect()
}
