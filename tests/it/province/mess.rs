//! The ways in which an office departs from the official layout, one word each.

/// One way to depart from it. A file has any number of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Mess {
    /// So many rows lower and columns further to the right.
    Offset(u32, u32),
    /// Header texts in other words; which of several sets.
    Wordings(usize),
    /// `(hồ sơ)` behind what is counted.
    Counted,
    /// `(3)=(4)+(5)` behind the header texts above the counts.
    Numbered,
    /// A row of column numbers below the header.
    ColumnNumbers,
    /// All texts in capitals.
    Capitals,
    /// Letters and marks apart.
    Nfd,
    /// Text of the time before Unicode, in its font.
    Tcvn3,
    /// The same in the other encoding, whatever the font.
    Vni,
    /// No cell is merged with another.
    Unmerged,
    /// `Trước hạn | Đúng hạn`.
    SplitOnTime,
    /// `Trực tiếp | Dịch vụ bưu chính`.
    SplitDirect,
    /// A rate in a column of its own.
    Rate,
    /// A column of the ones who are in charge.
    InCharge,
    /// `Ghi chú` stands before the counts.
    NoteFirst,
    /// What is pending stands before what is resolved, and that before what came in.
    BlocksTurned,
    /// No total at all.
    NoTotals,
    /// Totals under this name.
    TotalsCalled(&'static str),
    /// Totals below the lines they sum, without a name.
    TotalsUnnamed,
    /// Totals in a line above the lines they sum.
    TotalsAbove,
    /// Totals in the line that names the group.
    TotalsInHeads,
    /// A single total of the whole table.
    GrandTotalOnly,
    /// A total of the whole table below the others.
    GrandTotal,
    /// `I. UBND HUYỆN …` in one cell.
    HeadsInOneCell,
    /// Units by their names alone.
    BareNames,
    /// `H. Lộc Ninh`, `X. Lộc Hưng`.
    ShortNames,
    /// Groups numbered 1, 2, 3.
    ArabicHeads,
    /// `Trên hệ thống của tỉnh` below each group.
    Source,
    /// The header stands alone, without the title of the form.
    Untitled,
    /// Nothing above the table names the sender.
    NoLetterhead,
    /// `Đơn vị báo cáo: …` instead of a letterhead.
    SenderBehindColon,
    /// The name of the sender on the tab.
    SenderOnTab,
    /// All forms below each other in one sheet.
    Stacked,
    /// A form goes on in another sheet after so many groups.
    Continued(usize),
    /// A hidden sheet with an earlier draft.
    HiddenDraft,
    /// A sheet of something else in front.
    Jottings,
    /// An empty row after so many lines.
    BlankRows(usize),
    /// The header again after so many lines, as on a printed page.
    PageBreaks(usize),
    /// Counts typed as text, in ways drawn with this seed.
    Typed(u64),
    /// Zeros typed as `Không`.
    Zeros,
    /// Nothing pending is typed as a dash, which is no figure.
    Dashes,
    /// Answers without the word for them: `75 (68,2%)`.
    BareShares,
    /// Sums as formulas with what they gave.
    Formulas,
    /// Totals as formulas that were never calculated.
    Uncalculated,
}

/// The messes of one file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messes(pub(crate) &'static [Mess]);

impl Messes {
    /// Whether this is among them.
    pub(crate) fn has(self, mess: Mess) -> bool {
        self.0.contains(&mess)
    }

    /// What the first of them that has it says.
    pub(crate) fn say<T>(self, what: impl Fn(Mess) -> Option<T>) -> Option<T> {
        self.0.iter().copied().find_map(what)
    }

    /// All of them as words.
    pub(crate) fn words(self) -> String {
        let words: Vec<String> = self.0.iter().map(|mess| format!("{mess:?}")).collect();
        words.join(" ")
    }
}
