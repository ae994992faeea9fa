//! A form: a declared sheet layout.

use serde::{Deserialize, Serialize};

use super::column::{Binding, FormColumn};
use super::comparison::{Previous, Reasons, Sample};
use super::dossiers::DossierList;
use super::identity::Identity;
use super::indicator::{Indicator, Section};
use super::numbers::Numbers;
use super::official::OfficialTexts;
use super::rows::{FormPart, Groups, Items, Words};
use crate::model::{Level, MeasureIx, Unit, UnitIx};
use crate::pipeline::lazy::Lazy;
use crate::pipeline::register::Register;
use crate::pipeline::wording::Wordings;

/// A declared sheet layout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// Name in tables and messages: `phu-luc-3`.
    pub id: String,
    /// Name for officials: `Phụ lục 3`.
    pub name: String,
    /// What the form reports.
    pub title: String,
    /// Decree or plan that prescribes it.
    pub source: String,
    /// Keys ([`text::key`]) of title texts; one of them above a header settles which form it is.
    pub anchors: Vec<String>,
    /// Tiers whose units send this form.
    pub sent_by: Vec<Level>,
    /// Tiers whose units must each appear in it, among the sender and the units under it.
    pub covers: Vec<Level>,
    /// Hidden sheets may hold it too; otherwise they are no data.
    pub hidden_sheets: bool,
    /// Its senders may send it and are not asked for it.
    pub optional: bool,
    /// Columns, in the order of the official layout.
    pub columns: Vec<FormColumn>,
    /// How lists of dossiers, a row each, are counted into its lines, where it is sent as such.
    pub dossiers: Option<DossierList>,
    /// What a group line names.
    pub groups: Groups,
    /// What an item line names, outside any part.
    pub items: Items,
    /// Titled parts inside the table, each with its own item lines.
    pub parts: Vec<FormPart>,
    /// Sections of a form of indicators, in its order.
    pub sections: Vec<Section>,
    /// Lines of a form of indicators, in its order.
    pub indicators: Vec<Indicator>,
    /// Words of indicators that are written out or not, as keys: short, long.
    pub abbreviations: Vec<(String, String)>,
    /// Words that tell totals, notes and signatures from data.
    pub words: Words,
    /// Sums printed inside a line.
    pub identities: Vec<Identity>,
    /// Counts that need a reason in the note column.
    pub reasons: Reasons,
    /// How it is compared with the period before.
    pub previous: Option<Previous>,
    /// How many answers a survey needs.
    pub sample: Option<Sample>,
    /// Keys with which the names of branches begin, whose files must not be counted twice.
    pub branches: Vec<String>,
    /// How counts are typed.
    pub numbers: Numbers,
    /// Its words as its decree prints them.
    pub official: OfficialTexts,
    /// Its header texts, ready to be compared.
    #[serde(skip)]
    pub wordings: Lazy<Wordings>,
}

impl Form {
    /// Whether it has a column in which a unit can write what it has to say.
    #[must_use]
    pub fn has_notes(&self) -> bool {
        self.columns.iter().any(|column| column.binding == Binding::Note)
    }

    /// The column with this id.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<&FormColumn> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// The column that holds a count.
    #[must_use]
    pub fn column_of(&self, measure: MeasureIx) -> Option<&FormColumn> {
        self.columns.iter().find(|column| column.binding == Binding::Count(measure))
    }

    /// Whether each line names its unit in a column of its own.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.columns.iter().any(|column| column.binding == Binding::Unit)
    }

    /// Its header texts, ready to be compared; they are made when the first sheet is.
    #[must_use]
    pub fn wordings(&self) -> &Wordings {
        self.wordings.get_or_make(|| Wordings::of(&self.columns))
    }

    /// Counts bound to columns, in order.
    pub fn counts(&self) -> impl Iterator<Item = MeasureIx> {
        self.columns.iter().filter_map(|column| match column.binding {
            Binding::Count(measure) => Some(measure),
            _ => None,
        })
    }

    /// The measures that it counts, each once, in the order of its columns.
    #[must_use]
    pub fn measures(&self) -> Vec<MeasureIx> {
        let mut measures: Vec<MeasureIx> = Vec::new();
        for measure in self.counts() {
            if !measures.contains(&measure) {
                measures.push(measure);
            }
        }
        measures
    }

    /// Units that must each have lines in this form when `sender` sends it.
    #[must_use]
    pub fn expected_units<'a>(
        &self,
        register: &'a Register,
        sender: UnitIx,
    ) -> Vec<(UnitIx, &'a Unit)> {
        let units = register.under(sender).into_iter().map(|ix| (ix, register.get(ix)));
        units.filter(|(_, unit)| self.covers.contains(&unit.level)).collect()
    }
}
