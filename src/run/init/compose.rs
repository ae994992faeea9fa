//! The files of a province that is begun, put together.

use std::path::{Path, PathBuf};

use crate::model::{Lang, Level, Period, Sentence, Unit};
use crate::pipeline::{
    self, DeclaredFile, DraftedTable, Items, METRICS, Measure, NO_SOURCE, Overrides, Pipeline,
    PipelineDraft,
};

use super::error::InitError;
use super::metrics::{ShownRatios, ratios};
use super::rankings::{headline, rankings};
use super::units::RegisterText;
use super::workshop::{Workshop, measure_table};

/// The folder of declarations.
const FOLDER: &str = "pipelines";

/// What is published.
const WORKBOOK: &str = "xep-hang.xlsx";
const PAGE: &str = "xep-hang.html";

/// The title without a province that is known.
const TITLE: &str = "Xếp hạng kết quả giải quyết thủ tục hành chính";

/// A province that is not written yet.
#[derive(Debug)]
pub(super) struct ComposedProvince {
    /// The pipeline file, below the folder.
    pub(super) file: String,
    /// All declarations, below the folder, with their texts.
    pub(super) files: Vec<(String, String)>,
    /// What a person still has to say.
    pub(super) gaps: Vec<Sentence>,
}

impl ComposedProvince {
    /// The folder of a period in the inbox.
    pub(super) fn inbox(period: Period) -> String {
        format!("inbox/{}", period.to_string().to_lowercase().replace('-', ""))
    }

    /// The pipeline, as it will be read.
    pub(super) fn resolved(&self, folder: &Path) -> Result<Pipeline, InitError> {
        let file = |(path, text): &(String, String)| DeclaredFile {
            path: folder.join(path),
            text: text.clone(),
        };
        let files: Vec<DeclaredFile> = self.files.iter().map(file).collect();
        let pipeline = pipeline::load_held(&folder.join(&self.file), &files, &Overrides::default());
        pipeline.map_err(InitError::Composed)
    }
}

/// A province under a name.
pub(super) fn compose(
    name: &str,
    units: &RegisterText,
    workshop: &Workshop<'_>,
    lang: Lang,
) -> Result<ComposedProvince, InitError> {
    let measures: Vec<Measure> = workshop.chosen.iter().flat_map(|c| c.measures.clone()).collect();
    let mut draft = begun(name, workshop, lang);
    draft.tables.extend(measures.iter().map(measure_table));
    let mut composed = ComposedProvince {
        file: format!("{FOLDER}/{name}.toml"),
        files: Vec::new(),
        gaps: Vec::new(),
    };
    composed.files.push((composed.file.clone(), draft.to_toml(lang)));
    composed.files.push((format!("{FOLDER}/units/{name}.csv"), units.text.clone()));
    composed.files.push((format!("{FOLDER}/{}", METRICS.name), METRICS.text()));
    for form in &workshop.chosen {
        composed.files.push((format!("{FOLDER}/{}", form.file), form.text.clone()));
    }
    // Which metrics there are is known when the forms are, and what these show is asked where there is none.
    let folder = PathBuf::from(name);
    let shown = shown_ratios(workshop, &composed.resolved(&folder)?);
    draft.tables.extend(shown.metrics);
    composed.files[0].1 = draft.to_toml(lang);
    let pipeline = composed.resolved(&folder)?;
    let (ranked, unranked) = rankings(&pipeline);
    draft.tables.push(workbook(&draft, &pipeline, !ranked.is_empty()));
    if !ranked.is_empty() {
        draft.tables.push(DraftedTable::new("page").text("file", PAGE));
    }
    draft.tables.extend(ranked);
    composed.files[0].1 = draft.to_toml(lang);
    composed.gaps.extend(unranked);
    composed.gaps.extend(shown.unclear.iter().map(|title| unclear(title)));
    composed.gaps.extend(unsourced(&pipeline));
    Ok(composed)
}

/// What drafted forms show, where no metric is known that goes by their counts.
fn shown_ratios(workshop: &Workshop<'_>, pipeline: &Pipeline) -> ShownRatios {
    let mut all = ShownRatios::default();
    for chosen in &workshop.chosen {
        let declared = pipeline.form(&chosen.form.id);
        let (Some(draft), Some(form)) = (&chosen.draft, declared) else { continue };
        if headline(form, pipeline).is_none() {
            let shown = ratios(draft, &pipeline.measures);
            all.metrics.extend(shown.metrics);
            all.unclear.extend(shown.unclear);
        }
    }
    all
}

fn begun(name: &str, workshop: &Workshop<'_>, lang: Lang) -> PipelineDraft {
    let mut provinces = workshop.register.iter().filter(|(_, unit)| unit.level == Level::Province);
    let province = provinces.next().map(|(_, unit)| unit).filter(|_| provinces.next().is_none());
    let forms: Vec<&str> = workshop.chosen.iter().map(|form| form.file.as_str()).collect();
    let title = |unit: &Unit| format!("{TITLE} {}", crate::text::lower_first(&unit.name));
    let mut top = DraftedTable::default()
        .text("title", &province.map_or_else(|| TITLE.to_owned(), title))
        .text("period", &workshop.period.to_string())
        .text("inbox", "../inbox/{period}")
        .text("output", "../output")
        .text("units", &format!("units/{name}.csv"))
        .texts("forms", &forms)
        .text("metrics", METRICS.name);
    if let Some(province) = province {
        let agency = format!("ỦY BAN NHÂN DÂN {}", province.name.to_uppercase());
        top = top.texts("agency", &[agency]);
    }
    let head = lang.pick(
        "Soạn bằng `tthc init`; hãy đọc lại và sửa cho đúng địa phương mình. Dòng bắt đầu bằng `#khóa = giá trị` là giá trị \
         đang dùng khi không ghi gì: bỏ dấu # thì không có gì thay đổi. Dòng `# khóa = …` cho biết có thể ghi gì. Đường dẫn \
         tính từ thư mục của tệp này.",
        "Written by `tthc init`; read it again and make it yours. A line that begins with `#key = value` is what counts \
         where nothing is said: without its # nothing changes. A line `# key = …` tells what may be said. Paths begin at the \
         folder of this file.",
    );
    PipelineDraft { head: vec![head.to_owned()], top, tables: Vec::new() }
}

fn workbook(draft: &PipelineDraft, pipeline: &Pipeline, is_ranked: bool) -> DraftedTable {
    let by_field = pipeline.forms.iter().any(|form| form.items == Items::Field);
    let late = pipeline.forms.iter().any(|form| !form.reasons.measures.is_empty());
    let sheets = [
        ("summary", true),
        ("rankings", is_ranked),
        ("moves", is_ranked),
        ("fields", by_field && late),
        ("overdue", late),
        ("method", true),
        ("quality", true),
        ("submissions", true),
    ];
    let sheets: Vec<&str> =
        sheets.into_iter().filter(|(_, is)| *is).map(|(word, _)| word).collect();
    let title = draft.top.text_of("title").unwrap_or(TITLE);
    DraftedTable::new("workbook")
        .text("file", WORKBOOK)
        .text("title", title)
        .texts("sheets", &sheets)
}

fn unclear(title: &str) -> Sentence {
    Sentence::new(
        format!(
            "«{title}»: tên gọi không cho biết cao hay thấp là tốt; muốn xếp hạng theo tỷ lệ này hãy khai báo [[metric]]"
        ),
        format!(
            "\"{title}\": its name does not tell whether more or less is good; to rank by it declare a [[metric]]"
        ),
    )
}

/// Metrics and forms of which nobody said yet what prescribes them: it is printed.
fn unsourced(pipeline: &Pipeline) -> Option<Sentence> {
    let is_silent = |source: &str| source.starts_with(NO_SOURCE);
    let forms = pipeline.forms.iter().filter(|form| is_silent(&form.source)).count();
    let metrics = pipeline.metrics.iter().filter(|metric| is_silent(&metric.source)).count();
    (forms + metrics > 0).then(|| {
        Sentence::new(
            format!("{forms} biểu và {metrics} chỉ số chưa ghi văn bản quy định (khóa `source`); văn bản này được in ở trang Phương pháp"),
            format!("{forms} forms and {metrics} metrics do not say yet what prescribes them (key `source`); it is printed on the sheet Phương pháp"),
        )
    })
}
