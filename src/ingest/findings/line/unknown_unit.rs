//! F120: a group or a line names no unit of the register that may stand there.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNKNOWN_UNIT: Check = Check {
    code: Code::UnknownUnit,
    severity: Severity::Error,
    title: "Không rõ đơn vị",
    vietnamese: Guidance {
        means: "Tên đơn vị không có trong danh mục, hoặc là tên của nhiều đơn vị; số liệu của dòng hay nhóm không được tính.",
        example: "\"Xã Lộc Thanh\" trong khi danh mục có Lộc Thành và Lộc Thạnh.",
        mend: "Sửa tên theo gợi ý. Nếu tên đúng là cách gọi khác, người quản trị dán dòng nêu trong lời nhắn vào bảng aliases.",
    },
    english: Guidance {
        means: "A group or a line names no unit of the register that may stand there.",
        example: "A commune is misspelt, and the register has two that come near.",
        mend: "Mend the name as suggested; if it is another name of the unit, put the line in the message into the table of aliases.",
    },
};
