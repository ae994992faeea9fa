//! `tthc export`, as typed.

use std::path::PathBuf;

use crate::model::Period;
use crate::run::TableFormat;

use super::super::export::LATEST;
use super::values::words;

/// `tthc export`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(in super::super) struct Export {
    /// Bảng cần xuất, ví dụ metrics, lines/phu-luc-3 hoặc observations
    #[arg(value_name = "BẢNG")]
    pub(in super::super) table: String,
    /// Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)
    pub(in super::super) pipeline: PathBuf,
    /// Lượt chạy: mã lượt hoặc phần đầu của mã, latest, latest~1 (lượt trọn vẹn trước đó), hoặc thư mục của lượt
    #[arg(value_name = "LƯỢT", default_value = LATEST)]
    pub(in super::super) run: String,
    /// Kỳ báo cáo: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
    #[arg(long, value_name = "KỲ")]
    pub(in super::super) period: Option<Period>,
    /// Thư mục kết quả
    #[arg(long, value_name = "THƯ MỤC")]
    pub(in super::super) output: Option<PathBuf>,
    /// Tệp sẽ ghi, đuôi cho biết dạng; không ghi thì in CSV ra stdout
    #[arg(long, short, value_name = "TỆP")]
    pub(in super::super) out: Option<PathBuf>,
    /// Dạng, dù đuôi tệp là gì: parquet, csv, xlsx, json
    #[arg(long, value_name = "DẠNG", value_parser = words(TableFormat::ALL, TableFormat::word))]
    pub(in super::super) format: Option<TableFormat>,
}
