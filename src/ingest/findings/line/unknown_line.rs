//! F121: a line below the header is neither item, total, group nor note; it is not read.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNKNOWN_LINE: Check = Check {
    code: Code::UnknownLine,
    severity: Severity::Error,
    title: "Dòng không rõ nghĩa",
    vietnamese: Guidance {
        means: "Dòng có số liệu nhưng không rõ là của lĩnh vực hay đơn vị nào; dòng không được tính.",
        example: "Dòng có số mà ô tên lĩnh vực để trống.",
        mend: "Ghi tên lĩnh vực hoặc đơn vị ở đầu dòng, hoặc xóa dòng thừa.",
    },
    english: Guidance {
        means: "A line below the header is neither item, total, group nor note; it is not read.",
        example: "A line has figures and no field.",
        mend: "Write the field or the unit at the beginning of the line, or delete the line.",
    },
};
