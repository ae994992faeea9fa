//! F123: an indicator stands twice in one form; the first time counts.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static INDICATOR_TWICE: Check = Check {
    code: Code::IndicatorTwice,
    severity: Severity::Error,
    title: "Chỉ tiêu ghi hai lần",
    vietnamese: Guidance {
        means: "Một chỉ tiêu có số liệu ở hai dòng của cùng biểu; chỉ dòng đầu được tính.",
        example: "Hai dòng \"Số TTHC công bố mới\" đều ghi số.",
        mend: "Xóa dòng thừa, hoặc sửa tên nếu là hai chỉ tiêu khác nhau.",
    },
    english: Guidance {
        means: "An indicator stands twice in one form; the first time counts.",
        example: "Two lines with the same label both hold a figure.",
        mend: "Delete one, or mend its label if they are two indicators.",
    },
};
