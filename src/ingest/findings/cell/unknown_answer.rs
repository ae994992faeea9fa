//! F136: an answer is neither a code of the legend nor its words.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNKNOWN_ANSWER: Check = Check {
    code: Code::UnknownAnswer,
    severity: Severity::Error,
    title: "Trả lời không có trong biểu",
    vietnamese: Guidance {
        means: "Ô trả lời không phải mã số cũng không phải câu trả lời nào ghi trong biểu.",
        example: "Hình thức khảo sát ghi \"3\" trong khi chỉ có 0, 1, 2.",
        mend: "Ghi đúng mã số của câu trả lời như cột đơn vị tính hướng dẫn.",
    },
    english: Guidance {
        means: "An answer is neither a code of the legend nor its words.",
        example: "\"3\" where the legend has 0, 1 and 2.",
        mend: "Write the code of the answer as the column of scales lists it.",
    },
};
