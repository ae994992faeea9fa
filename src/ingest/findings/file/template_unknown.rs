//! F152: what a file says of the template that it was made from cannot be used.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static TEMPLATE_UNKNOWN: Check = Check {
    code: Code::TemplateUnknown,
    severity: Severity::Warning,
    title: "Không dùng được nhãn của mẫu",
    vietnamese: Guidance {
        means: "Tệp có nhãn của mẫu (tên đã đặt hoặc thuộc tính tthc_form) nhưng nhãn không dùng được: hai chỗ ghi khác nhau, không đọc được, hoặc nêu biểu, đơn vị không có trong khai báo. Tệp được đọc như tệp không làm trên mẫu: đơn vị, kỳ lấy theo tiêu đề, tên trang, tên tệp.",
        example: "Tên đã đặt ghi mẫu của Huyện Lộc Ninh, thuộc tính ghi mẫu của Huyện Bù Đốp.",
        mend: "Lấy mẫu mới của đúng đơn vị và kỳ (tthc template), chép số liệu sang rồi gửi lại.",
    },
    english: Guidance {
        means: "What the file says of its template cannot be used: its two places disagree, or name a form or unit that nobody declared. It is read as a file without a template.",
        example: "The defined name says one district, the property of the document another.",
        mend: "Take the template of the unit and period (tthc template), copy the figures over and send that.",
    },
};
