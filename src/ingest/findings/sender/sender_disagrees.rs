//! F104: what tells the sender disagrees.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static SENDER_DISAGREES: Check = Check {
    code: Code::SenderDisagrees,
    severity: Severity::Warning,
    title: "Tên đơn vị gửi không thống nhất",
    vietnamese: Guidance {
        means: "Các chỗ nêu tên đơn vị không thống nhất. Nếu tên ghi trong bảng (tiêu đề, tên nhóm) rõ một đơn vị thì số liệu được tính cho đơn vị đó và chỉ cảnh báo về tên trang, tên tệp, thư mục; nếu chính bảng nêu hai đơn vị, hoặc bảng không nêu tên còn các chỗ khác không khớp, thì bảng không được tính cho đơn vị nào.",
        example: "Tiêu đề ghi \"Huyện Lộc Ninh\" nhưng tệp tên huyen-bu-dop.xlsx.",
        mend: "Kiểm tra có gửi nhầm tệp hay không, rồi sửa tên cho thống nhất.",
    },
    english: Guidance {
        means: "What tells the sender disagrees. Where the sheet itself names one, that one counts; else nobody does, as an error.",
        example: "The heading names one district, the file name another: it counts for the one in the heading, with a warning.",
        mend: "See whether the wrong file was sent, then make the names agree.",
    },
};
