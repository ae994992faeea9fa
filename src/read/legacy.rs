//! Turns the texts of a sheet into Unicode where they are older than that, and says so once.

use std::collections::BTreeSet;

use crate::model::{CellRef, Finding, Value};
use crate::read::findings::legacy_text::LEGACY_TEXT;
use crate::text::{Encoding, LegacyFont, LegacyText, has_old_word, normal};

use super::draft::Draft;

/// Converts the texts of a sheet; the encoding that most of them were in, if any.
pub(super) fn convert(draft: &mut Draft) -> Option<Encoding> {
    // Where no word speaks for an old encoding, which is nearly everywhere, nothing is weighed.
    let mut known = BTreeSet::new();
    if !texts(draft).any(|(_, text)| known.insert(text) && has_old_word(text)) {
        return None;
    }
    draft.fonts.sort_by_key(|(at, _)| *at);
    let fonts = std::mem::take(&mut draft.fonts);
    let mut weighed = LegacyText::default();
    for (at, text) in texts(draft) {
        weighed.weigh(text, at.and_then(|at| font_of(&fonts, at)));
    }
    let mut converted = Converted::default();
    for cell in &mut draft.cells {
        if let Value::Text(text) = &mut cell.value
            && let Some((encoding, unicode)) = weighed.convert(text, font_of(&fonts, cell.at))
        {
            converted.add(encoding, cell.at, text, &unicode);
            *text = unicode;
        }
    }
    for text in &mut draft.caption {
        if let Some((_, unicode)) = weighed.convert(text, None) {
            *text = unicode;
        }
    }
    draft.findings.extend(converted.finding());
    converted.most()
}

/// The texts of a sheet and those above it, with the cells that they stand in.
fn texts(draft: &Draft) -> impl Iterator<Item = (Option<CellRef>, &str)> {
    let cells = draft.cells.iter().filter_map(|cell| match &cell.value {
        Value::Text(text) => Some((Some(cell.at), text.as_str())),
        _ => None,
    });
    cells.chain(draft.caption.iter().map(|text| (None, text.as_str())))
}

fn font_of(fonts: &[(CellRef, LegacyFont)], at: CellRef) -> Option<LegacyFont> {
    let index = fonts.binary_search_by_key(&at, |(cell, _)| *cell).ok()?;
    Some(fonts[index].1)
}

/// How many cells were converted from which encoding, and an example.
#[derive(Default)]
struct Converted {
    tcvn3: usize,
    vni: usize,
    example: Option<(CellRef, String, String)>,
}

impl Converted {
    fn add(&mut self, encoding: Encoding, at: CellRef, found: &str, unicode: &str) {
        match encoding {
            Encoding::Tcvn3 => self.tcvn3 += 1,
            Encoding::Vni => self.vni += 1,
        }
        // The first cell with letters that changed says more than one that only became capitals.
        if self.example.is_none() && !found.is_ascii() {
            self.example = Some((at, found.to_owned(), unicode.to_owned()));
        }
    }

    fn most(&self) -> Option<Encoding> {
        match (self.tcvn3, self.vni) {
            (0, 0) => None,
            (tcvn3, vni) if tcvn3 >= vni => Some(Encoding::Tcvn3),
            _ => Some(Encoding::Vni),
        }
    }

    fn finding(&mut self) -> Option<Finding> {
        let encoding = self.most()?.title();
        let (at, found, unicode) = self.example.take()?;
        let count = self.tcvn3 + self.vni;
        let message = format!(
            "{count} ô ghi bằng bảng mã cũ {encoding} đã được chuyển sang Unicode, ví dụ \"{}\" là \"{}\"; nên dùng Unicode",
            normal(&found),
            normal(&unicode)
        );
        let finding = Finding::new(&LEGACY_TEXT, message).at(at).found(found).expected(unicode);
        Some(finding.corrected())
    }
}
