//! Cells of an .xlsb that are shown otherwise than they are held: by the style of the cell, or by that of pieces of its
//! text. Source: [MS-XLSB] 2.4.

use std::collections::BTreeMap;

use crate::model::Shown;

use super::super::runs::{PieceLook, Pieces, RunStarts};
use super::super::shown::{mark_of, mark_of_builtin};
use super::records::{Records, TABLE_TEXT, u16_at, u32_at, wide_text};

const FONT: u32 = 43;
const FORMAT: u32 = 44;
const STYLE: u32 = 47;
const BEGIN_FONTS: u32 = 611;
const END_FONTS: u32 = 612;
const BEGIN_STYLES_OF_CELLS: u32 = 617;
const END_STYLES_OF_CELLS: u32 = 618;

/// What is shown otherwise than it is held, in all sheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// How text in each font looks; none where all are plain.
    faces: Vec<PieceLook>,
    /// The look of text in each style, and how a number is shown in it; none where all are as they are.
    styles: Vec<(PieceLook, Option<Shown>)>,
    /// The shared texts that are in several fonts.
    texts: BTreeMap<u32, RunStarts>,
}

impl Looks {
    /// Of the part of the styles.
    pub(super) fn of(part: &[u8]) -> Self {
        let (mut faces, mut styles, mut formats) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut open = 0;
        for (kind, data) in Records(part) {
            match kind {
                BEGIN_FONTS | BEGIN_STYLES_OF_CELLS => open = kind,
                END_FONTS | END_STYLES_OF_CELLS => open = 0,
                FONT if open == BEGIN_FONTS => faces.push(face(data)),
                FORMAT => formats.extend(format(data)),
                STYLE if open == BEGIN_STYLES_OF_CELLS => {
                    styles.push([u16_at(data, 4).unwrap_or(0), u16_at(data, 2).unwrap_or(0)]);
                }
                _ => {}
            }
        }
        let styles = styles.into_iter().map(|[font, number]: [u16; 2]| {
            let look: PieceLook = faces.get(usize::from(font)).copied().unwrap_or_default();
            let declared = formats.get(&number).copied();
            let shown = declared.unwrap_or_else(|| mark_of_builtin(number.into()));
            (look, if look.struck { Some(Shown::Struck) } else { shown })
        });
        let styles: Vec<(PieceLook, Option<Shown>)> = styles.collect();
        let plain = faces.iter().all(|look| look.is_plain());
        let all_shown = plain && styles.iter().all(|(_, shown)| shown.is_none());
        Self {
            faces: if plain { Vec::new() } else { faces },
            styles: if all_shown { Vec::new() } else { styles },
            texts: BTreeMap::new(),
        }
    }

    /// Adds the texts that cells share.
    pub(super) fn add_texts(&mut self, part: &[u8]) {
        let texts = Records(part).filter(|(kind, _)| *kind == TABLE_TEXT);
        let runs = (0..).zip(texts).filter_map(|(place, (_, data))| Some((place, runs(data)?)));
        self.texts = runs.collect();
    }

    /// Whether any font raises its text or strikes it through.
    pub(super) const fn has_faces(&self) -> bool {
        !self.faces.is_empty()
    }

    /// Whether all cells are shown as they are.
    pub(super) const fn are_plain(&self) -> bool {
        self.styles.is_empty()
    }

    /// How cells of a style are shown, where that is not what they hold.
    pub(super) fn shown(&self, style: u32) -> Option<Shown> {
        self.styles.get(usize::try_from(style).ok()?)?.1
    }

    /// How a shared text begins in a cell of a style and goes on, where it is in pieces.
    pub(super) fn pieces(&self, text: u32, style: u32) -> Option<Pieces> {
        let runs = self.texts.get(&text)?;
        let first = self.styles.get(usize::try_from(style).ok()?).map(|(look, _)| *look);
        let look = |font: u16| self.faces.get(usize::from(font)).copied().unwrap_or_default();
        let runs = runs.iter().map(|(from, font)| (*from, look(*font))).collect();
        Some(Pieces { first: first.unwrap_or_default(), runs })
    }
}

fn face(data: &[u8]) -> PieceLook {
    PieceLook {
        raised: u16_at(data, 6).is_some_and(|place| matches!(place, 1 | 2)),
        struck: u16_at(data, 2).is_some_and(|flags| flags & 8 != 0),
    }
}

fn format(data: &[u8]) -> Option<(u16, Option<Shown>)> {
    let (code, _) = wide_text(data.get(2..)?)?;
    Some((u16_at(data, 0)?, mark_of(&code)))
}

/// The runs behind a text, where it has any.
fn runs(data: &[u8]) -> Option<RunStarts> {
    let (flags, text) = data.split_first()?;
    let (_, behind) = wide_text(text).filter(|_| flags & 1 != 0)?;
    let count = usize::try_from(u32_at(behind, 0)?).ok()?;
    let runs = behind.get(4..)?.chunks_exact(4).take(count);
    runs.map(|run| Some((u16_at(run, 0)?, u16_at(run, 2)?))).collect()
}
