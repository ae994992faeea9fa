//! F109: the name of a file says another type than its bytes; the bytes count.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static MISNAMED: Check = Check {
    code: Code::Misnamed,
    severity: Severity::Note,
    title: "Tên tệp sai loại",
    vietnamese: Guidance {
        means: "Đuôi của tên tệp không đúng với nội dung; tệp được đọc theo nội dung.",
        example: "bao-cao.xls thực ra là trang web do hệ thống xuất ra.",
        mend: "Nên lưu lại dạng .xlsx bằng Excel, hoặc đổi đuôi tên tệp cho đúng.",
    },
    english: Guidance {
        means: "The name of a file says another type than its bytes; the bytes count.",
        example: "bao-cao.xls is in truth a web page that a system exported.",
        mend: "Save it as .xlsx with Excel, or mend the ending of its name.",
    },
};
