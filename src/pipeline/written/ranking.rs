//! Counts, metrics and rankings as they are written, and the file of those that several pipelines share.

use strum::VariantArray as _;

use super::table::table;
use super::value::List;
use super::words::{ID, WORD, levels, none, word, words};
use crate::model::Scope;
use crate::pipeline::metric::Better;
use crate::pipeline::ranking::{Grouping, Incomplete, MissingParts, Ranking, TieBreak};

table! {
    /// Measures and metrics that several pipelines share: `pipelines/metrics.toml`.
    "Số đếm và chỉ tiêu mà nhiều pipeline dùng chung: `pipelines/metrics.toml`"
    MetricsDeclaration {
        /// Named counts.
        "Các số đếm có tên"
        measure: List<MeasureDeclaration>,
        /// Ratios of sums of counts.
        "Các tỷ lệ của tổng các số đếm"
        metric: List<MetricDeclaration>,
    }
}

table! {
    /// `[[measure]]`
    "`[[measure]]`: một số đếm"
    MeasureDeclaration {
        /// Name in tables and formulas.
        "Mã trong bảng và công thức"
        id [Always]: String = WORD,
        /// Name for officials.
        "Tên cho người đọc"
        title [Always]: String,
        /// What is counted: `hồ sơ`.
        "Đếm cái gì: `hồ sơ`"
        scale [Always]: String,
    }
}

table! {
    /// `[[metric]]`
    "`[[metric]]`: một chỉ tiêu"
    MetricDeclaration {
        /// Name in tables.
        "Mã trong bảng"
        id [Always]: String = ID,
        /// Name for officials.
        "Tên cho người đọc"
        title [Always]: String,
        /// Sum of measures above the line.
        "Tổng các số đếm ở tử số"
        numerator [Always]: String,
        /// Sum of measures below the line.
        "Tổng các số đếm ở mẫu số"
        denominator [Always]: String,
        /// The numerator in words.
        "Tử số nói bằng lời"
        numerator_title [Always]: String,
        /// The denominator in words.
        "Mẫu số nói bằng lời"
        denominator_title [Always]: String,
        /// What is in the denominator and not in the numerator, in words: `Hồ sơ giải quyết quá hạn`.
        "Phần ở mẫu số mà không ở tử số, nói bằng lời: `Hồ sơ giải quyết quá hạn`"
        missed_title: String,
        /// Which values are good.
        "Giá trị thế nào là tốt"
        better [Always]: String = words(Better::VARIANTS),
        /// The law or practice that defines it.
        "Văn bản hoặc thông lệ quy định"
        source [Always]: String,
    }
}

table! {
    /// `[[ranking]]`
    "`[[ranking]]`: một bảng xếp hạng"
    RankingDeclaration {
        /// Name in tables.
        "Mã trong bảng"
        id [Always]: String = ID,
        /// Head of its sheet.
        "Tiêu đề trang tính"
        title [Always]: String,
        /// Name on the tab.
        "Tên trên thẻ trang tính"
        sheet [Always]: String,
        /// Level of the units that are compared.
        "Cấp của các đơn vị được so sánh"
        league [Always]: String = levels(),
        /// What the unit handles itself, or with all under it.
        "Phần đơn vị tự giải quyết, hay gồm cả các đơn vị bên dưới"
        scope [Always]: String = words(&Scope::ALL),
        /// One list, or one for each parent.
        "Một danh sách, hay mỗi đơn vị cấp trên một danh sách"
        group_by: String = words(Grouping::VARIANTS); word(Grouping::default()),
        /// The metric that decides, unless shares do.
        "Chỉ tiêu quyết định, nếu không tính điểm"
        metric [Either]: String,
        /// The indicator that decides in their place: what units report of it, no ratio of sums.
        "Chỉ tiêu của biểu quyết định thay cho chúng: số đơn vị báo cáo, không phải tỷ lệ của các tổng"
        indicator [Either]: String,
        /// Which values of the indicator are good.
        "Giá trị thế nào của chỉ tiêu ấy là tốt"
        better [With("indicator")]: String = words(Better::VARIANTS),
        /// Points of a weighted score.
        "Các phần điểm của điểm tổng hợp"
        share [Either]: List<ShareDeclaration>,
        /// Units with less are not ranked.
        "Đơn vị có mẫu số ít hơn thì không xếp hạng"
        minimum_denominator: i64 = 1..=i64::MAX; Ranking::LEAST_DENOMINATOR,
        /// Whether units that lack figures have a place: list or rank.
        "Đơn vị thiếu số liệu có thứ hạng không: chỉ nêu tên (list) hay xếp hạng (rank)"
        incomplete: String = words(&Incomplete::ALL); word(Incomplete::default()),
        /// A unit of which a part of the score is missing: no-value, or rescale the others.
        "Đơn vị thiếu một phần điểm: không có giá trị (no-value) hay tính lại theo các phần còn lại (rescale)"
        missing_parts: String = words(MissingParts::VARIANTS); word(MissingParts::default()),
        /// What comes first of exactly equal units: none (they share a place), volume (more files), overdue
        /// (fewer that are late).
        "Đơn vị nào đứng trước khi bằng nhau: không đơn vị nào (none, đồng hạng), nhiều hồ sơ hơn (volume), ít \
        trễ hơn (overdue)"
        tie_break: String = words(TieBreak::VARIANTS); word(TieBreak::default()),
        /// Classes by the share of points or the rate, the best first.
        "Các mức theo tỷ lệ điểm hoặc tỷ lệ, từ tốt nhất"
        class: List<ClassDeclaration>,
        /// Metrics by each of which the league is ranked side by side: a table, and a sheet `definitions:<id>`.
        "Các chỉ tiêu được xếp hạng cạnh nhau: một bảng, và trang tính `definitions:<id>`"
        definitions: List<String>,
        /// Metrics shown beside it.
        "Các chỉ tiêu nêu kèm"
        show: List<String>; none(),
        /// What counts against a unit (`Hồ sơ trễ`), to be shown beside what would if each of its fields was as in the whole
        /// list; of a ranking by one metric.
        "Gọi tên cái bị tính cho đơn vị (`Hồ sơ trễ`), để nêu cạnh con số nếu mỗi lĩnh vực của đơn vị bằng mức \
        chung"
        field_mix: String,
    }
}

table! {
    /// `[[ranking.share]]`
    "`[[ranking.share]]`: một phần điểm"
    ShareDeclaration {
        /// Id of a metric.
        "Một chỉ tiêu"
        metric [Always]: String,
        /// Points for the whole of it.
        "Điểm khi tỷ lệ là 1"
        points: i64 = 1..=i64::from(u32::MAX),
    }
}

table! {
    /// `[[ranking.class]]`
    "`[[ranking.class]]`: một mức"
    ClassDeclaration {
        /// From this percentage on.
        "Từ tỷ lệ phần trăm này trở lên, khi nhiều hơn là tốt"
        from_percent [Either]: i64 = 0..=100,
        /// Up to this percentage, where less is better.
        "Đến tỷ lệ phần trăm này, khi ít hơn là tốt"
        to_percent [Either]: i64 = 0..=100,
        /// Name of the class.
        "Tên mức"
        title [Always]: String,
    }
}
