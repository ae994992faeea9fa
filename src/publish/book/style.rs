//! The house styles, by name: what each looks like, as plain data.

use crate::model::Severity;

/// A style of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellStyle {
    /// Agency above the one that issues.
    Superior,
    /// Agency that issues.
    Issuer,
    /// Name of the state.
    State,
    /// Motto under the name of the state.
    Motto,
    /// Rule under an agency or the motto.
    Rule,
    /// Title of a sheet.
    Title,
    /// Line under the title.
    Subtitle,
    /// Number of an annex.
    AnnexNumber,
    /// Title of an annex.
    AnnexTitle,
    /// What an annex goes with, and its period.
    GoesWith,
    /// Unit of measure, at the right above a table.
    Scale,
    /// Heading of a part of a sheet.
    Section,
    /// A paragraph.
    Body,
    /// A paragraph that leads to another sheet.
    Link,
    /// A note below a table.
    Remark,
    /// Place and date above a signature.
    DateLine,
    /// Office that signs.
    Signatory,
    /// What to do above the signature.
    Hint,
    /// Head of a column.
    Head,
    /// Number of a column.
    ColumnNumber,
    /// A cell of a template into which something is typed.
    Input(InputKind),
    /// What does not add up in a line of a template.
    Control,
    /// A cell of a table.
    Cell(CellKind, RowTone),
    /// The word for a severity, on its colour.
    Graded(Severity),
    /// A cell of a submitted sheet, coloured where something was found at it.
    Copied(CellContent, Option<Severity>),
}

/// What a cell of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellKind {
    /// A place in a ranking.
    Place,
    /// Words, from the left.
    Words,
    /// A word or two, centred.
    Mark,
    /// A count.
    Count,
    /// A ratio shown in percent.
    Rate,
    /// A score.
    Points,
    /// A number with one decimal.
    Tenths,
    /// Places up or down.
    Move,
    /// The same where chance alone may have made it.
    ChanceMove,
    /// More or less, in points of two decimals.
    Change,
    /// A word or two that lead elsewhere, centred.
    Link,
    /// A count, in the middle of a narrow column.
    MidCount,
    /// A ratio, in the middle of a narrow column.
    MidRate,
    /// The same with one decimal.
    MidPercent,
    /// A number with one decimal, in the middle of a narrow column.
    MidTenths,
}

/// What is typed into a cell of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InputKind {
    /// A whole number.
    Count,
    /// A number with decimals.
    Decimal,
    /// Words.
    Words,
}

/// What a cell of a submitted sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellContent {
    /// A number.
    Number,
    /// Text, broken where it is too long.
    Text,
    /// Text alone in its line, such as a title: it runs on over the empty cells beside it.
    Line,
    /// Text of a merged area, such as a head.
    Merged,
    /// Text that a spreadsheet would take for a formula if it was typed again.
    Guarded,
    /// What the program says in place of a value that is not there.
    Said,
}

/// How a row of a table speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowTone {
    /// As usual.
    Plain,
    /// In the background: listed, not ranked.
    Muted,
    /// Heads the rows below it.
    Band,
    /// Wants attention.
    Alert,
    /// As usual, but for its place, which says little.
    Unsure,
}

/// Where a text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// What a style looks like.
#[expect(clippy::struct_excessive_bools, reason = "independent switches, as in any text processor")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appearance {
    /// Size of the letters.
    pub points: u8,
    /// Heavy letters.
    pub bold: bool,
    /// Slanted letters.
    pub italic: bool,
    /// Underlined.
    pub underlined: bool,
    /// Where the text stands.
    pub across: Across,
    /// Thin lines around the cell.
    pub lines: bool,
    /// A little room between the line and the text.
    pub indent: bool,
    /// Colour behind the text.
    pub fill: Option<u32>,
    /// Colour of the text.
    pub ink: u32,
    /// Number format; empty for text.
    pub number: &'static str,
    /// Whether text is broken where the cell ends.
    pub wrapped: bool,
    /// Whether text stays text when it is typed again.
    pub guarded: bool,
    /// Whether it can be changed on a sheet that is protected.
    pub unlocked: bool,
}

/// Font of everything published.
pub const FONT: &str = "Times New Roman";
/// Colour of the lines of a table.
pub const LINE_COLOUR: u32 = 0x80_80_80;
/// Colour of dark bars in a chart.
pub const DARK_BAR_COLOUR: u32 = 0x40_40_40;
/// Colour of light bars in a chart.
pub const LIGHT_BAR_COLOUR: u32 = 0xD9_D9_D9;
/// Colour behind the largest figure of a shade: letters stay readable on it, and it is seen in grey.
pub const SHADE_COLOUR: u32 = 0xB4_B4_B4;
/// A count.
pub const COUNT_FORMAT: &str = "#,##0";
/// A ratio.
pub const RATE_FORMAT: &str = "0.00%";
/// A ratio with one decimal.
pub const PERCENT_FORMAT: &str = "0.0%";
/// A score.
pub const POINTS_FORMAT: &str = "0.00";
/// A number with one decimal.
pub const TENTHS_FORMAT: &str = "#,##0.0";

/// Places up or down: a number, so that it can be sorted by.
pub const MOVE_FORMAT: &str = "\"▲ \"0;\"▼ \"0;\"=\"";
/// The same in brackets.
pub const CHANCE_MOVE_FORMAT: &str = "\"(▲ \"0\")\";\"(▼ \"0\")\";\"=\"";
/// Points more or less.
pub const CHANGE_FORMAT: &str = "+0.00;−0.00;0.00";

/// Colour behind what is typed.
const INPUT_COLOUR: u32 = 0xFF_FB_E6;
/// Colour behind what cannot stand where it was typed or pasted.
pub const WRONG_COLOUR: u32 = 0xF8_BF_B0;

const INK: u32 = 0;
const CONTROL_INK: u32 = 0xB0_00_20;
const FAINT_INK: u32 = 0x59_59_59;
const LINK_INK: u32 = 0x1F_4E_79;

const KINDS: [CellKind; 15] = [
    CellKind::Place,
    CellKind::Words,
    CellKind::Mark,
    CellKind::Count,
    CellKind::Rate,
    CellKind::Points,
    CellKind::Tenths,
    CellKind::Move,
    CellKind::ChanceMove,
    CellKind::Change,
    CellKind::Link,
    CellKind::MidCount,
    CellKind::MidRate,
    CellKind::MidPercent,
    CellKind::MidTenths,
];
const TONES: [RowTone; 5] =
    [RowTone::Plain, RowTone::Muted, RowTone::Band, RowTone::Alert, RowTone::Unsure];
const HOLDS: [CellContent; 6] = [
    CellContent::Number,
    CellContent::Text,
    CellContent::Line,
    CellContent::Merged,
    CellContent::Guarded,
    CellContent::Said,
];
const MARKS: [Option<Severity>; 5] = [
    None,
    Some(Severity::Note),
    Some(Severity::Warning),
    Some(Severity::Error),
    Some(Severity::Blocking),
];
const NAMED: [CellStyle; 24] = [
    CellStyle::Superior,
    CellStyle::Issuer,
    CellStyle::State,
    CellStyle::Motto,
    CellStyle::Rule,
    CellStyle::Title,
    CellStyle::Subtitle,
    CellStyle::AnnexNumber,
    CellStyle::AnnexTitle,
    CellStyle::GoesWith,
    CellStyle::Scale,
    CellStyle::Section,
    CellStyle::Body,
    CellStyle::Link,
    CellStyle::Remark,
    CellStyle::DateLine,
    CellStyle::Signatory,
    CellStyle::Hint,
    CellStyle::Head,
    CellStyle::ColumnNumber,
    CellStyle::Input(InputKind::Count),
    CellStyle::Input(InputKind::Decimal),
    CellStyle::Input(InputKind::Words),
    CellStyle::Control,
];

impl CellStyle {
    /// All styles, in the order of [`CellStyle::index`].
    pub fn all() -> impl Iterator<Item = Self> {
        let cells = KINDS
            .into_iter()
            .flat_map(|kind| TONES.into_iter().map(move |tone| Self::Cell(kind, tone)));
        let copied = HOLDS
            .into_iter()
            .flat_map(|holds| MARKS.into_iter().map(move |mark| Self::Copied(holds, mark)));
        let graded = Severity::ALL.into_iter().map(Self::Graded);
        NAMED.into_iter().chain(cells).chain(copied).chain(graded)
    }

    /// Place of the style among all.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Cell(kind, tone) => NAMED.len() + kind as usize * TONES.len() + tone as usize,
            Self::Copied(holds, mark) => {
                let mark = mark.map_or(0, |severity| severity as usize + 1);
                let before = NAMED.len() + KINDS.len() * TONES.len();
                before + holds as usize * MARKS.len() + mark
            }
            Self::Graded(severity) => {
                let before = KINDS.len() * TONES.len() + HOLDS.len() * MARKS.len();
                NAMED.len() + before + severity as usize
            }
            named => NAMED.iter().position(|&style| style == named).unwrap_or(0),
        }
    }

    /// What the style looks like.
    #[must_use]
    pub const fn face(self) -> Appearance {
        let plain = Appearance {
            points: 12,
            bold: false,
            italic: false,
            underlined: false,
            across: Across::Left,
            lines: false,
            indent: false,
            fill: None,
            ink: INK,
            number: "",
            wrapped: true,
            guarded: false,
            unlocked: false,
        };
        let centred = Appearance { across: Across::Centre, ..plain };
        match self {
            Self::Superior => centred,
            Self::Issuer | Self::State | Self::Signatory | Self::AnnexNumber | Self::AnnexTitle => {
                Appearance { bold: true, ..centred }
            }
            Self::Motto => Appearance { bold: true, points: 13, ..centred },
            Self::Rule => Appearance { points: 6, ..centred },
            Self::Title => Appearance { bold: true, points: 14, ..centred },
            Self::Subtitle | Self::DateLine => Appearance { italic: true, points: 13, ..centred },
            Self::Scale => Appearance { italic: true, across: Across::Right, ..plain },
            Self::Section => Appearance { bold: true, points: 13, ..plain },
            Self::Body => plain,
            Self::Link => Appearance { bold: true, underlined: true, ink: LINK_INK, ..plain },
            Self::Remark => Appearance { italic: true, points: 11, ..plain },
            Self::Hint | Self::GoesWith => Appearance { italic: true, ..centred },
            Self::Head => Appearance { bold: true, lines: true, fill: Some(0xE7_EC_F2), ..centred },
            Self::ColumnNumber => Appearance { italic: true, points: 10, lines: true, ..centred },
            Self::Input(kind) => input_face(kind, plain),
            // Rows are as high as what is printed needs: words run on to the right, where nothing stands.
            Self::Control => {
                let face = Appearance { bold: true, points: 11, ink: CONTROL_INK, ..plain };
                Appearance { wrapped: false, indent: true, ..face }
            }
            Self::Cell(kind, tone) => cell_face(kind, tone, plain),
            Self::Copied(holds, mark) => copied_face(holds, mark, plain),
            Self::Graded(severity) => {
                Appearance { lines: true, fill: Some(severity_colour(severity)), ..centred }
            }
        }
    }
}

const fn input_face(kind: InputKind, plain: Appearance) -> Appearance {
    let (across, number) = match kind {
        InputKind::Count => (Across::Right, COUNT_FORMAT),
        InputKind::Decimal => (Across::Right, "#,##0.##"),
        InputKind::Words => (Across::Left, ""),
    };
    let fill = Some(INPUT_COLOUR);
    Appearance { across, number, fill, lines: true, indent: true, unlocked: true, ..plain }
}

const fn cell_face(kind: CellKind, tone: RowTone, plain: Appearance) -> Appearance {
    let (across, number) = match kind {
        CellKind::Words => (Across::Left, ""),
        CellKind::Mark | CellKind::Link => (Across::Centre, ""),
        CellKind::Place => (Across::Centre, "0"),
        CellKind::Count => (Across::Right, COUNT_FORMAT),
        CellKind::Rate => (Across::Right, RATE_FORMAT),
        CellKind::MidCount => (Across::Centre, COUNT_FORMAT),
        CellKind::MidRate => (Across::Centre, RATE_FORMAT),
        CellKind::MidPercent => (Across::Centre, PERCENT_FORMAT),
        CellKind::MidTenths => (Across::Centre, TENTHS_FORMAT),
        CellKind::Points => (Across::Right, POINTS_FORMAT),
        CellKind::Tenths => (Across::Right, TENTHS_FORMAT),
        CellKind::Move => (Across::Centre, MOVE_FORMAT),
        CellKind::ChanceMove => (Across::Centre, CHANCE_MOVE_FORMAT),
        CellKind::Change => (Across::Right, CHANGE_FORMAT),
    };
    let indent = !matches!(across, Across::Centre);
    let mut face = Appearance { across, number, lines: true, indent, ..plain };
    face.ink += nuance(kind);
    if matches!(kind, CellKind::Link) {
        face = Appearance { underlined: true, ink: LINK_INK, ..face };
    }
    match tone {
        RowTone::Unsure if matches!(kind, CellKind::Place) => Appearance { ink: FAINT_INK, ..face },
        RowTone::Plain | RowTone::Unsure => face,
        RowTone::Muted => Appearance { italic: true, ink: FAINT_INK + nuance(kind), ..face },
        RowTone::Band => Appearance { bold: true, fill: Some(0xF2_F2_F2), ..face },
        RowTone::Alert => Appearance { bold: true, fill: Some(0xFF_F4_D6), ..face },
    }
}

/// A shade that no eye tells: LibreOffice draws a figure without its indent where it differs from the one at its left in
/// nothing but the number format.
const fn nuance(kind: CellKind) -> u32 {
    let shade = match kind {
        CellKind::Rate => 1,
        CellKind::Points => 2,
        CellKind::Tenths => 3,
        CellKind::Change => 4,
        CellKind::Place
        | CellKind::Words
        | CellKind::Mark
        | CellKind::Count
        | CellKind::Move
        | CellKind::ChanceMove
        | CellKind::MidCount
        | CellKind::MidRate
        | CellKind::MidPercent
        | CellKind::MidTenths
        | CellKind::Link => 0,
    };
    shade * 0x01_01_01
}

/// Colour of what was found; the words beside it say the same.
const fn severity_colour(severity: Severity) -> u32 {
    match severity {
        Severity::Note => 0xDD_EB_F7,
        Severity::Warning => 0xFF_E6_99,
        Severity::Error => 0xF8_BF_B0,
        Severity::Blocking => 0xF0_8A_7E,
    }
}

const fn copied_face(holds: CellContent, mark: Option<Severity>, plain: Appearance) -> Appearance {
    let fill = match mark {
        None => None,
        Some(severity) => Some(severity_colour(severity)),
    };
    let face = Appearance { points: 11, lines: mark.is_some(), fill, ..plain };
    match holds {
        CellContent::Number => Appearance { across: Across::Right, number: "General", ..face },
        CellContent::Text => face,
        CellContent::Line => Appearance { wrapped: false, ..face },
        CellContent::Merged => Appearance { across: Across::Centre, ..face },
        CellContent::Guarded => Appearance { guarded: true, ..face },
        CellContent::Said => {
            Appearance { italic: true, ink: FAINT_INK, across: Across::Centre, ..face }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CellStyle;

    #[test]
    fn every_style_stands_at_its_index() {
        for (index, style) in CellStyle::all().enumerate() {
            assert_eq!(style.index(), index, "{style:?}");
        }
    }
}
