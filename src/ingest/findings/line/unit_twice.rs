//! F140: a unit stands twice in one form; the first time counts.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNIT_TWICE: Check = Check {
    code: Code::UnitTwice,
    severity: Severity::Error,
    title: "Đơn vị ghi hai lần",
    vietnamese: Guidance {
        means: "Một đơn vị đứng hai lần trong cùng biểu; chỉ lần đầu được tính.",
        example: "\"Xã Tân Tiến\" có hai nhóm.",
        mend: "Gộp hai nhóm làm một, hoặc sửa tên nếu là hai đơn vị khác nhau.",
    },
    english: Guidance {
        means: "A unit stands twice in one form; the first time counts.",
        example: "A commune has two groups.",
        mend: "Put the two together, or mend the name if they are two units.",
    },
};
