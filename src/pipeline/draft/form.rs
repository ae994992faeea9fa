//! A form as it is drafted from a filled example: what a form file would say, what the example shows of it, and
//! what was assumed because no example can show it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::noted::Noted;
use crate::model::{Lang, Level, Sentence};
use crate::pipeline::form::{Binding, FormPart, Groups, Items, Numbers, Relation};
use crate::pipeline::measure::Measure;

/// A form file that is not written yet. Words are as the file shall show them; measures are named by their ids.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FormDraft {
    /// Name in tables and messages.
    pub id: Noted<String>,
    /// Name for officials.
    pub name: Noted<String>,
    /// What the form reports.
    pub title: Noted<String>,
    /// What prescribes it.
    pub source: Noted<String>,
    /// Title texts that settle which form it is.
    pub anchors: Noted<Vec<String>>,
    /// Tiers whose units send it.
    pub sent_by: Noted<Vec<Level>>,
    /// Tiers whose units appear in it.
    pub covers: Noted<Vec<Level>>,
    /// The example is a hidden sheet.
    pub hidden_sheets: bool,
    /// What a group line names.
    pub groups: Noted<Groups>,
    /// What an item line names.
    pub items: Noted<Items>,
    /// Words of total lines beside the usual ones.
    pub total: Noted<Vec<String>>,
    /// Words that notes begin with beside the usual ones.
    pub note: Noted<Vec<String>>,
    /// Titled parts.
    pub parts: Vec<Noted<FormPart>>,
    /// Other wordings of header texts.
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// Columns, from the left.
    pub columns: Vec<Noted<ColumnDraft>>,
    /// Sums that hold on every line of the example.
    pub identities: Vec<Noted<IdentityDraft>>,
    /// Sums that the header suggests and a few lines contradict.
    pub doubtful: Vec<Noted<IdentityDraft>>,
    /// How counts are typed.
    pub numbers: Noted<Numbers>,
    /// Counts that no pipeline declares yet.
    pub measures: Vec<Noted<Measure>>,
    /// Counts that the program brings along, where no pipeline was there to declare them.
    pub brought: Vec<Measure>,
}

/// A column of a drafted form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDraft {
    /// Header texts from the top.
    pub path: Vec<String>,
    /// Header texts of the columns it may be split into.
    pub parts: Vec<Vec<String>>,
    /// Its id, where it is not that of its measure or its role.
    pub id: Option<String>,
    /// What it holds.
    pub holds: Holds,
    /// What is printed in it.
    pub printed: Option<PrintedDraft>,
    /// A sheet without it is complete.
    pub optional: bool,
}

/// What a drafted column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holds {
    /// The count with this id.
    Measure(String),
    /// No count.
    Role(Binding),
}

/// A printed figure that follows from counts, as formulas of their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedDraft {
    /// Above the line; `None` where it is the count of the column itself.
    pub numerator: Option<String>,
    /// Below the line.
    pub denominator: String,
    /// What the ratio is multiplied by.
    pub scale: u32,
}

/// A sum printed inside a line, by the ids of its counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityDraft {
    /// Name in the declaration.
    pub id: String,
    /// The whole, one count or those that make it up.
    pub whole: Vec<String>,
    /// Its parts.
    pub parts: Vec<String>,
    /// How they relate.
    pub relation: Relation,
}

impl FormDraft {
    /// Everything that was assumed, each with the key it stands at.
    #[must_use]
    pub fn assumptions(&self, lang: Lang) -> Vec<String> {
        let mut all = Vec::new();
        let mut take = |key: &str, assumed: &[Sentence]| {
            all.extend(assumed.iter().map(|text| format!("{key}: {}", text.say(lang))));
        };
        take("id", &self.id.assumed);
        take("name", &self.name.assumed);
        take("title", &self.title.assumed);
        take("source", &self.source.assumed);
        take("anchors", &self.anchors.assumed);
        take("sent-by", &self.sent_by.assumed);
        take("covers", &self.covers.assumed);
        take("rows.groups", &self.groups.assumed);
        take("rows.items", &self.items.assumed);
        take("rows.total", &self.total.assumed);
        take("rows.note", &self.note.assumed);
        self.parts.iter().for_each(|part| take("part", &part.assumed));
        for column in &self.columns {
            take(&format!("column \"{}\"", column.value.path.join(" / ")), &column.assumed);
        }
        for identity in self.identities.iter().chain(&self.doubtful) {
            take(&format!("identity \"{}\"", identity.value.id), &identity.assumed);
        }
        take("numbers", &self.numbers.assumed);
        let mut measures: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for measure in &self.measures {
            for text in &measure.assumed {
                measures.entry(text.say(lang)).or_default().push(&measure.value.id);
            }
        }
        // The same is often assumed of all of them.
        for (text, ids) in measures {
            all.push(format!("measure {}: {text}", ids.join(", ")));
        }
        all
    }
}
