//! The header texts of a form, made ready to be compared with those of thousands of sheets: each text is a number, and
//! the words that tell it are looked for once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::key::{header_key, is_of_another_time, telling};
use super::path::{HeaderText, TextIx, WordedPath};
use super::slip::{SlipKey, SlipProbe, may_be_mistyped};
use super::text_cache::{LONGEST_FOUND, TextCache};
use crate::pipeline::form::{Binding, FormColumn};

/// The header texts of a form.
#[derive(Debug, Default)]
pub struct Wordings {
    numbers: BTreeMap<String, TextIx>,
    /// The same texts as they may be mistyped.
    typed: Vec<(SlipKey, TextIx)>,
    columns: Vec<ColumnWordings>,
    /// Columns that stand below the same texts, by their places: several together.
    twins: Vec<Vec<usize>>,
    labels: Vec<Label>,
    /// The first words of the texts that head the column of labels, each once.
    firsts: Vec<String>,
    /// Texts as they were found, with what they are above a column.
    headings: TextCache<Arc<Heading>>,
    /// The same, with whether they head the column of labels.
    heads: TextCache<bool>,
}

/// The header texts of a column.
#[derive(Debug)]
pub struct ColumnWordings {
    /// As declared.
    pub path: WordedPath,
    /// Those of the columns it may be split into.
    pub parts: Vec<WordedPath>,
    /// The words of its path that tell it.
    pub telling: WordedPath,
}

/// A text that heads the column of labels.
#[derive(Debug)]
struct Label {
    text: String,
    /// In letters.
    length: usize,
    typed: SlipKey,
    telling: String,
}

/// A text above a column of a sheet: whole, and by the words of it that tell.
#[derive(Debug)]
pub struct Heading {
    /// The whole text.
    pub text: HeaderText,
    /// Without the words that do not tell columns apart.
    pub told: HeaderText,
    /// What is left of it then.
    pub tells: Telling,
}

/// What is left of a text without the words that do not tell columns apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// Nothing.
    Nothing,
    /// What is counted, which alone tells no column.
    Counted,
    /// Words of a column.
    Something,
}

/// What is counted in a survey.
const COUNTED_WORD: &str = "phiếu";

impl Wordings {
    pub(in crate::pipeline) fn of(columns: &[FormColumn]) -> Self {
        let mut wordings = Self::default();
        for column in columns {
            let told = |word: &Vec<String>| word.iter().map(|text| telling(text)).collect();
            let told: Vec<Vec<String>> = column.path.iter().map(told).collect();
            let worded = ColumnWordings {
                path: wordings.path(&column.path),
                parts: column.parts.iter().map(|part| wordings.path(part)).collect(),
                telling: wordings.path(&told),
            };
            wordings.columns.push(worded);
            if column.binding == Binding::Label {
                let (texts, told) = (column.path.first(), told.into_iter().next());
                let labels = texts.into_iter().flatten().zip(told.into_iter().flatten());
                wordings.labels.extend(labels.map(|(text, telling)| Label {
                    text: text.clone(),
                    length: text.chars().count(),
                    typed: SlipKey::of(text),
                    telling,
                }));
            }
        }
        wordings.twins = twins(columns);
        wordings.firsts = wordings.labels.iter().map(|label| label.first().to_owned()).collect();
        wordings.firsts.sort_unstable();
        wordings.firsts.dedup();
        wordings
    }

    fn path(&mut self, path: &[Vec<String>]) -> WordedPath {
        let of_another_time = path.iter().flatten().any(|text| is_of_another_time(text));
        let words = path.iter().map(|word| word.iter().map(|text| self.number(text)).collect());
        WordedPath { words: words.collect(), of_another_time }
    }

    fn number(&mut self, text: &str) -> TextIx {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.to_owned(), number);
        self.typed.push((SlipKey::of(text), number));
        number
    }

    /// The header texts of each column, in the order of the form.
    #[must_use]
    pub fn columns(&self) -> &[ColumnWordings] {
        &self.columns
    }

    /// Columns that stand below the same texts, by their places: several together.
    #[must_use]
    pub fn twins(&self) -> &[Vec<usize>] {
        &self.twins
    }

    /// A header text as it was found ([`Wordings::heading`] of its [`header_key`]).
    #[must_use]
    pub fn heading_found(&self, found: &str) -> Arc<Heading> {
        self.headings.of(found, || Arc::new(self.heading(&header_key(found))))
    }

    /// A header key, as this form knows it.
    #[must_use]
    pub fn heading(&self, key: &str) -> Heading {
        let words = telling(key);
        let tells = match words.as_str() {
            "" => Telling::Nothing,
            COUNTED_WORD => Telling::Counted,
            _ => Telling::Something,
        };
        Heading { text: self.header_text(key), told: self.header_text(&words), tells }
    }

    fn header_text(&self, key: &str) -> HeaderText {
        let (number, joined) = (self.numbers.get(key).copied(), self.joined(key));
        let known = number.is_some() || !joined.is_empty();
        let near = if known { Vec::new() } else { self.near(key) };
        HeaderText { number, of_another_time: is_of_another_time(key), joined, near }
    }

    /// The texts of the form that a key is but for a slip of the hand.
    fn near(&self, key: &str) -> Vec<TextIx> {
        if !may_be_mistyped(key) {
            return Vec::new();
        }
        let typing = SlipProbe::of(key);
        let near = self.typed.iter().filter(|(known, _)| typing.is_one_slip_from(known));
        near.map(|(_, number)| *number).collect()
    }

    /// The two texts of the form that a key is made of: the first ends where a word does, for `trực tuyến` is not
    /// `trực tuyếnx`, and nothing but marks stands around the second.
    fn joined(&self, key: &str) -> Vec<(TextIx, TextIx)> {
        let ends = key.char_indices().filter(|(_, letter)| !letter.is_alphanumeric());
        let ends = ends.map(|(at, _)| at).chain([key.len()]);
        let pairs = ends.filter_map(|end| {
            let (first, rest) = key.split_at(end);
            let rest = rest.trim_matches(|c: char| " -–:;/,.()".contains(c));
            Some((*self.numbers.get(first)?, *self.numbers.get(rest)?))
        });
        pairs.collect()
    }

    /// Whether a text as it was found heads the column of labels.
    #[must_use]
    pub fn heads(&self, found: &str) -> bool {
        // Labels of columns are short; long texts need no key.
        found.len() <= LONGEST_FOUND
            && self.heads.of(found, || {
                let key = header_key(found);
                self.is_a_label(&key) || self.resembles_a_label(&key)
            })
    }

    /// Whether a key is that of a label, if with a slip of the hand.
    fn is_a_label(&self, key: &str) -> bool {
        if self.labels.iter().any(|label| label.text == key) {
            return true;
        }
        // A slip changes one letter, so the length tells most texts apart before anything is compared.
        let length = key.chars().count();
        if self.labels.iter().all(|label| label.length.abs_diff(length) > 1)
            || !may_be_mistyped(key)
        {
            return false;
        }
        let typing = SlipProbe::of(key);
        self.labels.iter().any(|label| typing.is_one_slip_from(&label.typed))
    }

    /// Whether a key has the telling words of a label.
    fn resembles_a_label(&self, key: &str) -> bool {
        // Only a key that shares a word with a label is worth comparing.
        let shared: Vec<&str> =
            key.split(' ').filter(|word| self.firsts.iter().any(|first| first == word)).collect();
        if shared.is_empty() {
            return false;
        }
        let words = telling(key);
        let shares = |label: &&Label| shared.contains(&label.first());
        !words.is_empty() && self.labels.iter().filter(shares).any(|label| label.telling == words)
    }
}

/// The columns that stand below the same texts, several together.
fn twins(columns: &[FormColumn]) -> Vec<Vec<usize>> {
    let mut twins: Vec<Vec<usize>> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        match twins.iter_mut().find(|group| columns[group[0]].is_twin(column)) {
            Some(group) => group.push(index),
            None => twins.push(vec![index]),
        }
    }
    twins.retain(|group| group.len() > 1);
    twins
}

impl Label {
    /// Its first word.
    fn first(&self) -> &str {
        self.text.split(' ').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Wordings;
    use crate::pipeline::wording::path::WordedPath;

    fn made(path: &[&[&str]]) -> (Wordings, WordedPath) {
        let owned = |word: &&[&str]| word.iter().map(|&text| text.to_owned()).collect();
        let path: Vec<Vec<String>> = path.iter().map(owned).collect();
        let mut wordings = Wordings::default();
        let path = wordings.path(&path);
        (wordings, path)
    }

    #[test]
    fn a_header_of_one_row_joins_both_words() {
        let (wordings, path) = made(&[
            &["số lượng hồ sơ tiếp nhận", "hồ sơ tiếp nhận", "tiếp nhận"],
            &["tổng số", "trực tuyến"],
        ]);
        let fits = |text: &str| path.fits([wordings.header_text(text)].iter());
        for text in [
            "tiếp nhận trực tuyến",
            "tổng số hồ sơ tiếp nhận",
            "số lượng hồ sơ tiếp nhận - tổng số",
            "hồ sơ tiếp nhận (trực tuyến)",
        ] {
            assert!(fits(text), "{text}");
        }
        for text in ["tiếp nhận", "trực tuyến", "tiếp nhận trực tuyến khác", "tiếp nhậntrực tuyến"]
        {
            assert!(!fits(text), "{text}");
        }
    }

    #[test]
    fn words_stand_above_each_other_in_order() {
        let (wordings, path) = made(&[&["đã giải quyết"], &["quá hạn", "trễ hạn"]]);
        let fits = |texts: &[&str]| {
            let texts: Vec<_> = texts.iter().map(|text| wordings.header_text(text)).collect();
            path.fits(texts.iter())
        };
        assert!(fits(&["đã giải quyết", "trễ hạn"]));
        assert!(fits(&["đã giải quyết", "trong đó", "quá hạn"]));
        assert!(!fits(&["quá hạn", "đã giải quyết"]));
        assert!(!fits(&["lũy kế", "đã giải quyết", "quá hạn"]));
        assert!(!fits(&[]));
    }
}
