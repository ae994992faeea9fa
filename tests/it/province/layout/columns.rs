//! The columns of a table in one file, and its header.

use tthc::model::CellRef;

use crate::province::mess::{Mess, Messes};
use crate::province::paper::Page;
use crate::province::script;
use crate::province::source::{Form, Table};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    Ordinal,
    Label,
    /// A count, or one of two parts of it.
    Count(usize, Option<Part>),
    /// Another column of the same name as this count.
    Twin,
    Note,
    Rate,
    InCharge,
}

/// One of the two columns that a count is split into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    First,
    Second,
}

/// A column with its header texts from the top.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) holds: Holds,
    pub(crate) path: Vec<String>,
}

/// The columns of a table in the order of a file.
pub(crate) fn columns(table: &Table, messes: Messes) -> Vec<Column> {
    let form = table.form;
    let mut counts = counts(table, messes);
    if messes.has(Mess::BlocksTurned) {
        // The blocks change places; inside each its columns stay in order.
        let blocks: Vec<Vec<Column>> =
            counts.chunk_by(|a, b| a.path[0] == b.path[0]).map(<[Column]>::to_vec).collect();
        counts = blocks.into_iter().rev().flatten().collect();
    }
    let other = |holds, text: &str| Column { holds, path: vec![script::headed(text, messes)] };
    let mut note = vec![other(Holds::Note, "Ghi chú")];
    let ordinal = if form.id == "phu-luc-5" { "Stt" } else { "STT" };
    let mut columns = vec![other(Holds::Ordinal, ordinal), other(Holds::Label, form.label)];
    if messes.has(Mess::NoteFirst) {
        columns.append(&mut note);
    }
    columns.append(&mut counts);
    if messes.has(Mess::InCharge) {
        columns.push(other(Holds::InCharge, "Người phụ trách"));
    }
    columns.append(&mut note);
    columns
}

fn counts(table: &Table, messes: Messes) -> Vec<Column> {
    let mut columns = Vec::new();
    for (index, (measure, path)) in table.form.counts.iter().enumerate() {
        if table.lost == Some(index) {
            continue;
        }
        let mut push = |holds, last: &str| {
            let (_, above) = path.split_last().unwrap();
            let texts = above.iter().copied().chain([last]);
            let mut path: Vec<String> = texts.map(|text| script::headed(text, messes)).collect();
            if messes.has(Mess::Numbered) && matches!(holds, Holds::Count(..)) {
                let number = index + 3;
                let sum = format!(" ({number})=({})+({})", number + 1, number + 2);
                path.last_mut().unwrap().push_str(&sum);
            }
            columns.push(Column { holds, path });
        };
        let split = match *measure {
            "resolved_on_time" if messes.has(Mess::SplitOnTime) => Some(["Trước hạn", "Đúng hạn"]),
            "received_direct" if messes.has(Mess::SplitDirect) => {
                Some(["Trực tiếp", "Dịch vụ bưu chính"])
            }
            _ => None,
        };
        if let Some([first, second]) = split {
            push(Holds::Count(index, Some(Part::First)), first);
            push(Holds::Count(index, Some(Part::Second)), second);
        } else {
            push(Holds::Count(index, None), path.last().unwrap());
        }
        if table.twin == Some(index) {
            push(Holds::Twin, path.last().unwrap());
        }
        if *measure == "resolved_overdue" && messes.has(Mess::Rate) {
            push(Holds::Rate, "Tỷ lệ đúng hạn (%)");
        }
    }
    columns
}

/// Rows that a header takes.
pub(crate) fn depth(form: Form) -> u32 {
    let deepest = form.counts.iter().map(|(_, path)| path.len()).max();
    u32::try_from(deepest.unwrap()).unwrap()
}

/// Draws the header; tells the lowest cell of each column.
pub(crate) fn header(
    page: &mut Page,
    columns: &[Column],
    depth: u32,
    (top, left): (u32, u32),
    messes: Messes,
) -> Vec<CellRef> {
    let mut lowest = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let at = left + u32::try_from(index).unwrap();
        for (level, text) in (0u32..).zip(&column.path) {
            let above = &column.path[..=level as usize];
            let is_last = above.len() == column.path.len();
            let same =
                |other: &Column| other.path.len() > above.len() && other.path.starts_with(above);
            let continues = index > 0 && !is_last && same(&columns[index - 1]);
            if continues {
                continue;
            }
            page.text(top + level, at, &script::written(text, messes));
            if messes.has(Mess::Unmerged) {
                continue;
            }
            let wide =
                if is_last { 1 } else { columns[index..].iter().take_while(|c| same(c)).count() };
            let bottom = if is_last { depth - 1 } else { level };
            let right = at + u32::try_from(wide).unwrap() - 1;
            page.merge((top + level, at), (top + bottom, right));
        }
        let level = u32::try_from(column.path.len()).unwrap() - 1;
        lowest.push(CellRef::new(top + level, at));
    }
    lowest
}
