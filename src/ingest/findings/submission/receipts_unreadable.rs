//! F142: the times at which submissions came in cannot be read.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static RECEIPTS_UNREADABLE: Check = Check {
    code: Code::ReceiptsUnreadable,
    severity: Severity::Warning,
    title: "Không đọc được sổ nhận báo cáo",
    vietnamese: Guidance {
        means: "Sổ nhận báo cáo received.csv có dòng không đọc được, nên không biết giờ nhận của tệp đó.",
        example: "Dòng 3: \"05-10\" không phải ngày giờ.",
        mend: "Ghi hai cột file,received_at; giờ nhận dạng 2023-10-05 16:30.",
    },
    english: Guidance {
        means: "The times at which submissions came in cannot be read.",
        example: "Line 3: \"05-10\" is no date and time.",
        mend: "Keep the columns file,received_at; times look like 2023-10-05 16:30.",
    },
};
