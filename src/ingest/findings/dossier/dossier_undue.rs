//! F161: a dossier is not told when it is due.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static DOSSIER_UNDUE: Check = Check {
    code: Code::DossierUndue,
    severity: Severity::Error,
    title: "Hồ sơ không có ngày hẹn trả",
    vietnamese: Guidance {
        means: "Hồ sơ không có ngày hẹn trả thì không biết đúng hạn hay quá hạn; hồ sơ đó không được tính và số liệu của đơn vị chưa đủ.",
        example: "12 hồ sơ Đất đai có ô \"Ngày hẹn trả\" trống.",
        mend: "Ghi ngày hẹn trả của các hồ sơ đó trên hệ thống rồi xuất lại danh sách.",
    },
    english: Guidance {
        means: "Dossiers have no due date, so that nothing tells whether they are on time.",
        example: "Twelve dossiers have a blank due date.",
        mend: "Fill in the due dates in the system and export the list again.",
    },
};
