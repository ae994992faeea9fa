//! F163: a state, a channel or a number of requests that is not known.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static DOSSIER_WORD: Check = Check {
    code: Code::DossierWord,
    severity: Severity::Error,
    title: "Hồ sơ có chữ không hiểu",
    vietnamese: Guidance {
        means: "Trạng thái, hình thức nộp hoặc số lần yêu cầu bổ sung của hồ sơ không có trong khai báo; hồ sơ đó không được tính và số liệu của đơn vị chưa đủ.",
        example: "Trạng thái \"Chuyển phòng\" không thuộc ended cũng không thuộc open.",
        mend: "Nếu chữ đúng, người quản trị thêm nó vào ended, open, online hoặc direct của [dossiers]; nếu không, sửa trên hệ thống.",
    },
    english: Guidance {
        means: "A state, a channel or a number of requests for supplements is not one that is declared.",
        example: "A state is neither among those that end a dossier nor among the open ones.",
        mend: "If the word is right, add it to ended, open, online or direct of [dossiers]; otherwise mend it in the system.",
    },
};
