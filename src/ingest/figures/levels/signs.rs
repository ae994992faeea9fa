//! What a line says about its level: by its number, a mark before it, words, or by having no number where others do.

use crate::ingest::table::lines::labels::is_roman;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{Cell, Value};
use crate::text;

/// What a line says about its level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::ingest::figures) struct Signs {
    /// `1`, `1.2`.
    pub(in crate::ingest::figures) number: Option<LineNumber>,
    /// It opens a section of lines: `I`, `A`.
    pub(in crate::ingest::figures) section: Option<SectionSign>,
    /// A dash, a plus or a letter stands before it: the more, the deeper.
    pub(in crate::ingest::figures) mark: LineMark,
    /// `Trong đó: …`.
    pub(super) of_which: bool,
    /// Spaces before its label.
    pub(super) indent: usize,
}

/// How sections are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) enum SectionSign {
    /// `A`.
    Letter,
    /// `II`.
    Roman,
    /// Not at all: its label says that it sums others.
    Named,
}

/// What stands before a line that details another one, from the outer to the inner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ingest::figures) enum LineMark {
    /// Nothing.
    #[default]
    None,
    /// `a)`.
    Letter,
    /// `-`.
    Dash,
    /// `+`, `•`.
    Plus,
}

/// The number of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) struct LineNumber {
    parts: [u16; MOST_PARTS],
    pub(in crate::ingest::figures) depth: usize,
}

const MOST_PARTS: usize = 5;

/// Words before lines that detail the one above, as keys.
const OF_WHICH: [&str; 5] = ["trong đó", "trong số", "tr.đó", "bao gồm", "gồm"];

impl LineNumber {
    /// The number that a text begins with.
    fn parse(text: &str) -> Option<Self> {
        let mut number = Self { parts: [0; MOST_PARTS], depth: 0 };
        let mut rest = text.trim_start();
        loop {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (digits, behind) = rest.split_at(end);
            let Ok(part) = digits.parse() else { break };
            *number.parts.get_mut(number.depth)? = part;
            number.depth += 1;
            rest = behind.strip_prefix('.').unwrap_or(behind);
        }
        (number.depth > 0).then_some(number)
    }

    fn of(value: &Value) -> Option<Self> {
        match value {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
            Value::Number(whole) if whole.fract() == 0.0 && (0.0..65_536.0).contains(whole) => {
                Some(Self { parts: [*whole as u16, 0, 0, 0, 0], depth: 1 })
            }
            Value::Number(number) => Self::parse(&number.to_string()),
            Value::Text(text) => Self::parse(text),
            _ => None,
        }
    }

    /// Whether it numbers a line below that of another number: `1.2` below `1`.
    pub(super) fn is_below(&self, other: &Self) -> bool {
        self.depth > other.depth && self.parts[..other.depth] == other.parts[..other.depth]
    }
}

impl Signs {
    /// Those of a line; `ordinal` is the column that numbers the lines.
    pub(in crate::ingest::figures) fn of(line: &SheetLine, ordinal: Option<u32>) -> Self {
        let own = line.cells.iter().find(|cell| Some(cell.at.column) == ordinal);
        let text = own.and_then(Cell::text);
        let number = match own {
            Some(cell) => LineNumber::of(&cell.value),
            None => LineNumber::parse(line.label),
        };
        let section = match text {
            Some(text) => section(text, true),
            None => section(line.label, false).filter(|_| number.is_none()),
        };
        let mark = text.map_or(LineMark::None, mark).max(mark(line.label));
        let indent = line.label.chars().take_while(|c| c.is_whitespace()).count();
        Self { number, section, mark, of_which: says_of_which(line.label), indent }
    }

    /// Whether nothing says where the line belongs.
    pub(super) fn is_silent(&self) -> bool {
        self.number.is_none()
            && self.section.is_none()
            && self.mark == LineMark::None
            && !self.of_which
    }

    /// Whether the line says that it is no line like all others.
    pub(super) fn tell(&self) -> bool {
        self.section.is_some()
            || self.mark != LineMark::None
            || self.of_which
            || self.number.is_some_and(|number| number.depth > 1)
    }
}

/// The section that `II`, `A.` opens, or `II. Cấp huyện` where the number stands in the label.
fn section(text: &str, alone: bool) -> Option<SectionSign> {
    let text = text.trim_start();
    if !text.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let number = match text.split_once(['.', ')', '/']) {
        Some((number, _)) => number,
        None if alone => text.trim_end(),
        None => return None,
    };
    let mut letters = number.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    if is_roman(number) { Some(SectionSign::Roman) } else { single.then_some(SectionSign::Letter) }
}

/// The mark that a line begins with: `- Cấp lần đầu`, `a) Cấp lần đầu`, `ii)`.
fn mark(text: &str) -> LineMark {
    let text = text.trim_start();
    match text.chars().next() {
        Some('-' | '–' | '—') => return LineMark::Dash,
        Some('+' | '•' | '*' | '·' | '\u{f0b7}' | '▪' | '◦') => return LineMark::Plus,
        Some(first) if first.is_ascii_lowercase() || first == 'đ' => {}
        _ => return LineMark::None,
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (letters, behind) = text.split_at(end);
    let numbers = letters.chars().count() == 1 || is_roman(letters);
    let ends = behind.is_empty() || behind.starts_with(['.', ')']);
    if numbers && ends { LineMark::Letter } else { LineMark::None }
}

/// Whether a label begins with words for a part of the line above: `Trong đó: cấp lần đầu`.
pub(super) fn says_of_which(label: &str) -> bool {
    let label = label.trim_start_matches(|c: char| c.is_whitespace() || "-–—+•*(".contains(c));
    let may = |c: char| matches!(c, 't' | 'T' | 'b' | 'B' | 'g' | 'G');
    let begins = label.starts_with(may) && {
        let second = label.chars().nth(1);
        second.is_some_and(|c| "rRaAồỒ".contains(c) || !c.is_ascii())
    };
    begins && {
        let key = text::key(label);
        OF_WHICH.iter().any(|words| text::begins_with_word(&key, words))
    }
}

#[cfg(test)]
mod tests {
    use super::{LineMark, SectionSign, Signs, section};
    use crate::ingest::table::lines::line::LineRole;
    use crate::ingest::table::lines::line::SheetLine;
    use crate::model::{Cell, CellRef, Value};

    fn of(ordinal: Option<Value>, label: &str) -> Signs {
        let at = CellRef::new(0, 0);
        let cells: Vec<Cell> = ordinal.map(|value| Cell { at, value }).into_iter().collect();
        let line = SheetLine { cells: &cells, role: LineRole::Item, at: CellRef::new(0, 1), label };
        Signs::of(&line, Some(0))
    }

    #[test]
    fn numbers_and_marks_stand_in_either_column() {
        let numbers = [
            of(Some(Value::Number(1.2)), "Cấp lần đầu"),
            of(Some(Value::Text("1.2.".to_owned())), "Cấp lần đầu"),
            of(None, "1.2. Cấp lần đầu"),
        ];
        let one = of(Some(Value::Number(1.0)), "Đất đai").number.unwrap_or_else(|| unreachable!());
        for signs in numbers {
            assert!(signs.number.is_some_and(|number| number.is_below(&one)), "{signs:?}");
        }
        for label in ["- Cấp lần đầu", "– Cấp lần đầu"] {
            assert_eq!(of(None, label).mark, LineMark::Dash, "{label}");
        }
        assert_eq!(of(Some(Value::Text("a)".to_owned())), "x").mark, LineMark::Letter);
        assert_eq!(of(Some(Value::Text("+".to_owned())), "x").mark, LineMark::Plus);
        assert_eq!(of(None, "an toàn thực phẩm").mark, LineMark::None);
    }

    #[test]
    fn sections_and_parts_say_so() {
        assert_eq!(section("II", true), Some(SectionSign::Roman));
        assert_eq!(section("A. Cấp tỉnh", false), Some(SectionSign::Letter));
        assert_eq!(section("Đất đai", false), None);
        for label in ["Trong đó: cấp lần đầu", "- Trong đó", "(Bao gồm: cấp đổi)", "TRONG ĐÓ"]
        {
            assert!(of(None, label).of_which, "{label}");
        }
        for label in ["Trồng trọt", "Bảo trợ xã hội", "Gốm sứ", "Giáo dục"] {
            assert!(!of(None, label).of_which, "{label}");
        }
    }
}
