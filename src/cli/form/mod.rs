//! `tthc form`: the commands that work with forms.

pub(super) mod draft;

use clap::Subcommand;

use super::args::english::English;
use super::args::exit_codes::exit_codes;

/// Làm việc với biểu mẫu: soạn nháp khai báo từ một ví dụ đã điền
#[derive(Debug, Clone, Subcommand)]
#[command(after_help = exit_codes())]
pub(super) enum FormCommand {
    Draft(draft::DraftArgs),
}

pub(super) const ENGLISH: English =
    English::new("Work with forms: draft a declaration from a filled example");
