//! F143: a table repeats lines of an earlier table of its file; the first time counts.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static LINES_REPEATED: Check = Check {
    code: Code::LinesRepeated,
    severity: Severity::Error,
    title: "Bảng ghi hai lần",
    vietnamese: Guidance {
        means: "Một bảng lặp lại các dòng đã có ở bảng trước của cùng biểu trong tệp; chỉ lần đầu được tính.",
        example: "Trang \"Phụ lục 3 (2)\" là bản sao của trang \"Phụ lục 3\".",
        mend: "Xóa bảng thừa. Nếu là số liệu của hệ thống khác, đặt tên trang theo hệ thống, ví dụ \"Trên hệ thống của Bộ\".",
    },
    english: Guidance {
        means: "A table repeats lines of an earlier table of its file; the first time counts.",
        example: "A sheet is a copy of the sheet before it.",
        mend: "Delete the copy; if it is from another system, name the sheet after that system.",
    },
};
