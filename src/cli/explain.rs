//! `tthc explain`: a kind of finding, explained for an official; or all of them in a line each.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{CATALOGUE, CodeJson};
use crate::model::{Code, Exit, Lang};

use super::args::english::English;
use super::args::values::code;
use super::call::Call;
use super::print::paint::Paint;

/// Giải thích một mã phát hiện: nghĩa là gì, ví dụ, cách sửa; không ghi mã thì liệt kê mọi mã
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ExplainArgs {
    /// Mã phát hiện, ví dụ F203
    #[arg(value_parser = code)]
    code: Option<Code>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    arguments: &[("code", "Finding code, such as F203")],
    ..English::new(
        "Explain a finding code: what it means, an example, how to mend it; without a code list them all",
    )
};

impl ExplainArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (lang, paint) = (call.manner.lang, call.manner.paint_data());
        let codes: Vec<Code> = self.code.map_or_else(|| Code::ALL.to_vec(), |code| vec![code]);
        call.printer(self.json).answer(
            Exit::Complete,
            || ExplainJson { codes: codes.iter().map(|code| CodeJson::of(*code)).collect() },
            || match self.code {
                Some(code) => whole(code, lang, paint),
                None => codes.iter().map(|code| line(*code, lang, paint)).collect(),
            },
        )
    }
}

/// The whole explanation.
fn whole(code: Code, lang: Lang, paint: Paint) -> String {
    let guidance = CATALOGUE.get(code).guidance(lang);
    let mut out = line(code, lang, paint);
    for (head, text) in
        heads(lang).into_iter().zip([guidance.means, guidance.example, guidance.mend])
    {
        let head = paint.strong(head);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "\n{head}:\n  {text}");
    }
    out
}

/// The code in one line.
fn line(code: Code, lang: Lang, paint: Paint) -> String {
    let check = CATALOGUE.get(code);
    let severity = check.severity;
    let severity = paint.severity(severity, &severity.title_in(lang).to_lowercase());
    format!("{code}  {} ({severity})\n", lang.pick(check.title, check.english.means))
}

const fn heads(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Vi => ["Nghĩa là", "Ví dụ", "Cách sửa"],
        Lang::En => ["It means", "Example", "To mend it"],
    }
}

/// What findings mean.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ExplainJson {
    codes: Vec<CodeJson>,
}
