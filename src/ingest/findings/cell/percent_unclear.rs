//! F137: a percentage of at most one may be a share of one, and nothing tells.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static PERCENT_UNCLEAR: Check = Check {
    code: Code::PercentUnclear,
    severity: Severity::Error,
    title: "Tỷ lệ hiểu được hai cách",
    vietnamese: Guidance {
        means: "Một tỷ lệ từ 1 trở xuống có thể là số lẻ của ô định dạng phần trăm (0,855 là 85,5%) hoặc là tỷ lệ dưới 1%; không có số liệu nào cho biết.",
        example: "Ô ghi 0,855, các chỉ tiêu tử số và mẫu số để trống.",
        mend: "Ghi kèm dấu phần trăm, ví dụ 85,5%, hoặc điền các chỉ tiêu thành phần.",
    },
    english: Guidance {
        means: "A percentage of at most one may be a share of one, and nothing tells.",
        example: "A cell says 0.855, and the counts it follows from are blank.",
        mend: "Write the percent sign, 85.5 %, or fill in the counts.",
    },
};
