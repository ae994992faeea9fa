//! F110: a column of the form is not in the sheet.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static MISSING_COLUMN: Check = Check {
    code: Code::MissingColumn,
    severity: Severity::Error,
    title: "Thiếu cột",
    vietnamese: Guidance {
        means: "Bảng thiếu một cột của biểu; các tỷ lệ cần cột đó không tính được.",
        example: "Không có cột \"Quá hạn\" dưới \"Số lượng hồ sơ đã giải quyết\".",
        mend: "Thêm cột theo đúng biểu mẫu. Nếu cột có mà mang tên khác, báo người quản trị thêm tên đó vào biểu.",
    },
    english: Guidance {
        means: "A column of the form is not in the sheet.",
        example: "There is no overdue column below files resolved.",
        mend: "Add the column as the form has it; if it is there under another name, have that name added to the form.",
    },
};
