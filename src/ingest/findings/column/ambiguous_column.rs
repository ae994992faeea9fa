//! F112: two columns of the sheet could be the same column of the form; neither is read.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static AMBIGUOUS_COLUMN: Check = Check {
    code: Code::AmbiguousColumn,
    severity: Severity::Error,
    title: "Hai cột cùng nghĩa",
    vietnamese: Guidance {
        means: "Hai cột cùng có thể là một cột của biểu; không cột nào được tính.",
        example: "Hai cột cùng tên \"Quá hạn\" dưới một đầu cột.",
        mend: "Đổi tên hoặc xóa cột thừa.",
    },
    english: Guidance {
        means: "Two columns of the sheet could be the same column of the form; neither is read.",
        example: "Two columns are both called overdue below one header.",
        mend: "Rename or delete the one that does not belong.",
    },
};
