//! What all sheets share: the heading of an annex, paragraphs, the signature block, pages.

use std::ops::Range;

use crate::pipeline::Pipeline;

use super::meaning::Meaning;
use super::plan::{Datum, Paper, PlanCell, PlanLine, SheetPlan};
use super::style::CellStyle;
use super::width::{PADDING, lines_in};

/// Pixels between the margins of a lying A4 page.
pub(in crate::publish) const LYING_PX: u32 = 940;
/// Grid of an upright page: `Summary` and `Method` put their tables on it.
pub(in crate::publish) const UPRIGHT_GRID: [u32; 7] = [54, 206, 92, 54, 102, 106, 92];
/// Pixels between the margins of an upright page at the scale it prints with.
pub(in crate::publish) const UPRIGHT_PX: u32 = 706;
/// Pixels of the height of an upright page at the scale it prints with, a little less to be safe.
pub(super) const UPRIGHT_PAGE_PX: u32 = 1_090;
/// Pixels of the height of a lying page whose table is [`LYING_PX`] wide, a little less to be safe.
pub(super) const LYING_PAGE_PX: u32 = 630;
/// Pixels of the room between a line and a text.
pub(super) const INDENT_PX: u32 = 8;

/// Most pixels at the top that stay in sight.
pub(super) const HELD_PX: u32 = 150;

/// The format holds no higher line.
const HIGHEST_LINE_PX: u32 = 540;

/// Pixels of a line of letters.
pub(super) const fn line_px(points: u8) -> u32 {
    // Times New Roman needs 1.15 times the size of its letters, which is 96/72 pixels for each point.
    (points as u32 * 4 * 115).div_ceil(300)
}

/// Pixels of a row of a table of so many lines.
pub(in crate::publish) const fn row_px(lines: u32) -> u32 {
    lines * line_px(12) + 1
}

/// What heads an annex.
#[derive(Debug, Clone, Copy)]
pub(in crate::publish) struct Annex<'t> {
    /// Its number in the workbook, from 1.
    pub(in crate::publish) number: u32,
    /// Its title.
    pub(in crate::publish) title: &'t str,
    /// Unit of measure of its counts, where it shows any.
    pub(in crate::publish) scale: Option<&'t str>,
}

/// What a sheet is part of.
#[derive(Debug, Clone, Copy)]
pub(in crate::publish) enum SheetHead<'t> {
    /// Annexes to a report, of this number.
    Annex(u32),
    /// What is told to one unit, of this name.
    Of(&'t str),
}

/// A number as annexes bear it.
pub(in crate::publish) fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    roman
}

impl<'a> SheetPlan<'a> {
    /// An empty sheet.
    pub(in crate::publish) fn new(
        pipeline: &Pipeline,
        name: &'a str,
        paper: Paper,
        widths: Vec<u32>,
    ) -> Self {
        Self {
            name,
            paper,
            footer: format!("{name} – {}", pipeline.period.title()),
            widths,
            lines: Vec::new(),
            head: None,
            holds_columns: 0,
            filter: None,
            shades: Vec::new(),
            charts: Vec::new(),
            breaks: Vec::new(),
            names: Vec::new(),
        }
    }

    /// Number of the line that comes next.
    pub(in crate::publish) fn next(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// Number of columns.
    pub(in crate::publish) fn columns(&self) -> u16 {
        u16::try_from(self.widths.len()).unwrap_or(u16::MAX)
    }

    fn width(&self, column: u16, across: u16) -> u32 {
        let from = usize::from(column);
        self.widths[from..from + usize::from(across)].iter().sum()
    }

    /// A line of cells, as high as its longest text needs.
    pub(in crate::publish) fn push(&mut self, cells: Vec<PlanCell<'a>>, least: u32) {
        let heights = cells.iter().filter(|cell| cell.down == 1).map(|cell| self.height(cell));
        let height = heights.max().unwrap_or(0).max(least).min(HIGHEST_LINE_PX);
        self.lines.push(PlanLine { height, cells });
    }

    pub(in crate::publish) fn height(&self, cell: &PlanCell<'_>) -> u32 {
        let face = cell.style.face();
        let margin = match (face.lines, face.indent) {
            (true, true) => PADDING + INDENT_PX,
            (true, false) => PADDING,
            (false, _) => PADDING / 3,
        };
        let room = self.width(cell.column, cell.across).saturating_sub(margin);
        let lines = |text: &str, points| lines_in(text, room, points, face.bold);
        let lines = match cell.datum.shown() {
            Datum::Text(text) => lines(text, face.points),
            Datum::Link(link) => lines(&link.text, face.points),
            Datum::Explained(both) => {
                lines(&both.title, face.points) + lines(&both.detail, face.points - 1)
            }
            Datum::Blank | Datum::Count(_) | Datum::Number(_) | Datum::Formula(_) => 1,
        };
        lines * line_px(face.points) + u32::from(matches!(cell.style, CellStyle::Cell(..)))
    }

    /// An empty line.
    pub(in crate::publish) fn gap(&mut self, height: u32) {
        self.lines.push(PlanLine { height, cells: Vec::new() });
    }

    /// A text across the whole sheet.
    pub(in crate::publish) fn paragraph(&mut self, style: CellStyle, datum: Datum<'a>) {
        let across = self.columns();
        let means = Meaning::Words;
        self.push(vec![PlanCell { column: 0, across, down: 1, datum, style, means }], 0);
    }

    /// Where the left and the right half of a heading meet.
    fn middle(&self) -> u16 {
        self.half_of(self.columns())
    }

    /// The same of the first columns.
    pub(in crate::publish) fn half_of(&self, columns: u16) -> u16 {
        let half = self.width(0, columns) * 46 / 100;
        let nearest = |column: &u16| self.width(0, *column).abs_diff(half);
        (1..columns).min_by_key(nearest).unwrap_or(1)
    }

    /// A line in two halves.
    pub(in crate::publish) fn halves(
        &mut self,
        left: (Datum<'a>, CellStyle),
        right: (Datum<'a>, CellStyle),
        least: u32,
    ) {
        let middle = self.middle();
        let rest = self.columns() - middle;
        let means = Meaning::Words;
        let cell = |column, across, (datum, style)| PlanCell {
            column,
            across,
            down: 1,
            datum,
            style,
            means,
        };
        self.push(vec![cell(0, middle, left), cell(middle, rest, right)], least);
    }

    /// Agency and state, title, period: the heading of an annex to a report.
    pub(in crate::publish) fn heading(&mut self, pipeline: &'a Pipeline, title: &str) {
        let rule = |length| (Datum::owned("─".repeat(length)), CellStyle::Rule);
        let agency = &pipeline.agency;
        for index in 0..=agency.len().max(2) {
            let left = match agency.get(index) {
                Some(line) if index + 1 == agency.len() => (Datum::text(line), CellStyle::Issuer),
                Some(line) => (Datum::text(line), CellStyle::Superior),
                None if index > 0 && index == agency.len() => rule(24),
                None => (Datum::Blank, CellStyle::Superior),
            };
            let right = match index {
                0 => (Datum::text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), CellStyle::State),
                1 => (Datum::text("Độc lập - Tự do - Hạnh phúc"), CellStyle::Motto),
                2 => rule(52),
                _ => (Datum::Blank, CellStyle::Superior),
            };
            self.halves(left, right, 0);
        }
        self.gap(6);
        self.paragraph(CellStyle::Title, Datum::owned(title.to_uppercase()));
        let period = format!("(Kỳ báo cáo: {})", pipeline.period.title());
        self.paragraph(CellStyle::Subtitle, Datum::owned(period));
        self.gap(8);
    }

    /// How high the heading of a sheet is at a width.
    pub(in crate::publish) fn heading_px(
        pipeline: &'a Pipeline,
        head: SheetHead<'_>,
        (title, scale): (&str, Option<&str>),
        width: u32,
    ) -> u32 {
        let mut sheet = Self::new(pipeline, "", Paper::Upright, vec![width]);
        sheet.heading_of(pipeline, head, title, scale);
        sheet.height_between(0, sheet.next())
    }

    /// How high the heading of an annex is on a sheet of a width.
    pub(in crate::publish) fn annex_px(
        pipeline: &'a Pipeline,
        annex: Annex<'_>,
        width: u32,
    ) -> u32 {
        let mut sheet = Self::new(pipeline, "", Paper::Upright, vec![width]);
        sheet.annex_heading(pipeline, annex);
        sheet.height_between(0, sheet.next())
    }

    /// Number of the annex, title, period: an annex bears neither the name of the state nor a signature, which stand on
    /// the document that it goes with.
    pub(in crate::publish) fn annex_heading(&mut self, pipeline: &'a Pipeline, annex: Annex<'_>) {
        let Annex { number, title, scale } = annex;
        self.paragraph(CellStyle::AnnexNumber, Datum::owned(format!("Phụ lục {}", roman(number))));
        self.titled(pipeline, title);
        let issuer = pipeline.agency.last().map_or(String::new(), |line| format!(" của {line}"));
        let goes_with = format!("(Kèm theo Thông báo số ……… ngày …… tháng …… năm ………{issuer})");
        self.paragraph(CellStyle::GoesWith, Datum::owned(goes_with));
        self.scale(scale);
    }

    /// The heading of a sheet, as what it is part of has it.
    pub(in crate::publish) fn heading_of(
        &mut self,
        pipeline: &'a Pipeline,
        head: SheetHead<'_>,
        title: &str,
        scale: Option<&str>,
    ) {
        let unit = match head {
            SheetHead::Annex(number) => {
                return self.annex_heading(pipeline, Annex { number, title, scale });
            }
            SheetHead::Of(unit) => unit,
        };
        self.titled(pipeline, title);
        self.paragraph(CellStyle::GoesWith, Datum::owned(format!("({unit})")));
        self.scale(scale);
    }

    /// A title with the period, which stays on one line.
    fn titled(&mut self, pipeline: &Pipeline, title: &str) {
        let period = pipeline.period.title().replace(' ', "\u{a0}");
        let title = format!("{title}, {period}").to_uppercase();
        self.paragraph(CellStyle::AnnexTitle, Datum::owned(title));
    }

    /// The unit of measure above a table.
    fn scale(&mut self, scale: Option<&str>) {
        if let Some(scale) = scale {
            self.paragraph(CellStyle::Scale, Datum::owned(format!("Đơn vị tính: {scale}")));
        }
    }

    /// Date, office and room for the signature; nothing where no office is declared.
    pub(in crate::publish) fn signature(&mut self, pipeline: &'a Pipeline) {
        if pipeline.signatory.is_empty() {
            return;
        }
        let date = format!("{}, ngày …… tháng …… năm …………", pipeline.place);
        let date = if pipeline.place.is_empty() { date.replacen(", n", "N", 1) } else { date };
        let empty = || (Datum::Blank, CellStyle::Body);
        self.gap(12);
        self.halves(empty(), (Datum::owned(date), CellStyle::DateLine), 0);
        self.halves(empty(), (Datum::text(&pipeline.signatory), CellStyle::Signatory), 0);
        self.halves(empty(), (Datum::text("(Ký, đóng dấu)"), CellStyle::Hint), 0);
        self.gap(90);
    }

    /// Starts a new printed page before a block of lines that would otherwise be torn. Blocks are given
    /// by their first line; each ends where the next begins.
    pub(in crate::publish) fn keep_blocks_whole(&mut self, starts: &[u32]) {
        let ends = starts.iter().skip(1).copied().chain([self.next()]);
        let blocks: Vec<Range<u32>> =
            starts.iter().zip(ends).map(|(&start, end)| start..end).collect();
        self.keep_whole(&blocks);
    }

    /// The same for blocks that leave lines between them.
    pub(in crate::publish) fn keep_whole(&mut self, blocks: &[Range<u32>]) {
        let page = match self.paper {
            Paper::Upright => UPRIGHT_PAGE_PX,
            // A wider table is printed smaller.
            Paper::Lying => {
                LYING_PAGE_PX * self.widths.iter().sum::<u32>().max(LYING_PX) / LYING_PX
            }
        };
        let head = self.head.map_or(0, |(first, last)| self.height_between(first, last + 1));
        let mut used = 0;
        for (at, line) in (0u32..).zip(&self.lines) {
            let block = blocks.iter().find(|block| block.start == at && at > 0);
            let needs = block.map_or(0, |block| self.height_between(block.start, block.end));
            if used + needs > page && used > head {
                self.breaks.push(at);
                used = head;
            }
            used = if used + line.height > page { head } else { used } + line.height;
        }
    }

    /// Height of some lines.
    pub(in crate::publish) fn height_of(&self, lines: &std::ops::Range<u32>) -> u32 {
        self.height_between(lines.start, lines.end)
    }

    /// Lines at the top that stay in sight: all above the end of the table head where they leave room on a small screen.
    pub(in crate::publish) fn held_lines(&self) -> u32 {
        let lines = self.head.map_or(0, |(_, last)| last + 1);
        if self.height_between(0, lines) <= HELD_PX { lines } else { 0 }
    }

    fn height_between(&self, from: u32, to: u32) -> u32 {
        self.lines[from as usize..to as usize].iter().map(|line| line.height).sum()
    }
}
