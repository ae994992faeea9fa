//! F114: text in an encoding of the time before Unicode (TCVN3, VNI) was converted.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static LEGACY_TEXT: Check = Check {
    code: Code::LegacyText,
    severity: Severity::Note,
    title: "Bảng mã cũ",
    vietnamese: Guidance {
        means: "Chữ ghi bằng bảng mã cũ (TCVN3/ABC hoặc VNI) đã được chuyển sang Unicode để đọc.",
        example: "\"§Êt ®ai\" là \"Đất đai\".",
        mend: "Nên dùng phông Unicode (Times New Roman). Kiểm tra ví dụ trong lời nhắn có đúng không.",
    },
    english: Guidance {
        means: "Text in an encoding of the time before Unicode (TCVN3, VNI) was converted.",
        example: "A text in the font .VnTime shows other letters than it means.",
        mend: "Use a Unicode font, and see whether the example in the message came out right.",
    },
};
