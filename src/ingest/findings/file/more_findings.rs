//! F116: more was found in a file than can be listed; the severity is the worst of what is not.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static MORE_FINDINGS: Check = Check {
    code: Code::MoreFindings,
    severity: Severity::Warning,
    title: "Còn phát hiện khác",
    vietnamese: Guidance {
        means: "Tệp có quá nhiều phát hiện nên chỉ một phần được liệt kê.",
        example: "Một cột lệch làm mọi dòng đều sai.",
        mend: "Sửa các lỗi đã nêu trước, rồi kiểm tra lại tệp.",
    },
    english: Guidance {
        means: "More was found in a file than can be listed; the severity is the worst of what is not.",
        example: "One shifted column makes every line wrong.",
        mend: "Mend what is listed first, then check the file again.",
    },
};
