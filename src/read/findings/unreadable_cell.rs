//! F107: part of a sheet could not be decoded; the cells around it were.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNREADABLE_CELL: Check = Check {
    code: Code::UnreadableCell,
    severity: Severity::Error,
    title: "Có ô không đọc được",
    vietnamese: Guidance {
        means: "Một phần của trang tính bị hỏng không giải mã được; các ô khác vẫn được đọc.",
        example: "Ô ngay sau F12 không giải mã được.",
        mend: "Mở tệp bằng Excel, kiểm tra ô được nêu, lưu lại rồi gửi lại.",
    },
    english: Guidance {
        means: "Part of a sheet could not be decoded; the cells around it were.",
        example: "The cell after F12 cannot be decoded.",
        mend: "Open the file with Excel, look at the cell that is named, save and send again.",
    },
};
