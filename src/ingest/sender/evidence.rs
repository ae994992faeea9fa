//! What the texts in and around a table say of its sender: each with its place, and kept, so that it can be shown.

use crate::ingest::lookups::Lookups;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{CellRef, Level, Sheet, Unit, UnitIx};
use crate::pipeline::{Form, Groups, Match, Register};
use crate::text::{self, Office};

use super::heading::{HeadingPiece, pieces};

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum EvidencePlace {
    /// Of the template that the file was made from.
    Template,
    /// Above the table: its heading, its letterhead.
    Heading,
    /// In a line that opens a group.
    Group,
    /// On the tab.
    Tab,
    File,
    Folder,
    Archive,
    /// In another table of the file.
    Beside,
}

impl EvidencePlace {
    /// In Vietnamese.
    pub(in crate::ingest) const fn title(self) -> &'static str {
        match self {
            Self::Template => "mẫu",
            Self::Heading => "tiêu đề",
            Self::Group => "tên nhóm",
            Self::Tab => "tên trang tính",
            Self::File => "tên tệp",
            Self::Folder => "thư mục",
            Self::Archive => "gói nén",
            Self::Beside => "bảng khác trong tệp",
        }
    }

    /// The word used in JSON.
    pub(in crate::ingest) const fn word(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Heading => "heading",
            Self::Group => "group",
            Self::Tab => "tab",
            Self::File => "file",
            Self::Folder => "folder",
            Self::Archive => "archive",
            Self::Beside => "other_table",
        }
    }

    /// Whether it is in the sheet, or was before anybody typed; the rest is around it.
    pub(super) const fn is_inside(self) -> bool {
        matches!(self, Self::Template | Self::Heading | Self::Group)
    }
}

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Says {
    /// That it is of one of these.
    Units(Vec<UnitIx>),
    /// That it is of an office that no register knows.
    Stranger(Office),
}

/// A text that says something of the sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct SenderEvidence {
    pub(in crate::ingest) place: EvidencePlace,
    pub(in crate::ingest) at: Option<CellRef>,
    pub(in crate::ingest) text: String,
    pub(super) says: Says,
}

impl SenderEvidence {
    /// What a template says that was made for a unit.
    pub(in crate::ingest) fn of_template(unit: UnitIx, register: &Register) -> Self {
        let (place, text) = (EvidencePlace::Template, register.get(unit).id.clone());
        Self { place, at: None, text, says: Says::Units(vec![unit]) }
    }

    /// The units it may mean.
    pub(in crate::ingest) fn units(&self) -> &[UnitIx] {
        match &self.says {
            Says::Units(units) => units,
            Says::Stranger(_) => &[],
        }
    }

    /// What it says, in Vietnamese.
    pub(in crate::ingest) fn said(&self, register: &Register) -> String {
        match &self.says {
            Says::Units(units) => {
                let names: Vec<&str> =
                    units.iter().map(|&ix| register.get(ix).name.as_str()).collect();
                names.join(" hoặc ")
            }
            Says::Stranger(_) => "không có trong danh mục".to_owned(),
        }
    }

    /// Whether it is of a unit under a sender whose form has a group for each, and not of the sender itself.
    pub(super) fn below(&self, sender: UnitIx, form: &Form, units: &Lookups) -> Vec<UnitIx> {
        if form.groups == Groups::None || self.units().contains(&sender) {
            return Vec::new();
        }
        let named = self.units().iter().copied();
        named.filter(|&ix| units.is_covered(form, sender, ix, units.get(ix))).collect()
    }

    /// Whether it may be of a sender: it names it, what stands above it, or what the form has under it.
    pub(super) fn supports(&self, sender: UnitIx, form: &Form, units: &Lookups) -> bool {
        self.units().iter().any(|&unit| units.line_up(sender).any(|above| above == unit))
            || !self.below(sender, form, units).is_empty()
    }

    /// The units it names that send a form, or have what it names under them.
    pub(in crate::ingest) fn senders(&self, form: &Form, units: &Lookups) -> Vec<UnitIx> {
        let sends = |&ix: &UnitIx| form.sent_by.contains(&units.get(ix).level);
        let own: Vec<UnitIx> = self.units().iter().copied().filter(sends).collect();
        if !own.is_empty() {
            return own;
        }
        let above = self.units().iter().flat_map(|&ix| units.line_up(ix).filter(sends));
        above.filter(|&sender| self.supports(sender, form, units)).collect()
    }

    /// Whether it names an office that may stand below a sender of the form and that nobody knows.
    pub(super) fn is_stranger_below(&self, form: &Form) -> bool {
        let Says::Stranger(office) = self.says else { return false };
        let Some(level) = level_of(office) else { return false };
        let below = form.covers.contains(&level) && !form.sent_by.contains(&level);
        form.groups == Groups::Unit && below
    }
}

/// The tier of an office that a text names by the word for its kind: `xã`, `huyện`.
fn level_of(office: Office) -> Option<Level> {
    let is_of = |level: &Level| match level {
        Level::District => office == Office::District,
        Level::Commune => office == Office::Commune,
        // Their names say more than a kind.
        Level::Province | Level::Department | Level::Branch => false,
    };
    Level::ALL.into_iter().find(is_of)
}

/// What is asked for evidence.
pub(super) struct Witness<'w> {
    pub(super) form: &'w Form,
    pub(super) units: &'w Lookups<'w>,
}

impl Witness<'_> {
    /// What the texts above a table say.
    pub(super) fn heading(&self, sheet: &Sheet, table: &BoundTable) -> Vec<SenderEvidence> {
        let pieces = pieces(sheet, &table.heading);
        pieces
            .iter()
            .enumerate()
            .filter_map(|(index, piece)| self.piece(piece, index, &pieces))
            .collect()
    }

    fn piece(
        &self,
        piece: &HeadingPiece,
        index: usize,
        all: &[HeadingPiece],
    ) -> Option<SenderEvidence> {
        // Names of units are short; whole sentences name nobody.
        if piece.text.len() > 150 {
            return None;
        }
        let says = |text: &str, says| {
            let text = text::normal(text);
            Some(SenderEvidence { place: EvidencePlace::Heading, at: piece.at, text, says })
        };
        let typed = piece.label.map(|label| format!("{label} {}", piece.text));
        for text in typed.iter().map(String::as_str).chain([piece.text]) {
            if let Some(units) = self.named_above(text) {
                return says(text, Says::Units(units));
            }
        }
        if text::begins_office(piece.text) {
            for joined in piece.joined(index, all) {
                if let Some(units) = self.named_above(&joined) {
                    return says(&joined, Says::Units(units));
                }
            }
        }
        self.stranger(piece.text).and_then(|office| says(piece.text, Says::Stranger(office)))
    }

    /// The units that a text in a heading names; those that have nothing to do with the form only where it names them as
    /// offices: `Dân Chủ` is a commune too.
    fn named_above(&self, text: &str) -> Option<Vec<UnitIx>> {
        let Some(named) = self.named(text, |_| true) else {
            return self.by_code(text, |unit| self.form.sent_by.contains(&unit.level));
        };
        let concerned = named.iter().any(|&ix| self.concerns(self.units.get(ix)));
        (concerned || text::office_named(text).is_some()).then_some(named)
    }

    /// An office that a text names and the register does not know. Of a tier that the register leaves out it says nothing;
    /// nor does an office that stands for the one above it.
    fn stranger(&self, text: &str) -> Option<Office> {
        let office = text::office_named(text)?;
        let known = match office {
            Office::District | Office::Commune => {
                level_of(office).is_some_and(|level| self.units.has_level(level))
            }
            Office::Desk => true,
            Office::Other => {
                let key = text::unit_key(text);
                let stands_for = self.units.offices().iter().any(|(_, desk)| *desk == key);
                return Some(if stands_for { Office::Desk } else { office });
            }
        };
        known.then_some(office)
    }

    /// Whether units like this one send the form or stand in it.
    fn concerns(&self, unit: &Unit) -> bool {
        self.form.sent_by.contains(&unit.level) || self.form.covers.contains(&unit.level)
    }

    fn named(&self, text: &str, may_be: impl Fn(&Unit) -> bool) -> Option<Vec<UnitIx>> {
        match self.units.find_exact(text, |_, unit| may_be(unit)) {
            Match::One(unit) => Some(vec![unit]),
            Match::Many(units) => Some(units),
            Match::None(_) => None,
        }
    }

    /// `692-huyen-loc-ninh.xlsx` begins with the code of its unit.
    fn by_code(&self, text: &str, may_be: impl Fn(&Unit) -> bool) -> Option<Vec<UnitIx>> {
        let code = text.split(['-', '_', ' ', '.']).next()?;
        let unit = self.units.find_id(code)?;
        may_be(self.units.get(unit)).then(|| vec![unit])
    }

    /// `bao-cao-so-y-te.xlsx`, `tx binh long.xls`: people type names of files without marks. Of names in each other the
    /// longest is meant, and who sends the form rather than who stands in it.
    fn unmarked(&self, text: &str) -> Option<Vec<UnitIx>> {
        let mut named = self.units.named_in(text, |unit| self.concerns(unit));
        if named.is_empty() {
            named = self.units.named_in(&text::unit_key(text), |unit| self.concerns(unit));
        }
        if named.iter().any(|(_, unit)| self.sends(*unit)) {
            named.retain(|(_, unit)| self.sends(*unit));
        }
        let mut meant: Vec<UnitIx> = Vec::new();
        for (place, (name, unit)) in named.iter().enumerate() {
            let mut longer = named[..place].iter().filter(|(longer, _)| longer.len() > name.len());
            let inside = longer.any(|(longer, _)| longer.contains(name.as_str()));
            if !inside && !meant.contains(unit) {
                meant.push(*unit);
            }
        }
        (!meant.is_empty()).then_some(meant)
    }

    fn sends(&self, unit: UnitIx) -> bool {
        self.form.sent_by.contains(&self.units.get(unit).level)
    }

    /// What a line that opens a group says.
    pub(super) fn group(&self, line: &SheetLine) -> Option<SenderEvidence> {
        let concerned = self.named(line.label, |unit| self.concerns(unit));
        let named = || self.named(line.label, |_| text::office_named(line.label).is_some());
        let says = match concerned.or_else(named) {
            Some(units) => Says::Units(units),
            None => Says::Stranger(self.stranger(line.label)?),
        };
        Some(SenderEvidence {
            place: EvidencePlace::Group,
            at: Some(line.at),
            text: text::normal(line.label),
            says,
        })
    }

    /// The lines that open groups.
    pub(super) fn groups<'l, 's>(
        lines: &'l [SheetLine<'s>],
    ) -> impl Iterator<Item = &'l SheetLine<'s>> {
        lines.iter().filter(|line| line.role == LineRole::Group)
    }

    /// What the names of the tab, the file, and the folders and archives it lies in say.
    pub(super) fn around(&self, file: &str, sheet: &Sheet) -> Vec<SenderEvidence> {
        let tab = self.around_one(EvidencePlace::Tab, &sheet.name);
        tab.into_iter().chain(self.around_file(file)).collect()
    }

    /// What the names of the file and of what it lies in say, from the inside out.
    pub(super) fn around_file(&self, file: &str) -> impl Iterator<Item = SenderEvidence> {
        let parts = file.split('/').rev().enumerate().map(|(index, part)| match index {
            0 => (EvidencePlace::File, part),
            _ if is_archive(part) => (EvidencePlace::Archive, part),
            _ => (EvidencePlace::Folder, part),
        });
        parts.filter_map(|(place, text)| self.around_one(place, text))
    }

    /// What a text around the sheet says.
    fn around_one(&self, place: EvidencePlace, text: &str) -> Option<SenderEvidence> {
        let name = match (place, text.rsplit_once('.')) {
            (EvidencePlace::File | EvidencePlace::Archive, Some((stem, _))) => stem,
            _ => text,
        };
        let stands = |unit: &Unit| self.concerns(unit);
        let marked = self.named(name, stands).or_else(|| self.by_code(name, stands));
        let found = if place == EvidencePlace::Tab {
            marked
        } else {
            marked.or_else(|| self.unmarked(name))
        };
        let says = match found {
            Some(units) => Says::Units(units),
            // Without marks `so` is a number too, and `xa` far away.
            None if name.is_ascii() => return None,
            None => Says::Stranger(self.stranger(name)?),
        };
        Some(SenderEvidence { place, at: None, text: text.trim().to_owned(), says })
    }
}

fn is_archive(part: &str) -> bool {
    let ending = part.rsplit('.').next().unwrap_or_default();
    ["zip", "eml", "mbox"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}
