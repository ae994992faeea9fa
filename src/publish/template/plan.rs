//! A template as plain data: a sheet, and what a spreadsheet is to do about what is typed into it.

use crate::model::Area;
use crate::publish::book::plan::SheetPlan;

/// A template as plain data.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::publish) struct TemplatePlan<'a> {
    /// Title in the properties of the file.
    pub(in crate::publish) title: String,
    /// Issuing agency in the properties of the file.
    pub(in crate::publish) company: &'a str,
    /// Year and month that stand for the time of writing.
    pub(in crate::publish) created: (u16, u8),
    /// What it says of itself.
    pub(in crate::publish) mark: String,
    /// The sheet; its last column is the one that is not printed.
    pub(in crate::publish) sheet: SheetPlan<'a>,
    /// What is typed into it.
    pub(in crate::publish) inputs: Vec<TypedCells>,
}

/// Cells into which the same kind of thing is typed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::publish) struct TypedCells {
    /// What is typed.
    pub(in crate::publish) typed: Typed,
    /// The cells.
    pub(in crate::publish) areas: Vec<Area>,
}

/// What is typed into a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::publish) enum Typed {
    /// A whole number from 0 on.
    Count,
    /// A number from 0 on.
    Amount,
    /// A number from 0 to 100.
    Percent,
    /// One of these codes.
    Code(Vec<u32>),
}

impl Typed {
    /// Whether a cell holds something else, as a formula: nothing at all is right.
    pub(in crate::publish) fn is_wrong(&self, cell: &str) -> String {
        let number = |wrong: String| format!("IF(ISNUMBER({cell}),{wrong},LEN({cell})>0)");
        match self {
            Self::Count => number(format!("OR({cell}<0,{cell}<>INT({cell}))")),
            Self::Amount => number(format!("{cell}<0")),
            Self::Percent => number(format!("OR({cell}<0,{cell}>100)")),
            Self::Code(codes) => {
                let known: Vec<String> =
                    codes.iter().map(|code| format!("{cell}<>{code}")).collect();
                format!("AND(LEN({cell})>0,{})", known.join(","))
            }
        }
    }

    /// What is to be typed.
    pub(in crate::publish) fn rule(&self) -> String {
        match self {
            Self::Count => {
                "Chỉ ghi số nguyên từ 0 trở lên, không ghi chữ, dấu chấm hay dấu phẩy".to_owned()
            }
            Self::Amount => "Chỉ ghi số từ 0 trở lên, không ghi chữ".to_owned(),
            Self::Percent => "Chỉ ghi số từ 0 đến 100, không ghi dấu %".to_owned(),
            Self::Code(codes) => {
                let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
                format!("Chỉ ghi một trong các mã {}", codes.join(", "))
            }
        }
    }
}
