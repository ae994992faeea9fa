//! F132: a formula shows an error or was never calculated.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static NOT_CALCULATED: Check = Check {
    code: Code::NotCalculated,
    severity: Severity::Error,
    title: "Công thức chưa có kết quả",
    vietnamese: Guidance {
        means: "Công thức báo lỗi hoặc chưa được tính; ô không được tính và không bị coi là 0.",
        example: "#REF!, #DIV/0!, hoặc tệp do phần mềm khác tạo ra chưa mở bằng Excel.",
        mend: "Mở bằng Excel, sửa công thức, để Excel tính lại rồi lưu.",
    },
    english: Guidance {
        means: "A formula shows an error or was never calculated.",
        example: "#REF!, #DIV/0!, or a file of another program that Excel never opened.",
        mend: "Open it with Excel, mend the formula, let it calculate and save.",
    },
};
