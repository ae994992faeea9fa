//! F141: two files hold the same form of the same unit with other figures; one counts.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static SENT_TWICE: Check = Check {
    code: Code::SentTwice,
    severity: Severity::Warning,
    title: "Gửi hai lần",
    vietnamese: Guidance {
        means: "Cùng một biểu của một đơn vị nằm trong nhiều tệp với số liệu khác nhau; tệp nhận sau được tính. Không rõ giờ nhận thì là lỗi: bản sau theo tên được tính (\"(1)\", \"-sua\", \"lần 2\", \"v10\" sau \"v9\"), rồi tệp ít lỗi hơn, rồi tệp đứng sau theo tên. Tệp chỉ có một phần số liệu không thay tệp đầy đủ. Các tệp không có chung đơn vị nào đều được tính. Số liệu của một đơn vị và lĩnh vực có ở hai biểu (hoặc do cả đơn vị và cấp trên gửi) chỉ tính một lần: biểu nhận sau, nếu không rõ thì biểu khai báo trước; lĩnh vực chỉ có ở một biểu vẫn được tính. Các danh sách hồ sơ mà hầu hết hồ sơ khác nhau là các phần của một danh sách: hồ sơ chuyển kỳ có thể nằm trong nhiều phần nên không cộng lại được, không tệp nào được tính.",
        example: "692.xlsx và 692-sua.xlsx.",
        mend: "Bỏ tệp cũ khỏi thư mục nhận báo cáo, hoặc ghi giờ nhận vào received.csv. Các phần của một danh sách hồ sơ thì gửi chung trong một tệp: mỗi phần một trang tính, hoặc nối thành một tệp CSV.",
    },
    english: Guidance {
        means: "Two files hold the same form of the same unit with other figures; one counts. Of lists of other dossiers, the parts of one list, none does.",
        example: "692.xlsx and 692-sua.xlsx, with other figures.",
        mend: "Take the old file out of the inbox, or say in received.csv when each came in. Send the parts of a list in one file.",
    },
};
