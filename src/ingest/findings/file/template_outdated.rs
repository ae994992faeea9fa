//! F150: a file was made from an old version of its template.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static TEMPLATE_OUTDATED: Check = Check {
    code: Code::TemplateOutdated,
    severity: Severity::Warning,
    title: "Mẫu cũ",
    vietnamese: Guidance {
        means: "Tệp làm trên mẫu đã cũ: từ đó biểu đã đổi (cột, dòng, công thức hoặc lời trên biểu). Số liệu vẫn được đọc theo biểu hiện hành; cột nào biểu nay không có, hoặc mẫu cũ còn thiếu, được báo riêng.",
        example: "Mẫu Phụ lục 3 tải về quý trước, nay biểu đã thêm một cột.",
        mend: "Lấy mẫu mới (tthc template) cho lần gửi sau; nếu có cột thiếu thì chép số liệu sang mẫu mới rồi gửi lại.",
    },
    english: Guidance {
        means: "The file was made from an old version of its template; its figures are read by the form of now.",
        example: "A template of the last quarter, since when the form got another column.",
        mend: "Take the new template (tthc template); where a column is missing, copy the figures over and send it again.",
    },
};
