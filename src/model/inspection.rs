//! What the reader sees in a file: its sheets, the forms in them, and the part each line and cell plays.

use strum::{IntoStaticStr, VariantArray};

use serde::{Deserialize, Serialize};

use super::cell::CellRef;
use super::finding::Finding;
use super::known_template::KnownTemplate;
use super::lang::Lang;

/// The part that a line or a cell plays.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Title and heading above a table.
    Heading,
    /// Text above a column that the form knows.
    Header,
    /// Text above a column that the form does not know.
    UnknownHeader,
    /// The numbers of the columns.
    ColumnNumbers,
    /// Names the unit of the lines below.
    Group,
    /// Opens a part of the form.
    Part,
    /// A line of counts of a field or a unit.
    Item,
    /// Names the field or the unit of a line.
    Label,
    /// A count that is taken.
    Count,
    /// Sums over lines above; compared, never used.
    Total,
    /// A printed rate or score; compared, never used.
    Printed,
    /// A remark, in the line or below the table.
    Note,
    /// Date, offices and names below the table.
    Signature,
    /// A line of the empty form left in place.
    Placeholder,
    /// A line that is not understood.
    Unknown,
    /// A cell beside the columns of the form.
    Outside,
    /// Part of no table.
    Unread,
}

impl Mark {
    /// All marks, in the order in which a legend lists them.
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word used in JSON and as the name of a colour.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What a caller reads in a language, in Vietnamese as [`Mark::title`] says it.
    #[must_use]
    pub const fn title_in(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.title(),
            Lang::En => match self {
                Self::Heading => "heading",
                Self::Header => "header",
                Self::UnknownHeader => "unknown header",
                Self::ColumnNumbers => "column numbers",
                Self::Group => "unit",
                Self::Part => "part",
                Self::Item => "figures",
                Self::Label => "label",
                Self::Count => "figure",
                Self::Total => "total",
                Self::Printed => "printed rate",
                Self::Note => "note",
                Self::Signature => "signature",
                Self::Placeholder => "left empty",
                Self::Unknown => "not understood",
                Self::Outside => "outside the table",
                Self::Unread => "not read",
            },
        }
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Heading => "tiêu đề",
            Self::Header => "đầu cột",
            Self::UnknownHeader => "đầu cột lạ",
            Self::ColumnNumbers => "số cột",
            Self::Group => "đơn vị",
            Self::Part => "phần",
            Self::Item => "dòng số liệu",
            Self::Label => "tên",
            Self::Count => "số liệu",
            Self::Total => "tổng",
            Self::Printed => "tỷ lệ in sẵn",
            Self::Note => "ghi chú",
            Self::Signature => "chữ ký",
            Self::Placeholder => "để trống",
            Self::Unknown => "không hiểu",
            Self::Outside => "ngoài bảng",
            Self::Unread => "không đọc",
        }
    }

    /// Two letters that tell it where there is no colour.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Heading => "TĐ",
            Self::Header => "ĐC",
            Self::UnknownHeader => "?C",
            Self::ColumnNumbers => "SC",
            Self::Group => "ĐV",
            Self::Part => "PH",
            Self::Item => "DL",
            Self::Label => "TN",
            Self::Count => "SL",
            Self::Total => "TG",
            Self::Printed => "TL",
            Self::Note => "GC",
            Self::Signature => "CK",
            Self::Placeholder => "··",
            Self::Unknown => "??",
            Self::Outside => "NG",
            Self::Unread => "--",
        }
    }
}

/// What the reader sees in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Inspection {
    /// The file, as it was named.
    pub file: String,
    /// How it is written, as an official calls it; `None` where it cannot be read.
    pub format: Option<String>,
    /// Encoding of a text file.
    pub charset: Option<String>,
    /// Why it cannot be read.
    pub refused: Option<String>,
    /// The templates that it says it was made from.
    pub templates: Vec<KnownTemplate>,
    /// Its sheets, in order.
    pub sheets: Vec<InspectedSheet>,
    /// What is wrong with it, before any figure is checked against another.
    pub findings: Vec<Finding>,
}

/// A sheet as the reader sees it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InspectedSheet {
    /// Name on the tab.
    pub name: String,
    /// Hidden from the person who opens the file.
    pub hidden: bool,
    /// Rows down to the last one that holds anything.
    pub rows: u32,
    /// Columns up to the last one that holds anything.
    pub columns: u32,
    /// Non-empty cells.
    pub cells: usize,
    /// Merged areas.
    pub merges: usize,
    /// Rows that are hidden.
    pub hidden_rows: u32,
    /// Columns that are hidden.
    pub hidden_columns: u32,
    /// Old encoding that its texts were converted from.
    pub recoded: Option<String>,
    /// Texts above the cells that the file keeps apart from its table.
    pub caption: Vec<String>,
    /// The forms found in it.
    pub tables: Vec<InspectedTable>,
    /// The form it came nearest to where none was found.
    pub nearest: Option<Nearest>,
    /// Its cells, row by row, for a picture of the sheet.
    #[serde(skip)]
    pub grid: Vec<GridRow>,
}

impl InspectedSheet {
    /// Its sizes in one sentence.
    #[must_use]
    pub fn facts(&self, lang: Lang) -> String {
        let mut facts = vec![
            format!("{} {}", self.rows, lang.pick("dòng", "rows")),
            format!("{} {}", self.columns, lang.pick("cột", "columns")),
            format!("{} {}", self.cells, lang.pick("ô có nội dung", "cells in use")),
            format!("{} {}", self.merges, lang.pick("vùng gộp", "merged areas")),
        ];
        if self.hidden_rows > 0 {
            facts.push(format!("{} {}", self.hidden_rows, lang.pick("dòng ẩn", "hidden rows")));
        }
        if self.hidden_columns > 0 {
            let hidden = lang.pick("cột ẩn", "hidden columns");
            facts.push(format!("{} {hidden}", self.hidden_columns));
        }
        let recoded = lang.pick("chuyển từ bảng mã", "converted from");
        facts.extend(self.recoded.as_ref().map(|encoding| format!("{recoded} {encoding}")));
        facts.join(", ")
    }

    /// Why no form was found in it, or what it came nearest to.
    #[must_use]
    pub fn nothing(&self, lang: Lang) -> String {
        let said = match &self.nearest {
            _ if self.cells == 0 => lang.pick("trang tính trống", "the sheet is empty"),
            _ if self.hidden => lang.pick(
                "trang tính bị ẩn nên không được đọc",
                "the sheet is hidden, so it is not read",
            ),
            Some(Nearest { name, missing }) => {
                let missing = missing.join("; ");
                return match lang {
                    Lang::Vi => {
                        format!("không nhận ra biểu mẫu; gần nhất là {name}, thiếu cột: {missing}")
                    }
                    Lang::En => {
                        format!("no form recognised; nearest is {name}, which lacks: {missing}")
                    }
                };
            }
            None => lang.pick("không có biểu mẫu nào đã khai báo", "no declared form"),
        };
        said.to_owned()
    }
}

/// A form found in a sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InspectedTable {
    /// Id of the form.
    pub form: String,
    /// Name of the form.
    pub name: String,
    /// The title above the table that settled the form; `None` where its columns did.
    pub title: Option<String>,
    /// Columns of the form that were found, and all it has.
    pub bound: (usize, usize),
    /// First and last row of the header, counted from 1.
    pub header: (u32, u32),
    /// Name and id of the unit that sent it; `None` where nothing names one.
    pub sender: Option<String>,
    /// The texts that tell whose it is, in the order of their weight.
    pub evidence: Vec<InspectedEvidence>,
    /// Its columns, from the left.
    pub columns: Vec<InspectedColumn>,
    /// Columns of the form that it lacks.
    pub missing: Vec<String>,
    /// Its lines below the header.
    pub lines: Vec<InspectedLine>,
}

impl InspectedTable {
    /// Why it was recognised.
    #[must_use]
    pub fn why(&self, lang: Lang) -> String {
        let ((found, all), (first, last)) = (self.bound, self.header);
        let columns = match lang {
            Lang::Vi => format!("nhận ra {found}/{all} cột ở dòng {first}–{last}"),
            Lang::En => format!("{found} of {all} columns known in rows {first}–{last}"),
        };
        let above = match &self.title {
            Some(title) => {
                format!(
                    "{} \"{title}\"",
                    lang.pick("phía trên có tiêu đề", "above stands the title")
                )
            }
            None => lang
                .pick("phía trên không có tiêu đề của biểu", "above stands no title of the form")
                .to_owned(),
        };
        format!("{columns}; {above}")
    }
}

/// A text that tells whose a table is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InspectedEvidence {
    /// Where it stands: `template`, `heading`, `group`, `tab`, `file`, `folder`, `archive`.
    pub place: String,
    /// The same for an official.
    pub title: String,
    /// Its cell, where it has one.
    pub cell: Option<CellRef>,
    /// The text.
    pub text: String,
    /// The units it may mean; none where it names an office that is in no register.
    pub units: Vec<String>,
}

impl InspectedEvidence {
    /// What it says, in one line.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let place = match lang {
            Lang::Vi => self.title.as_str(),
            Lang::En => self.place.as_str(),
        };
        let cell = self.cell.map(|cell| format!(" {cell}")).unwrap_or_default();
        let units = match self.units.as_slice() {
            [] => lang.pick("không có trong danh mục", "in no register").to_owned(),
            units => units.join(lang.pick(" hoặc ", " or ")),
        };
        format!("{place}{cell} \"{}\" → {units}", self.text)
    }
}

/// A column of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InspectedColumn {
    /// Lowest cell of its header.
    pub cell: CellRef,
    /// The texts above it, from the top.
    pub text: String,
    /// The measure or the role it is bound to; `None` where the form does not know it.
    pub bound: Option<String>,
    /// The same for an official: `Hồ sơ tiếp nhận, tổng số`.
    pub title: Option<String>,
}

/// A line of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InspectedLine {
    /// Its label, or its first cell.
    pub cell: CellRef,
    /// The part it plays.
    pub mark: Mark,
    /// Its label as found.
    pub label: String,
}

/// A form that was nearly found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Nearest {
    /// Name of the form.
    pub name: String,
    /// Columns that are missing.
    pub missing: Vec<String>,
}

/// A row of a picture of a sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GridRow {
    /// Row, from 0.
    pub row: u32,
    /// Not shown by the program that opens the file.
    pub hidden: bool,
    /// The part the line plays.
    pub mark: Mark,
    /// Its cells, from the left; those that a merged area covers are left out.
    pub cells: Vec<GridCell>,
}

/// A cell of a picture of a sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GridCell {
    /// Where it stands.
    pub at: CellRef,
    /// Columns it spans.
    pub columns: u32,
    /// Rows it spans.
    pub rows: u32,
    /// What stands in it, as a person sees it.
    pub text: String,
    /// The part it plays.
    pub mark: Mark,
}
