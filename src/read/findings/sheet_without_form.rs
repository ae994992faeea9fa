//! F108: a sheet with something in it holds no declared form, though another sheet of the file does.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static SHEET_WITHOUT_FORM: Check = Check {
    code: Code::SheetWithoutForm,
    severity: Severity::Note,
    title: "Trang tính không có biểu",
    vietnamese: Guidance {
        means: "Trang tính có nội dung nhưng không có biểu nào đã khai báo; trang khác của tệp thì có.",
        example: "Trang \"Ghi chú\" chỉ có lời giải thích.",
        mend: "Không cần làm gì nếu trang đó không phải số liệu.",
    },
    english: Guidance {
        means: "A sheet with something in it holds no declared form, though another sheet of the file does.",
        example: "A sheet holds explanations only.",
        mend: "Nothing, unless the sheet holds figures.",
    },
};
