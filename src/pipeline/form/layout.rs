//! A declared sheet layout: how to recognise a form and what its columns and lines mean.

use serde::{Deserialize, Serialize};

use super::comparison::{Previous, Reasons, Sample};
use super::indicator::{Indicator, Section};
use crate::model::{Level, MeasureIx, Unit, UnitIx};
use crate::pipeline::formula::Formula;
use crate::pipeline::lazy::Made;
use crate::pipeline::register::Register;
use crate::pipeline::wording::Wordings;
use crate::text;

/// A named count: `resolved_on_time`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Name in declarations and tables.
    pub id: String,
    /// What an official reads: `Đã giải quyết trước và đúng hạn`.
    pub title: String,
    /// What is counted: `hồ sơ`, `phiếu`.
    pub scale: String,
}

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
    pub columns: Vec<Column>,
    /// What a group line names.
    pub groups: Groups,
    /// What an item line names, outside any part.
    pub items: Items,
    /// Titled parts inside the table, each with its own item lines.
    pub parts: Vec<Part>,
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
    /// Its header texts, ready to be compared.
    #[serde(skip)]
    pub wordings: Made<Wordings>,
}

/// A column of a form, found by the texts above it, never by position.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Name of the column: its measure, or its role.
    pub id: String,
    /// Header texts from the top; each may be written in any of several ways (keys).
    pub path: Vec<Vec<String>>,
    /// Header texts of the columns that stand in its place where a sheet splits it: `Trước hạn` and `Đúng hạn` for
    /// both together. Their counts add up. Empty where it is never split.
    pub parts: Vec<Vec<Vec<String>>>,
    /// What the column holds.
    pub binding: Binding,
    /// A percentage or score printed in the column, to be recomputed.
    pub printed: Option<Printed>,
    /// A sheet without this column is still complete.
    pub optional: bool,
}

impl Column {
    /// Whether another column stands below the same header texts.
    #[must_use]
    pub fn is_twin(&self, other: &Self) -> bool {
        let shares = |(ours, theirs): (&Vec<String>, &Vec<String>)| {
            theirs.iter().any(|word| ours.contains(word))
        };
        self.path.len() == other.path.len() && self.path.iter().zip(&other.path).all(shares)
    }

    /// The header texts as the form writes them, for messages.
    #[must_use]
    pub fn label(&self) -> String {
        label(&self.path)
    }

    /// The header texts of the column in the sheet, where `index` counts the columns it is split into.
    #[must_use]
    pub fn label_of(&self, index: usize, columns: usize) -> String {
        match self.parts.get(index) {
            Some(part) if columns > 1 => label(part),
            _ => self.label(),
        }
    }
}

/// A path as the form writes it.
fn label(path: &[Vec<String>]) -> String {
    let words: Vec<&str> =
        path.iter().filter_map(|word| word.first().map(String::as_str)).collect();
    words.join(" / ")
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// Numbering of the lines; never used as a key.
    Ordinal,
    /// What the line is about: a field or a unit.
    Label,
    /// The unit of the line, in a flat table: one line for each unit and field.
    Unit,
    /// Where the files of the line were handled, in a flat table.
    Source,
    /// Free text.
    Note,
    /// Known and not used.
    Ignored,
    /// A count.
    Count(MeasureIx),
    /// In what an indicator is counted: `Văn bản`, `%`.
    Scale,
    /// The value of the indicator that the line is.
    Value,
    /// A printed figure that is only compared.
    Printed,
}

impl Binding {
    /// Whether the column carries words.
    #[must_use]
    pub const fn holds_words(self) -> bool {
        matches!(self, Self::Ordinal | Self::Label | Self::Unit | Self::Source | Self::Note)
    }

    /// Whether the column carries figures.
    #[must_use]
    pub const fn holds_figures(self) -> bool {
        matches!(self, Self::Count(_) | Self::Printed | Self::Value)
    }
}

/// A printed figure that follows from counts in the same line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Sum above the line.
    pub numerator: Formula,
    /// Sum below the line; the figure is a plain sum where there is none.
    pub denominator: Option<Formula>,
    /// What the ratio is multiplied by before printing: 100 for percent, 20 for a score out of 20, 1 for a sum.
    pub scale: u32,
}

/// What a group line names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Groups {
    /// There are no group lines: all lines belong to the sender.
    None,
    /// A unit, to which the lines below belong. In a flat table each line names its unit itself.
    Unit,
}

/// What an item line names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Items {
    /// A field of the group's unit.
    Field,
    /// A unit.
    Unit,
    /// An indicator of the sender, which is a measure of its own.
    Indicator,
}

/// A titled part inside a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Keys with which the title line of the part begins.
    pub titles: Vec<String>,
    /// What its item lines name.
    pub items: Items,
}

/// Words by which lines that are not data are known; all are keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// A line whose label is one of these, or begins with one and a space, is a total.
    pub total: Vec<String>,
    /// A line that is one of these, behind its number, only heads the groups of a tier.
    pub heading: Vec<String>,
    /// A line that begins with one of these, behind its number, says where the files below were handled.
    pub source: Vec<String>,
    /// A line that begins with one of these is a note.
    pub note: Vec<String>,
    /// A line that begins with one of these belongs to the signature block.
    pub signature: Vec<String>,
}

/// A sum printed inside a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name in the declaration.
    pub id: String,
    /// The whole, as a sum: one measure, or those that make it up.
    pub whole: Vec<MeasureIx>,
    /// The parts.
    pub parts: Vec<MeasureIx>,
    /// How the whole relates to the sum of the parts.
    pub relation: Relation,
}

/// How a whole relates to the sum of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Equal.
    Equal,
    /// At least: the form leaves out a column.
    AtLeast,
}

/// How counts are typed when they are typed as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// Separator of groups of three digits.
    pub thousands: char,
    /// Separator of decimals.
    pub decimal: char,
    /// Words (keys) that may follow a number: `hồ sơ`.
    pub suffixes: Vec<String>,
    /// Texts (keys) that stand for zero: `không`.
    pub zero: Vec<String>,
    /// Texts (keys) that stand for "no figure", like a blank cell: `-`.
    pub none: Vec<String>,
    /// Words (keys) behind a number that multiply it: `nghìn` is 1000.
    pub multiples: Vec<(String, i64)>,
    /// A count of one line above this is asked about.
    pub largest: Option<i64>,
}

/// What a total may sum: `tổng cấp xã`, `cộng các xã`; as keys, in which `toàn` has its mark on the `o`.
const OF_SEVERAL: [&str; 12] = [
    "cấp",
    "các",
    "tòan",
    "nhóm",
    "mục",
    "phần",
    "khối",
    "chung",
    "huyện",
    "xã",
    "phường",
    "hồ sơ",
];

/// `toàn huyện`, `cả huyện`, as keys.
const WHOLE: [&str; 2] = ["tòan", "cả"];

/// Whether a text holds nothing but numbers of groups: `i+ii+iii`, `(a) và (b)`.
fn is_numbering(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    !text.is_empty()
        && words.all(|word| {
            let roman = word.chars().all(|c| "ivxlc".contains(c));
            roman || word.len() == 1 || word == "và" || word.bytes().all(|b| b.is_ascii_digit())
        })
}

impl Form {
    /// The column with this id.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
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

    /// Whether the key of a label only heads groups of one tier: `cấp huyện`, `b. cấp xã`.
    #[must_use]
    pub fn is_heading_key(&self, key: &str) -> bool {
        let behind_number = key.split_once(['.', ')', '-']).map(|(_, rest)| rest.trim_start());
        let known = |key: &str| self.words.heading.iter().any(|word| word == key);
        known(key) || behind_number.is_some_and(known)
    }

    /// Whether the key of a label names a source of files: `trên hệ thống của bộ`, `a) trên hệ thống của tỉnh`.
    #[must_use]
    pub fn is_source_key(&self, key: &str) -> bool {
        let behind_number = key.split_once(['.', ')', '-']).map(|(_, rest)| rest.trim_start());
        let begins =
            |key: &str| self.words.source.iter().any(|word| key.starts_with(word.as_str()));
        begins(key) || behind_number.is_some_and(begins)
    }

    /// Whether the key of a label begins like that of a total: `cộng chung toàn ngành`, and `tổng hợp` as well.
    #[must_use]
    pub fn resembles_total_key(&self, key: &str) -> bool {
        let begins = |word: &str| text::begins_with_word(key, word);
        let sums = key.contains('+') && is_numbering(key);
        sums || WHOLE.iter().any(|word| begins(word))
            || self.words.total.iter().any(|word| begins(word))
    }

    /// Whether the key of a label names a total: `tổng`, `tổng (i+ii)`, `tổng cộng toàn huyện`; not
    /// `tổng hợp`, `cộng đồng`.
    #[must_use]
    pub fn is_total_key(&self, key: &str) -> bool {
        self.words.total.iter().any(|word| {
            let Some(rest) = key.strip_prefix(word.as_str()) else { return false };
            let phrase = word.contains(' ') && rest.starts_with(' ');
            let rest = rest.trim_start();
            let of_several = OF_SEVERAL.iter().any(|of| text::begins_with_word(rest, of));
            phrase || of_several || is_numbering(rest) || !rest.starts_with(char::is_alphabetic)
        })
    }
}
