//! F106: two declared forms fit one table equally well.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static AMBIGUOUS_FORM: Check = Check {
    code: Code::AmbiguousForm,
    severity: Severity::Error,
    title: "Không phân biệt được biểu mẫu",
    vietnamese: Guidance {
        means: "Bảng giống nhau giữa hai biểu nên không biết là biểu nào; bảng không được tính.",
        example: "Đầu cột phù hợp với cả Phụ lục 2 và Phụ lục 3.",
        mend: "Ghi tên phụ lục phía trên bảng.",
    },
    english: Guidance {
        means: "Two declared forms fit one table equally well.",
        example: "The header fits forms 2 and 3 alike.",
        mend: "Write the name of the form above the table.",
    },
};
