//! F134: numbers typed as text were read as numbers.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static TEXT_NUMBERS: Check = Check {
    code: Code::TextNumbers,
    severity: Severity::Note,
    title: "Số gõ dạng chữ",
    vietnamese: Guidance {
        means: "Số được gõ dạng chữ và đã được hiểu thành số.",
        example: "\"1.234\" hay \"120 hồ sơ\".",
        mend: "Nên nhập dạng số để tránh nhầm.",
    },
    english: Guidance {
        means: "Numbers typed as text were read as numbers.",
        example: "A cell holds the text \"1.234\".",
        mend: "Enter numbers as numbers.",
    },
};
