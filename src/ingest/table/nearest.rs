//! What keeps a table from being a form: columns that are not there or stand twice, and the headers that may be meant.

use crate::ingest::findings::file::unknown_form::UNKNOWN_FORM;
use crate::model::{CellRef, Finding};
use crate::pipeline::{Binding, FormColumn};
use crate::text;

use super::bound_table::BoundTable;
use super::header::bound::Header;

/// The form that came nearest to a sheet, and what its columns lack there.
#[derive(Debug)]
pub(in crate::ingest) struct NearForm<'p> {
    /// The form, where it would stand.
    pub(in crate::ingest) table: BoundTable<'p>,
    lacks: Vec<ColumnLack>,
}

/// A column of a form that a sheet does not have just once.
#[derive(Debug)]
struct ColumnLack {
    label: String,
    /// The cells that head it, where it stands more than once.
    twice: Vec<CellRef>,
    /// Headers of no column that are like it, where it does not stand there at all.
    like: Vec<(CellRef, String)>,
}

/// Most columns that are named; the rest is counted.
const NAMED: usize = 4;

/// Most headers of a column that are named.
const MOST_LIKE: usize = 3;

impl<'p> NearForm<'p> {
    /// What a header lacks of a form that it is not. There is always something.
    pub(in crate::ingest) fn new(table: BoundTable<'p>) -> Self {
        let (form, header) = (table.form, &table.header);
        let label = |index: usize| form.columns[index].label();
        let missing = |index: usize| ColumnLack {
            label: label(index),
            twice: Vec::new(),
            like: alike(&form.columns[index], header),
        };
        let mut lacks: Vec<ColumnLack> = header.missing(form).map(missing).collect();
        lacks.extend(header.ambiguous.iter().map(|(index, cells)| ColumnLack {
            label: label(*index),
            twice: cells.clone(),
            like: Vec::new(),
        }));
        if lacks.is_empty() {
            // A form whose counts may all be left out is none without any of them.
            let counts = (0..form.columns.len()).filter(|&index| {
                let counts = matches!(form.columns[index].binding, Binding::Count(_));
                counts && header.bound[index].is_empty()
            });
            lacks.extend(counts.map(missing));
        }
        Self { table, lacks }
    }

    fn missing(&self) -> impl Iterator<Item = &ColumnLack> {
        self.lacks.iter().filter(|lack| lack.twice.is_empty())
    }

    fn twice(&self) -> impl Iterator<Item = &ColumnLack> {
        self.lacks.iter().filter(|lack| !lack.twice.is_empty())
    }

    /// How many columns are not there at all.
    fn missing_count(&self) -> usize {
        self.missing().count()
    }

    /// The columns that are missing or stand twice, one text each.
    pub(in crate::ingest) fn columns(&self) -> Vec<String> {
        let missing = self.missing().map(|lack| lack.label.clone());
        missing.chain(self.twice().map(ColumnLack::places)).collect()
    }

    /// What an official is told.
    pub(in crate::ingest) fn finding(&self) -> Finding {
        let mut reasons = Vec::new();
        if self.missing_count() > 0 {
            let quoted = self.missing().map(|lack| format!("\"{}\"{}", lack.label, lack.meant()));
            reasons.push(format!("thiếu cột {}", named(quoted)));
        }
        if self.twice().next().is_some() {
            reasons.push(format!(
                "có cột đứng ở nhiều chỗ nên không rõ lấy cột nào: {}; hãy chỉ để số liệu của kỳ báo cáo, mỗi cột một lần",
                named(self.twice().map(ColumnLack::places))
            ));
        }
        let message = format!(
            "không nhận ra biểu mẫu; gần nhất là {} nhưng {}",
            self.table.form.name,
            reasons.join("; ")
        );
        Finding::new(&UNKNOWN_FORM, message).of_form(&self.table.form.id)
    }
}

impl ColumnLack {
    /// `"số lượng hồ sơ tiếp nhận / tổng số" (C10, L10)`.
    fn places(&self) -> String {
        let cells: Vec<String> = self.twice.iter().map(ToString::to_string).collect();
        format!("\"{}\" ({})", self.label, cells.join(", "))
    }

    fn meant(&self) -> String {
        if self.like.is_empty() {
            String::new()
        } else {
            format!(" (có phải {}?)", listed(&self.like))
        }
    }
}

/// The first few of several, and how many more.
fn named(all: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = all.collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(format!("và {more} cột khác"));
    }
    names.join(", ")
}

/// `H9 "Quá hạn xử lý", I9 "Quá hạn khác"`.
pub(in crate::ingest) fn listed(headers: &[(CellRef, String)]) -> String {
    let shown = headers.iter().map(|(at, text)| format!("{at} \"{text}\""));
    shown.collect::<Vec<_>>().join(", ")
}

/// Headers that a form does not know and that may be a column of it: they stand below the same words, and the lowest
/// text has its words or nearly its letters.
pub(in crate::ingest) fn alike(column: &FormColumn, header: &Header) -> Vec<(CellRef, String)> {
    let like = header.unknown.iter().filter(|(_, shown)| is_like(column, shown));
    like.take(MOST_LIKE).cloned().collect()
}

fn is_like(column: &FormColumn, shown: &str) -> bool {
    let texts: Vec<String> = shown.split(" / ").map(text::unmarked).collect();
    let Some((lowest, above)) = texts.split_last() else { return false };
    let Some((last, path)) = column.path.split_last() else { return false };
    let below_the_same = above.is_empty()
        || path.iter().all(|word| word.iter().any(|text| above.contains(&text::unmarked(text))));
    below_the_same && last.iter().any(|word| is_near(lowest, &text::unmarked(word)))
}

/// Whether two texts without marks share all words of the shorter one, or nearly all letters.
fn is_near(found: &str, word: &str) -> bool {
    const SHORTEST: usize = 5;
    let inside = |long: &str, short: &str| {
        short.len() >= SHORTEST && format!(" {long} ").contains(&format!(" {short} "))
    };
    inside(found, word) || inside(word, found) || text::nearest_word(found, [word]).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn headers_are_near_by_words_or_letters() {
        assert!(is_near("qua han da co thu xin loi", "qua han"));
        assert!(is_near("qua ham", "qua han"));
        assert!(!is_near("trong han", "qua han"));
        assert!(!is_near("tong", "tong so ho so tiep nhan"));
    }
}
