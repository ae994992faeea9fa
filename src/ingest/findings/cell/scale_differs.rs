//! F124: the column of scales says another magnitude than the form: dong where millions are asked for.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static SCALE_DIFFERS: Check = Check {
    code: Code::ScaleDiffers,
    severity: Severity::Error,
    title: "Đơn vị tính khác biểu mẫu",
    vietnamese: Guidance {
        means: "Cột đơn vị tính ghi đơn vị khác với biểu mẫu nên số liệu không thể được dùng như của biểu.",
        example: "Kế hoạch giải ngân tính bằng triệu đồng nhưng cột đơn vị tính ghi \"Đồng\".",
        mend: "Đổi số liệu về đơn vị tính của biểu và giữ nguyên cột đơn vị tính.",
    },
    english: Guidance {
        means: "The column of scales says another magnitude than the form: dong where millions are asked for.",
        example: "A plan in millions of dong stands beside the scale dong.",
        mend: "Convert the figures to the scale of the form and leave the column of scales as it is.",
    },
};
