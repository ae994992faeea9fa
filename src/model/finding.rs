//! Something wrong or doubtful in the data, as data.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::cell::{CellRef, Notation};
use super::severity::Severity;
use super::stage::Stage;

/// What was done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The value counts as it stands.
    Kept,
    /// The value counts, read in another way than it is written.
    Corrected,
    /// The value, the line or the file does not count.
    LeftOut,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Corrected, Self::LeftOut];

    /// The word used in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Corrected => "corrected",
            Self::LeftOut => "left_out",
        }
    }

    /// The action behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Kept => "vẫn tính",
            Self::Corrected => "đã hiểu lại",
            Self::LeftOut => "không tính",
        }
    }
}

/// Where a finding points: a file, perhaps a sheet in it, perhaps a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// File, relative to the inbox, with `/` between folders.
    pub file: Option<String>,
    /// Name on the tab.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: Option<CellRef>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sheet_and_cell = match (&self.sheet, self.cell) {
            // `bảng 2, dòng 5, cột 3` is one phrase, `Phụ lục 3!F12` an address.
            (Some(sheet), Some(cell)) if cell.notation == Notation::Numbers => {
                Some(format!("{sheet}, {cell}"))
            }
            (Some(sheet), Some(cell)) => Some(format!("{sheet}!{cell}")),
            (Some(sheet), None) => Some(sheet.clone()),
            (None, cell) => cell.map(|cell| cell.to_string()),
        };
        let parts = [self.file.as_deref(), sheet_and_cell.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join("!"))
    }
}

/// Something wrong or doubtful in the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// The unit concerned, by id.
    pub unit_id: Option<String>,
    /// The form concerned, by id.
    pub form: Option<String>,
    /// Where.
    pub place: Place,
    /// A plain Vietnamese sentence; it does not repeat the place.
    pub message: String,
    /// What was found, as text.
    pub found: Option<String>,
    /// What was expected, as text: only where the right value is known.
    pub expected: Option<String>,
    /// What was found is held against this, which may be as wrong.
    pub compared: Option<String>,
    /// The measures whose numbers it is about, by id; none where it is about whole lines, or nothing tells.
    pub measures: Vec<String>,
    /// What was done about it.
    pub action: Action,
}

impl Finding {
    /// A finding of a code with its own severity, kept, about nothing in particular yet.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            unit_id: None,
            form: None,
            place: Place::default(),
            message: message.into(),
            found: None,
            expected: None,
            compared: None,
            measures: Vec::new(),
            action: Action::Kept,
        }
    }

    /// In a file.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        self.place.file = Some(file.to_owned());
        self
    }

    /// In a sheet.
    #[must_use]
    pub fn in_sheet(mut self, sheet: &str) -> Self {
        self.place.sheet = Some(sheet.to_owned());
        self
    }

    /// At a cell.
    #[must_use]
    pub const fn at(mut self, cell: CellRef) -> Self {
        self.place.cell = Some(cell);
        self
    }

    /// About a unit.
    #[must_use]
    pub fn about(mut self, unit_id: &str) -> Self {
        self.unit_id = Some(unit_id.to_owned());
        self
    }

    /// In a form.
    #[must_use]
    pub fn of_form(mut self, form: &str) -> Self {
        self.form = Some(form.to_owned());
        self
    }

    /// With what was found.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// With what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// With what was found is held against.
    #[must_use]
    pub fn compared(mut self, compared: impl Into<String>) -> Self {
        self.compared = Some(compared.into());
        self
    }

    /// About the numbers of these measures alone.
    #[must_use]
    pub fn of_measures(mut self, measures: impl IntoIterator<Item = String>) -> Self {
        self.measures = measures.into_iter().collect();
        self.measures.sort_unstable();
        self.measures.dedup();
        self
    }

    /// Whether any of these measures lacks what it says is missing.
    #[must_use]
    pub fn concerns<'m>(&self, mut measures: impl Iterator<Item = &'m str>) -> bool {
        self.measures.is_empty() || measures.any(|asked| self.measures.iter().any(|m| m == asked))
    }

    /// What it concerns does not count.
    #[must_use]
    pub const fn left_out(mut self) -> Self {
        self.action = Action::LeftOut;
        self
    }

    /// What it concerns counts in another reading.
    #[must_use]
    pub const fn corrected(mut self) -> Self {
        self.action = Action::Corrected;
        self
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $stage:ident, $severity:ident, $title:literal;)+) => {
        /// Every kind of finding. `F1xx` reading, `F2xx` arithmetic, `F3xx` completeness.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// All codes, by number.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The number people quote: `F203`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// The stage that finds it.
            #[must_use]
            pub const fn stage(self) -> Stage {
                match self { $(Self::$name => Stage::$stage,)+ }
            }

            /// How bad it is unless a pipeline says otherwise.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// A few Vietnamese words for lists.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }

            /// What it means, in English, as the doc comment says it.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim(),)+ }
            }
        }
    };
}

codes! {
    /// The file cannot be opened as a workbook: empty, cut short, of another type or protected.
    UnreadableFile = "F101", Ingest, Blocking, "Không mở được tệp";
    /// The workbook opens but no declared form is found in it.
    UnknownForm = "F102", Ingest, Blocking, "Không nhận ra biểu mẫu";
    /// A form is found but the unit that sent it is not.
    UnknownSender = "F103", Ingest, Blocking, "Không rõ đơn vị gửi";
    /// What tells the sender disagrees. Where the sheet itself names one, that one counts; else nobody does, as an error.
    SenderDisagrees = "F104", Ingest, Warning, "Tên đơn vị gửi không thống nhất";
    /// A hidden sheet is not read.
    HiddenSheet = "F105", Ingest, Warning, "Trang tính bị ẩn";
    /// Two declared forms fit one table equally well.
    AmbiguousForm = "F106", Ingest, Error, "Không phân biệt được biểu mẫu";
    /// Part of a sheet could not be decoded; the cells around it were.
    UnreadableCell = "F107", Ingest, Error, "Có ô không đọc được";
    /// A sheet with something in it holds no declared form, though another sheet of the file does.
    SheetWithoutForm = "F108", Ingest, Note, "Trang tính không có biểu";
    /// The name of a file says another type than its bytes; the bytes count.
    Misnamed = "F109", Ingest, Note, "Tên tệp sai loại";
    /// A column of the form is not in the sheet.
    MissingColumn = "F110", Ingest, Error, "Thiếu cột";
    /// A column of the sheet is not in the form.
    UnknownColumn = "F111", Ingest, Warning, "Cột lạ";
    /// Two columns of the sheet could be the same column of the form; neither is read.
    AmbiguousColumn = "F112", Ingest, Error, "Hai cột cùng nghĩa";
    /// Cells beside the table, below no header; they are not read.
    StrayCells = "F113", Ingest, Warning, "Ô ngoài bảng";
    /// Text in an encoding of the time before Unicode (TCVN3, VNI) was converted.
    LegacyText = "F114", Ingest, Note, "Bảng mã cũ";
    /// Rows or columns of a table are hidden; their figures count all the same.
    HiddenLines = "F115", Ingest, Warning, "Dòng, cột bị ẩn";
    /// More was found in a file than can be listed; the severity is the worst of what is not.
    MoreFindings = "F116", Ingest, Warning, "Còn phát hiện khác";
    /// Cells under a merged one still hold figures that nobody sees; what the merged cell shows counts alone.
    CoveredCells = "F117", Ingest, Warning, "Số bị ô gộp che";
    /// Parts of a cell are raised or struck through: they are no digits, and the cell is read without them.
    ReadPartly = "F118", Ingest, Warning, "Ô đọc một phần";
    /// A line is struck through and does not count; where only its name is, its figures count.
    StruckLine = "F119", Ingest, Error, "Dòng bị gạch ngang";
    /// A group or a line names no unit of the register that may stand there.
    UnknownUnit = "F120", Ingest, Error, "Không rõ đơn vị";
    /// A line below the header is neither item, total, group nor note; it is not read.
    UnknownLine = "F121", Ingest, Error, "Dòng không rõ nghĩa";
    /// A line equals the sum of the lines above or below it; its label, the total of its block or its size says that it is one.
    UnnamedTotal = "F122", Ingest, Warning, "Dòng tổng không ghi tên";
    /// An indicator stands twice in one form; the first time counts.
    IndicatorTwice = "F123", Ingest, Error, "Chỉ tiêu ghi hai lần";
    /// The column of scales says another magnitude than the form: dong where millions are asked for.
    ScaleDiffers = "F124", Ingest, Error, "Đơn vị tính khác biểu mẫu";
    /// Lines stand above the first group of a form; they count for its sender.
    GroupUnnamed = "F125", Ingest, Warning, "Dòng không ghi tên đơn vị";
    /// Lines only detail the line above them; that line counts.
    DetailLines = "F126", Ingest, Note, "Dòng chi tiết";
    /// A heading, or the name of a sheet or file, tells another period than that of the run; the table does not count.
    OtherPeriod = "F127", Ingest, Error, "Khác kỳ báo cáo";
    /// The numbers of the lines begin again inside a group; the name of a unit may be missing.
    NumberingRestarts = "F128", Ingest, Warning, "Số thứ tự bắt đầu lại";
    /// A unit gives its total and no number in any line; the total counts, without a field.
    TotalOnly = "F129", Ingest, Warning, "Chỉ có dòng tổng";
    /// A cell where a count belongs cannot be read as one number.
    NotANumber = "F130", Ingest, Error, "Không phải số";
    /// A count is a fraction, negative or a percentage.
    NotACount = "F131", Ingest, Error, "Không phải số đếm";
    /// A formula shows an error or was never calculated.
    NotCalculated = "F132", Ingest, Error, "Công thức chưa có kết quả";
    /// A line has numbers, but not in every column; a blank is what follows from the rest, else a gap.
    BlankCount = "F133", Ingest, Warning, "Ô để trống";
    /// Numbers typed as text were read as numbers.
    TextNumbers = "F134", Ingest, Note, "Số gõ dạng chữ";
    /// A count was rounded to thousands; it counts as it is written.
    RoundedNumber = "F135", Ingest, Warning, "Số đã làm tròn";
    /// An answer is neither a code of the legend nor its words.
    UnknownAnswer = "F136", Ingest, Error, "Trả lời không có trong biểu";
    /// A percentage of at most one may be a share of one, and nothing tells.
    PercentUnclear = "F137", Ingest, Error, "Tỷ lệ hiểu được hai cách";
    /// A unit stands twice in one form; the first time counts.
    UnitTwice = "F140", Ingest, Error, "Đơn vị ghi hai lần";
    /// Two files hold the same form of the same unit with other figures; one counts.
    SentTwice = "F141", Ingest, Warning, "Gửi hai lần";
    /// The times at which submissions came in cannot be read.
    ReceiptsUnreadable = "F142", Ingest, Warning, "Không đọc được sổ nhận báo cáo";
    /// A table repeats lines of an earlier table of its file; the first time counts.
    LinesRepeated = "F143", Ingest, Error, "Bảng ghi hai lần";
    /// A sum printed in a line differs from its parts in the same line.
    IdentityBroken = "F201", Validate, Error, "Số liệu trong dòng không khớp";
    /// A whole is smaller than the parts it must hold.
    PartExceedsWhole = "F202", Validate, Error, "Thành phần lớn hơn tổng số";
    /// A total line differs from the sum of its lines.
    TotalDiffers = "F203", Validate, Error, "Dòng tổng không khớp";
    /// A printed percentage or score differs from the one its counts give.
    PercentageDiffers = "F204", Validate, Warning, "Tỷ lệ ghi sai";
    /// A field stands twice in the same unit.
    FieldTwice = "F205", Validate, Warning, "Lĩnh vực ghi hai lần";
    /// Files are overdue and the note column gives no reason.
    OverdueUnexplained = "F206", Validate, Warning, "Quá hạn không ghi lý do";
    /// A count in one line is larger than any unit can have.
    Implausible = "F207", Validate, Warning, "Số liệu lớn bất thường";
    /// Fewer answers than the number of files asks for.
    SmallSample = "F208", Validate, Note, "Mẫu khảo sát nhỏ";
    /// An indicator differs from the sum of the other form that it is declared to agree with.
    FormsDisagree = "F209", Validate, Warning, "Hai biểu không khớp nhau";
    /// A sum of a unit is several times that of the period before.
    SuddenChange = "F210", Validate, Warning, "Biến động lớn so với kỳ trước";
    /// What was carried over is not what was pending at the end of the period before.
    CarriedDiffers = "F211", Validate, Warning, "Số chuyển kỳ không khớp";
    /// The files of a branch stand in the figures of two units, or twice in one.
    CountedTwice = "F212", Validate, Error, "Hồ sơ chi nhánh tính hai lần";
    /// Every count of a form is that of the period before: its file may have been sent again.
    SameAsBefore = "F213", Validate, Warning, "Giống hệt kỳ trước";
    /// An expected form was not sent.
    SubmissionMissing = "F301", Validate, Error, "Chưa gửi biểu";
    /// A unit that belongs in the form of the unit above it is not there.
    UnitMissing = "F302", Validate, Error, "Thiếu đơn vị";
    /// A form was sent after its deadline; it counts all the same.
    SubmissionLate = "F303", Validate, Warning, "Gửi trễ hạn";
    /// A form of indicators was sent without some of them; one finding lists them.
    IndicatorsMissing = "F304", Validate, Warning, "Thiếu chỉ tiêu";
    /// The pipeline leaves all figures of a unit in a form out because of another finding.
    UnitLeftOut = "F310", Validate, Error, "Không tính đơn vị";
    /// A waiver that the pipeline declares ended before the period did; the finding counts again.
    WaiverEnded = "F311", Validate, Warning, "Miễn trừ hết hạn";
    /// A check could not be made because the program failed.
    CheckFailed = "F390", Validate, Blocking, "Quy tắc không chạy được";
}

impl Code {
    /// The code behind its number.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }
}

impl Code {
    /// Whether a finding at the label of a line says that no figure of the line, or of its group, counts.
    #[must_use]
    pub const fn is_about_lines(self) -> bool {
        matches!(
            self,
            Self::StruckLine
                | Self::UnknownUnit
                | Self::UnknownLine
                | Self::UnitTwice
                | Self::LinesRepeated
        )
    }
}

impl Code {
    /// Whether what was left out is there already, or belongs elsewhere: nothing is missing without it.
    #[must_use]
    pub const fn is_about_repetition(self) -> bool {
        matches!(
            self,
            Self::LinesRepeated | Self::IndicatorTwice | Self::SentTwice | Self::OtherPeriod
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
