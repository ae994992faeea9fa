//! `xep_hang`: the place of each unit in each ranking.

use crate::model::{Rate, Value};
use crate::pipeline::DataTable;

use super::plan::{
    COUNTED, DENOMINATOR, EditionColumn, EditionSheet, NUMERATOR, POINTS, RATIO, count, figures,
    flag, text, words,
};
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::ranking_notes::notes;

const COLUMNS: [EditionColumn; 30] = [
    words("kỳ", "Kỳ báo cáo."),
    words("bảng xếp hạng", "Tên danh sách."),
    words("nhóm", "Đơn vị cấp trên mà danh sách được chia theo."),
    words("mã đơn vị", "Mã trong danh mục đơn vị."),
    words("đơn vị", "Tên đơn vị."),
    words("trực thuộc", "Tên đơn vị cấp trên."),
    words("trạng thái", "Xếp hạng, hoặc vì sao không xếp hạng."),
    figures("hạng (thứ)", COUNTED, "Từ 1; đơn vị bằng nhau tuyệt đối đứng đồng hạng (1-2-2-4)."),
    words("đồng hạng (có/không)", "Có đơn vị khác cùng hạng."),
    figures("xếp hạng trong (đơn vị)", COUNTED, "Số đơn vị được xếp hạng của danh sách."),
    words("chỉ tiêu", "Chỉ tiêu quyết định hạng; nhiều chỉ tiêu nối bằng dấu cộng."),
    words("đơn vị tính", "Tử số và mẫu số đếm gì."),
    figures(NUMERATOR, COUNTED, "Không có với điểm của nhiều chỉ tiêu."),
    figures(DENOMINATOR, COUNTED, "Không có với điểm của nhiều chỉ tiêu."),
    figures("tỷ lệ (0–1)", RATIO, "Tử số chia mẫu số, chưa làm tròn.").of(NUMERATOR, DENOMINATOR),
    figures("điểm (điểm)", POINTS, "Chỉ với danh sách xếp theo điểm."),
    figures("cận dưới 95% (0–1)", RATIO, "Tỷ lệ thấp nhất mà số liệu còn phù hợp."),
    figures("cận trên 95% (0–1)", RATIO, "Tỷ lệ cao nhất mà số liệu còn phù hợp."),
    figures("hạng cao nhất có thể (thứ)", COUNTED, "Đầu của khoảng hạng 95%."),
    figures("hạng thấp nhất có thể (thứ)", COUNTED, "Cuối của khoảng hạng 95%."),
    figures("hạng kỳ trước (thứ)", COUNTED, "Hạng của kỳ liền trước."),
    figures(NUMERATOR_BEFORE, COUNTED, "Tử số của kỳ liền trước."),
    figures(DENOMINATOR_BEFORE, COUNTED, "Mẫu số của kỳ liền trước."),
    figures("tỷ lệ kỳ trước (0–1)", RATIO, "Tử số chia mẫu số của kỳ liền trước, chưa làm tròn.")
        .of(NUMERATOR_BEFORE, DENOMINATOR_BEFORE),
    figures("điểm kỳ trước (điểm)", POINTS, "Chỉ với danh sách xếp theo điểm."),
    words("xếp loại", "Chỉ với danh sách có xếp loại."),
    words("loại kế tiếp", "Loại ngay trên xếp loại hiện nay."),
    figures(
        "cần để lên loại (theo đơn vị tính)",
        COUNTED,
        "Số ít nhất phải thêm vào tử số, hoặc bớt đi nơi thấp hơn là tốt hơn, khi mẫu số không đổi.",
    ),
    words("đủ số liệu (có/không)", "Không thiếu số liệu nào mà hạng dựa vào."),
    words("ghi chú", "Vì sao không xếp hạng, hạng chắc đến đâu."),
];

/// Heads of what the rate of the period before divides.
const NUMERATOR_BEFORE: &str = "tử số kỳ trước (theo đơn vị tính)";
const DENOMINATOR_BEFORE: &str = "mẫu số kỳ trước (theo đơn vị tính)";

pub(super) fn sheet(facts: &Facts<'_>) -> EditionSheet {
    let pipeline = facts.pipeline;
    let rankings = pipeline.rankings.iter();
    let rows = rankings.flat_map(|ranking| {
        let basis = crate::publish::workbook::words::basis(pipeline, ranking);
        let shares = ranking.shares.iter().map(|share| pipeline.metric(share.metric));
        let by = ranking.indicator.map(|by| pipeline.measure(by.measure).scale.as_str());
        let scale = shares.map(|metric| facts.scale(metric)).next().or(by).unwrap_or_default();
        let notes = notes(facts, ranking);
        facts.inputs.rankings.of(&ranking.id).map(move |standing| {
            let place = |place: Option<u32>| place.and_then(|place| count(i64::from(place)));
            let unit = pipeline.register.find_id(&standing.unit_id);
            let above = unit.and_then(|unit| facts.parent_name(unit));
            let rate = standing.numerator.zip(standing.denominator);
            let rate = rate.map(|(numerator, denominator)| Rate { numerator, denominator });
            let before = standing.previous_numerator.zip(standing.previous_denominator);
            let before = before.map(|(numerator, denominator)| Rate { numerator, denominator });
            let whole = ranking
                .shares
                .iter()
                .all(|share| !facts.lacks(ranking.scope, &standing.unit_id, share.metric));
            let status = match standing.status.title() {
                "" => "xếp hạng",
                title => title,
            };
            vec![
                text(&standing.period),
                text(&ranking.title),
                standing.group.as_deref().and_then(|group| text(facts.name(group))),
                text(&standing.unit_id),
                text(&standing.unit_name),
                above.and_then(text),
                text(status),
                place(standing.place),
                flag(standing.tied),
                count(i64::from(standing.of)),
                text(&basis),
                text(scale),
                standing.numerator.and_then(count),
                standing.denominator.and_then(count),
                rate.and_then(Rate::ratio).map(Value::Number),
                standing.value.filter(|_| ranking.is_score()).map(Value::Number),
                standing.low.map(Value::Number),
                standing.high.map(Value::Number),
                place(standing.place_low),
                place(standing.place_high),
                place(standing.previous_place),
                standing.previous_numerator.and_then(count),
                standing.previous_denominator.and_then(count),
                before.and_then(Rate::ratio).map(Value::Number),
                standing.previous_value.filter(|_| ranking.is_score()).map(Value::Number),
                standing.class.as_deref().and_then(text),
                standing.next_class.as_deref().and_then(text),
                count(standing.needed),
                flag(whole),
                notes.get(standing.unit_id.as_str()).and_then(text),
            ]
        })
    });
    let title = "Hạng của từng đơn vị trong từng danh sách";
    let source = "Tính từ bảng chi_tieu theo các danh sách đã khai báo.";
    EditionSheet::new(DataTable::Places.name(), title, source, &COLUMNS, rows)
}
