//! F164: the code of a dossier stands in another row of the file, which counts.

use crate::model::{Check, Code, Guidance, Severity};

pub(crate) static DOSSIER_REPEATED: Check = Check {
    code: Code::DossierRepeated,
    severity: Severity::Error,
    title: "Hồ sơ ghi hai lần",
    vietnamese: Guidance {
        means: "Mã hồ sơ ghi ở nhiều dòng của cùng tệp; chỉ một dòng được tính: dòng đầu tiên đã kết thúc, nếu chưa dòng nào kết thúc thì dòng đầu.",
        example: "Mã 000.19.H10-230801-0007 có ở dòng 12 và dòng 90.",
        mend: "Xuất lại danh sách, mỗi hồ sơ một dòng; nếu là hai hồ sơ khác nhau, sửa mã.",
    },
    english: Guidance {
        means: "The code of a dossier stands in several rows of the file; one counts: the first that has ended, if none has the first.",
        example: "One code stands in two rows.",
        mend: "Export the list again with a row for each dossier; if they are two, mend the codes.",
    },
};
