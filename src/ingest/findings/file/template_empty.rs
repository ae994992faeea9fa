//! F153: a template came back as it was sent out.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static TEMPLATE_EMPTY: Check = Check {
    code: Code::TemplateEmpty,
    severity: Severity::Error,
    title: "Mẫu chưa điền",
    vietnamese: Guidance {
        means: "Tệp làm trên mẫu nhưng chưa có số liệu nào; không dòng nào được tính, kể cả là số 0.",
        example: "Đơn vị gửi lại đúng tệp mẫu vừa nhận.",
        mend: "Điền các ô màu vàng rồi gửi lại; không có hồ sơ thì ghi 0.",
    },
    english: Guidance {
        means: "The file was made from a template and holds no figure; none of its lines counts, not even as 0.",
        example: "An office sends the template back as it got it.",
        mend: "Fill in the yellow cells and send it again; write 0 where there were no files.",
    },
};
