//! F113: cells beside the table, below no header; they are not read.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static STRAY_CELLS: Check = Check {
    code: Code::StrayCells,
    severity: Severity::Warning,
    title: "Ô ngoài bảng",
    vietnamese: Guidance {
        means: "Có ô nằm ngoài các cột của bảng, không thuộc đầu cột nào; các ô này không được tính.",
        example: "Số 777 ở ô P15, bên phải cột cuối cùng.",
        mend: "Xóa ô thừa, hoặc chuyển số liệu vào đúng cột.",
    },
    english: Guidance {
        means: "Cells beside the table, below no header; they are not read.",
        example: "777 stands in P15, right of the last column.",
        mend: "Delete the cell, or move the figure into its column.",
    },
};
