//! The formats that are read, and the names that files of them bear.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Excel 2007 and later.
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// Excel 5.0 to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument spreadsheet as one XML file.
    FlatOds,
    /// XML spreadsheet of Excel 2003.
    Xml2003,
    /// A web page with tables.
    Html,
    /// A Word document with tables.
    Docx,
    /// Text with separators.
    Text,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// What an official calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel (.xlsx)",
            Self::Xlsb => "Excel nhị phân (.xlsb)",
            Self::Xls => "Excel 97-2003 (.xls)",
            Self::Ods => "bảng tính OpenDocument (.ods)",
            Self::FlatOds => "bảng tính OpenDocument dạng XML (.fods)",
            Self::Xml2003 => "bảng tính XML 2003 (.xml)",
            Self::Html => "trang web (.html)",
            Self::Docx => "văn bản Word (.docx)",
            Self::Text => "văn bản có dấu phân cách (.csv)",
        }
    }

    /// Endings of names that belong to it, in small letters.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Xlsx => &["xlsx", "xlsm", "xltx", "xltm"],
            Self::Xlsb => &["xlsb"],
            Self::Xls => &["xls", "xlt"],
            Self::Ods => &["ods", "ots"],
            Self::FlatOds => &["fods", "xml"],
            Self::Xml2003 => &["xml"],
            Self::Html => &["html", "htm"],
            Self::Docx => &["docx", "docm", "dotx", "dotm"],
            Self::Text => &["csv", "txt", "tsv", "tab"],
        }
    }
}
