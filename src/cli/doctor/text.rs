//! What the doctor found, a line each: sign, word, what it is, what to do.

use std::fmt::Write as _;

use crate::cli::print::manner::Manner;
use crate::model::Lang;
use crate::pipeline::Pipeline;
use crate::run::{Diagnosis, Health};

use super::facts::{advice, says};

/// A line a check, and one that sums up.
pub(in crate::cli) fn text(checks: &[Diagnosis], pipeline: &Pipeline, manner: Manner) -> String {
    let lang = manner.lang;
    let width = Health::ALL.iter().map(|state| word(*state, lang).chars().count()).max();
    let heads = checks.iter().map(|check| head(check.fact.about(), lang).chars().count()).max();
    let (width, heads) = (width.unwrap_or(0), heads.unwrap_or(0));
    let mut out = String::new();
    for Diagnosis { state, fact } in checks {
        let (word, head) = (word(*state, lang), head(fact.about(), lang));
        let said = match advice(*state, fact, lang) {
            Some(advice) => format!("{}; {advice}", says(fact, pipeline, lang)),
            None => says(fact, pipeline, lang),
        };
        // Writing to a String cannot fail.
        let seen = format!("{} {word:<width$}", sign(*state));
        let seen = manner.paint_data().health(*state, &seen);
        let _ = writeln!(out, "{seen}  {head:<heads$}  {said}");
    }
    let count = |state| checks.iter().filter(|check| check.state == state).count();
    let (good, warnings, broken) =
        (count(Health::Good), count(Health::Warning), count(Health::Broken));
    let _ = match lang {
        Lang::Vi => writeln!(out, "{good} đạt, {warnings} cảnh báo, {broken} hỏng"),
        Lang::En => writeln!(out, "{good} good, {warnings} warnings, {broken} broken"),
    };
    out
}

const fn sign(state: Health) -> char {
    match state {
        Health::Good => '✓',
        Health::Warning => '!',
        Health::Broken => '✗',
    }
}

const fn word(state: Health, lang: Lang) -> &'static str {
    match state {
        Health::Good => lang.pick("đạt", "good"),
        Health::Warning => lang.pick("cảnh báo", "warning"),
        Health::Broken => lang.pick("hỏng", "broken"),
    }
}

fn head(about: &str, lang: Lang) -> &'static str {
    match about {
        "period" => lang.pick("kỳ", "period"),
        "schedule" => lang.pick("lịch", "schedule"),
        "job" => lang.pick("công việc", "job"),
        "declaration" => lang.pick("khai báo", "declaration"),
        "inspection" => lang.pick("kế hoạch kiểm tra", "plan"),
        "inbox" => lang.pick("hộp thư", "inbox"),
        "output" => lang.pick("kết quả", "output"),
        "disk" => lang.pick("đĩa", "disk"),
        "lock" => lang.pick("khóa", "lock"),
        "clock" => lang.pick("đồng hồ", "clock"),
        "zone" => lang.pick("múi giờ", "time zone"),
        "deliveries" => lang.pick("giao kết quả", "deliveries"),
        "engine" => lang.pick("máy tính toán", "engine"),
        "register" => lang.pick("danh mục", "register"),
        "leftovers" => lang.pick("dở dang", "leftovers"),
        _ => lang.pick("lượt trước", "last run"),
    }
}

/// The one line there is where the declaration has faults, which stand beside it.
pub(super) fn faulty(faults: usize, manner: Manner) -> String {
    let lang = manner.lang;
    let seen = format!("{} {}", sign(Health::Broken), word(Health::Broken, lang));
    let seen = manner.paint_data().health(Health::Broken, &seen);
    let head = head("declaration", lang);
    match lang {
        Lang::Vi => format!(
            "{seen}  {head}  {faults} lỗi, không có lượt nào chạy được; sửa trước rồi xem tiếp\n"
        ),
        Lang::En => {
            format!("{seen}  {head}  {faults} faults, no run can be made; mend them first\n")
        }
    }
}
