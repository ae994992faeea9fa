//! F103: a form is found but the unit that sent it is not.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNKNOWN_SENDER: Check = Check {
    code: Code::UnknownSender,
    severity: Severity::Blocking,
    title: "Không rõ đơn vị gửi",
    vietnamese: Guidance {
        means: "Nhận ra biểu nhưng không biết của đơn vị nào, hoặc bảng ghi tên một cơ quan không có trong danh mục, nên số liệu không được tính.",
        example: "Phụ lục 3 không ghi tên huyện ở tiêu đề, tên nhóm, tên trang hay tên tệp.",
        mend: "Ghi tên đơn vị ở đầu biểu, ví dụ \"UBND huyện Lộc Ninh\", hoặc trong tên tệp.",
    },
    english: Guidance {
        means: "A form is found but the unit that sent it is not.",
        example: "Form 3 names no district in its heading, its groups, its sheet or its file name.",
        mend: "Write the name of the unit above the form, or into the file name.",
    },
};
