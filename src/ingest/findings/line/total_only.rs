//! F129: a unit gives its total and no number in any line; the total counts, without a field.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static TOTAL_ONLY: Check = Check {
    code: Code::TotalOnly,
    severity: Severity::Warning,
    title: "Chỉ có dòng tổng",
    vietnamese: Guidance {
        means: "Đơn vị chỉ ghi dòng tổng, không có số liệu theo lĩnh vực. Số của dòng tổng được tính cho đơn vị, không theo lĩnh vực.",
        example: "Dưới \"III UBND xã Lộc Hòa\" chỉ có dòng \"Tổng: 120\".",
        mend: "Ghi thêm các dòng theo lĩnh vực nếu biểu yêu cầu; nếu dòng tổng là của cả biểu, hãy ghi rõ \"Tổng cộng toàn huyện\".",
    },
    english: Guidance {
        means: "A unit gives its total and no number in any line; the total counts, without a field.",
        example: "Below the name of a commune stands a total of 120 and no line of a field.",
        mend: "Add the lines of the fields where the form asks for them; name a total of the whole form as one.",
    },
};
