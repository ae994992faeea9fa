//! A line and those right below it that say, each in its own way, that they detail it.

use super::blocks::SumAgreement;
use super::signs::{LineMark, Signs};

/// A line with those that may detail it.
#[derive(Debug)]
pub(super) struct Family {
    pub(in crate::ingest::figures) head: usize,
    pub(in crate::ingest::figures) parts: Vec<FamilyPart>,
}

/// A line that may detail another one.
#[derive(Debug, Clone, Copy)]
pub(super) struct FamilyPart {
    pub(in crate::ingest::figures) index: usize,
    /// How it says so.
    under: Under,
    /// Whether it details the head itself, not another part.
    pub(super) direct: bool,
}

/// How a line says that it details the one above, from the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Under {
    /// By its number, so many levels deep.
    Numbered(usize),
    /// In words.
    OfWhich,
    /// By a mark.
    Marked(LineMark),
    /// By a label further to the right, or by no number where the head has one.
    Unsaid,
}

impl Family {
    /// Whether its lines say so by number or in words.
    pub(super) fn is_sure(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.under, Under::Numbered(_) | Under::OfWhich))
    }

    /// Whether its lines say that they are only a part of the head: `Trong đó`.
    pub(super) fn says_part(&self) -> bool {
        self.parts.iter().any(|part| part.under == Under::OfWhich)
    }

    /// Whether its lines are details where no total says so. Numbers and words do; other lines must add up to the head,
    /// a slip aside, and dashes at least hold no more than it.
    pub(super) fn are_details(&self, agrees: SumAgreement, within: bool) -> bool {
        let surest = self.parts.iter().map(|part| part.under).min();
        match surest {
            _ if self.is_sure() => true,
            Some(Under::Marked(LineMark::Dash | LineMark::Plus)) => within || agrees.is_near(),
            _ => agrees.is_near(),
        }
    }
}

/// The families among the items of a block. `words` tells which lines between them only say `Trong đó:`.
pub(super) fn families(
    items: &[usize],
    signs: &[Signs],
    words: &dyn Fn(&usize) -> bool,
) -> Vec<Family> {
    let mut families = Vec::new();
    let mut place = 0;
    while let Some(&head) = items.get(place) {
        let mut parts: Vec<FamilyPart> = Vec::new();
        let mut before = head;
        for &index in &items[place + 1..] {
            let said = (before + 1..index).any(|between| words(&between));
            let above = parts.last().map(|part| part.under);
            let Some(under) = under(&signs[head], &signs[index], above, said) else { break };
            parts.push(FamilyPart { index, under, direct: false });
            before = index;
        }
        place += parts.len() + 1;
        if let Some(surest) = parts.iter().map(|part| part.under).min() {
            for part in &mut parts {
                part.direct = part.under == surest;
            }
            families.push(Family { head, parts });
        }
    }
    families
}

/// How a line says that it details another one; `above` is what the line above says, `said` whether words right above it
/// do.
fn under(head: &Signs, line: &Signs, above: Option<Under>, said: bool) -> Option<Under> {
    if line.section.is_some() {
        return None;
    }
    if let (Some(head), Some(number)) = (&head.number, &line.number)
        && number.is_below(head)
    {
        return Some(Under::Numbered(number.depth));
    }
    let further = line.indent > head.indent || head.number.is_some();
    let silent = line.is_silent();
    let goes_on = said || (above == Some(Under::OfWhich) && further);
    if line.of_which || (goes_on && (silent || line.mark > head.mark)) {
        return Some(Under::OfWhich);
    }
    if line.mark > head.mark {
        return Some(Under::Marked(line.mark));
    }
    (further && silent).then_some(Under::Unsaid)
}
