//! Phụ lục 1: the indicators of who is inspected, as the form prints them, each value made so that it follows from the others
//! and from the forms that go with it.

use std::error::Error;

use fastrand::Rng;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::finding::Finding;
use super::form::HEADER_ROW;
use super::page::{self, Letter};
use super::place::Place;
use super::style::Styles;
use super::submission::Submission;
use super::typed::{percent, tenths};

/// The form without values.
const PRINTED: &str = include_str!("../../fixtures/phu-luc-1.txt");
const SHEET: &str = "Phụ lục 1";
const TITLE: &str =
    "THỐNG KÊ SỐ LIỆU VỀ KẾT QUẢ THỰC HIỆN CÔNG TÁC CCHC TẠI CÁC CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG";
const WIDTHS: [f64; 5] = [7.0, 62.0, 16.0, 14.0, 24.0];
/// Column (from 0) of the values.
const VALUE: u16 = 3;

/// A line of the form: number, label, scale and remark, and what is typed.
#[derive(Debug, Clone)]
struct Line {
    text: [String; 4],
    value: Option<f64>,
}

/// The indicators of a unit.
#[derive(Debug, Clone)]
pub struct Indicators {
    /// Path in the inbox, with `/`.
    pub file: String,
    unit_id: String,
    letter: Letter,
    lines: Vec<Line>,
}

impl Indicators {
    /// What a unit reports whose forms of counts are in `submission`.
    pub fn of(unit: &Place, submission: &Submission, seed: u64) -> Self {
        let slug = submission.file.rsplit('/').next().unwrap_or_default();
        let mut rng = Rng::with_seed(unit.seed(seed.wrapping_add(1)));
        let lines = filled(&printed(), unit, submission, &mut rng);
        Self {
            file: format!("phu-luc-1/{slug}"),
            unit_id: unit.id.clone(),
            letter: submission.letter.clone(),
            lines,
        }
    }

    /// The percentage of the plan that is done, typed with its digits swapped.
    pub fn swap_plan_rate(&mut self) -> Result<Finding, Box<dyn Error>> {
        let at = self.line_of("2", 1)?;
        // 35 of 41 tasks are 85,4 %.
        (self.lines[at + 1].value, self.lines[at + 2].value) = (Some(41.0), Some(35.0));
        let swapped = 58.4;
        self.lines[at].value = Some(swapped);
        let expected = percent(tenths(35, 41));
        let words = (percent(whole(swapped * 10.0)), expected);
        Ok(self.finding(at, "F204", words, "digits of the plan's percentage swapped"))
    }

    /// More files on time than Phụ lục 2 or 3 of the unit has.
    pub fn add_on_time(&mut self, more: f64) -> Result<Finding, Box<dyn Error>> {
        let at = self.line_of("3.1.2", 1)?;
        let right = self.lines[at].value.unwrap_or_default();
        self.lines[at].value = Some(right + more);
        let rate = self.line_of("3.1", 3)?;
        let all = self.lines[at - 1].value.unwrap_or_default();
        self.lines[rate].value = Some(share(right + more, all));
        // Which of the two forms is right, nobody can know.
        let words = ((right + more).to_string(), String::new());
        Ok(self.finding(at, "F209", words, "more files on time than in the form of counts"))
    }

    /// The workbook; the same indicators give the same bytes.
    pub fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let styles = Styles::default();
        let mut book = page::dated(self.letter.period)?;
        let sheet = book.add_worksheet();
        sheet.set_name(SHEET)?;
        self.write(sheet, &styles)?;
        book.save_to_buffer()
    }

    fn write(&self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        page::lay_out(sheet, &WIDTHS)?;
        sheet.set_portrait();
        page::heading(sheet, styles, &self.letter, 4)?;
        sheet.merge_range(3, 0, 3, 4, SHEET, &styles.bold)?;
        sheet.merge_range(4, 0, 4, 4, TITLE, &styles.bold)?;
        sheet.merge_range(5, 0, 5, 4, &self.letter.period.line(), &styles.italic)?;
        let heads = [
            (0, 0, 1, 0, "STT"),
            (0, 1, 1, 1, "Chỉ tiêu thống kê"),
            (0, 2, 0, 3, "Kết quả thống kê"),
            (1, 2, 1, 2, "Đơn vị tính"),
            (1, 3, 1, 3, "Số liệu"),
            (0, 4, 1, 4, "Ghi chú"),
        ];
        page::header(sheet, styles, &heads)?;
        for (row, line) in (HEADER_ROW + 2..).zip(&self.lines) {
            let [number, label, scale, remark] = &line.text;
            sheet.write_string_with_format(row, 0, number, &styles.ordinal)?;
            sheet.write_string_with_format(row, 1, label, &styles.text)?;
            sheet.write_string_with_format(row, 2, scale, &styles.text)?;
            sheet.write_string_with_format(row, 4, remark, &styles.text)?;
            match line.value {
                Some(value) => {
                    sheet.write_number_with_format(row, VALUE, value, &styles.fraction)?
                }
                None => sheet.write_blank(row, VALUE, &styles.text)?,
            };
        }
        page::signature(sheet, styles, &self.letter, 4, Self::row(self.lines.len()) + 1)
    }

    /// Row (from 0) of a line.
    fn row(line: usize) -> u32 {
        HEADER_ROW + 2 + super::table::count(line)
    }

    /// The n-th line of this number, from 1: sections begin to count anew.
    fn line_of(&self, number: &str, n: usize) -> Result<usize, String> {
        let mut all = (0..self.lines.len()).filter(|&at| self.lines[at].text[0] == number);
        all.nth(n - 1).ok_or_else(|| format!("no line {number}"))
    }

    fn finding(
        &self,
        line: usize,
        code: &'static str,
        (found, expected): (String, String),
        note: &'static str,
    ) -> Finding {
        let cell = rust_xlsxwriter::utility::row_col_to_cell(Self::row(line), VALUE);
        let (file, unit_id) = (self.file.clone(), self.unit_id.clone());
        Finding { code, file, sheet: SHEET, cell, unit_id, found, expected, note }
    }
}

/// The lines of the form; what a page cuts in two is one line.
fn printed() -> Vec<[String; 4]> {
    let mut lines: Vec<[String; 4]> = Vec::new();
    for text in PRINTED.lines().filter(|text| text.contains('|')) {
        let mut cells = text.split('|').map(|cell| cell.trim().to_owned());
        let line: [String; 4] = std::array::from_fn(|_| cells.next().unwrap_or_default());
        // The form has the remark behind the value.
        let [number, label, scale, _] = line;
        let remark = cells.next().unwrap_or_default();
        match (number.as_str(), lines.last_mut()) {
            ("STT" | "^^", _) => {}
            ("", Some([_, above, above_scale, _])) => {
                // "doanh" at the edge of a page, "ngành" on the next: "doanh nghiệp".
                *above = format!("{above} nghiệp");
                *above_scale = format!("{above_scale} {scale}");
            }
            _ => lines.push([number, label, scale, remark]),
        }
    }
    lines
}

/// Each line with what a unit types there.
fn filled(
    printed: &[[String; 4]],
    unit: &Place,
    submission: &Submission,
    rng: &mut Rng,
) -> Vec<Line> {
    let mut lines: Vec<Line> = printed
        .iter()
        .map(|text| Line { text: text.clone(), value: typed(&text[2], rng) })
        .collect();
    let own = files(submission, &|id| id == unit.id);
    let below = files(submission, &|id| id != unit.id);
    let district = submission.tables.iter().any(|table| table.form.id == "phu-luc-3");
    // Sections count anew: the third line "3.1.1" and "3.2.1" of the form is that of files.
    let mut section = String::new();
    for line in &mut lines {
        let [number, .., remark] = &line.text;
        if number.chars().all(|letter| "IVX".contains(letter)) {
            section.clone_from(number);
        }
        let few = section == "V" && line.text[2] == "Người";
        let asked_of_districts = remark.starts_with("UBND huyện");
        let value = match (section.as_str(), number.as_str()) {
            ("III", "3.1.1") => Some(own[0] + below[0]),
            ("III", "3.1.2") => Some(own[1] + below[1]),
            ("III", "3.2.1") => district.then_some(below[0]),
            ("III", "3.2.2") => district.then_some(below[1]),
            ("I", "5.1") if district => Some(answers(submission)),
            ("VII", "5.3.2" | "5.3.3") if !district => None,
            _ if asked_of_districts && !district => None,
            // Hardly anybody is taken on or disciplined in a quarter.
            _ if few => line.value.map(|value| (value / 15.0).floor()),
            _ => line.value,
        };
        line.value = value;
    }
    sum(&mut lines, "4.1", 1, 3);
    sum(&mut lines, "1.4", 1, 3);
    sum(&mut lines, "2.1", 6, 4);
    rates(&mut lines);
    lines
}

/// The n-th line of a number, from 1, is the sum of so many lines below it.
fn sum(lines: &mut [Line], number: &str, n: usize, parts: usize) {
    let mut all = (0..lines.len()).filter(|&at| lines[at].text[0] == number);
    if let Some(at) = all.nth(n - 1) {
        let parts = lines[at + 1..].iter().take(parts);
        lines[at].value = Some(parts.filter_map(|line| line.value).sum());
    }
}

/// A value of a scale; headings have none.
fn typed(scale: &str, rng: &mut Rng) -> Option<f64> {
    let codes = scale.matches('=').count();
    match scale {
        "" => None,
        _ if codes > 0 => Some(f64::from(rng.u32(0..super::table::count(codes)))),
        "%" => Some(f64::from(rng.u32(800..=1000)) / 10.0),
        "Triệu đồng" => Some(f64::from(rng.u32(20_000..=90_000))),
        _ => Some(f64::from(rng.u32(3..=60))),
    }
}

/// A part is not more than its whole, and a percentage follows from the two lines below it.
fn rates(lines: &mut [Line]) {
    for at in 0..lines.len().saturating_sub(2) {
        let number = lines[at].text[0].trim_end_matches('.').to_owned();
        let below = |line: &Line| line.text[0].starts_with(&format!("{number}."));
        if lines[at].text[2] != "%" || !below(&lines[at + 1]) || !below(&lines[at + 2]) {
            continue;
        }
        let (Some(all), Some(part)) = (lines[at + 1].value, lines[at + 2].value) else {
            lines[at].value = None;
            continue;
        };
        let part = if part > all { (all * 0.9).floor() } else { part };
        lines[at + 2].value = Some(part);
        lines[at].value = Some(share(part, all));
    }
}

/// A percentage as it is typed, with one decimal.
fn share(part: f64, all: f64) -> f64 {
    f64::from(tenths(whole(part), whole(all))) / 10.0
}

/// A count of the form, which holds whole numbers.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are small and whole"
)]
fn whole(count: f64) -> u32 {
    count.round() as u32
}

/// Files resolved and resolved on time of units, as their forms have them.
fn files(submission: &Submission, of: &dyn Fn(&str) -> bool) -> [f64; 2] {
    let mut sums = [0, 0];
    for table in &submission.tables {
        for (sum, measure) in sums.iter_mut().zip(["resolved_total", "resolved_on_time"]) {
            let Some(place) = table.form.place(measure) else { continue };
            let groups = table.groups.iter().filter(|group| of(&group.unit_id));
            *sum += groups.map(|group| group.readable(place)).sum::<u32>();
        }
    }
    sums.map(f64::from)
}

/// Questionnaires of a district and its communes.
fn answers(submission: &Submission) -> f64 {
    let of = |measure| {
        let tables = submission.tables.iter();
        let sums = tables.filter_map(move |table| {
            let place = table.form.place(measure)?;
            Some(table.groups.iter().map(|group| group.readable(place)).sum::<u32>())
        });
        sums.sum::<u32>()
    };
    f64::from(of("responses_direct") + of("responses_online"))
}
