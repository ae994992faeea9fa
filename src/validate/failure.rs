//! F390: a check that could not be made. What it did not say may be wrong.

use crate::model::{Check, Code, Finding, Guidance, Severity};

pub(super) static CHECK_FAILED: Check = Check {
    code: Code::CheckFailed,
    severity: Severity::Blocking,
    title: "Quy tắc không chạy được",
    vietnamese: Guidance {
        means: "Chương trình gặp lỗi khi chạy một quy tắc, nên không biết quy tắc đó có được tuân thủ không.",
        example: "Quy tắc F203 không chạy được.",
        mend: "Báo người quản trị kèm các tệp của kỳ; đừng dùng kết quả trước khi sửa.",
    },
    english: Guidance {
        means: "A check could not be made because the program failed.",
        example: "Rule F203 could not be run.",
        mend: "Tell whoever runs the program, with the files; do not use the results before.",
    },
};

/// A rule that fails is told.
pub(super) fn failed(check: &Check) -> Finding {
    let message = format!(
        "quy tắc {} ({}) không chạy được vì lỗi của chương trình; không biết số liệu có sai hay không, hãy báo người quản trị",
        check.code,
        check.title.to_lowercase()
    );
    Finding::new(&CHECK_FAILED, message)
}
