//! What was begun, in lines: what is in the folder, what a person still has to look at, what the doctor says, and the
//! command that runs it.

use std::fmt::Write as _;

use crate::cli::doctor;
use crate::cli::print::count::{count_in, counted};
use crate::cli::print::manner::Manner;
use crate::model::{Lang, Level};
use crate::run::{BegunForm, BegunProvince, FormOrigin};

/// Everything, the command last.
pub(super) fn text(begun: &BegunProvince, next: &str, manner: Manner) -> String {
    let lang = manner.lang;
    let mut out = String::new();
    let folder = begun.file.parent().and_then(std::path::Path::parent).unwrap_or(&begun.file);
    let period = match lang {
        Lang::Vi => begun.pipeline.period.title(),
        Lang::En => begun.pipeline.period.to_string(),
    };
    let made = lang.pick("đã tạo", "made");
    line(&mut out, &format!("{made} {}/ ({period})", folder.display()));
    line(&mut out, &format!("{}: {}", lang.pick("danh mục", "register"), tiers(begun, lang)));
    for form in &begun.forms {
        line(&mut out, &of_form(form, lang));
    }
    for ranking in &begun.pipeline.rankings {
        line(&mut out, &format!("{}: {}", lang.pick("xếp hạng", "ranking"), ranking.title));
    }
    let notes = notes(begun, lang);
    if !notes.is_empty() {
        line(&mut out, lang.pick("cần xem lại:", "to be looked at:"));
        for note in notes {
            line(&mut out, &format!("  {note}"));
        }
    }
    out.push_str(&doctor::text::text(&begun.checks, &begun.pipeline, manner));
    let results =
        begun.pipeline.output.join(&begun.pipeline.id).join(begun.pipeline.period.to_string());
    let head = lang.pick("chạy bằng lệnh sau; kết quả ở", "run it as follows; results will be in");
    line(&mut out, &format!("{head} {}/", results.join("latest").display()));
    line(&mut out, next);
    out
}

/// How many units of each tier there are.
fn tiers(begun: &BegunProvince, lang: Lang) -> String {
    let tiers = Level::ALL.into_iter().filter_map(|level| {
        let units = begun.pipeline.register.iter().filter(|(_, unit)| unit.level == level).count();
        let name = lang.pick(level.title(), level.word());
        (units > 0).then(|| format!("{} {name}", count_in(units, lang)))
    });
    tiers.collect::<Vec<_>>().join(", ")
}

fn of_form(form: &BegunForm, lang: Lang) -> String {
    let origin = match &form.origin {
        FormOrigin::Known => {
            lang.pick("có sẵn trong chương trình", "known to the program").to_owned()
        }
        FormOrigin::Drafted(file, draft) => {
            let assumed = draft.assumptions(lang).len();
            match lang {
                Lang::Vi => format!("bản nháp pipelines/{file}, {assumed} điều phải giả định"),
                Lang::En => format!("draft pipelines/{file}, {assumed} assumptions"),
            }
        }
    };
    let values = counted(form.values, lang, "số liệu", "numbers");
    let errors = counted(form.errors, lang, "lỗi", "errors");
    let (head, from) = (lang.pick("biểu", "form"), lang.pick("từ", "from"));
    format!(
        "{head}: {} ({origin}); {from} {}: {values}, {errors}",
        form.names.join(", "),
        form.example
    )
}

/// What a person has to look at.
fn notes(begun: &BegunProvince, lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    if !begun.ignored.is_empty() {
        let columns = begun.ignored.join(", ");
        let said = lang
            .pick("cột của danh mục không dùng đến", "columns of the register that are not used");
        notes.push(format!("{said}: {columns}"));
    }
    for out in &begun.left_out {
        let said = lang.pick("không đưa vào thư mục nhận", "not in the inbox");
        notes.push(format!("{} {said}: {}", out.file, out.reason));
    }
    notes.extend(begun.gaps.iter().map(|gap| gap.say(lang).to_owned()));
    notes
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}
