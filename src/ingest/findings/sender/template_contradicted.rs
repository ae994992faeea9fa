//! F151: a file was made from the template of another unit, period or form than it says itself; it counts for nobody.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static TEMPLATE_CONTRADICTED: Check = Check {
    code: Code::TemplateContradicted,
    severity: Severity::Error,
    title: "Mẫu của đơn vị, kỳ hoặc biểu khác",
    vietnamese: Guidance {
        means: "Mẫu được làm cho một đơn vị, một kỳ và một biểu; tiêu đề, tên trang, tên tệp hoặc thư mục lại ghi đơn vị khác, tiêu đề ghi kỳ khác, hoặc trang tính là biểu khác. Không rõ bên nào đúng nên bảng không được tính cho ai.",
        example: "Mẫu của Huyện Lộc Ninh nằm trong tệp huyen-dong-phu.xlsx, hoặc dùng lại mẫu quý II và sửa tiêu đề thành quý III.",
        mend: "Lấy mẫu của đúng đơn vị và kỳ (tthc template), chép số liệu sang rồi gửi lại; nếu chỉ tên tệp hay tiêu đề sai thì sửa lại chỗ đó.",
    },
    english: Guidance {
        means: "The template was made for another unit, period or form than the heading, tab, file or folder names; nobody knows which is right, so the table counts for nobody.",
        example: "The template of one district in a file named after another, or that of the last quarter with its heading changed.",
        mend: "Take the template of the unit and period (tthc template), copy the figures over and send that; or mend the name that is wrong.",
    },
};
