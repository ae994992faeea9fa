//! The header texts of a form, made ready to be compared with those of thousands of sheets: each text is a number, and
//! the words that tell it are looked for once.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::text;

use super::key::{header_key, is_of_another_time, telling};
use crate::pipeline::form::{Binding, Column};

/// A text, by its number.
type TextIx = u32;

/// The header texts of a form.
#[derive(Debug, Default)]
pub struct Wordings {
    numbers: BTreeMap<String, TextIx>,
    /// The same texts as they may be mistyped.
    typed: Vec<(Typed, TextIx)>,
    columns: Vec<ColumnWordings>,
    /// Columns that stand below the same texts, by their places: several together.
    twins: Vec<Vec<usize>>,
    labels: Vec<Label>,
    /// The first words of the texts that head the column of labels, each once.
    firsts: Vec<String>,
    /// Texts as they were found, with what they are above a column.
    headings: Memo<Arc<Heading>>,
    /// The same, with whether they head the column of labels.
    heads: Memo<bool>,
}

/// What texts are: the same few stand in thousands of sheets.
#[derive(Debug)]
struct Memo<V>(Mutex<BTreeMap<String, V>>);

/// Most texts that are remembered, and the longest: a crafted file may hold any number.
const MOST_FOUND: usize = 20_000;
const LONGEST_FOUND: usize = 200;

impl<V: Clone> Memo<V> {
    fn of(&self, found: &str, make: impl FnOnce() -> V) -> V {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = known().get(found) {
            return made.clone();
        }
        let made = make();
        let mut known = known();
        if known.len() < MOST_FOUND && found.len() <= LONGEST_FOUND {
            known.insert(found.to_owned(), made.clone());
        }
        made
    }
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
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

/// Texts from the top, each in any of several wordings.
#[derive(Debug)]
pub struct WordedPath {
    words: Vec<Vec<TextIx>>,
    of_another_time: bool,
}

/// A text that heads the column of labels.
#[derive(Debug)]
struct Label {
    text: String,
    /// In letters.
    length: usize,
    typed: Typed,
    telling: String,
}

/// A text above a column of a sheet, as a form knows it.
#[derive(Debug, Clone)]
pub struct HeaderText {
    number: Option<TextIx>,
    of_another_time: bool,
    /// Two texts of the form that it is made of, one behind the other.
    joined: Vec<(TextIx, TextIx)>,
    /// Texts of the form that it is but for one letter or its marks.
    near: Vec<TextIx>,
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
    pub(in crate::pipeline) fn of(columns: &[Column]) -> Self {
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
                    typed: Typed::of(text),
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
        self.typed.push((Typed::of(text), number));
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
        let typing = Typing::of(key);
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
        let typing = Typing::of(key);
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
fn twins(columns: &[Column]) -> Vec<Vec<usize>> {
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

impl WordedPath {
    /// Whether header texts from the top are this path: the lowest text is its last word, and its other words stand
    /// above in order; or, in a header of one row, both its words stand in one text: `Tiếp nhận trực tuyến`,
    /// `Tổng số hồ sơ tiếp nhận`, `Đang giải quyết - Quá hạn`.
    #[must_use]
    pub fn fits<'t>(&self, found: impl DoubleEndedIterator<Item = &'t HeaderText> + Clone) -> bool {
        let mut higher = found.clone();
        let (Some((last, above)), Some(lowest)) = (self.words.split_last(), higher.next_back())
        else {
            return false;
        };
        if !self.of_another_time && { found }.any(|text| text.of_another_time) {
            return false;
        }
        let in_order = lowest.is_one_of(last)
            && above.iter().all(|word| higher.any(|text| text.is_one_of(word)));
        in_order || matches!(above, [above] if lowest.joins(above, last))
    }
}

impl WordedPath {
    /// Whether header texts from the top are this path but for a slip of the hand in any of them.
    #[must_use]
    pub fn fits_nearly<'t>(
        &self,
        found: impl DoubleEndedIterator<Item = &'t HeaderText> + Clone,
    ) -> bool {
        let mut higher = found.clone();
        let (Some((last, above)), Some(lowest)) = (self.words.split_last(), higher.next_back())
        else {
            return false;
        };
        let same_time = self.of_another_time || !{ found }.any(|text| text.of_another_time);
        same_time
            && lowest.is_nearly(last)
            && above.iter().all(|word| higher.any(|text| text.is_nearly(word)))
    }
}

/// Whether a key is long enough to be known with a slip in it. Numbers tell years and quarters apart: none of them is a
/// slip.
fn may_be_mistyped(key: &str) -> bool {
    let letters = key.chars().count();
    (SHORTEST_MISTYPED..=LONGEST_MISTYPED).contains(&letters)
        && !key.bytes().any(|byte| byte.is_ascii_digit())
}

/// Shorter words are one letter from many others.
const SHORTEST_MISTYPED: usize = 6;
const LONGEST_MISTYPED: usize = 60;

/// A text without the marks of its letters. Its signs count, for `% quá hạn` is not `quá hạn`.
#[derive(Debug)]
struct Typed {
    letters: String,
    signs: String,
    kinds: u64,
}

impl Typed {
    fn of(text: &str) -> Self {
        let signs = text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace());
        Self { letters: text::unmarked(text), signs: signs.collect(), kinds: kinds(text) }
    }

    /// Whether both have the same letters but for one that is another, too many, missing, or behind its neighbour.
    fn is_one_slip_from(&self, known: &Self) -> bool {
        known.letters.len() >= SHORTEST_MISTYPED
            && self.signs == known.signs
            && self.letters.len().abs_diff(known.letters.len()) <= 1
            && strsim::osa_distance(&self.letters, &known.letters) <= 1
    }
}

/// A text that is compared with many. Nearly all differ in more kinds of letters than a slip changes, which shows
/// before anything is made of it.
struct Typing<'t> {
    text: &'t str,
    kinds: u64,
    typed: OnceCell<Typed>,
}

impl<'t> Typing<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, kinds: kinds(text), typed: OnceCell::new() }
    }

    fn is_one_slip_from(&self, known: &Typed) -> bool {
        (self.kinds ^ known.kinds).count_ones() <= KINDS_OF_A_SLIP
            && self.typed.get_or_init(|| Typed::of(self.text)).is_one_slip_from(known)
    }
}

/// A letter for another is one kind less and one more.
const KINDS_OF_A_SLIP: u32 = 2;

/// Which letters stand in a key, marks aside: a bit for each kind.
fn kinds(key: &str) -> u64 {
    let letters = key.chars().filter(|c| c.is_alphanumeric());
    letters.fold(0, |kinds, letter| kinds | 1 << (u32::from(text::bare(letter)) % u64::BITS))
}

impl HeaderText {
    /// Whether it may be a text of the form with a slip in it.
    #[must_use]
    pub const fn is_near_any(&self) -> bool {
        !self.near.is_empty()
    }

    fn is_nearly(&self, word: &[TextIx]) -> bool {
        self.is_one_of(word) || self.near.iter().any(|near| word.contains(near))
    }

    fn is_one_of(&self, word: &[TextIx]) -> bool {
        self.number.is_some_and(|number| word.contains(&number))
    }

    /// Whether it is a text of each, in either order and nothing else.
    fn joins(&self, above: &[TextIx], below: &[TextIx]) -> bool {
        self.joined.iter().any(|(first, second)| {
            (above.contains(first) && below.contains(second))
                || (below.contains(first) && above.contains(second))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{WordedPath, Wordings};

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
