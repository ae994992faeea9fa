//! F122: a line equals the sum of the lines above or below it; its label, the total of its block or its size says that it is one.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static UNNAMED_TOTAL: Check = Check {
    code: Code::UnnamedTotal,
    severity: Severity::Warning,
    title: "Dòng tổng không ghi tên",
    vietnamese: Guidance {
        means: "Dòng bằng tổng các dòng phía trên hoặc ngay dưới mà không ghi là dòng tổng. Tên dòng, dòng tổng của khối hoặc độ lớn của các số cho biết đó là dòng tổng nên không tính lần nữa; khi không có gì cho biết, dòng vẫn được tính.",
        example: "Dòng cuối nhóm không ghi \"Tổng\".",
        mend: "Ghi \"Tổng\" ở đầu dòng. Nếu là một lĩnh vực thật, hãy kiểm tra lại số.",
    },
    english: Guidance {
        means: "A line equals the sum of the lines above or below it; its label, the total of its block or its size says that it is one.",
        example: "The last line of a group does not say that it is a total.",
        mend: "Say so at its beginning; if it is a field of its own, look at its figures.",
    },
};
