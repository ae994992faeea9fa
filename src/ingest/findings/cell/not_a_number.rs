//! F130: a cell where a count belongs cannot be read as one number.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static NOT_A_NUMBER: Check = Check {
    code: Code::NotANumber,
    severity: Severity::Error,
    title: "Không phải số",
    vietnamese: Guidance {
        means: "Ô phải là số nhưng không đọc được thành một số; ô không được tính.",
        example: "\"1O5\" (chữ O thay cho số 0), \"xem phụ lục\", hoặc một ngày tháng.",
        mend: "Nhập lại số.",
    },
    english: Guidance {
        means: "A cell where a count belongs cannot be read as one number.",
        example: "\"1O5\" with a letter for a nought, \"see the appendix\", or a date.",
        mend: "Type the number again.",
    },
};
