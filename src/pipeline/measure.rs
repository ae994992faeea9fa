//! A named count.

use serde::{Deserialize, Serialize};

/// A named count: `resolved_on_time`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Name in declarations and tables.
    pub id: String,
    /// What an official reads: `Đã giải quyết trước và đúng hạn`.
    pub title: String,
    /// What is counted: `hồ sơ`, `phiếu`.
    pub scale: String,
}
