//! F128: the numbers of the lines begin again inside a group; the name of a unit may be missing.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static NUMBERING_RESTARTS: Check = Check {
    code: Code::NumberingRestarts,
    severity: Severity::Warning,
    title: "Số thứ tự bắt đầu lại",
    vietnamese: Guidance {
        means: "Số thứ tự quay lại 1 giữa một nhóm mà không có dòng tên đơn vị; có thể thiếu tên một đơn vị. Các dòng vẫn được tính cho đơn vị ở trên.",
        example: "1 Đất đai, 2 Hộ tịch, 1 Chứng thực, 2 Hộ tịch.",
        mend: "Thêm dòng tên đơn vị phía trên, hoặc đánh lại số thứ tự.",
    },
    english: Guidance {
        means: "The numbers of the lines begin again inside a group; the name of a unit may be missing.",
        example: "The lines of a group are numbered 1, 2, 1, 2.",
        mend: "Add the line of the unit above, or number the lines through.",
    },
};
