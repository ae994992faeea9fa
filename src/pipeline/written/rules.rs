//! Further rules for a pipeline, as they are written: what is tried before it is put into force.

use super::form::IdentityDeclaration;
use super::pipeline::{CheckDeclaration, DeadlineDeclaration, WaiverDeclaration};
use super::ranking::{MeasureDeclaration, MetricDeclaration, RankingDeclaration};
use super::table::table;
use super::value::List;

table! {
    /// Rules that are tried on a pipeline: `tthc what-if --rule FILE`. An entry takes the place of the declared one of its
    /// id or code.
    "Quy định đem thử trên một pipeline: `tthc what-if --rule TỆP`. Mỗi mục thay mục cùng mã đã khai báo"
    RulesDeclaration {
        /// When forms are due; the last entry that concerns a form of a unit holds.
        "Hạn gửi biểu; mục cuối cùng nói về một biểu của một đơn vị là mục có hiệu lực"
        deadline: List<DeadlineDeclaration>,
        /// What is made of findings of a code.
        "Làm gì với các phát hiện của một mã"
        check: List<CheckDeclaration>,
        /// Findings that an office lives with for a time.
        "Những phát hiện được chấp nhận trong một thời gian"
        waiver: List<WaiverDeclaration>,
        /// Named counts.
        "Các số đếm có tên"
        measure: List<MeasureDeclaration>,
        /// Ratios of sums of counts.
        "Các tỷ lệ của tổng các số đếm"
        metric: List<MetricDeclaration>,
        /// Lists of units in order.
        "Các bảng xếp hạng"
        ranking: List<RankingDeclaration>,
        /// Further sums of forms.
        "Thêm đẳng thức cho biểu mẫu"
        form: List<FormRulesDeclaration>,
    }
}

table! {
    /// `[[form]]` of further rules
    "`[[form]]` của quy định đem thử"
    FormRulesDeclaration {
        /// Id of a form of the pipeline.
        "Mã một biểu của pipeline"
        id [Always]: String,
        /// Sums that hold in a line.
        "Các đẳng thức trong một dòng"
        identity: List<IdentityDeclaration>,
    }
}
