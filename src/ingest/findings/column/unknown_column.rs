//! F111: a column of the sheet is not in the form.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNKNOWN_COLUMN: Check = Check {
    code: Code::UnknownColumn,
    severity: Severity::Warning,
    title: "Cột lạ",
    vietnamese: Guidance {
        means: "Bảng có cột mà biểu không có; cột đó không được tính.",
        example: "Cột \"Cán bộ phụ trách\".",
        mend: "Không cần làm gì nếu là cột thêm để theo dõi riêng; nếu là số liệu, hãy dùng đúng tên cột của biểu.",
    },
    english: Guidance {
        means: "A column of the sheet is not in the form.",
        example: "A column names the officer in charge.",
        mend: "Nothing, if the column is for your own use; if it holds figures, use the header text of the form.",
    },
};
