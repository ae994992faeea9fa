//! F115: rows or columns of a table are hidden; their figures count all the same.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static HIDDEN_LINES: Check = Check {
    code: Code::HiddenLines,
    severity: Severity::Warning,
    title: "Dòng, cột bị ẩn",
    vietnamese: Guidance {
        means: "Trong bảng có dòng hoặc cột bị ẩn; số liệu trong đó vẫn được tính.",
        example: "Dòng 9 bị ẩn nhưng có số hồ sơ.",
        mend: "Bỏ ẩn để kiểm tra; nếu là số thừa, hãy xóa.",
    },
    english: Guidance {
        means: "Rows or columns of a table are hidden; their figures count all the same.",
        example: "Row 9 is hidden and holds files.",
        mend: "Show it and look; delete it if it does not belong.",
    },
};
