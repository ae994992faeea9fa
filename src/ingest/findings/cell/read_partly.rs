//! F118: parts of a cell are raised or struck through: they are no digits, and the cell is read without them.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static READ_PARTLY: Check = Check {
    code: Code::ReadPartly,
    severity: Severity::Warning,
    title: "Ô đọc một phần",
    vietnamese: Guidance {
        means: "Trong ô có phần viết nhô lên (dấu chú thích), hạ xuống hoặc bị gạch ngang (số đã bỏ). Phần đó không phải chữ số nên ô được đọc không có nó.",
        example: "Ô ghi 4 với số 1 nhô lên phía sau được tính là 4, không phải 41.",
        mend: "Ghi chú thích ở cột Ghi chú; xóa hẳn số đã bỏ thay vì gạch ngang.",
    },
    english: Guidance {
        means: "Parts of a cell are raised or struck through: they are no digits, and the cell is read without them.",
        example: "A cell shows 4 with a raised 1 behind it; 4 counts, not 41.",
        mend: "Write remarks into the column for notes, and delete a figure instead of striking it through.",
    },
};
