//! A data edition as plain data.

use std::fmt;

use crate::model::Value;
use crate::publish::book::copied::shown;

/// What stands in a cell that has no value.
pub(in crate::publish) const NOTHING: &str = "không có";

/// Most rows of a table: of a country a sheet would hold more, and no office could open it.
pub(in crate::publish) const MOST_EDITION_ROWS: usize = 200_000;

/// A data edition.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::publish) struct EditionPlan<'a> {
    pub(in crate::publish) title: String,
    /// Reporting period, for people.
    pub(in crate::publish) subject: String,
    pub(in crate::publish) author: &'a str,
    pub(in crate::publish) keywords: String,
    /// Year and month that stand for the time of writing.
    pub(in crate::publish) created: (u16, u8),
    pub(in crate::publish) sheets: Vec<EditionSheet>,
}

/// A sheet with its table.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::publish) struct EditionSheet {
    /// Name on the tab.
    pub(in crate::publish) tab: &'static str,
    /// Name of the table.
    pub(in crate::publish) name: &'static str,
    pub(in crate::publish) title: String,
    /// What it is from.
    pub(in crate::publish) source: String,
    pub(in crate::publish) columns: Vec<EditionColumn>,
    /// A value for each column, or none; no more than [`MOST_EDITION_ROWS`].
    pub(in crate::publish) rows: Vec<Vec<Option<Value>>>,
    /// How many there would be.
    pub(in crate::publish) all: usize,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) struct EditionColumn {
    /// Its head with the unit of measure; unique in the table.
    pub(in crate::publish) head: &'static str,
    /// What it says, for the sheet of notes.
    pub(in crate::publish) about: &'static str,
    /// How its numbers are shown, in the words of the format; empty where they are texts.
    pub(in crate::publish) format: &'static str,
    /// The heads of the two columns whose quotient it is; its values are what that gives.
    pub(in crate::publish) quotient: Option<[&'static str; 2]>,
}

/// Heads of what a rate divides.
pub(in crate::publish) const NUMERATOR: &str = "tử số (theo đơn vị tính)";
pub(in crate::publish) const DENOMINATOR: &str = "mẫu số (theo đơn vị tính)";

/// Numbers of files, papers, places.
pub(in crate::publish) const COUNTED: &str = "#,##0";
/// Ratios from 0 to 1.
pub(in crate::publish) const RATIO: &str = "0.0000";
/// Points of a score.
pub(in crate::publish) const POINTS: &str = "0.00";

/// A column of texts.
pub(in crate::publish) const fn words(head: &'static str, about: &'static str) -> EditionColumn {
    EditionColumn { head, about, format: "", quotient: None }
}

/// A column of numbers.
pub(in crate::publish) const fn figures(
    head: &'static str,
    format: &'static str,
    about: &'static str,
) -> EditionColumn {
    EditionColumn { head, about, format, quotient: None }
}

impl EditionColumn {
    /// The column as the quotient of two others.
    pub(in crate::publish) const fn of(self, above: &'static str, below: &'static str) -> Self {
        Self { quotient: Some([above, below]), ..self }
    }

    /// The formula of its cells in a table of this name.
    pub(in crate::publish) fn formula(&self, table: &str) -> Option<String> {
        let [above, below] = self.quotient?.map(|head| format!("{table}[[#This Row],[{head}]]"));
        // A word where a count would be counts as 0.
        Some(format!("IF(N({below})>0,{above}/{below},\"{NOTHING}\")"))
    }
}

impl EditionSheet {
    /// A table of rows, of which it takes as many as it may hold.
    pub(in crate::publish) fn new(
        name: &'static str,
        title: &str,
        source: &str,
        columns: &[EditionColumn],
        rows: impl Iterator<Item = Vec<Option<Value>>>,
    ) -> Self {
        let mut all = 0;
        let mut kept = Vec::new();
        for row in rows {
            all += 1;
            if kept.len() < MOST_EDITION_ROWS {
                kept.push(row);
            }
        }
        let (title, source) = (title.to_owned(), source.to_owned());
        Self { tab: name, name, title, source, columns: columns.to_vec(), rows: kept, all }
    }

    /// How many rows it has, and whether that is all.
    pub(in crate::publish) fn extent(&self) -> String {
        use crate::publish::workbook::words::size;
        let (here, all) = (size(self.rows.len()), size(self.all));
        if self.rows.len() < self.all {
            format!("Bảng này giữ {here} dòng đầu trong {all} dòng; toàn bộ: lệnh tthc export.")
        } else {
            format!("Bảng này có {here} dòng, {} cột.", self.columns.len())
        }
    }
}

/// A text, where there is one.
pub(in crate::publish) fn text(text: impl AsRef<str>) -> Option<Value> {
    let text = text.as_ref();
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}

/// A count, where there is one.
#[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
pub(in crate::publish) fn count(count: impl Into<Option<i64>>) -> Option<Value> {
    count.into().map(|count| Value::Number(count as f64))
}

/// `có` or `không`.
pub(in crate::publish) fn flag(flag: bool) -> Option<Value> {
    text(if flag { "có" } else { "không" })
}

impl fmt::Display for EditionPlan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} | {} | {} | {}", self.title, self.subject, self.author, self.keywords)?;
        for sheet in &self.sheets {
            writeln!(f, "\n== {} ({}): {}", sheet.tab, sheet.name, sheet.title)?;
            writeln!(f, "{} {}", sheet.extent(), sheet.source)?;
            let heads: Vec<&str> = sheet.columns.iter().map(|column| column.head).collect();
            writeln!(f, "{}", heads.join(" | "))?;
            for column in &sheet.columns {
                if let Some(formula) = column.formula(sheet.name) {
                    writeln!(f, "{} = {formula}", column.head)?;
                }
            }
            for row in &sheet.rows {
                let cells = row.iter().map(|value| {
                    value.as_ref().map_or_else(|| NOTHING.to_owned(), shown).replace('\n', " ⏎ ")
                });
                writeln!(f, "{}", cells.collect::<Vec<_>>().join(" | "))?;
            }
        }
        Ok(())
    }
}
