//! F102: the workbook opens but no declared form is found in it.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNKNOWN_FORM: Check = Check {
    code: Code::UnknownForm,
    severity: Severity::Blocking,
    title: "Không nhận ra biểu mẫu",
    vietnamese: Guidance {
        means: "Tệp mở được nhưng không trang nào có bảng theo biểu đã khai báo.",
        example: "Trang \"Sheet1\" có cột STT, Lĩnh vực nhưng không có \"Số lượng hồ sơ tiếp nhận\".",
        mend: "Dùng đúng biểu mẫu; giữ nguyên chữ ở đầu cột. Xem các cột còn thiếu trong lời nhắn.",
    },
    english: Guidance {
        means: "The workbook opens but no declared form is found in it.",
        example: "Sheet \"Sheet1\" has an ordinal and a field, but no column of files received.",
        mend: "Use the form as issued and keep its header texts; the message lists the columns that are missing.",
    },
};
