//! F127: a heading, or the name of a sheet or file, tells another period than that of the run; the table does not count.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static OTHER_PERIOD: Check = Check {
    code: Code::OtherPeriod,
    severity: Severity::Error,
    title: "Khác kỳ báo cáo",
    vietnamese: Guidance {
        means: "Tiêu đề, tên trang hoặc tên tệp ghi kỳ khác với kỳ đang chạy (tháng, quý, 6 tháng, 9 tháng, năm, từ ngày đến ngày, lũy kế); bảng đó không được tính. Khi tiêu đề ghi đúng kỳ mà chỉ tên trang hay tên tệp ghi khác, bảng vẫn được tính.",
        example: "Tiêu đề ghi \"9 tháng đầu năm 2023\" trong khi đang tổng hợp Quý III năm 2023.",
        mend: "Gửi đúng biểu của kỳ; nếu số liệu đúng mà tiêu đề, tên trang hay tên tệp chưa sửa, hãy sửa chỗ đó. Người quản trị có thể khai other-periods = \"count\".",
    },
    english: Guidance {
        means: "A heading, or the name of a sheet or file, tells another period than that of the run; the table does not count.",
        example: "The heading says nine months of the year where quarter III is being put together.",
        mend: "Send the form of the period; if only the heading, tab or file name is old, mend that.",
    },
};
