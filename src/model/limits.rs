//! What one file may cost.

use serde::{Deserialize, Serialize};

/// What reading one file may cost at most; a file beyond is refused with its reason. The same at any number of
/// threads, so that the same files are refused everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file: u64,
    /// Bytes of all its parts when inflated.
    pub inflated: u64,
    /// Non-empty cells of all its sheets.
    pub cells: u64,
    /// Wall seconds.
    pub seconds: u64,
    /// Bytes of memory for what is read, beside the program itself.
    pub memory: u64,
}

impl Limits {
    /// Far above what an office sends: a whole province in one workbook has some hundred thousand cells.
    pub const DEFAULT: Self = Self {
        file: 32 << 20,
        inflated: 256 << 20,
        cells: 1_000_000,
        seconds: 8,
        memory: 320 << 20,
    };
}

impl Limits {
    /// Why a file of more bytes than it may have is not read.
    #[must_use]
    pub fn too_large(file: u64) -> String {
        format!(
            "tệp lớn hơn {} MB (giới hạn của chương trình) nên không được đọc; hãy gửi lại bảng tính chỉ có số liệu",
            file >> 20
        )
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
