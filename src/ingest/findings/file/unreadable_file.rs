//! F101: the file cannot be opened as a workbook: empty, cut short, of another type or protected.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNREADABLE_FILE: Check = Check {
    code: Code::UnreadableFile,
    severity: Severity::Blocking,
    title: "Không mở được tệp",
    vietnamese: Guidance {
        means: "Tệp không mở được: rỗng, bị cắt cụt, hỏng, có mật khẩu, quá lớn, hoặc không phải bảng tính. Không số liệu nào trong tệp được tính.",
        example: "bao-cao.xlsx: tệp có mật khẩu (đã mã hóa)",
        mend: "Làm theo lời nhắn của phát hiện: bỏ mật khẩu, mở lại bằng Excel rồi lưu dạng .xlsx, hoặc gửi đúng tệp số liệu.",
    },
    english: Guidance {
        means: "The file cannot be opened as a workbook: empty, cut short, of another type or protected.",
        example: "bao-cao.xlsx is encrypted with a password.",
        mend: "Do as the message says: take off the password, save it again as .xlsx, or send the right file.",
    },
};
