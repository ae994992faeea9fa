//! F133: a line has numbers, but not in every column; a blank is what follows from the rest, else a gap.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static BLANK_COUNT: Check = Check {
    code: Code::BlankCount,
    severity: Severity::Warning,
    title: "Ô để trống",
    vietnamese: Guidance {
        means: "Dòng có số ở vài cột nhưng để trống cột khác. Ô trống được hiểu là số suy ra từ các ô khác của dòng hoặc từ dòng tổng; nếu không suy ra được thì không được coi là 0, và số liệu của đơn vị chưa đủ.",
        example: "Đã giải quyết 500, quá hạn 100, đúng hạn để trống được hiểu là 400.",
        mend: "Điền đủ các cột; không có hồ sơ thì ghi 0.",
    },
    english: Guidance {
        means: "A line has numbers, but not in every column; a blank is what follows from the rest, else a gap.",
        example: "500 resolved, 100 of them overdue, on time blank: 400. What does not follow is a gap.",
        mend: "Fill in all columns; write 0 where there are no files.",
    },
};
