//! The workbooks of districts: a file for each, in a folder of the run.

use serde::{Deserialize, Serialize};

/// A workbook for each district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictBooks {
    /// Folder inside the run: `huyen`.
    pub folder: String,
    /// What they tell: `Kết quả giải quyết thủ tục hành chính`.
    pub title: String,
    /// The ranking that their communes are taken from, by its place in `Pipeline::rankings`.
    pub ranking: usize,
}
