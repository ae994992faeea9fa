//! What is typed into one cell.

/// Typed content of a cell, with the count it means.
#[derive(Debug, Clone, PartialEq)]
pub enum Typed {
    /// A plain count.
    Count(u32),
    /// A satisfaction level: `120 phiếu (đạt 85,7%)`, the percentage in tenths.
    Level {
        /// Number of questionnaires.
        count: u32,
        /// Printed percentage × 10.
        tenths: u32,
    },
    /// A slip of the keyboard that leaves text: `1O5`.
    Text {
        /// What is typed.
        text: &'static str,
        /// What it means.
        meant: u32,
    },
    /// A thousands point read as a decimal point: 1.234.
    Fraction {
        /// What is typed.
        number: f64,
        /// What it means.
        meant: u32,
    },
}

impl Typed {
    /// The count that was meant; printed totals add these.
    pub const fn meant(&self) -> u32 {
        match self {
            Self::Count(count) | Self::Level { count, .. } => *count,
            Self::Text { meant, .. } | Self::Fraction { meant, .. } => *meant,
        }
    }

    /// The count a reader can use, if any.
    pub const fn readable(&self) -> Option<u32> {
        match self {
            Self::Count(count) | Self::Level { count, .. } => Some(*count),
            Self::Text { .. } | Self::Fraction { .. } => None,
        }
    }
}

/// `part` in tenths of a percent of `whole`, rounded half up; 0 of 0 is 0.
pub const fn tenths(part: u32, whole: u32) -> u32 {
    if whole == 0 { 0 } else { (part * 2000 + whole) / (2 * whole) }
}

/// A percentage in tenths as it is printed: `85,7`.
pub fn percent(tenths: u32) -> String {
    format!("{},{}", tenths / 10, tenths % 10)
}

/// A level as it is printed: `120 phiếu (đạt 85,7%)`, and `0 phiếu (đạt 0%)` for none.
pub fn level(count: u32, tenths: u32) -> String {
    match count {
        0 => "0 phiếu (đạt 0%)".to_owned(),
        _ => format!("{count} phiếu (đạt {}%)", percent(tenths)),
    }
}
