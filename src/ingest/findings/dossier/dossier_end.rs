//! F162: the end of a dossier contradicts its state or its beginning.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static DOSSIER_END: Check = Check {
    code: Code::DossierEnd,
    severity: Severity::Error,
    title: "Hồ sơ kết thúc mâu thuẫn",
    vietnamese: Guidance {
        means: "Trạng thái và ngày kết thúc của hồ sơ nói ngược nhau, hoặc hồ sơ kết thúc trước khi tiếp nhận; hồ sơ đó không được tính và số liệu của đơn vị chưa đủ.",
        example: "Trạng thái \"Đã trả kết quả\" nhưng không có ngày kết thúc.",
        mend: "Sửa trạng thái hoặc ngày của hồ sơ trên hệ thống rồi xuất lại danh sách.",
    },
    english: Guidance {
        means: "The state and the end of dossiers contradict each other, or they ended before they came in.",
        example: "A dossier is handed out by its state, and nothing tells when.",
        mend: "Mend the state or the date in the system and export the list again.",
    },
};
