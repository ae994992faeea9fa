//! F117: cells under a merged one still hold figures that nobody sees; what the merged cell shows counts alone.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static COVERED_CELLS: Check = Check {
    code: Code::CoveredCells,
    severity: Severity::Warning,
    title: "Số bị ô gộp che",
    vietnamese: Guidance {
        means: "Ô gộp che các ô còn giữ số liệu; người mở tệp chỉ thấy ô gộp nên số bị che không được tính.",
        example: "C11:C13 là một ô gộp hiện 474, nhưng C12 và C13 vẫn giữ 134 và 57.",
        mend: "Bỏ gộp ô, rồi xóa số thừa hoặc ghi số vào từng ô.",
    },
    english: Guidance {
        means: "Cells under a merged one still hold figures that nobody sees; what the merged cell shows counts alone.",
        example: "C11:C13 is one merged cell that shows 474, but C12 and C13 still hold 134 and 57.",
        mend: "Unmerge the cells, then delete what is superfluous or write a number into each.",
    },
};
