//! F131: a count is a fraction, negative or a percentage.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static NOT_A_COUNT: Check = Check {
    code: Code::NotACount,
    severity: Severity::Error,
    title: "Không phải số đếm",
    vietnamese: Guidance {
        means: "Số đếm không thể âm, lẻ hay lớn bất thường; ô không được tính.",
        example: "1.234 nhập dạng số thập phân thay cho 1234.",
        mend: "Nhập lại số nguyên, không có dấu phân cách.",
    },
    english: Guidance {
        means: "A count is a fraction, negative or a percentage.",
        example: "1.234 entered as a decimal number in place of 1234.",
        mend: "Type the whole number, without separators.",
    },
};
