//! How every number was made: definitions, rules, lists and forms.

use crate::model::Level;
use crate::pipeline::{Better, Metric, Ranking, SheetKind, TieBreak};

use super::facts::Facts;
use super::live::ClassNames;
use super::{certainty, mix_columns, period_before, words};
use crate::publish::book::layout::{Annex, UPRIGHT_GRID};
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle};
use crate::publish::book::table::{TableColumn, TableRow};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Method.name();

/// Column of the grid in which the bounds of classes stand, their titles beside them.
const BOUND_COLUMN: u16 = 4;

/// Rules that hold in every list; `{leagues}` are those that the province has.
const RULES: [&str; 7] = [
    "Số đếm của các dòng, các đơn vị được cộng lại rồi mới chia một lần; không lấy trung bình các tỷ lệ.",
    "Mẫu số bằng 0 thì không có tỷ lệ: đơn vị được liệt kê, ghi rõ lý do và không xếp hạng; không coi là \
     0% hay 100%.",
    "Hai tỷ lệ được so sánh chính xác bằng phân số; chỉ làm tròn khi trình bày. Hai đơn vị cùng hiện một số \
     đã làm tròn vẫn có thể khác hạng, khác xếp loại.",
    "Đơn vị bằng nhau tuyệt đối đứng đồng hạng, trừ danh sách có cách phân định riêng ghi ở mục III; hạng kế tiếp lùi \
     theo số đơn vị đồng hạng (1-2-2-4).",
    "Đơn vị có mẫu số dưới mức tối thiểu của danh sách được liệt kê nhưng không xếp hạng.",
    "Chỉ so sánh các đơn vị cùng nhóm; {leagues} không bao giờ chung một danh sách.",
    "Dòng tổng, tỷ lệ do đơn vị tự ghi chỉ dùng để đối chiếu, không dùng làm số liệu; chỗ lệch được ghi \
     thành phát hiện về số liệu.",
];

/// Composes the sheet of definitions and rules.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let mut plan = SheetPlan::new(facts.pipeline, NAME, Paper::Upright, UPRIGHT_GRID.to_vec());
    let title = "Phương pháp tính và xếp hạng";
    plan.annex_heading(facts.pipeline, Annex { number, title, scale: None });
    let mut sections = Vec::new();

    plan.paragraph(CellStyle::Section, Datum::text("I. Chỉ tiêu"));
    metrics(facts, &mut plan);

    sections.push(plan.next());
    plan.paragraph(CellStyle::Section, Datum::text("II. Quy tắc"));
    let has_districts = facts.pipeline.register.has_level(Level::District);
    let leagues =
        if has_districts { "sở, chi nhánh, huyện, xã" } else { "sở, chi nhánh, xã" };
    for (index, rule) in RULES.iter().enumerate() {
        let rule = rule.replace("{leagues}", leagues);
        plan.paragraph(CellStyle::Body, Datum::owned(format!("{}. {rule}", index + 1)));
    }
    plan.gap(12);

    sections.push(plan.next());
    plan.paragraph(CellStyle::Section, Datum::text("III. Danh sách xếp hạng"));
    rankings(facts, &mut plan);
    bounds(facts, &mut plan);

    sections.push(plan.next());
    plan.paragraph(CellStyle::Section, Datum::text("IV. Khoảng hạng và tỷ lệ co về mức chung"));
    intervals(facts, &mut plan);

    sections.push(plan.next());
    plan.paragraph(CellStyle::Section, Datum::text("V. Biểu mẫu"));
    forms(facts, &mut plan);
    // A title stays with what follows it.
    let opening = |&start: &u32| start..(start + 3).min(plan.next());
    let openings: Vec<_> = sections.iter().map(opening).collect();
    plan.keep_whole(&openings);
    plan
}

fn metrics<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let columns = [
        TableColumn::new("Chỉ tiêu và cách tính", CellKind::Words).across(4),
        TableColumn::new("Nguồn", CellKind::Words).across(3),
    ];
    let rows = facts.pipeline.metrics.iter().map(|metric| {
        TableRow::plain(vec![
            Datum::explained(&metric.title, explained(facts, metric)),
            Datum::text(&metric.source),
        ])
    });
    plan.table(&columns, rows);
    plan.gap(12);
}

/// Formula, terms and direction of a metric, each on its line.
fn explained(facts: &Facts<'_>, metric: &Metric) -> String {
    let Metric { numerator_title, denominator_title, numerator, denominator, .. } = metric;
    format!(
        "= {numerator_title} / {denominator_title}\nTử số: {}\nMẫu số: {}. {}",
        words::formula(facts.pipeline, numerator),
        words::formula(facts.pipeline, denominator),
        words::upper_first(words::direction(metric.better)),
    )
}

fn rankings<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let columns = [
        TableColumn::new("Danh sách", CellKind::Words).across(2),
        TableColumn::new("Xếp theo, phạm vi, xếp loại", CellKind::Words).across(4),
        TableColumn::new("Mẫu số tối thiểu", CellKind::Count),
    ];
    let rows = facts.pipeline.rankings.iter().map(|ranking| {
        let mut lines = vec![
            format!("Theo: {}", words::basis(facts.pipeline, ranking)),
            format!("Đối tượng: {}; {}", words::league(ranking), ranking.scope.title()),
        ];
        if let Some(classes) = words::classes(facts.pipeline, ranking) {
            lines.push(format!("Xếp loại: {classes}"));
        }
        lines.extend(words::missing_parts(ranking).map(str::to_owned));
        if ranking.tie_break != TieBreak::None {
            lines.push(words::tie(facts.pipeline, ranking));
        }
        lines.extend(words::needed(facts, ranking).map(|(_, said)| said));
        lines.extend(mix_columns::method(facts, ranking));
        let minimum = match ranking.minimum_denominator {
            ..=1 => Datum::text("không đặt"),
            least => Datum::Count(least),
        };
        let means = vec![Meaning::Words, Meaning::Words, Meaning::Minimum(ranking)];
        TableRow::plain(vec![Datum::text(&ranking.title), Datum::owned(lines.join("\n")), minimum])
            .meaning(means)
    });
    plan.table(&columns, rows);
    plan.gap(12);
}

/// The bounds of classes from the worst up: formulas of the lists call them by name.
fn bounds<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let lists = facts.pipeline.rankings.iter();
    let lists: Vec<(&Ranking, ClassNames)> = lists
        .filter_map(|ranking| Some((ranking, ClassNames::of(facts.pipeline, ranking)?)))
        .collect();
    if lists.is_empty() {
        return;
    }
    let said = "Ngưỡng xếp loại mà công thức ở các danh sách dùng, từ loại thấp nhất:";
    plan.paragraph(CellStyle::Body, Datum::text(said));
    let columns = [
        TableColumn::new("Trang", CellKind::Words).across(3),
        TableColumn::new("Tỷ lệ", CellKind::Mark),
        TableColumn::new("Ngưỡng", CellKind::Rate),
        TableColumn::new("Xếp loại", CellKind::Words).across(2),
    ];
    plan.table_head(&columns);
    for (ranking, names) in lists {
        let first = plan.next();
        let bound = match ranking.better(&facts.pipeline.metrics) {
            Better::Higher => "từ",
            Better::Lower => "đến",
        };
        for (at, class) in ranking.classes.iter().enumerate().rev() {
            let data = vec![
                Datum::text(&ranking.sheet),
                Datum::text(bound),
                Datum::Number(f64::from(class.percent) / 100.0),
                Datum::text(&class.title),
            ];
            let means = vec![Meaning::Words, Meaning::Words, Meaning::Bound { ranking, class: at }];
            plan.table_row(&columns, TableRow::plain(data).meaning(means));
        }
        let rows = first..plan.next();
        plan.name_rows(names.bounds, BOUND_COLUMN, &rows);
        plan.name_rows(names.titles, BOUND_COLUMN + 1, &rows);
    }
    plan.gap(12);
}

/// How sure places are, and how those of units that are not what they were are compared.
fn intervals<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let before = period_before::remark(&facts.pipeline.rankings, facts.inputs.rankings);
    for (said, number) in certainty::METHOD.into_iter().map(str::to_owned).chain(before).zip(1..) {
        plan.paragraph(CellStyle::Body, Datum::owned(format!("{number}. {said}")));
    }
    plan.gap(12);
}

fn forms<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let columns = [
        TableColumn::new("Biểu", CellKind::Words).across(4),
        TableColumn::new("Nguồn", CellKind::Words).across(3),
    ];
    let rows = facts.pipeline.forms.iter().map(|form| {
        let senders: Vec<&str> = form.sent_by.iter().map(|&level| Level::title(level)).collect();
        let optional = if form.optional { "; không bắt buộc" } else { "" };
        let sent = format!("Gửi bởi: {}{optional}", senders.join(", "));
        let said = if form.title.is_empty() { sent } else { format!("{}. {sent}", form.title) };
        TableRow::plain(vec![Datum::explained(&form.name, said), Datum::text(&form.source)])
    });
    plan.table(&columns, rows);
}
