//! The grammar of the lines: whether groups or items name units, which parts there are, and which words tell totals
//! and notes.

use crate::ingest::lines::{Line, LineRole, is_roman};
use crate::pipeline::{FormPart, Groups, Items, Noted, Numbers};
use crate::text;

use super::kinds::Kind;
use super::names::Names;
use super::naming::Named;
use super::number::is_figure;
use super::parts::parts;
use super::totals::totals;

/// Words of a text below the table that tell the next such text.
const NOTE_WORDS: usize = 3;

/// What the lines of an example show.
#[derive(Debug)]
pub(super) struct Rows<'s> {
    pub(super) groups: Noted<Groups>,
    pub(super) items: Noted<Items>,
    pub(super) parts: Vec<Noted<FormPart>>,
    pub(super) total: Noted<Vec<String>>,
    pub(super) note: Noted<Vec<String>>,
    /// Labels of lines that name units.
    pub(super) listed: Vec<&'s str>,
    /// The sender has lines of fields of its own.
    pub(super) own_fields: bool,
}

/// A line with what matters here.
pub(super) struct Seen<'l, 's> {
    pub(super) line: &'l Line<'s>,
    /// It has a number in a column of numbers.
    pub(super) figures: bool,
    /// Its label names a unit.
    pub(super) unit: bool,
}

/// The grammar of lines that were read as if there were no groups. `whole`: nothing else follows in the sheet, so
/// that texts below the lines belong to them.
pub(super) fn rows<'s>(
    lines: &[Line<'s>],
    named: &[Named],
    numbers: &Numbers,
    names: Names,
    whole: bool,
) -> Rows<'s> {
    let counted: Vec<u32> = named
        .iter()
        .filter(|column| matches!(column.kind, Kind::Count | Kind::Rate))
        .flat_map(|column| column.columns.iter().copied())
        .collect();
    let holds = |line: &Line| {
        let mut cells = line.cells.iter().filter(|cell| counted.contains(&cell.at.column));
        cells.any(|cell| is_figure(&cell.value))
    };
    let seen: Vec<Seen> = lines
        .iter()
        .map(|line| Seen { line, figures: holds(line), unit: names.level(line.label).is_some() })
        .collect();
    let end = seen.iter().rposition(|seen| seen.figures).map_or(0, |last| last + 1);
    let (inside, below) = seen.split_at(end);
    let flat = named.iter().any(|column| column.kind == Kind::Unit);
    let groups = groups(inside, flat);
    let parts = if groups.value == Groups::None { parts(inside, names) } else { Vec::new() };
    let items = items(inside, &groups, &parts);
    let (listed, own_fields) = listed(inside, &groups, &items, &parts);
    let total = totals(inside, named, numbers);
    let note = if whole { notes(below) } else { Noted::default() };
    Rows { groups, items, parts, total, note, listed, own_fields }
}

impl Seen<'_, '_> {
    /// A text without numbers that may open a group or a part.
    pub(super) fn opens(&self) -> bool {
        !self.figures && (self.unit || self.line.role == LineRole::Group)
    }

    /// A line of numbers that is no total.
    pub(super) fn is_item(&self) -> bool {
        self.figures && self.line.role == LineRole::Item
    }
}

/// Groups that name units: lines of a name alone, or lines with their sums above lines that name none.
fn groups(lines: &[Seen], flat: bool) -> Noted<Groups> {
    let opening = lines.iter().filter(|seen| seen.opens()).filter(|seen| seen.unit).count();
    if opening > 0 || flat {
        let seen = if flat {
            format!(
                "Bảng phẳng: mỗi dòng ghi đơn vị và lĩnh vực ở hai cột riêng; thấy {opening} đơn vị."
            )
        } else {
            format!("Thấy {opening} dòng chỉ ghi tên đơn vị, phía trên các dòng lĩnh vực.")
        };
        let strange = lines.iter().filter(|seen| seen.opens()).find(|seen| !seen.unit);
        let groups = Noted::plain(Groups::Unit).seen(seen);
        return match strange {
            Some(seen) => {
                let (label, at) = (text::normal(seen.line.label), seen.line.at);
                groups.assumed(
                    format!("dòng \"{label}\" ({at}) không ghi tên đơn vị; khi đọc sẽ bị hỏi lại"),
                    format!("line \"{label}\" ({at}) names no unit; reading will ask about it"),
                )
            }
            None => groups,
        };
    }
    let items: Vec<&Seen> = lines.iter().filter(|seen| seen.is_item()).collect();
    let units = items.iter().filter(|seen| seen.unit).count();
    let first_is_unit = items.first().is_some_and(|seen| seen.unit);
    let parts = lines.iter().filter(|seen| seen.opens()).count();
    if first_is_unit && parts == 0 && units * 2 <= items.len() {
        return Noted::plain(Groups::Unit).assumed(
            format!(
                "{units} dòng ghi tên đơn vị kèm số liệu được hiểu là dòng đơn vị có tổng ở trên"
            ),
            format!(
                "{units} lines with a unit and figures are taken for groups with their total on top"
            ),
        );
    }
    Noted::plain(Groups::None)
}

fn items(lines: &[Seen], groups: &Noted<Groups>, parts: &[Noted<FormPart>]) -> Noted<Items> {
    let items: Vec<&Seen> = lines.iter().filter(|seen| seen.is_item()).collect();
    let units = items.iter().filter(|seen| seen.unit).count();
    let all = items.len();
    if groups.value == Groups::Unit || !parts.is_empty() {
        return Noted::plain(Items::Field);
    }
    if units * 2 > all {
        return Noted::plain(Items::Unit)
            .seen(format!("{units} trong {all} dòng số liệu ghi tên đơn vị."));
    }
    let items = Noted::plain(Items::Field).seen(format!("{all} dòng số liệu."));
    if units > 0 {
        return items.assumed(
            format!("{units} dòng ghi tên đơn vị nhưng được coi là lĩnh vực"),
            format!("{units} lines name a unit and are taken for fields"),
        );
    }
    items
}

/// Labels that name units by the grammar, and whether other lines are fields of the sender itself.
fn listed<'s>(
    lines: &[Seen<'_, 's>],
    groups: &Noted<Groups>,
    items: &Noted<Items>,
    parts: &[Noted<FormPart>],
) -> (Vec<&'s str>, bool) {
    if groups.value == Groups::Unit {
        let units = lines.iter().filter(|seen| seen.unit).map(|seen| seen.line.label);
        return (units.collect(), false);
    }
    let of_units = parts.iter().any(|part| part.value.items == Items::Unit);
    let own = items.value == Items::Field
        && (parts.is_empty() || parts.iter().any(|part| part.value.items == Items::Field));
    if items.value == Items::Unit || of_units {
        let units = lines.iter().filter(|seen| seen.is_item()).filter(|seen| seen.unit);
        return (units.map(|seen| seen.line.label).collect(), own);
    }
    (Vec::new(), own)
}

/// Texts below the last line of numbers that no usual word tells: what the first of them begins with is a word
/// for notes; all that follow belong to it.
fn notes(below: &[Seen]) -> Noted<Vec<String>> {
    let known = |seen: &&Seen| matches!(seen.line.role, LineRole::Note | LineRole::Signature);
    let first = below.iter().find(|seen| known(seen) || !seen.line.label.is_empty());
    let Some(seen) = first.filter(|seen| !known(seen)) else { return Noted::default() };
    let key = text::key(seen.line.label);
    let head = key.split([':', '.', ',', ';', '(']).next().unwrap_or_default();
    let words: Vec<&str> = head.split_whitespace().take(NOTE_WORDS).collect();
    if is_roman(&key) || !head.chars().any(char::is_alphabetic) {
        return Noted::default();
    }
    let mut note = crate::pipeline::Words::usual().note;
    note.push(words.join(" "));
    let (words, at) = (text::spelled(&words.join(" ")), seen.line.at);
    Noted::plain(note).assumed(
        format!("dòng \"{words}\" ({at}) dưới bảng được coi là ghi chú"),
        format!("line \"{words}\" ({at}) below the table is taken for a note"),
    )
}
