//! The grammar of the lines: whether groups or items name units, which parts there are, and which words tell totals
//! and notes.

use crate::ingest::drafting::columns::naming::NamedColumn;
use crate::ingest::drafting::example::kinds::ColumnKind;
use crate::ingest::drafting::example::number::is_figure;
use crate::ingest::drafting::names::UnitNames;
use crate::ingest::table::lines::labels::is_roman;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::pipeline::{Groups, Items, Noted, Numbers, Part};
use crate::text;

use super::example_line::ExampleLine;
use super::parts::parts;
use super::totals::totals;

/// Words of a text below the table that tell the next such text.
const NOTE_WORDS: usize = 3;

/// What the lines of an example show.
#[derive(Debug)]
pub(in crate::ingest::drafting) struct RowGrammar<'s> {
    pub(in crate::ingest::drafting) groups: Noted<Groups>,
    pub(in crate::ingest::drafting) items: Noted<Items>,
    pub(in crate::ingest::drafting) parts: Vec<Noted<Part>>,
    pub(in crate::ingest::drafting) total: Noted<Vec<String>>,
    pub(in crate::ingest::drafting) note: Noted<Vec<String>>,
    /// Labels of lines that name units.
    pub(in crate::ingest::drafting) listed: Vec<&'s str>,
    /// The sender has lines of fields of its own.
    pub(in crate::ingest::drafting) own_fields: bool,
}

/// The grammar of lines that were read as if there were no groups. `whole`: nothing else follows in the sheet, so
/// that texts below the lines belong to them.
pub(in crate::ingest::drafting) fn rows<'s>(
    lines: &[SheetLine<'s>],
    named: &[NamedColumn],
    numbers: &Numbers,
    names: UnitNames,
    whole: bool,
) -> RowGrammar<'s> {
    let counted: Vec<u32> = named
        .iter()
        .filter(|column| matches!(column.kind, ColumnKind::Count | ColumnKind::Rate))
        .flat_map(|column| column.columns.iter().copied())
        .collect();
    let holds = |line: &SheetLine| {
        let mut cells = line.cells.iter().filter(|cell| counted.contains(&cell.at.column));
        cells.any(|cell| is_figure(&cell.value))
    };
    let seen: Vec<ExampleLine> = lines
        .iter()
        .map(|line| ExampleLine {
            line,
            figures: holds(line),
            unit: names.level(line.label).is_some(),
        })
        .collect();
    let end = seen.iter().rposition(|seen| seen.figures).map_or(0, |last| last + 1);
    let (inside, below) = seen.split_at(end);
    let flat = named.iter().any(|column| column.kind == ColumnKind::Unit);
    let groups = groups(inside, flat);
    let parts = if groups.value == Groups::None { parts(inside, names) } else { Vec::new() };
    let items = items(inside, &groups, &parts);
    let (listed, own_fields) = listed(inside, &groups, &items, &parts);
    let total = totals(inside, named, numbers);
    let note = if whole { notes(below) } else { Noted::default() };
    RowGrammar { groups, items, parts, total, note, listed, own_fields }
}

/// Groups that name units: lines of a name alone, or lines with their sums above lines that name none.
fn groups(lines: &[ExampleLine], flat: bool) -> Noted<Groups> {
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
    let items: Vec<&ExampleLine> = lines.iter().filter(|seen| seen.is_item()).collect();
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

fn items(lines: &[ExampleLine], groups: &Noted<Groups>, parts: &[Noted<Part>]) -> Noted<Items> {
    let items: Vec<&ExampleLine> = lines.iter().filter(|seen| seen.is_item()).collect();
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
    lines: &[ExampleLine<'_, 's>],
    groups: &Noted<Groups>,
    items: &Noted<Items>,
    parts: &[Noted<Part>],
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
fn notes(below: &[ExampleLine]) -> Noted<Vec<String>> {
    let known =
        |seen: &&ExampleLine| matches!(seen.line.role, LineRole::Note | LineRole::Signature);
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
