//! A figure, taken apart, for a person: what it is, how it is counted, from which files, and each cell; counts first, for a
//! province has thousands of cells.

use crate::cli::diff::page::DiffPage;
use crate::cli::diff::words::DiffWords;
use crate::model::{Finding, Place, plain};
use crate::publish::formula;
use crate::run::{CellTrace, FigureTrace, LineTrace, NotCounted, Taken};

/// Figures of a fingerprint that are shown; the JSON has all of it.
const PRINT: usize = 12;

impl DiffPage<'_> {
    /// The whole figure.
    pub(super) fn figure(&mut self, figure: &FigureTrace) {
        let words = self.words;
        let pipeline = words.pipeline;
        let metric = pipeline.metric(figure.asked.metric);
        let unit = &pipeline.register.get(figure.asked.unit).name;
        let scope = words.scope(figure.asked.scope.word());
        let field = figure.asked.field.as_ref().map_or(String::new(), |of| format!(" · {of}"));
        let sums = figure.published.map(|sum| (sum.numerator, sum.denominator));
        let title = format!("{unit} · {}, {scope}{field}: {}", metric.title, words.rate(sums));
        let title = self.paint.strong(&title);
        self.line(&format!("\n{title}"));
        let (above, below) = sums.unwrap_or_default();
        let parts = [
            (words.pick("tử số", "numerator"), &metric.numerator, above),
            (words.pick("mẫu số", "denominator"), &metric.denominator, below),
        ];
        for (name, of, sum) in parts {
            let sum = words.whole(sum);
            self.line(&format!("  {name} {sum} = {}", formula(pipeline, of)));
        }
        self.doubts(figure);
        self.counts(figure);
        self.files(figure);
        self.by_unit(figure);
        self.cells(figure);
        self.findings_of_figure(figure);
    }

    /// What keeps the figure from being relied on.
    fn doubts(&mut self, figure: &FigureTrace) {
        let words = self.words;
        if let Some(sum) = figure.published.filter(|sum| !sum.complete) {
            let mut said = words.pick("  số liệu chưa đủ", "  figures incomplete").to_owned();
            if sum.gaps > 0 {
                let gaps = words.whole(i64::from(sum.gaps));
                said += &words.say(
                    format!("; dòng thiếu số: {gaps}"),
                    format!("; lines that lack one: {gaps}"),
                );
            }
            self.line(&said);
        }
        if !figure.adds_up() {
            let sums = words.rate(Some(figure.sums()));
            let said = words.say(
                format!("  các ô dưới đây cộng lại được {sums}, khác số của lượt: lượt tính bằng khai báo hoặc chương trình khác"),
                format!("  the cells below add up to {sums}, not to what the run has: it was computed by another declaration or program"),
            );
            self.line(&said);
        }
    }

    fn counts(&mut self, figure: &FigureTrace) {
        let words = self.words;
        let lines = || figure.units.iter().flat_map(|unit| &unit.lines);
        let cells = || lines().flat_map(|line| &line.cells);
        let size = |count: usize| words.whole(i64::try_from(count).unwrap_or(i64::MAX));
        let out = cells().filter(|cell| cell.not_counted.is_some()).count();
        let [lines, cells, units, files] =
            [lines().count(), cells().count(), figure.units.len(), figure.files.len()].map(size);
        let gaps = figure.forms.iter().filter(|row| row.status.is_gap()).count();
        let mut said = words.say(
            format!("  từ {lines} dòng, {cells} ô của {units} đơn vị trong {files} tệp"),
            format!("  from {lines} lines, {cells} cells of {units} units in {files} files"),
        );
        if out > 0 {
            let out = size(out);
            said += &words.say(format!("; không tính {out} ô"), format!("; {out} cells left out"));
        }
        if gaps > 0 {
            let gaps = size(gaps);
            said += &words.say(
                format!("; biểu không có hoặc không dùng được: {gaps}"),
                format!("; forms missing or unusable: {gaps}"),
            );
        }
        self.line(&said);
    }

    fn files(&mut self, figure: &FigureTrace) {
        let words = self.words;
        if figure.files.is_empty() {
            return;
        }
        let title = words.pick("Tệp (mã băm BLAKE3)", "Files (BLAKE3)");
        let line = |(file, print): &(String, Option<String>)| {
            let print = print.as_deref().map_or("–", |print| print.get(..PRINT).unwrap_or(print));
            format!("{print}  {file}")
        };
        self.part(title, figure.files.iter().map(line));
        let gaps: Vec<_> = figure.forms.iter().filter(|row| row.status.is_gap()).collect();
        if !gaps.is_empty() {
            let title = words.pick("Biểu không có trong số này", "Forms that are not in it");
            let line = |row: &&crate::model::SubmissionRow| {
                let unit = row.unit_id.as_deref().map_or_else(String::new, |id| words.unit(id));
                let (form, file) = (row.form.as_deref().unwrap_or("–"), row.file.as_deref());
                let file = file.map_or(String::new(), |file| format!("  {file}"));
                format!("{unit} · {form}: {}{file}", row.status.title_in(words.lang))
            };
            self.part(title, gaps.iter().map(line));
        }
    }

    /// What each unit adds, where there are several.
    fn by_unit(&mut self, figure: &FigureTrace) {
        let words = self.words;
        if figure.units.len() < 2 {
            return;
        }
        let title = words.pick("Theo đơn vị", "By unit");
        let line = |unit: &crate::run::UnitTrace| {
            let name = &words.pipeline.register.get(unit.unit).name;
            format!("{name}: {}", words.rate(Some((unit.above, unit.below))))
        };
        self.part(title, figure.units.iter().map(line));
    }

    fn cells(&mut self, figure: &FigureTrace) {
        let words = self.words;
        let several = figure.units.len() > 1;
        let mut lines = Vec::new();
        for unit in &figure.units {
            let name = several.then(|| words.pipeline.register.get(unit.unit).name.as_str());
            for line in &unit.lines {
                lines.extend(line.cells.iter().map(|cell| (name, line, cell)));
            }
        }
        if lines.is_empty() {
            let none = words.pick("  không có ô nào", "  there are no cells");
            return self.line(none);
        }
        // What counts with a number comes before what adds nothing.
        let title = words.pick("Ô", "Cells");
        let line = |(name, line, cell): &(Option<&str>, &LineTrace, &CellTrace)| {
            cell_line(*name, line, cell, &figure.findings, words)
        };
        self.part(title, lines.iter().map(line));
    }

    /// What was found about the units and forms, and stands at none of the cells above.
    fn findings_of_figure(&mut self, figure: &FigureTrace) {
        let words = self.words;
        let lines = || figure.units.iter().flat_map(|unit| &unit.lines);
        let told: std::collections::BTreeSet<usize> =
            lines().flat_map(|line| &line.cells).flat_map(|cell| cell.findings.clone()).collect();
        let rest = figure.findings.iter().enumerate().filter(|(at, _)| !told.contains(at));
        let mut rest: Vec<&Finding> = rest.map(|(_, finding)| finding).collect();
        rest.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        if !rest.is_empty() {
            let title =
                words.pick("Phát hiện khác về các đơn vị này", "Other findings about these units");
            self.part(title, rest.iter().map(|finding| found(finding, true)));
        }
    }
}

/// A cell: where it stands, what it counts, what is written in it, and what comes of it.
pub(super) fn cell_line(
    unit: Option<&str>,
    line: &LineTrace,
    cell: &CellTrace,
    findings: &[Finding],
    words: DiffWords<'_>,
) -> String {
    let place = Place {
        file: Some(line.file.clone()),
        sheet: Some(line.sheet.clone()),
        cell: Some(cell.at),
    };
    let measure = words.pipeline.measure(cell.measure).title.as_str();
    let about = [unit, line.field.as_deref(), line.source.as_deref(), Some(measure)];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    let mut said = vec![format!("{place}  {}: “{}”", about.join(" · "), plain(&cell.raw))];
    if cell.taken != Taken::Number {
        said.push(format!("→ {} ({})", words.whole(cell.value), taken(cell.taken, words)));
    }
    if let Some(why) = cell.not_counted {
        let out = words.pick("không tính", "left out");
        said.push(format!(" {out}: {}", not_counted(why, words)));
    }
    let sums = [
        (cell.above, words.pick("tử số", "numerator")),
        (cell.below, words.pick("mẫu số", "denominator")),
    ];
    let sums = sums.iter().filter(|(by, _)| *by != 0);
    let sums: Vec<String> =
        sums.map(|(by, what)| format!("{what} {}", words.signed(*by))).collect();
    if !sums.is_empty() {
        said.push(format!(" {}", sums.join(", ")));
    }
    let here = cell.findings.iter().map(|&at| format!("\n      {}", found(&findings[at], false)));
    said.join(" ") + &here.collect::<String>()
}

/// A finding on a line: the sentences of findings are Vietnamese.
pub(super) fn found(finding: &Finding, with_place: bool) -> String {
    let place = finding.place.to_string();
    let place = if with_place && !place.is_empty() { format!(" {place}") } else { String::new() };
    let judged = format!(" ({}, {})", finding.severity.word(), finding.action.word());
    format!("{}{place}: {}{judged}", finding.code, finding.message)
}

const fn taken(taken: Taken, words: DiffWords<'_>) -> &'static str {
    let (vi, en) = match taken {
        Taken::Number => ("", ""),
        Taken::Text => ("số gõ dạng chữ", "a number typed as text"),
        Taken::Shown => ("số hiện khác số lưu", "shown otherwise than it is kept"),
        Taken::Followed => ("suy từ các ô khác", "follows from other cells"),
        Taken::Part => ("một trong các cột cộng lại", "one of several columns that are added"),
    };
    words.lang.pick(vi, en)
}

/// Why a cell does not count.
pub(super) const fn not_counted(why: NotCounted, words: DiffWords<'_>) -> &'static str {
    let (vi, en) = match why {
        NotCounted::Cell => ("có phát hiện ở ô này", "of what was found at it"),
        NotCounted::Unit => {
            ("cả biểu của đơn vị không tính", "nothing of its unit counts in this form")
        }
        NotCounted::Line => {
            ("dòng thiếu một số của chỉ tiêu", "its line lacks a number of the metric")
        }
        NotCounted::Superseded => (
            "đã có tệp thay thế, hoặc không rõ tệp nào được tính",
            "another file took its place, or none can be told to count",
        ),
        NotCounted::Repeated => {
            ("biểu hoặc đơn vị khác đã ghi dòng này", "another form or sender tells its line")
        }
    };
    words.lang.pick(vi, en)
}
