//! F126: lines only detail the line above them; that line counts.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static DETAIL_LINES: Check = Check {
    code: Code::DetailLines,
    severity: Severity::Note,
    title: "Dòng chi tiết",
    vietnamese: Guidance {
        means: "Các dòng chỉ chi tiết cho dòng phía trên (ghi \"Trong đó\", đánh số 1.1, a), gạch đầu dòng hoặc thụt vào); chỉ dòng phía trên được tính để không tính hai lần.",
        example: "Dưới \"1 Đất đai: 60\" có \"1.1 Cấp lần đầu: 40\" và \"1.2 Biến động: 20\".",
        mend: "Không cần làm gì nếu các dòng chi tiết cộng lại bằng dòng phía trên; nếu không bằng, hãy kiểm tra lại.",
    },
    english: Guidance {
        means: "Lines only detail the line above them; that line counts.",
        example: "Below line 1 with 60 files stand 1.1 with 40 and 1.2 with 20.",
        mend: "Nothing, if the details add up to the line above them; look at them if not.",
    },
};
