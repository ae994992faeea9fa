//! `tthc doctor`: whether the next run has what it needs; a line each in `text`, in words by `facts`.

mod facts;
pub(super) mod json;
pub(super) mod text;

use crate::model::Exit;
use crate::run::{self, Diagnosis};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::PlaceArgs;
use super::call::Call;
use super::schedule::installed::installed;
use super::terminal;

/// Xem mọi thứ mà lượt chạy tới cần có đủ không: khai báo, thư mục, quyền, đĩa, khóa, giờ, danh mục
///
/// Thoát với 0 khi không có gì hơn cảnh báo, 1 khi có điều làm hỏng lượt chạy tới, 2 khi khai báo sai. Không thay
/// đổi gì; tệp ghi thử được xóa ngay.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct DoctorArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Exits with 0 where nothing is worse than a warning, 1 where something would break the next run, 2 where the \
         declaration is wrong. Changes nothing; files written to try are deleted at once.",
    ),
    ..English::new(
        "See whether the next run has what it needs: declaration, folders, rights, disk, lock, clock, register",
    )
};

impl DoctorArgs {
    /// Warnings do not stop a run.
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let printer = call.printer(self.json);
        let pipeline = match self.place.load() {
            Ok(pipeline) => pipeline,
            Err(error) => {
                if !self.json {
                    terminal::data(&text::faulty(error.faults.len(), call.manner));
                }
                return printer.declaration(&error, &call.again());
            }
        };
        let mut checks = run::examine(&pipeline);
        checks.extend(installed(&pipeline));
        printer.answer(
            Diagnosis::exit(&checks),
            || json::json(&checks, &pipeline, call.manner.lang),
            || text::text(&checks, &pipeline, call.manner),
        )
    }
}
