//! How the numbers of an example are typed: separators, words behind them, signs for nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::drafting::example::find::ExampleTable;
use crate::ingest::drafting::example::kinds::{ColumnKind, cells_below};
use crate::ingest::drafting::example::number::split_number;
use crate::model::{Cell, Sheet, Value};
use crate::pipeline::{Form, Noted, Numbers};
use crate::text;

use super::votes::Votes;

/// Words that multiply a number typed in front of them.
const MULTIPLES: [(&str, i64); 4] =
    [("nghìn", 1_000), ("ngàn", 1_000), ("triệu", 1_000_000), ("tỷ", 1_000_000_000)];

/// The grammar of the numbers in the columns of counts and rates.
pub(in crate::ingest::drafting) fn numbers(
    sheet: &Sheet,
    found: &ExampleTable,
    kinds: &[ColumnKind],
) -> Noted<Numbers> {
    let mut typed = TypedNumbers::default();
    for (column, kind) in found.columns.iter().zip(kinds) {
        if matches!(kind, ColumnKind::Count | ColumnKind::Rate) {
            let cells = cells_below(sheet, found, column.column);
            { cells }.for_each(|cell| typed.take(cell, *kind));
        }
    }
    typed.drafted()
}

/// What was typed where numbers belong.
#[derive(Debug, Default)]
struct TypedNumbers {
    votes: Votes,
    /// Words behind numbers, and in how many cells.
    suffixes: BTreeMap<String, usize>,
    multiples: BTreeMap<String, i64>,
    /// Signs that stand for nothing.
    none: BTreeSet<String>,
    /// Texts that are none of these, and the first cell of each.
    strange: BTreeMap<String, String>,
}

const ZERO: &str = "không";

/// Signs that always stand for nothing.
const SIGNS: [&str; 3] = ["-", "–", "_"];

impl TypedNumbers {
    fn take(&mut self, cell: &Cell, kind: ColumnKind) {
        let Value::Text(typed) = &cell.value else { return };
        match split_number(typed) {
            Some((number, rest)) => {
                self.votes.take(&number);
                if kind == ColumnKind::Count {
                    self.behind(&rest);
                }
            }
            None if is_sign(typed) => {
                self.none.insert(text::normal(typed));
            }
            None if text::key(typed) == ZERO => {}
            None => {
                let cell = || cell.at.to_string();
                self.strange.entry(text::normal(typed)).or_insert_with(cell);
            }
        }
    }

    /// `ngàn hồ sơ`: a word that multiplies, and what is counted.
    fn behind(&mut self, rest: &str) {
        let word = suffix(rest);
        let multiple =
            MULTIPLES.iter().find(|(multiple, _)| text::begins_with_word(&word, multiple));
        let counted = match multiple {
            Some((multiple, times)) => {
                self.multiples.insert((*multiple).to_owned(), *times);
                word[multiple.len()..].trim_start()
            }
            None => word.as_str(),
        };
        if !counted.is_empty() {
            *self.suffixes.entry(counted.to_owned()).or_default() += 1;
        }
    }

    fn drafted(self) -> Noted<Numbers> {
        let (thousands, decimal) = self.votes.separators();
        let mut signs: Vec<String> = SIGNS.map(str::to_owned).to_vec();
        signs.extend(self.none.into_iter().filter(|sign| !SIGNS.contains(&sign.as_str())));
        let mut noted = Noted::plain(Numbers {
            thousands,
            decimal,
            suffixes: self.suffixes.keys().cloned().collect(),
            zero: vec![ZERO.to_owned()],
            none: signs,
            multiples: self.multiples.into_iter().collect(),
            // What is too large no example can tell.
            largest: None,
        });
        for (word, times) in &self.suffixes {
            noted = noted.seen(format!("Thấy \"{word}\" sau số: {times} ô."));
        }
        for (word, times) in noted.value.multiples.clone() {
            noted = noted.assumed(
                format!("\"{word}\" sau số nghĩa là nhân {times}"),
                format!("\"{word}\" behind a number multiplies it by {times}"),
            );
        }
        noted = of_separators(noted, &self.votes);
        for (text, cell) in self.strange.iter().take(MOST_STRANGE) {
            noted = noted.assumed(
                format!(
                    "ô {cell} ghi \"{text}\" ở cột số, không đọc được thành số; nếu nghĩa là không có số thì thêm vào `none`"
                ),
                format!(
                    "cell {cell} says \"{text}\" where a number belongs; if it means none, add it to `none`"
                ),
            );
        }
        noted
    }
}

/// Strange texts that are named.
const MOST_STRANGE: usize = 5;

fn of_separators(noted: Noted<Numbers>, votes: &Votes) -> Noted<Numbers> {
    match votes.all() {
        0 => noted.assumed(
            "ví dụ không có số gõ dạng chữ nào có dấu phân cách; lấy dấu chấm hàng nghìn và dấu phẩy thập phân",
            "no number typed as text has a separator; a dot is taken to group thousands, a comma to begin decimals",
        ),
        _ if votes.disagree() => noted.assumed(
            "ví dụ gõ dấu chấm và dấu phẩy theo cả hai cách; lấy dấu chấm hàng nghìn và dấu phẩy thập phân",
            "dots and commas are typed both ways; a dot is taken to group thousands, a comma to begin decimals",
        ),
        all => noted.seen(format!("Dấu phân cách thấy ở {all} ô.")),
    }
}

/// Adds the words and signs of a declared form to those of the example.
pub(in crate::ingest::drafting) fn add(numbers: &mut Noted<Numbers>, form: &Form) {
    let mut added = Vec::new();
    let Numbers { suffixes, zero, none, multiples, .. } = &mut numbers.value;
    let theirs = &form.numbers;
    for (ours, theirs) in [(suffixes, &theirs.suffixes), (zero, &theirs.zero), (none, &theirs.none)]
    {
        let new: Vec<String> = theirs.iter().filter(|word| !ours.contains(word)).cloned().collect();
        added.extend(new.iter().map(|word| format!("\"{word}\"")));
        ours.extend(new);
    }
    for (word, times) in &theirs.multiples {
        if !multiples.iter().any(|(known, _)| known == word) {
            added.push(format!("\"{word}\" = {times}"));
            multiples.push((word.clone(), *times));
        }
    }
    if !added.is_empty() {
        numbers.seen.push(format!("Lấy thêm từ {}: {}.", form.name, added.join(", ")));
    }
}

/// The word behind a number, without a percentage in brackets.
fn suffix(rest: &str) -> String {
    let word = rest.split('(').next().unwrap_or_default().trim();
    let plain = word.chars().all(|c| c.is_alphabetic() || c == ' ');
    if plain { word.to_owned() } else { String::new() }
}

fn is_sign(typed: &str) -> bool {
    let normal = text::normal(typed);
    !normal.is_empty() && normal.chars().count() <= 3 && !normal.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::TypedNumbers;

    #[test]
    fn what_multiplies_is_not_what_is_counted() {
        let mut typed = TypedNumbers::default();
        for rest in ["ngàn hồ sơ", "hồ sơ", "phiếu (đạt 85,7%)", "%", "ngành"] {
            typed.behind(rest);
        }
        let numbers = typed.drafted().value;
        assert_eq!(numbers.suffixes, ["hồ sơ", "ngành", "phiếu"]);
        assert_eq!(numbers.multiples, [("ngàn".to_owned(), 1_000)]);
    }
}
