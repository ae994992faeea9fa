//! A plan of inspection as it is written.

use super::table::table;
use super::value::List;
use super::words::{DAY, ONE_PERIOD, none, word, words};
use crate::pipeline::inspection::{DrawRule, DrawWeight, InspectionPlan};

table! {
    /// A plan of inspection: `pipelines/inspections/ke-hoach-2023.toml`. A pipeline lists it in `inspections`.
    "Một kế hoạch kiểm tra: `pipelines/inspections/ke-hoach-2023.toml`. Pipeline nêu tệp này ở `inspections`"
    InspectionDeclaration {
        /// What is inspected, for people.
        "Kiểm tra việc gì, viết cho người đọc"
        title [Always]: String,
        /// Number of the decision: `1234/QĐ-UBND`.
        "Số quyết định: `1234/QĐ-UBND`"
        number [Always]: String,
        /// The period whose forms are the reports; where it is not said, for each report the last one, as long as that of
        /// the pipeline, that was over before it is due.
        "Kỳ của các biểu làm báo cáo; không ghi thì là kỳ cuối cùng, dài bằng kỳ của pipeline, đã hết trước tháng có hạn gửi"
        period: String = ONE_PERIOD,
        /// Ids of the forms that a report is made up of; a unit owes those that its level sends.
        "Mã các biểu làm nên báo cáo; đơn vị phải gửi những biểu mà cấp của mình gửi"
        forms [Always]: List<String>,
        /// By when everybody else reports that he has inspected himself; that day is still on time.
        "Ngày cuối các đơn vị khác gửi báo cáo tự kiểm tra; gửi trong ngày đó vẫn đúng hạn"
        others_report_by: String = DAY,
        /// Ids of the forms that the report of the others is made up of; nobody is asked for a form where it says nothing.
        "Mã các biểu làm nên báo cáo của các đơn vị khác; không ghi thì không đòi ai trong số đó biểu nào"
        others_forms: List<String>; none(),
        /// Who is visited, in the order of the plan.
        "Các đơn vị được kiểm tra, theo thứ tự của kế hoạch"
        target [Always]: List<InspectionTargetDeclaration>,
        /// How communes of inspected districts are drawn.
        "Cách rút thăm chọn xã của các huyện được kiểm tra"
        draw: DrawDeclaration,
        /// What a report is made up of, in the order of its outline.
        "Các mục của đề cương báo cáo, theo thứ tự"
        section: List<OutlineDeclaration>,
        /// Who was inspected before.
        "Những đơn vị đã được kiểm tra trước đó"
        inspected: List<PastInspectionDeclaration>,
        /// What was found at visits, and what came of it.
        "Đã phát hiện gì khi kiểm tra, và xử lý đến đâu"
        result: List<InspectionResultDeclaration>,
        /// Folder of each run of the period for the dossiers of the targets: `ho-so`; a run makes none where it is not said.
        "Thư mục trong mỗi lượt chạy của kỳ để chứa hồ sơ từng đơn vị được kiểm tra: `ho-so`; không ghi thì lượt chạy không lập hồ sơ"
        dossiers: String,
    }
}

table! {
    /// `[[target]]`: a unit that is visited.
    "`[[target]]`: một đơn vị được kiểm tra"
    InspectionTargetDeclaration {
        /// Its id in the register.
        "Mã của đơn vị trong danh mục"
        unit [Always]: String,
        /// First day of the visit: `2023-08-01`.
        "Ngày đầu kiểm tra: `2023-08-01`"
        from [Always]: String = DAY,
        /// Last day of the visit.
        "Ngày cuối kiểm tra"
        to [Always]: String = DAY,
        /// The office that leads, never a person: id or name of a unit of the register, or what an office is called.
        "Cơ quan làm trưởng đoàn, không bao giờ là tên người: mã hoặc tên một đơn vị trong danh mục, hoặc tên một cơ quan"
        lead [Always]: String,
        /// The office beside it.
        "Cơ quan làm phó trưởng đoàn"
        deputy: String; "",
        /// Last day on which its report is on time.
        "Ngày cuối gửi báo cáo; gửi trong ngày đó vẫn đúng hạn"
        report_by [Always]: String = DAY,
        /// The period whose forms are its report, where it is not that of the plan.
        "Kỳ của các biểu làm báo cáo, khi khác kỳ của kế hoạch"
        period: String = ONE_PERIOD,
        /// How many of its communes are drawn, where it is not as many as of others.
        "Rút thăm bao nhiêu xã của đơn vị, khi khác số chung"
        communes: i64 = InspectionPlan::COMMUNES,
    }
}

table! {
    /// `[draw]`
    "`[draw]`: cách rút thăm chọn xã"
    DrawDeclaration {
        /// How many communes of each inspected district.
        "Mỗi huyện được kiểm tra bao nhiêu xã"
        communes [Always]: i64 = InspectionPlan::COMMUNES,
        /// What the seed will be, announced before anybody can know it.
        "Mầm rút thăm sẽ lấy từ đâu, công bố trước khi ai biết được nó"
        seed_source [Always]: String,
        /// Who was inspected within so many years before the first visit is left out; 0 leaves nobody out.
        "Bỏ qua đơn vị đã được kiểm tra trong từng này năm trước ngày kiểm tra đầu tiên; 0 là không bỏ qua đơn vị nào"
        not_within_years: i64 = DrawRule::NOT_WITHIN; 0,
        /// What a commune's chance goes by: the same for all, or more for those with more overdue files.
        "Cơ hội của một xã theo gì: như nhau, hay nhiều hồ sơ quá hạn thì nhiều hơn"
        weight: String = words(&DrawWeight::ALL); word(DrawWeight::default()),
    }
}

table! {
    /// `[[section]]`: a section of the outline.
    "`[[section]]`: một mục của đề cương"
    OutlineDeclaration {
        /// As it is numbered: `II.2`.
        "Số mục: `II.2`"
        number [Always]: String,
        /// What it is about.
        "Về việc gì"
        title [Always]: String,
        /// Ids of indicators that answer it.
        "Mã các chỉ tiêu trả lời mục này"
        indicators: List<String>; none(),
        /// Ids of forms that answer it.
        "Mã các biểu trả lời mục này"
        forms: List<String>; none(),
        /// What is asked of everybody.
        "Câu hỏi dành cho mọi đơn vị"
        questions: List<String>; none(),
    }
}

table! {
    /// `[[inspected]]`: an inspection of before.
    "`[[inspected]]`: một lần kiểm tra trước đó"
    PastInspectionDeclaration {
        /// Id of the unit.
        "Mã đơn vị"
        unit [Always]: String,
        /// The day it ended.
        "Ngày kết thúc"
        on [Always]: String = DAY,
        /// The document that says so.
        "Văn bản kết luận"
        document [Always]: String,
    }
}

table! {
    /// `[[result]]`: what was found at a unit.
    "`[[result]]`: một phát hiện khi kiểm tra"
    InspectionResultDeclaration {
        /// Id of the unit: a target, or a unit under one.
        "Mã đơn vị: đơn vị được kiểm tra, hoặc đơn vị trực thuộc"
        unit [Always]: String,
        /// The day on which it was found.
        "Ngày phát hiện"
        on [Always]: String = DAY,
        /// Number of the section of the outline that it is about.
        "Số mục của đề cương mà nó thuộc về"
        section: String; "",
        /// What was found.
        "Phát hiện gì"
        found [Always]: String,
        /// By when it is to be mended.
        "Hạn khắc phục"
        due: String = DAY,
        /// What the unit answered.
        "Đơn vị trả lời gì"
        answered: String,
        /// The day on which it was mended.
        "Ngày khắc phục xong"
        done: String = DAY,
    }
}
