//! `tthc what-if`: places before and after something that is only supposed; as text in `text` and `replayed`, as data in
//! `json`. Nothing is published and no run is left behind.

pub(super) mod json;
mod replayed;
mod text;

use std::path::PathBuf;

use crate::model::Exit;
use crate::pipeline::Setting;
use crate::run::{self, ShowError, Supposition, WhatIfError};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::PlaceArgs;
use super::args::values::{runs, setting};
use super::call::Call;
use super::print::printer::{Ended, Printer};
use super::read_files::worker;

/// Cho biết hạng và tỷ lệ sẽ ra sao nếu khác đi: bỏ một tệp, đặt khác một khóa, bỏ một đơn vị, thêm quy định
///
/// Không công bố gì, không để lại lượt chạy nào, không giữ khóa. "Trước" là những gì sẽ công bố bây giờ; khác lượt đang công
/// bố ở đâu thì nói rõ. Ghi được nhiều giả định cùng lúc. Với --replay, giả định được thử trên các lượt đã giữ, mỗi lượt
/// theo khai báo và số liệu của nó.
#[derive(Debug, Clone, clap::Args)]
#[command(name = "what-if", after_help = exit_codes())]
pub(super) struct WhatIfArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// Như không nhận tệp này: tên trong inbox; tệp bị nó thay thế được tính lại
    #[arg(long, value_name = "TỆP")]
    drop: Vec<String>,
    /// Đặt khác một khóa của tệp khai báo, ví dụ ranking.communes.minimum-denominator=50
    #[arg(long, value_name = "KHÓA=GIÁ TRỊ", value_parser = setting)]
    set: Vec<Setting>,
    /// Như không có đơn vị này và các đơn vị trực thuộc trong danh mục: mã hoặc tên
    #[arg(long, value_name = "ĐƠN VỊ")]
    without: Vec<String>,
    /// Thêm quy định trong tệp này: [[check]], [[waiver]], [[deadline]], [[metric]], [[ranking]], [[form.identity]]
    #[arg(long, value_name = "TỆP")]
    rule: Vec<PathBuf>,
    /// Thử trên chừng này lượt công bố gần nhất còn giữ, của mọi kỳ
    #[arg(long, value_name = "N", value_parser = runs, conflicts_with_all = ["drop", "inbox"])]
    replay: Option<u16>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Nothing is published, no run is left behind, no lock is held. \"Before\" is what would be published now; where that is \
         not what is published, it is said. Several things may be supposed at once. With --replay they are supposed of runs \
         that are kept, each with its own declaration and its own data.",
    ),
    arguments: &[
        (
            "drop",
            "As if this file had not come: its name inside the inbox; what it superseded counts again",
        ),
        ("set", "Declare a key otherwise, such as ranking.communes.minimum-denominator=50"),
        ("without", "As if the register had not this unit and those under it: its id or its name"),
        (
            "rule",
            "Add the rules of this file: [[check]], [[waiver]], [[deadline]], [[metric]], [[ranking]], [[form.identity]]",
        ),
        ("replay", "Suppose it of so many last published runs that are kept, of all periods"),
    ],
    values: &[("ĐƠN VỊ", "UNIT")],
    ..English::new(
        "Tell what places and rates would be if: a file dropped, a key set, a unit gone, a rule added",
    )
};

impl WhatIfArgs {
    /// That places move is the answer, not a failure of the question.
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let printer = call.printer(self.json);
        let supposition = self.supposition();
        if supposition.is_nothing() {
            let lang = call.manner.lang;
            let said = lang.pick("chưa giả định điều gì", "nothing is supposed");
            let hint = lang.pick(
                "ghi --drop, --set, --without hoặc --rule",
                "write --drop, --set, --without or --rule",
            );
            return printer.refused(said, Some(hint), "tthc what-if --help");
        }
        match self.replay {
            Some(most) => self.replay(&supposition, usize::from(most), &printer, call),
            None => self.suppose(&supposition, &printer, call),
        }
    }

    fn supposition(&self) -> Supposition {
        Supposition {
            drop: self.drop.clone(),
            set: self.set.clone(),
            without: self.without.clone(),
            rules: self.rule.clone(),
        }
    }

    fn suppose(&self, supposition: &Supposition, printer: &Printer, call: &Call<'_>) -> Exit {
        let (file, overrides) = (self.place.pipeline.file(), self.place.overrides());
        match run::what_if(&file, &overrides, supposition, &worker()) {
            Ok(what_if) => printer.answer(
                Exit::Complete,
                || json::supposed(&what_if, supposition),
                || text::text(&what_if, supposition, call.manner),
            ),
            Err(error) => fail(&error, printer, call),
        }
    }

    fn replay(
        &self,
        supposition: &Supposition,
        most: usize,
        printer: &Printer,
        call: &Call<'_>,
    ) -> Exit {
        let pipeline = match self.place.load() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &call.again()),
        };
        match run::replay(&pipeline, supposition, most, &worker()) {
            Ok(replayed) => printer.answer(
                Exit::Complete,
                || json::replayed(&replayed, &pipeline, supposition, call.manner.lang),
                || replayed::text(&replayed, &pipeline, supposition, call.manner),
            ),
            Err(error) => printer.run_error(&error, &call.again()),
        }
    }
}

fn fail(error: &WhatIfError, printer: &Printer, call: &Call<'_>) -> Exit {
    let (lang, again) = (call.manner.lang, call.again());
    if let WhatIfError::Declaration(error) = error {
        return printer.declaration(error, &again);
    }
    let (hint, next) = (error.hint(lang), next(error, call));
    printer.ended(&Ended {
        code: error.code(),
        error: &error.text(lang),
        hint: hint.as_deref(),
        exit: error.exit(),
        next: &next,
        faults: &[],
    })
}

/// What to type where it failed.
fn next(error: &WhatIfError, call: &Call<'_>) -> String {
    let typed = call.typed.clone();
    let typed = match error {
        WhatIfError::NoFile { word, near: Some(near) } => typed.replacing("drop", word, near),
        WhatIfError::Show(ShowError::Unknown { word, near: Some(near), .. }) => {
            typed.replacing("without", word, near)
        }
        WhatIfError::Show(ShowError::Several { word, units }) => {
            let first = units.first().map_or(word, |(id, _)| id);
            typed.replacing("without", word, first)
        }
        _ => typed,
    };
    typed.to_string()
}
