//! Columns of an unknown table as a form would declare them: with the words and the counts of a form that is
//! declared already where the header texts are the same, else with words and names of their own.

use crate::ingest::header::{self, HeadedColumn, Header};
use crate::ingest::locate::title_of;
use crate::model::MeasureIx;
use crate::pipeline::{Binding, Form, FormColumn, Items, Pipeline};

use super::find::Found;
use super::ids::new_id;
use super::kinds::Kind;
use super::led::led_by;

/// A column as it is to be declared.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Its columns in the sheet; several where a declared one is split.
    pub(super) columns: Vec<u32>,
    /// What it holds.
    pub(super) kind: Kind,
    /// Header texts from the top, each with its other wordings.
    pub(super) path: Vec<Vec<String>>,
    /// Header texts of the columns it may be split into.
    pub(super) parts: Vec<Vec<Vec<String>>>,
    /// Id of the count or of the printed figure; of no meaning elsewhere.
    pub(super) id: String,
    /// Name of the form that declares it already.
    pub(super) declared: Option<String>,
    /// Header texts as found, from the top.
    pub(super) found: Vec<String>,
    /// The same for people.
    pub(super) shown: String,
    /// Where its lowest header text stands.
    pub(super) cell: String,
    /// Other columns of the sheet under the same texts.
    pub(super) twins: Vec<String>,
}

/// The columns of a table, from the left, and the declared form that fits best. `titles` are the texts above it.
pub(super) fn named<'p>(
    found: &Found,
    kinds: &[Kind],
    titles: &str,
    pipeline: Option<&'p Pipeline>,
) -> (Vec<Named>, Option<&'p Form>) {
    let forms = pipeline.map_or(&[][..], |pipeline| &pipeline.forms);
    let best = best_form(found, titles, forms);
    let mut naming = Naming { found, kinds, pipeline, named: Vec::new() };
    if let Some((form, header)) = &best {
        naming.declared_by(form, header, |_| true);
    }
    // Counts of other forms; their other columns say nothing that the sheet does not.
    for form in forms {
        let header = header::bind(&found.columns, form, found.bottom);
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
fn best_form<'p>(found: &Found, titles: &str, forms: &'p [Form]) -> Option<(&'p Form, Header)> {
    let mut best: Option<((i64, bool), &Form, Header)> = None;
    // Of a form of indicators the lines say what is counted, not the columns.
    for form in forms.iter().filter(|form| form.items != Items::Indicator) {
        let header = header::bind(&found.columns, form, found.bottom);
        let Some(fit) = header.fit(form) else { continue };
        let fit = (fit, title_of(form, titles).is_some());
        if best.as_ref().is_none_or(|(most, ..)| fit > *most) {
            best = Some((fit, form, header));
        }
    }
    best.map(|(_, form, header)| (form, header))
}

/// The columns of a table, while they get their names.
pub(super) struct Naming<'a> {
    pub(super) found: &'a Found,
    pub(super) kinds: &'a [Kind],
    pub(super) pipeline: Option<&'a Pipeline>,
    pub(super) named: Vec<Named>,
}

impl Naming<'_> {
    fn declared_by(&mut self, form: &Form, header: &Header, wanted: impl Fn(&FormColumn) -> bool) {
        for (column, bound) in form.columns.iter().zip(&header.bound) {
            let id = self.id_of(column);
            let free = bound.iter().all(|column| !self.is_taken(*column));
            let counted = |named: &Named| named.kind == Kind::Count && named.id == id;
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
            let named = Named {
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

    pub(super) fn id_of(&self, column: &FormColumn) -> String {
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
        kinds.any(|(head, kind)| head.column == column && matches!(kind, Kind::Unit | Kind::Source))
    }

    pub(super) fn head(&self, column: u32) -> Option<&HeadedColumn> {
        self.found.columns.iter().find(|head| head.column == column)
    }

    /// Columns that no form declares.
    fn new_ones(&mut self) {
        let mut columns: Vec<_> = self.found.columns.iter().zip(self.kinds).collect();
        // Of columns under the same texts one can be declared; without a label there is no form.
        columns.sort_by_key(|(_, kind)| **kind != Kind::Label);
        for (head, kind) in columns {
            if self.is_taken(head.column) {
                continue;
            }
            let lead = self.lead_of_twin(head).filter(|_| *kind == Kind::Count);
            let led = lead.map(|lead| led_by(lead, head));
            let same = |named: &&mut Named| is_same(&named.path, &head.path);
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
            let labelled = self.named.iter().any(|named| named.kind == Kind::Label);
            let kind = if *kind == Kind::Label && labelled { Kind::Ignored } else { *kind };
            let shown = led.map_or_else(|| head.shown.clone(), |led| led.shown);
            let titled = self.titled(head).filter(|_| kind == Kind::Count);
            let (id, declared) = titled.map_or((id, None), |(titled, place)| (titled, Some(place)));
            self.named.push(Named { kind, id, declared, shown, ..plain(head) });
        }
    }
}

/// A column as the sheet shows it.
pub(super) fn plain(head: &HeadedColumn) -> Named {
    Named {
        columns: vec![head.column],
        kind: Kind::Ignored,
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

const fn kind_of(binding: Binding) -> Kind {
    match binding {
        Binding::Ordinal => Kind::Ordinal,
        Binding::Label => Kind::Label,
        Binding::Unit => Kind::Unit,
        Binding::Source => Kind::Source,
        Binding::Note => Kind::Note,
        Binding::Ignored | Binding::Scale | Binding::Value => Kind::Ignored,
        Binding::Count(_) => Kind::Count,
        Binding::Printed => Kind::Rate,
    }
}

/// The columns as a form holds them, for the code that reads declared forms; counts are numbered in order.
pub(super) fn as_columns(named: &[Named]) -> Vec<FormColumn> {
    let mut counts = 0;
    let columns = named.iter().map(|named| {
        let binding = match named.kind {
            Kind::Ordinal => Binding::Ordinal,
            Kind::Label => Binding::Label,
            Kind::Unit => Binding::Unit,
            Kind::Source => Binding::Source,
            Kind::Note => Binding::Note,
            Kind::Ignored => Binding::Ignored,
            Kind::Rate => Binding::Printed,
            Kind::Count => {
                counts += 1;
                Binding::Count(MeasureIx(counts - 1))
            }
        };
        FormColumn {
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
