//! F160: a time of a dossier cannot be read, or is missing where none may be.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static DOSSIER_DATE: Check = Check {
    code: Code::DossierDate,
    severity: Severity::Error,
    title: "Hồ sơ có ngày không đọc được",
    vietnamese: Guidance {
        means: "Trong danh sách hồ sơ, ngày tiếp nhận trống, hoặc một ngày ghi không đọc được hay đọc được hai cách; hồ sơ đó không được tính và số liệu của đơn vị chưa đủ.",
        example: "Ngày hẹn trả ghi \"10/9\" không có năm.",
        mend: "Ghi ngày dạng 10/09/2023, có thể kèm giờ 10/09/2023 16:30, hoặc 2023-09-10.",
    },
    english: Guidance {
        means: "A time in a list of dossiers cannot be read, or when a dossier came in is not told.",
        example: "A due date has no year.",
        mend: "Write days as 10/09/2023, with the hour as 10/09/2023 16:30, or as 2023-09-10.",
    },
};
