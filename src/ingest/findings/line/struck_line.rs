//! F119: a line is struck through and does not count; where only its name is, its figures count.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static STRUCK_LINE: Check = Check {
    code: Code::StruckLine,
    severity: Severity::Error,
    title: "Dòng bị gạch ngang",
    vietnamese: Guidance {
        means: "Dòng bị gạch ngang nên không rõ đã bỏ hay chưa. Các số đều bị gạch thì dòng không được tính; chỉ tên dòng bị gạch thì số liệu vẫn được tính.",
        example: "\"Đất đai\" và các số bên phải đều bị gạch ngang.",
        mend: "Nếu dòng đã bỏ, hãy xóa cả dòng; nếu không, hãy bỏ gạch ngang.",
    },
    english: Guidance {
        means: "A line is struck through and does not count; where only its name is, its figures count.",
        example: "A field and the numbers beside it are struck through.",
        mend: "Delete the line if it was taken back, or do not strike it through.",
    },
};
