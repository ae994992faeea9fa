//! F135: a count was rounded to thousands; it counts as it is written.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static ROUNDED_NUMBER: Check = Check {
    code: Code::RoundedNumber,
    severity: Severity::Warning,
    title: "Số đã làm tròn",
    vietnamese: Guidance {
        means: "Số được ghi làm tròn theo nghìn, triệu; được tính đúng như ghi, nhưng không phải số đếm chính xác.",
        example: "\"8,98 ngàn hồ sơ\" được tính là 8.980.",
        mend: "Ghi số chính xác, ví dụ 8.976.",
    },
    english: Guidance {
        means: "A count was rounded to thousands; it counts as it is written.",
        example: "A text of 8.98 thousand files counts as 8,980.",
        mend: "Write the exact number, such as 8976.",
    },
};
