//! `tthc inspection PLAN draw`: the communes of each inspected district by a seed that was announced, once; and the record
//! of it looked at again.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::cli::args::english::English;
use crate::cli::args::exit_codes::exit_codes;
use crate::cli::args::place::as_of_now;
use crate::cli::call::Call;
use crate::cli::print::columns::columns;
use crate::cli::print::printer::{Ended, Printer};
use crate::inspection::{DrawAgainst, DrawSeed, SeedFault};
use crate::model::{DrawRecord, DrawnDistrict, Exit, Lang};
use crate::run::{self, DrawError, MadeDraw, ServedPlan, VerifiedDraw};
use crate::text::day;

use super::asked::{PlanAsked, fail};
use super::draw_json::DrawJson;

/// Bốc thăm xã được kiểm tra của mỗi huyện theo hạt giống đã công bố; mỗi kế hoạch chỉ một lần
///
/// Mỗi xã có một phiếu là mã BLAKE3 của dòng "HẠT GIỐNG|MÃ ĐƠN VỊ" (UTF-8, NFC, không xuống dòng); phiếu nhỏ nhất được chọn
/// trước. Ai cũng tính lại được: printf '%s' 'HẠT GIỐNG|MÃ ĐƠN VỊ' | b3sum. Với weight = "overdue" mỗi phiếu là mã của dòng
/// "HẠT GIỐNG|MÃ ĐƠN VỊ|SỐ PHIẾU". Ghi output/PIPELINE/inspections/KẾ HOẠCH/boc-tham.json và bien-ban-boc-tham.docx.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = exit_codes())]
pub(in crate::cli) struct DrawArgs {
    /// Hạt giống đúng như đã công bố, ví dụ kết quả xổ số hay số văn bản; không có dấu cách ở hai đầu
    #[arg(long, value_name = "CHỮ", required_unless_present = "verify")]
    seed: Option<String>,
    /// Chỉ cho biết kết quả, không ghi biên bản
    #[arg(long, conflicts_with = "verify")]
    dry_run: bool,
    /// Tính lại một biên bản và so với kế hoạch, danh mục hiện nay; không ghi tệp thì là biên bản của kế hoạch
    #[arg(long, value_name = "TỆP", num_args = 0..=1, value_parser = record_asked, default_missing_value = "", conflicts_with = "seed")]
    verify: Option<RecordAsked>,
}

/// Which record is looked at.
#[derive(Debug, Clone)]
enum RecordAsked {
    /// That of the plan.
    Own,
    /// Another file.
    At(PathBuf),
}

#[expect(clippy::unnecessary_wraps, reason = "a parser of arguments may refuse")]
fn record_asked(typed: &str) -> Result<RecordAsked, String> {
    Ok(if typed.is_empty() { RecordAsked::Own } else { RecordAsked::At(typed.into()) })
}

pub(in crate::cli) const ENGLISH: English = English {
    more: Some(
        "Each commune has a ticket: BLAKE3 of the line \"SEED|UNIT ID\" (UTF-8, NFC, no newline); the lowest tickets are drawn. \
         Anybody can repeat it: printf '%s' 'SEED|UNIT ID' | b3sum. With weight = \"overdue\" a ticket is that of \"SEED|UNIT \
         ID|NUMBER\". It writes output/PIPELINE/inspections/PLAN/boc-tham.json and bien-ban-boc-tham.docx.",
    ),
    arguments: &[
        (
            "seed",
            "The seed just as it was announced, such as a lottery result or the number of a document; no blanks at its ends",
        ),
        ("dry_run", "Only tell what would come of it, write no record"),
        (
            "verify",
            "Reckon a record again and hold it against the plan and the register of now; without a file that of the plan",
        ),
    ],
    values: &[("CHỮ", "TEXT"), ("TỆP", "FILE")],
    ..English::new(
        "Draw the communes of each inspected district by a seed that was announced; once for a plan",
    )
};

impl DrawArgs {
    pub(super) fn start(&self, asked: &PlanAsked, printer: &Printer, call: &Call<'_>) -> Exit {
        let served = match asked.served(printer, call) {
            Ok(served) => served,
            Err(exit) => return exit,
        };
        match &self.verify {
            Some(RecordAsked::Own) => verify(&served, None, printer, call),
            Some(RecordAsked::At(path)) => verify(&served, Some(path), printer, call),
            None => self.draw(asked, &served, printer, call),
        }
    }

    fn draw(
        &self,
        asked: &PlanAsked,
        served: &ServedPlan,
        printer: &Printer,
        call: &Call<'_>,
    ) -> Exit {
        let lang = call.manner.lang;
        let typed = self.seed.as_deref().unwrap_or_default();
        let seed = match DrawSeed::new(typed) {
            Ok(seed) => seed,
            Err(fault) => return printer.refused(&no_seed(fault, lang), None, &call.again()),
        };
        let (today, tried) = (asked.today(served), self.dry_run);
        match run::draw_communes(served, &as_of_now(), &seed, today, tried) {
            Ok(made) => {
                remarks(served, &made, typed, printer, lang);
                let files = made.files.as_ref();
                printer.answer(
                    Exit::Complete,
                    || DrawJson::of(&made.record, &served.pipeline.id, files, None),
                    || text(&made, lang),
                )
            }
            Err(error) => ended(&error, printer, call),
        }
    }
}

fn verify(served: &ServedPlan, path: Option<&Path>, printer: &Printer, call: &Call<'_>) -> Exit {
    let lang = call.manner.lang;
    let verified = match run::verify_draw(served, &as_of_now(), path) {
        Ok(verified) => verified,
        Err(error) => return ended(&error, printer, call),
    };
    let exit = match (verified.holds(), verified.differences.is_empty()) {
        (false, _) => Exit::Failed,
        (true, false) => Exit::Gaps,
        (true, true) => Exit::Complete,
    };
    let (record, differences) = (&verified.record, &verified.differences);
    printer.answer(
        exit,
        || {
            DrawJson::of(
                record,
                &served.pipeline.id,
                None,
                Some((&verified.path, differences, lang)),
            )
        },
        || told(&verified, lang),
    )
}

pub(super) fn ended(error: &DrawError, printer: &Printer, call: &Call<'_>) -> Exit {
    let lang = call.manner.lang;
    let next = match error {
        DrawError::Inspection(error) => return fail(error, printer, call),
        DrawError::Drawn { .. } => {
            call.typed.clone().without(&["seed", "dry_run"]).with_flag("verify").to_string()
        }
        _ => call.again(),
    };
    printer.ended(&Ended {
        code: error.code(),
        error: &error.text(lang),
        hint: error.hint(lang).as_deref(),
        exit: error.exit(),
        next: &next,
        faults: &[],
    })
}

fn no_seed(fault: SeedFault, lang: Lang) -> String {
    match fault {
        SeedFault::Empty => lang.pick("--seed: hạt giống trống", "--seed: the seed is empty").to_owned(),
        SeedFault::Blanks => lang
            .pick(
                "--seed: hạt giống có dấu cách ở đầu, ở cuối hoặc hai dấu cách liền nhau; ghi đúng như trên văn bản công bố",
                "--seed: the seed begins or ends with a blank, or has two in a row; write it as it was announced on paper",
            )
            .to_owned(),
        SeedFault::Unseen(letter) => {
            let code = u32::from(letter);
            match lang {
                Lang::Vi => format!("--seed: hạt giống có ký tự không nhìn thấy được (U+{code:04X}); hãy gõ lại bằng tay"),
                Lang::En => format!("--seed: the seed has a letter that nobody sees (U+{code:04X}); type it by hand"),
            }
        }
        SeedFault::Long => {
            let most = DrawSeed::MOST;
            match lang {
                Lang::Vi => format!("--seed: hạt giống dài quá {most} chữ"),
                Lang::En => format!("--seed: the seed has more than {most} letters"),
            }
        }
    }
}

/// What is to be known of a draw beside its outcome.
fn remarks(served: &ServedPlan, made: &MadeDraw, typed: &str, printer: &Printer, lang: Lang) {
    let record = &made.record;
    if record.seed != typed {
        printer.remark(lang.pick(
            "Hạt giống được viết lại ở dạng Unicode dựng sẵn (NFC); biên bản ghi đúng dạng được băm.",
            "The seed was taken in the composed form of Unicode (NFC); the record has what is hashed.",
        ));
    }
    let first = served.plan.targets.iter().map(|target| target.from.to_string()).min();
    if first.is_some_and(|first| first <= record.drawn_on) {
        printer.warn(lang.pick(
            "bốc thăm sau khi đợt kiểm tra đầu tiên đã bắt đầu",
            "the first visit began before this draw",
        ));
    }
    for district in &record.districts {
        let name = &district.unit_name;
        let (all, wanted) = (district.candidates.len(), district.communes);
        if all < usize::from(wanted) {
            printer.warn(&match lang {
                Lang::Vi => format!("{name}: phải chọn {wanted} xã, chỉ có {all} xã để chọn"),
                Lang::En => {
                    format!("{name}: {wanted} communes are to be drawn, and there are {all}")
                }
            });
        }
        let unknown = district.candidates.iter().filter(|one| one.files.is_none()).count();
        if record.weights.is_some() && unknown > 0 {
            printer.warn(&match lang {
                Lang::Vi => format!("{name}: {unknown} xã không có đủ số liệu, mỗi xã một phiếu"),
                Lang::En => {
                    format!("{name}: {unknown} communes without whole figures have one ticket each")
                }
            });
        }
    }
}

/// Who is drawn, district by district, and where the record lies.
fn text(made: &MadeDraw, lang: Lang) -> String {
    let record = &made.record;
    let mut out = head(record, lang);
    for district in &record.districts {
        out.push_str(&of_district(district, lang));
    }
    if let Some((district, candidate)) = record.drawn().next() {
        let command = record.by_hand(&candidate.unit_id, candidate.ticket);
        let name = format!("{}, {}", candidate.unit_name, district.unit_name);
        // Writing to a String cannot fail, here and below.
        let _ =
            writeln!(out, "\n{} ({name}):\n  {command}", lang.pick("Tính lại bằng tay", "By hand"));
    }
    out.push('\n');
    match &made.files {
        None => out.push_str(
            lang.pick("Chạy thử: không ghi biên bản.\n", "Only tried: no record was written.\n"),
        ),
        Some(files) => {
            for path in files {
                let _ = writeln!(out, "{}", path.display());
            }
        }
    }
    out
}

fn head(record: &DrawRecord, lang: Lang) -> String {
    let (on, seed, source) = (&record.drawn_on, &record.seed, &record.seed_source);
    match lang {
        Lang::Vi => format!("Bốc thăm ngày {}, hạt giống “{seed}” ({source})\n", day(on)),
        Lang::En => format!("Drawn on {on} with the seed “{seed}” ({source})\n"),
    }
}

fn of_district(district: &DrawnDistrict, lang: Lang) -> String {
    let (name, all) = (&district.unit_name, district.candidates.len());
    let drawn: Vec<_> = district.candidates.iter().filter(|candidate| candidate.drawn).collect();
    let (some, out_of) = (drawn.len(), district.left_out.len());
    let mut out = match lang {
        Lang::Vi => format!("\n{name}: chọn {some} trong {all} xã"),
        Lang::En => format!("\n{name}: {some} of {all} communes"),
    };
    if out_of > 0 {
        let _ = match lang {
            Lang::Vi => write!(out, ", {out_of} xã đã kiểm tra không tham gia"),
            Lang::En => write!(out, ", {out_of} inspected before take no part"),
        };
    }
    out.push('\n');
    let rows: Vec<Vec<String>> = drawn
        .iter()
        .map(|one| vec![format!("  {}", one.unit_name), one.unit_id.clone(), one.hash.clone()])
        .collect();
    for line in columns(&rows) {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// What became of a record.
fn told(verified: &VerifiedDraw, lang: Lang) -> String {
    let mut out = head(&verified.record, lang);
    for told in &verified.differences {
        let against = match told.against {
            DrawAgainst::Itself => lang.pick("biên bản sai", "the record is wrong"),
            DrawAgainst::Now => lang.pick("nay khác", "otherwise now"),
        };
        let place = told.district.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
        let _ = writeln!(out, "{against}: {place}{}", told.said.say(lang));
    }
    let path = verified.path.display();
    let _ = match (verified.holds(), verified.differences.is_empty()) {
        (false, _) => writeln!(out, "{path}: {}", lang.pick("KHÔNG ĐÚNG", "DOES NOT HOLD")),
        (true, false) => writeln!(
            out,
            "{path}: {}",
            lang.pick(
                "đúng theo hạt giống của nó; kế hoạch hoặc danh mục nay đã khác",
                "holds by its seed; the plan or the register changed since",
            ),
        ),
        (true, true) => writeln!(
            out,
            "{path}: {}",
            lang.pick(
                "đúng, và khớp với kế hoạch và danh mục hiện nay; so mã biên bản với bản giấy",
                "holds, and so do the plan and the register of now; compare the digest with that on paper",
            ),
        ),
    };
    let _ = writeln!(out, "{}: {}", lang.pick("mã biên bản", "digest"), verified.record.digest);
    out
}
