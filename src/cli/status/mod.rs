//! How a period stands: who sent what, what came since, the last runs; as text here, as data in `json`.

mod json;
mod page;

use crate::model::{Exit, Status};
use crate::pipeline::Pipeline;
use crate::run::{Arrivals, Situation, Tally, is_unusable};
use crate::store::Record;
use crate::table::SubmissionRow;
use crate::text::group_thousands;

pub(super) use json::json;
use page::{Page, shown};

/// Files of the inbox that are named one by one; the rest is counted.
const MOST_FILES: usize = 20;

/// Everything, or where `only_missing` what nobody sent.
pub(super) fn text(situation: &Situation, pipeline: &Pipeline, only_missing: bool) -> String {
    let mut page = Page::default();
    page.line(&format!("{} – {}", pipeline.title, pipeline.period.title()));
    page.summary(situation);
    if !only_missing {
        page.inbox(situation.inbox.as_ref(), situation.newest().is_some(), pipeline);
    }
    page.forms(situation, pipeline, only_missing);
    if only_missing && situation.newest().is_some() && situation.tally().missing == 0 {
        page.line("mọi đơn vị đã gửi đủ biểu");
    }
    if !only_missing {
        page.unusable(situation);
        page.runs(situation);
    }
    page.0
}

impl Page {
    fn summary(&mut self, situation: &Situation) {
        let Some(run) = situation.newest() else {
            self.line("chưa có lượt chạy nào cho kỳ này");
            return;
        };
        let Tally { expected, received, missing, unusable, late } = situation.tally();
        self.line(&format!(
            "nhận {received} trong {expected} biểu; chưa gửi {missing}; không dùng được {unusable} tệp; gửi trễ {late} (theo lượt {})",
            run.run
        ));
        if situation.is_stale() {
            self.line("bảng dưới đây đã cũ: sau khi đọc lại tệp, bước kiểm tra chưa chạy lại");
        }
        if situation.redeclared {
            self.line("khai báo đã thay đổi từ lượt đó; lượt chạy tới sẽ đọc và kiểm tra lại");
        }
    }

    /// What came in, changed or went since the newest run; before any run, what is there.
    fn inbox(&mut self, arrivals: Option<&Arrivals>, since: bool, pipeline: &Pipeline) {
        let place = pipeline.inbox.display();
        let Some(arrivals) = arrivals else {
            self.line(&format!("{place}: không có thư mục nhận báo cáo (inbox)"));
            return;
        };
        if since && arrivals.is_nothing() {
            self.line(&format!("{place}: không có gì mới từ lượt đó ({} tệp)", arrivals.same));
            return;
        }
        let Arrivals { new, changed, gone, same } = arrivals;
        if since {
            self.line(&format!(
                "{place}: từ lượt đó có {} tệp mới, {} tệp thay đổi, {} tệp không còn; {same} tệp như cũ",
                new.len(),
                changed.len(),
                gone.len()
            ));
        } else {
            self.line(&format!("{place}: {} tệp chờ đọc", new.len()));
        }
        let words = [("mới", new), ("thay đổi", changed), ("không còn", gone)];
        let files = words.iter().flat_map(|(word, files)| files.iter().map(move |f| (*word, f)));
        let rows: Vec<[String; 2]> = files
            .map(|(word, file)| [if since { word.to_owned() } else { String::new() }, shown(file)])
            .collect();
        let listed: Vec<&[String]> =
            rows.iter().take(MOST_FILES).map(<[String; 2]>::as_slice).collect();
        self.table(&listed, &[]);
        if rows.len() > MOST_FILES {
            self.line(&format!("  … và {} tệp nữa", rows.len() - MOST_FILES));
        }
    }

    /// Each form with the units that owe it, in the order of the register.
    fn forms(&mut self, situation: &Situation, pipeline: &Pipeline, only_missing: bool) {
        let owed = situation.submissions.owed();
        for form in &pipeline.forms {
            let of_form = |id: &str| id == form.id;
            let expected = owed.keys().filter(|(id, _)| of_form(id)).count();
            let received =
                owed.iter().filter(|((id, _), received)| of_form(id) && **received).count();
            let mut rows: Vec<&SubmissionRow> = situation
                .submissions
                .rows
                .iter()
                .filter(|row| row.form.as_deref().is_some_and(of_form))
                .filter(|row| !only_missing || row.status == Status::Missing)
                .collect();
            let place = |row: &SubmissionRow| {
                row.unit_id.as_deref().and_then(|id| pipeline.register.find_id(id))
            };
            rows.sort_by_key(|row| place(row));
            if rows.is_empty() {
                continue;
            }
            self.line("");
            self.line(&format!("{} ({received} trong {expected} đơn vị)", form.name));
            self.submissions(&rows, pipeline, only_missing);
        }
    }

    fn submissions(&mut self, rows: &[&SubmissionRow], pipeline: &Pipeline, only_missing: bool) {
        let dated =
            |of: fn(&SubmissionRow) -> Option<&String>| rows.iter().any(|row| of(row).is_some());
        let (due, received) =
            (dated(|row| row.due.as_ref()), dated(|row| row.received_at.as_ref()));
        let mut head = vec!["Đơn vị"];
        if !only_missing {
            head.extend(["Tình trạng", "Lỗi", "Cảnh báo", "Số liệu", "Tệp"]);
        }
        head.extend(due.then_some("Hạn"));
        head.extend((received && !only_missing).then_some("Nhận lúc"));
        let mut table: Vec<Vec<String>> = Vec::new();
        // A list of names needs no head.
        if head.len() > 1 {
            table.push(head.into_iter().map(str::to_owned).collect());
        }
        for row in rows {
            let mut cells = vec![unit_name(row, pipeline)];
            if !only_missing {
                cells.extend([row.status.title().to_owned()]);
                cells.extend(figures(row));
                cells.push(row.file.as_deref().map(shown).unwrap_or_default());
            }
            cells.extend(due.then(|| row.due.clone().unwrap_or_default()));
            let at = || row.received_at.clone().unwrap_or_default();
            cells.extend((received && !only_missing).then(at));
            table.push(cells);
        }
        let table: Vec<&[String]> = table.iter().map(Vec::as_slice).collect();
        self.table(&table, if only_missing { &[] } else { &[2, 3, 4] });
    }

    /// Files that belong to no form.
    fn unusable(&mut self, situation: &Situation) {
        let rows = situation.submissions.rows.iter();
        let rows: Vec<[String; 2]> = rows
            .filter(|row| is_unusable(row) && row.form.is_none())
            .map(|row| {
                [row.status.title().to_owned(), row.file.as_deref().map(shown).unwrap_or_default()]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("Tệp không dùng được ({})", rows.len()));
        let rows: Vec<&[String]> = rows.iter().map(<[String; 2]>::as_slice).collect();
        self.table(&rows, &[]);
    }

    fn runs(&mut self, situation: &Situation) {
        if situation.runs.is_empty() {
            return;
        }
        self.line("");
        self.line("Các lượt chạy gần nhất");
        let head = ["Lượt", "Xong lúc", "Mã", "Kết quả", "Thiếu", ""].map(str::to_owned);
        let mut table = vec![head];
        for run in &situation.runs {
            table.push([
                run.run.clone(),
                moment(&run.finished),
                run.exit_code.to_string(),
                meaning(run.exit_code).to_owned(),
                run.gaps.len().to_string(),
                mark(run, situation).to_owned(),
            ]);
        }
        let table: Vec<&[String]> = table.iter().map(<[String; 6]>::as_slice).collect();
        self.table(&table, &[2, 4]);
    }
}

fn unit_name(row: &SubmissionRow, pipeline: &Pipeline) -> String {
    let id = row.unit_id.as_deref().unwrap_or("không rõ");
    match pipeline.register.find_id(id) {
        Some(unit) => pipeline.register.get(unit).name.clone(),
        None => id.to_owned(),
    }
}

/// Errors, warnings and numbers; nothing where nothing was sent.
fn figures(row: &SubmissionRow) -> [String; 3] {
    [row.errors, row.warnings, row.observations].map(|count| {
        if row.file.is_some() { group_thousands(i64::from(count)) } else { String::new() }
    })
}

/// `2026-10-01 01:00:04 UTC`, of an instant to the nanosecond.
fn moment(instant: &str) -> String {
    let to_the_second = instant.split(['.', 'Z']).next().unwrap_or(instant);
    format!("{} UTC", to_the_second.replace('T', " "))
}

fn meaning(code: u8) -> &'static str {
    Exit::of(code).map_or("không rõ", Exit::title)
}

const PUBLISHED: &str = "đang xuất bản";

fn mark(run: &Record, situation: &Situation) -> &'static str {
    if situation.latest.as_ref() == Some(&run.run) {
        PUBLISHED
    } else if run.complete {
        ""
    } else {
        "chưa trọn, không xuất bản"
    }
}
