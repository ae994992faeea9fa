//! F125: lines stand above the first group of a form; they count for its sender.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static GROUP_UNNAMED: Check = Check {
    code: Code::GroupUnnamed,
    severity: Severity::Warning,
    title: "Dòng không ghi tên đơn vị",
    vietnamese: Guidance {
        means: "Các dòng đầu bảng không có dòng tên đơn vị phía trên; được tính cho đơn vị gửi biểu.",
        example: "Ngay dưới đầu biểu là dòng \"1 Đất đai\", không có dòng \"I UBND huyện Lộc Ninh\".",
        mend: "Thêm dòng tên đơn vị phía trên; kiểm tra các dòng đó có đúng là của đơn vị gửi không.",
    },
    english: Guidance {
        means: "Lines stand above the first group of a form; they count for its sender.",
        example: "The first field stands right below the header, with no unit above it.",
        mend: "Add a line with the unit, and see whether these lines are those of the sender.",
    },
};
