//! How a period stands: who sent what, what came since, the last runs; as text here, as data in `json`.

use crate::cli::print::count::count_in;
use crate::cli::print::headline;
use crate::cli::print::held_back::held_back;
use crate::cli::print::manner::Manner;
use crate::model::{Exit, Lang, Status, SubmissionRow};
use crate::pipeline::Pipeline;
use crate::run::{Arrivals, JobWatch, Situation, SubmissionTally};
use crate::store::Record;

use super::page::{StatusPage, shown};

/// Files of the inbox that are named one by one; the rest is counted.
const MOST_FILES: usize = 20;

/// Everything, or where `only_missing` what nobody sent.
pub(super) fn text(
    situation: &Situation,
    pipeline: &Pipeline,
    only_missing: bool,
    manner: Manner,
) -> String {
    let mut page = StatusPage { text: String::new(), manner };
    let period = match manner.lang {
        Lang::Vi => pipeline.period.title(),
        Lang::En => pipeline.period.to_string(),
    };
    page.line(&format!("{} – {period}", pipeline.title));
    page.summary(situation);
    page.held_back(situation, pipeline);
    if !only_missing {
        page.job(&situation.watch);
        page.headline(situation, pipeline);
    }
    if !only_missing {
        page.inbox(situation.inbox.as_ref(), situation.newest().is_some(), pipeline);
    }
    page.forms(situation, pipeline, only_missing);
    if only_missing && situation.newest().is_some() && situation.tally().missing == 0 {
        page.say("mọi đơn vị đã gửi đủ biểu", "every unit has sent all of its forms");
    }
    if !only_missing {
        page.unusable(situation);
        page.runs(situation);
    }
    page.text
}

impl StatusPage {
    fn lang(&self) -> Lang {
        self.manner.lang
    }

    /// One more line, in the language of the page.
    fn say(&mut self, vi: &str, en: &str) {
        self.line(self.manner.lang.pick(vi, en));
    }

    fn strong(&self, vi: &str, en: &str) -> String {
        self.manner.paint_data().strong(self.lang().pick(vi, en))
    }

    fn summary(&mut self, situation: &Situation) {
        let Some(run) = situation.newest() else {
            self.say("chưa có lượt chạy nào cho kỳ này", "there is no run of this period yet");
            return;
        };
        let SubmissionTally { expected, received, missing, unusable, late } = situation.tally();
        let run = &run.run;
        self.line(&match self.lang() {
            Lang::Vi => format!(
                "nhận {received} trong {expected} biểu; chưa gửi {missing}; không dùng được {unusable} tệp; gửi trễ {late} (theo lượt {run})"
            ),
            Lang::En => format!(
                "{received} of {expected} forms received; {missing} missing; {unusable} files unusable; {late} late (by run {run})"
            ),
        });
        if situation.is_stale() {
            self.say(
                "bảng dưới đây đã cũ: sau khi đọc lại tệp, bước kiểm tra chưa chạy lại",
                "the table below is out of date: files were read again and not checked since",
            );
        }
        if situation.redeclared {
            self.say(
                "khai báo đã thay đổi từ lượt đó; lượt chạy tới sẽ đọc và kiểm tra lại",
                "the declaration changed since that run; the next one will read and check again",
            );
        }
    }

    /// When the job last looked, and whether it should have.
    fn job(&mut self, watch: &JobWatch) {
        let Some(looked) = watch.looked.map(|at| at.to_string()) else { return };
        let looked = moment(&looked);
        if watch.cut_off {
            self.say(
                &format!("xem hộp thư lần cuối: {looked}, bị cắt ngang"),
                &format!("looked last: {looked}, cut off"),
            );
        } else {
            let code = watch.last.as_ref().and_then(|beat| beat.exit_code);
            let how =
                code.map_or(String::new(), |code| format!(", {}", meaning(code, self.lang())));
            self.say(
                &format!("xem hộp thư lần cuối: {looked}{how}"),
                &format!("looked last: {looked}{how}"),
            );
        }
        if let Some(missed) = watch.missed.map(|at| at.to_string()) {
            let missed = moment(&missed);
            self.say(
                &format!("lỡ lịch: lẽ ra phải chạy lúc {missed}"),
                &format!("schedule missed: it should have run {missed}"),
            );
        }
    }

    /// The figures that are published, which may be of an earlier run than the register.
    fn headline(&mut self, situation: &Situation, pipeline: &Pipeline) {
        let (Some(headline), Some(latest)) = (&situation.headline, &situation.latest) else {
            return;
        };
        if situation.newest().is_some_and(|newest| newest.run != *latest) {
            self.say(
                &format!("kết quả đang xuất bản là của lượt {latest}:"),
                &format!("what is published is of run {latest}:"),
            );
        }
        for line in headline::lines(headline, pipeline, self.lang()) {
            self.line(&line);
        }
    }

    /// The newest run waits for somebody to say that it is right.
    fn held_back(&mut self, situation: &Situation, pipeline: &Pipeline) {
        let (lang, paint) = (self.lang(), self.manner.paint_data());
        if let Some(held) = &situation.held_back {
            let head = paint.strong(lang.pick("bị giữ lại", "held back"));
            self.line(&format!("{head}: {}", held_back(held, pipeline, lang)));
        }
    }

    /// What came in, changed or went since the newest run; before any run, what is there.
    fn inbox(&mut self, arrivals: Option<&Arrivals>, since: bool, pipeline: &Pipeline) {
        let place = pipeline.inbox.display();
        let Some(arrivals) = arrivals else {
            self.say(
                &format!("{place}: không có thư mục nhận báo cáo (inbox)"),
                &format!("{place}: there is no inbox"),
            );
            return;
        };
        if since && arrivals.is_nothing() {
            let same = arrivals.same;
            self.say(
                &format!("{place}: không có gì mới từ lượt đó ({same} tệp)"),
                &format!("{place}: nothing new since that run ({same} files)"),
            );
            return;
        }
        let Arrivals { new, changed, gone, same } = arrivals;
        let (came, other, went) = (new.len(), changed.len(), gone.len());
        if since {
            self.say(
                &format!(
                    "{place}: từ lượt đó có {came} tệp mới, {other} tệp thay đổi, {went} tệp không còn; {same} tệp như cũ"
                ),
                &format!(
                    "{place}: since that run {came} files are new, {other} changed, {went} gone; {same} are as before"
                ),
            );
        } else {
            self.say(
                &format!("{place}: {came} tệp chờ đọc"),
                &format!("{place}: {came} files wait to be read"),
            );
        }
        let lang = self.lang();
        let words = [
            (lang.pick("mới", "new"), new),
            (lang.pick("thay đổi", "changed"), changed),
            (lang.pick("không còn", "gone"), gone),
        ];
        let files = words.iter().flat_map(|(word, files)| files.iter().map(move |f| (*word, f)));
        let rows: Vec<[String; 2]> = files
            .map(|(word, file)| [if since { word.to_owned() } else { String::new() }, shown(file)])
            .collect();
        let listed: Vec<&[String]> =
            rows.iter().take(MOST_FILES).map(<[String; 2]>::as_slice).collect();
        self.table(&listed, &[]);
        if rows.len() > MOST_FILES {
            let more = rows.len() - MOST_FILES;
            self.say(&format!("  … và {more} tệp nữa"), &format!("  … and {more} files more"));
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
            let name = self.manner.paint_data().strong(&form.name);
            self.say(
                &format!("{name} ({received} trong {expected} đơn vị)"),
                &format!("{name} ({received} of {expected} units)"),
            );
            self.submissions(&rows, pipeline, only_missing);
        }
    }

    fn submissions(&mut self, rows: &[&SubmissionRow], pipeline: &Pipeline, only_missing: bool) {
        let dated =
            |of: fn(&SubmissionRow) -> Option<&String>| rows.iter().any(|row| of(row).is_some());
        let (due, received) =
            (dated(|row| row.due.as_ref()), dated(|row| row.received_at.as_ref()));
        let (lang, paint) = (self.lang(), self.manner.paint_data());
        let mut head = vec![lang.pick("Đơn vị", "Unit")];
        if !only_missing {
            let columns = [
                ("Tình trạng", "State"),
                ("Lỗi", "Errors"),
                ("Cảnh báo", "Warnings"),
                ("Số liệu", "Numbers"),
                ("Tệp", "File"),
            ];
            head.extend(columns.map(|(vi, en)| lang.pick(vi, en)));
        }
        head.extend(due.then_some(lang.pick("Hạn", "Due")));
        head.extend((received && !only_missing).then_some(lang.pick("Nhận lúc", "Received")));
        let mut table: Vec<Vec<String>> = Vec::new();
        // A list of names needs no head.
        if head.len() > 1 {
            table.push(head.into_iter().map(str::to_owned).collect());
        }
        for row in rows {
            let mut cells = vec![unit_name(row, pipeline, lang)];
            if !only_missing {
                cells.push(paint.status(row.status, row.status.title_in(lang)));
                cells.extend(figures(row, lang));
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
        let (lang, paint) = (self.lang(), self.manner.paint_data());
        let rows = situation.submissions.rows.iter();
        let rows: Vec<[String; 2]> = rows
            .filter(|row| row.is_unusable() && row.form.is_none())
            .map(|row| {
                [
                    paint.status(row.status, row.status.title_in(lang)),
                    row.file.as_deref().map(shown).unwrap_or_default(),
                ]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.line("");
        let head = self.strong("Tệp không dùng được", "Unusable files");
        self.line(&format!("{head} ({})", rows.len()));
        let rows: Vec<&[String]> = rows.iter().map(<[String; 2]>::as_slice).collect();
        self.table(&rows, &[]);
    }

    fn runs(&mut self, situation: &Situation) {
        if situation.runs.is_empty() {
            return;
        }
        self.line("");
        let head = self.strong("Các lượt chạy gần nhất", "Last runs");
        self.line(&head);
        let lang = self.lang();
        let head = [
            ("Lượt", "Run"),
            ("Xong lúc", "Ended"),
            ("Mã", "Exit"),
            ("Kết quả", "Result"),
            ("Thiếu", "Gaps"),
            ("", ""),
        ];
        let head = head.map(|(vi, en)| lang.pick(vi, en).to_owned());
        let mut table = vec![head];
        for run in &situation.runs {
            table.push([
                run.run.clone(),
                moment(&run.finished),
                run.exit_code.to_string(),
                ending(run, lang).to_owned(),
                run.gaps.len().to_string(),
                mark(run, situation, lang).to_owned(),
            ]);
        }
        let table: Vec<&[String]> = table.iter().map(<[String; 6]>::as_slice).collect();
        self.table(&table, &[2, 4]);
    }
}

fn unit_name(row: &SubmissionRow, pipeline: &Pipeline, lang: Lang) -> String {
    let id = row.unit_id.as_deref().unwrap_or(lang.pick("không rõ", "unknown"));
    match pipeline.register.find_id(id) {
        Some(unit) => pipeline.register.get(unit).name.clone(),
        None => id.to_owned(),
    }
}

/// Errors, warnings and numbers; nothing where nothing was sent.
fn figures(row: &SubmissionRow, lang: Lang) -> [String; 3] {
    [row.errors, row.warnings, row.values].map(|count| {
        if row.file.is_some() { count_in(count as usize, lang) } else { String::new() }
    })
}

/// `2026-10-01 01:00:04 UTC`, of an instant to the nanosecond.
fn moment(instant: &str) -> String {
    let to_the_second = instant.split(['.', 'Z']).next().unwrap_or(instant);
    format!("{} UTC", to_the_second.replace('T', " "))
}

/// How a run ended, in words.
pub(super) fn ending(run: &Record, lang: Lang) -> &'static str {
    if run.held_back.is_some() {
        return lang.pick("bị giữ lại, không xuất bản", "held back, not published");
    }
    meaning(run.exit_code, lang)
}

/// What an exit code means, in words.
pub(in crate::cli) fn meaning(code: u8, lang: Lang) -> &'static str {
    Exit::of(code).map_or(lang.pick("không rõ", "unknown"), |exit| exit.title_in(lang))
}

fn mark(run: &Record, situation: &Situation, lang: Lang) -> &'static str {
    if situation.latest.as_ref() == Some(&run.run) {
        lang.pick("đang xuất bản", "published now")
    } else if run.trial {
        lang.pick("chạy thử, không xuất bản", "a trial, not published")
    } else if run.complete {
        // That it was held back is its result.
        ""
    } else {
        lang.pick("chưa trọn, không xuất bản", "incomplete, not published")
    }
}
