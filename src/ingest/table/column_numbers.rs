//! The row below a header that numbers its columns: `1 2 3 …`, `(1) (2) (3)=(4)+(5) …`, `A B 1 2 … C`.

use crate::ingest::count::shown;
use crate::model::Cell;

/// `1 2 3 …`, `(1) (2) (3)=(4)+(5) …`, `A B 1 2 … C`: five or more numbers that mostly rise by one, and no word above
/// the labels.
pub(in crate::ingest) fn is_column_numbers(cells: &[Cell], labels: &[u32]) -> bool {
    enum Token {
        Number(u32),
        Letter,
        Word,
    }
    let token = |cell: &Cell| {
        let shown = shown(&cell.value);
        let text = shown.trim().trim_start_matches(['(', '[', '-']);
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let formula = |c: char| c.is_ascii_digit() || "()[]=+-*/:;,.% Σx".contains(c);
        let letter = text.trim_end_matches([')', ']', '.']);
        match text[..end].parse() {
            Ok(number) if text[end..].chars().all(formula) => Token::Number(number),
            _ if letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_alphabetic()) => {
                Token::Letter
            }
            _ => Token::Word,
        }
    };
    let (mut numbers, mut words) = (Vec::new(), 0);
    for cell in cells {
        match token(cell) {
            Token::Number(number) => numbers.push(number),
            Token::Letter => {}
            // Where labels are not known yet, any word may be one.
            Token::Word if labels.is_empty() || labels.contains(&cell.at.column) => return false,
            Token::Word => words += 1,
        }
    }
    let steps = numbers.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    let rises = numbers.windows(2).all(|pair| pair[1] > pair[0]);
    let begins = numbers.first().is_some_and(|first| *first <= 4);
    numbers.len() >= 3 && rises && begins && words <= 1 && steps * 5 >= (numbers.len() - 1) * 4
}

#[cfg(test)]
mod tests {
    use super::is_column_numbers;
    use crate::model::{Cell, CellRef, Value};

    fn cells(texts: &[&str]) -> Vec<Cell> {
        let at = |column: usize| CellRef::new(0, u32::try_from(column).unwrap());
        let cell = |(column, text): (usize, &&str)| Cell {
            at: at(column),
            value: Value::Text((*text).to_owned()),
        };
        texts.iter().enumerate().map(cell).collect()
    }

    #[test]
    fn column_numbers_rise_by_one() {
        let numbers = |texts: &[&str]| is_column_numbers(&cells(texts), &[1]);
        assert!(numbers(&["(1)", "(2)", "(3)=(4)+(5)", "(4)"]));
        assert!(numbers(&["A", "(b)", "1", "2", "3", "C"]));
        assert!(numbers(&["1.", "2.", "3.", "[4]", "5=3/4*100", "Ghi chú"]));
        assert!(!numbers(&["1", "Đất đai", "3"]));
        assert!(!numbers(&["1", "12", "30"]));
        assert!(!numbers(&["1", "Đất đai", "2", "3", "4", "5"]));
    }
}
