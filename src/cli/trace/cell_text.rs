//! What was asked for, for a person: which run it is, what a cell of a published workbook shows, then the figures and places.

use crate::cli::diff::page::{DiffPage, MOST_LINES, MOST_LINES_VERBOSE};
use crate::cli::diff::words::DiffWords;
use crate::cli::print::manner::Manner;
use crate::model::{FormIx, Lang, MeasureIx, Place, Severity, UnitIx};
use crate::pipeline::MetricIx;
use crate::publish::book::style::CellStyle;
use crate::publish::{FieldShows, FormsFigure, OneOf, RateFigure, StandingFigure};
use crate::run::{PublishedCell, Shows, Traced, TracedRun};

use super::figure_text::found;

/// A page about a run, with its head.
pub(super) fn page(run: &TracedRun, published: bool, manner: Manner) -> DiffPage<'_> {
    let words = DiffWords { lang: manner.lang, pipeline: &run.pipeline };
    let most = if manner.verbose > 0 { MOST_LINES_VERBOSE } else { MOST_LINES };
    let mut page = DiffPage { text: String::new(), words, paint: manner.paint_data(), most };
    let period = match manner.lang {
        Lang::Vi => run.pipeline.period.title(),
        Lang::En => run.record.period.clone(),
    };
    let standing = if published {
        words.pick("đang công bố", "published")
    } else {
        words.pick("không phải lượt đang công bố", "not the run that is published")
    };
    page.line(&format!("{} – {period}; {} ({standing})", run.pipeline.title, run.record.run));
    page
}

/// The whole.
pub(super) fn text(traced: &Traced, manner: Manner) -> String {
    let mut page = page(&traced.run, traced.published, manner);
    if let Some(cell) = &traced.cell {
        page.published_cell(cell);
    }
    for figure in &traced.figures {
        page.figure(figure);
    }
    for place in &traced.places {
        page.standing(place);
    }
    page.counted(traced);
    page.text
}

impl DiffPage<'_> {
    fn published_cell(&mut self, cell: &PublishedCell) {
        let words = self.words;
        let place = Place {
            file: Some(cell.file.clone()),
            sheet: Some(cell.sheet.clone()),
            cell: Some(cell.at),
        };
        let shows = self.paint.strong(&format!("{place} = “{}”", cell.text.replace('\n', " ")));
        let what = shown(&cell.shows, words);
        self.line(&format!("\n{shows}\n  {what}"));
        if let Some(code) = cell.by_code {
            let said = words.say(
                format!(
                    "  tệp đã được lưu lại sau khi công bố; tìm ra lượt theo mã số liệu {code}"
                ),
                format!(
                    "  the file was saved again since; its run was found by the data code {code}"
                ),
            );
            self.line(&said);
        }
        if cell.others > 0 {
            let others = cell.others;
            let said = words.say(
                format!("  {others} lượt khác cũng công bố đúng tệp này"),
                format!("  {others} other runs published the same file"),
            );
            self.line(&said);
        }
    }

    /// What a count of forms or findings counts.
    fn counted(&mut self, traced: &Traced) {
        let words = self.words;
        let forms = traced.counted_forms();
        if !forms.is_empty() {
            let line = |row: &crate::model::SubmissionRow| {
                let unit = row.unit_id.as_deref().map_or_else(String::new, |id| words.unit(id));
                let (form, file) = (row.form.as_deref().unwrap_or("–"), row.file.as_deref());
                let status = row.status.title_in(words.lang);
                format!("{unit} · {form}: {status}  {}", file.unwrap_or_default())
                    .trim_end()
                    .to_owned()
            };
            self.part(words.pick("Biểu", "Forms"), forms.iter().map(line));
        }
        let late = traced.late_cells();
        if !late.is_empty() {
            let line = |cell: &crate::run::LateCell| {
                let pipeline = words.pipeline;
                let (unit, of) = (pipeline.register.get(cell.unit), pipeline.measure(cell.measure));
                let (count, place) = (words.whole(cell.count), &cell.place);
                let none = words.pick("chưa nêu lý do", "no reason given");
                let reason = cell.reason.as_deref().unwrap_or(none);
                format!("{place} = {count}  {} · {}: {reason}", unit.name, of.title)
            };
            self.part(words.pick("Ô", "Cells"), late.iter().map(line));
        }
        let told = &traced.indicator_cells;
        if !told.is_empty() {
            let line = |cell: &crate::run::ReportedCell| {
                let pipeline = words.pipeline;
                let (unit, of) = (pipeline.register.get(cell.unit), pipeline.measure(cell.measure));
                let value = crate::text::plain_number(cell.value);
                format!("{} = {value}  {} · {} ({})", cell.place, unit.name, of.title, of.scale)
            };
            self.part(words.pick("Ô", "Cells"), told.iter().map(line));
        }
        let findings = traced.counted_findings();
        if !findings.is_empty() {
            let title = words.pick("Phát hiện", "Findings");
            self.part(title, findings.iter().map(|finding| found(finding, true)));
        }
    }
}

/// What a cell shows, in words.
pub(super) fn shown(shows: &Shows, words: DiffWords<'_>) -> String {
    let unit = |unit| words.pipeline.register.get(unit).name.as_str();
    let list = |ranking: usize| words.pipeline.rankings[ranking].title.as_str();
    match shows {
        Shows::Blank => words.pick("ô trống", "nothing").to_owned(),
        Shows::Words(style) => style_word(*style, words).to_owned(),
        Shows::RowNumber => words.pick("số thứ tự của dòng", "the number of the row").to_owned(),
        Shows::Rate(asked, figure) => {
            let metric = &words.pipeline.metric(asked.metric).title;
            let scope = words.scope(asked.scope.word());
            let figure = rate_word(*figure, words);
            format!("{figure}: {} · {metric}, {scope}", unit(asked.unit))
        }
        Shows::Overall(metric, figure) => {
            let metric = &words.pipeline.metric(*metric).title;
            let all = words.pick("mọi đơn vị", "all units");
            format!("{}: {all} · {metric}", rate_word(*figure, words))
        }
        Shows::List { ranking, group, metric, shows } => {
            let metric = &words.pipeline.metric(*metric).title;
            let all = words.pick("cả danh sách", "the whole list");
            let group = group.map_or(String::new(), |group| format!(" · {}", unit(group)));
            format!("{}: {all} · {}{group} · {metric}", rate_word(*shows, words), list(*ranking))
        }
        Shows::Standing { ranking, unit: of, shows } => {
            let what = standing_word(*shows, words);
            format!("{what}: {} · {}", unit(*of), list(*ranking))
        }
        Shows::Units { ranking, group } => {
            let group = group.map_or(String::new(), |group| format!(" · {}", unit(group)));
            let what = words.pick("số đơn vị của danh sách", "how many units the list has");
            format!("{what}: {}{group}", list(*ranking))
        }
        Shows::Ranked { ranking } => {
            let what = words.pick("số đơn vị được xếp hạng", "how many units are ranked");
            format!("{what}: {}", list(*ranking))
        }
        Shows::RestMissed { metric, largest } => rest_text(*metric, *largest, words),
        Shows::Others { ranking } => {
            let what = words
                .pick("số đơn vị đồng hạng không nêu tên", "how many tied units are not named");
            format!("{what}: {}", list(*ranking))
        }
        Shows::Forms { form, shows, .. } => {
            format!("{}: {}", forms_word(*shows, words), form_name(*form, words))
        }
        Shows::Submission(_) => {
            words.pick("một biểu phải gửi hoặc đã gửi", "a form that is owed or came").to_owned()
        }
        Shows::Findings { severity, left_out, .. } => findings_text(*severity, *left_out, words),
        Shows::Finding(_) => words.pick("một phát hiện", "a finding").to_owned(),
        Shows::Minimum { ranking } => {
            let what = words.pick(
                "mẫu số tối thiểu để được xếp hạng, theo khai báo",
                "the declared minimum below the line to be ranked",
            );
            format!("{what}: {}", list(*ranking))
        }
        Shows::Bound { ranking, class } => {
            let what =
                words.pick("ngưỡng xếp loại, theo khai báo", "the declared bound of a class");
            let title = words.pipeline.rankings[*ranking].classes.get(*class);
            let title = title.map_or("", |class| class.title.as_str());
            format!("{what}: {title}; {}", list(*ranking))
        }
        Shows::Field { unit, field, metric, shows, .. } => {
            let what = match shows {
                FieldShows::Late => words.pick("số tính vào phần chưa đạt", "what counts against"),
                FieldShows::Ratio => words.pick("tỷ lệ", "rate"),
            };
            let metric = &words.pipeline.metric(*metric).title;
            format!("{what}: {} · {metric}", part_word((*unit, field), words))
        }
        Shows::Indicator { unit, measure, .. } => indicator_text(*unit, *measure, words),
        Shows::Late { unit, field, measure, .. } => {
            let all = words.pick("hồ sơ phải nêu lý do", "what asks for a reason");
            let what = measure.map_or(all, |of| words.pipeline.measure(of).title.as_str());
            format!("{what}: {}", part_word((*unit, field), words))
        }
    }
}

/// An indicator of a unit, or of all of a tier.
fn indicator_text(of: Option<UnitIx>, measure: MeasureIx, words: DiffWords<'_>) -> String {
    let all = words.pick("mọi đơn vị của cấp đã gửi biểu", "all of the tier that sent it");
    let of = of.map_or(all, |of| words.pipeline.register.get(of).name.as_str());
    format!("{}: {of}", words.pipeline.measure(measure).title)
}

/// What counts against the units that are not told one by one.
fn rest_text(metric: MetricIx, largest: usize, words: DiffWords<'_>) -> String {
    let metric = &words.pipeline.metric(metric).title;
    words.say(
        format!("phần chưa đạt của các đơn vị khác ngoài {largest} đơn vị nhiều nhất · {metric}"),
        format!("what counts against all units but the {largest} that hold most of it · {metric}"),
    )
}

/// Whose it is, and in which field.
fn part_word(
    (unit, field): (OneOf<UnitIx>, &OneOf<Option<String>>),
    words: DiffWords<'_>,
) -> String {
    format!("{} · {}", unit_word(unit, words), field_word(field, words))
}

fn unit_word(unit: OneOf<UnitIx>, words: DiffWords<'_>) -> &str {
    match unit {
        OneOf::One(unit) => &words.pipeline.register.get(unit).name,
        OneOf::All => words.pick("mọi đơn vị của bảng", "all units of the table"),
        OneOf::Rest => words.pick(
            "phần còn lại: cộng trừ đi các đơn vị có chỗ riêng",
            "the rest: the sum less the units that have a place of their own",
        ),
    }
}

fn field_word<'w>(field: &'w OneOf<Option<String>>, words: DiffWords<'w>) -> &'w str {
    match field {
        OneOf::One(Some(field)) => field,
        OneOf::One(None) => words.pick("dòng không ghi lĩnh vực", "lines that name no field"),
        OneOf::All => words.pick("mọi lĩnh vực", "all fields"),
        OneOf::Rest => words.pick(
            "phần còn lại: cộng trừ đi các lĩnh vực có chỗ riêng",
            "the rest: the sum less the fields that have a place of their own",
        ),
    }
}

const fn forms_word(figure: FormsFigure, words: DiffWords<'_>) -> &'static str {
    let (vi, en) = match figure {
        FormsFigure::Owed => ("số biểu phải gửi", "forms that are owed"),
        FormsFigure::Received => {
            ("số biểu đã nhận và dùng được", "forms that came and can be used")
        }
        FormsFigure::Missing => ("số biểu chưa có", "forms that are not there"),
    };
    words.lang.pick(vi, en)
}

fn findings_text(severity: Option<Severity>, left_out: bool, words: DiffWords<'_>) -> String {
    let what = if left_out {
        words
            .pick("số phát hiện khiến số liệu không tính", "findings by which figures do not count")
    } else {
        words.pick("số phát hiện", "findings")
    };
    let of = severity.map_or(words.pick("mọi mức", "of any severity"), |severity| {
        words.lang.pick(severity.title(), severity.word())
    });
    format!("{what}: {of}")
}

fn form_name(form: Option<FormIx>, words: DiffWords<'_>) -> String {
    let all = words.pick("mọi biểu", "all forms").to_owned();
    form.map_or(all, |form| words.pipeline.forms[form.index()].name.clone())
}

const fn rate_word(figure: RateFigure, words: DiffWords<'_>) -> &'static str {
    let (vi, en) = match figure {
        RateFigure::Numerator => ("tử số", "numerator"),
        RateFigure::Denominator => ("mẫu số", "denominator"),
        RateFigure::Ratio => ("tỷ lệ", "rate"),
        RateFigure::Missed => ("số chưa đạt", "what counts against it"),
        RateFigure::RatioBefore => ("tỷ lệ kỳ trước", "rate in the period before"),
        RateFigure::Change => {
            ("số điểm tăng hay giảm so với kỳ trước", "points more or less than the period before")
        }
    };
    words.lang.pick(vi, en)
}

const fn standing_word(figure: StandingFigure, words: DiffWords<'_>) -> &'static str {
    let (vi, en) = match figure {
        StandingFigure::Place => ("hạng", "place"),
        StandingFigure::Interval => {
            ("khoảng hạng mà số liệu cho phép", "the places its figures go with")
        }
        StandingFigure::Move => {
            ("số bậc lên hay xuống so với kỳ trước", "places up or down since the period before")
        }
        StandingFigure::Change => {
            ("số điểm tăng hay giảm so với kỳ trước", "points more or less than the period before")
        }
        StandingFigure::Within => {
            ("hạng trong số các đơn vị cùng huyện", "place among the units of its district")
        }
        StandingFigure::Value => ("giá trị xếp hạng", "what it is ranked by"),
        StandingFigure::Points(_) => ("điểm của một chỉ tiêu", "points of one metric"),
        StandingFigure::Class => ("xếp loại", "class"),
        StandingFigure::Needed => {
            ("số hồ sơ còn cần để lên loại kế tiếp", "files needed for the next better class")
        }
        StandingFigure::Late => ("số tính vào phần chưa đạt của đơn vị", "what counts against it"),
        StandingFigure::ExpectedLate => (
            "số ấy nếu từng lĩnh vực đúng như mức chung của danh sách",
            "what would if each of its fields was as in the whole list",
        ),
        StandingFigure::Under(_) => {
            ("hạng theo một cách tính khác", "place under another definition")
        }
        StandingFigure::Spread => (
            "chênh lệch giữa hạng tốt nhất và kém nhất theo các cách tính",
            "how far apart its places under all definitions are",
        ),
        StandingFigure::Note => ("đơn vị trong danh sách", "a unit of the list"),
        StandingFigure::PlaceBefore => ("hạng kỳ trước", "place in the period before"),
        StandingFigure::ValueBefore => {
            ("giá trị xếp hạng kỳ trước", "what it was ranked by in the period before")
        }
        StandingFigure::RateLow => {
            ("cận dưới 95% của tỷ lệ", "the least rate that its figures go with, at 95 %")
        }
        StandingFigure::RateHigh => ("cận trên 95% của tỷ lệ", "the greatest such rate, at 95 %"),
        StandingFigure::MovedBy(_) => (
            "số bậc do một nguyên nhân; xem tthc why",
            "places that one cause moved it; see tthc why",
        ),
    };
    words.lang.pick(vi, en)
}

/// What words are, by how they look.
const fn style_word(style: CellStyle, words: DiffWords<'_>) -> &'static str {
    let (vi, en) = match style {
        CellStyle::Title | CellStyle::AnnexTitle | CellStyle::Subtitle | CellStyle::Section => {
            ("tiêu đề", "a title")
        }
        CellStyle::Head | CellStyle::ColumnNumber => ("đầu cột", "the head of a column"),
        CellStyle::Remark | CellStyle::Body | CellStyle::Scale => {
            ("lời giải thích", "an explanation")
        }
        CellStyle::Link => ("đường dẫn tới trang khác", "a link to another sheet"),
        CellStyle::Superior
        | CellStyle::Issuer
        | CellStyle::State
        | CellStyle::Motto
        | CellStyle::Rule
        | CellStyle::AnnexNumber
        | CellStyle::GoesWith
        | CellStyle::DateLine
        | CellStyle::Signatory
        | CellStyle::Hint => ("thể thức văn bản", "the form of an official letter"),
        CellStyle::Cell(..)
        | CellStyle::Graded(_)
        | CellStyle::Copied(..)
        | CellStyle::Input(_)
        | CellStyle::Control => ("chữ của bảng, không phải số liệu", "words of a table, no figure"),
    };
    words.lang.pick(vi, en)
}
