//! The whole command line as typed, in a language: the program, how it talks, and the commands below it.

use clap::{CommandFactory as _, Parser};

use crate::cli::commands::Command;
use crate::cli::print::manner::Color;
use crate::model::Lang;

use super::early::LANG;
use super::exit_codes::exit_codes;
use super::speech;
use super::values::words;

/// Đọc, kiểm tra, tính tỷ lệ và xếp hạng kết quả giải quyết thủ tục hành chính
#[derive(Debug, Parser)]
#[command(
    name = "tthc",
    version,
    after_help = exit_codes(),
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) manner: MannerArgs,
    /// In phiên bản
    #[arg(long, short = 'V', display_order = 990, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// How the program is to talk, as typed; every command takes it.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct MannerArgs {
    /// Ngôn ngữ của thông báo: vi, en
    #[arg(long, global = true, display_order = 901, value_name = "TIẾNG", value_parser = words(Lang::ALL, Lang::word), env = LANG, default_value = "vi")]
    pub(super) lang: Lang,
    /// Tô màu thông báo: auto, always, never
    #[arg(long, global = true, display_order = 902, value_name = "KHI", value_parser = words(Color::ALL, Color::word), default_value = "auto")]
    pub(super) color: Color,
    /// Chỉ in lỗi
    #[arg(long, short, global = true, display_order = 903)]
    pub(super) quiet: bool,
    /// Nói thêm chi tiết; -vv nói nhiều hơn nữa
    #[arg(long, short, global = true, display_order = 904, action = clap::ArgAction::Count, conflicts_with = "quiet")]
    pub(super) verbose: u8,
    /// In hướng dẫn
    #[arg(long, short, global = true, display_order = 905, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// The command line in a language, for help, completions and manual pages.
pub(in crate::cli) fn program(lang: Lang) -> clap::Command {
    speech::in_language(Cli::command(), lang)
}
