//! F105: a hidden sheet is not read.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static HIDDEN_SHEET: Check = Check {
    code: Code::HiddenSheet,
    severity: Severity::Warning,
    title: "Trang tính bị ẩn",
    vietnamese: Guidance {
        means: "Trang tính bị ẩn không được đọc, vì thường là số liệu cũ hoặc trang nháp.",
        example: "Trang \"Kỳ trước\" bị ẩn.",
        mend: "Nếu là số liệu phải báo cáo, hãy bỏ ẩn trang đó; nếu không, hãy xóa.",
    },
    english: Guidance {
        means: "A hidden sheet is not read.",
        example: "A sheet with the figures of the period before is hidden.",
        mend: "Show the sheet if it is to be reported; delete it if not.",
    },
};
