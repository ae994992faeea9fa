//! What the lines of a form are, and the words by which those that are no data are known.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::text;

/// What a group line names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Groups {
    /// There are no group lines: all lines belong to the sender.
    None,
    /// A unit, to which the lines below belong. In a flat table each line names its unit itself.
    Unit,
}

/// What an item line names.
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Items {
    /// A field of the group's unit.
    Field,
    /// A unit.
    Unit,
    /// An indicator of the sender, which is a measure of its own.
    Indicator,
}

/// A titled part inside a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPart {
    /// Keys with which the title line of the part begins.
    pub titles: Vec<String>,
    /// What its item lines name.
    pub items: Items,
}

/// Words by which lines that are not data are known; all are keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// A line whose label is one of these, or begins with one and a space, is a total.
    pub total: Vec<String>,
    /// A line that is one of these, behind its number, only heads the groups of a tier.
    pub heading: Vec<String>,
    /// A line that begins with one of these, behind its number, says where the files below were handled.
    pub source: Vec<String>,
    /// A line that begins with one of these is a note.
    pub note: Vec<String>,
    /// A line that begins with one of these belongs to the signature block.
    pub signature: Vec<String>,
}

impl Items {
    /// What the lines of a part may name; indicators have sections instead.
    pub(in crate::pipeline) const IN_PARTS: [Self; 2] = [Self::Field, Self::Unit];
}

impl Words {
    // What counts where a form declares nothing.
    pub(in crate::pipeline) const TOTAL: [&str; 4] = ["tổng", "tổng cộng", "tổng số", "cộng"];

    pub(in crate::pipeline) const HEADING: [&str; 14] = [
        "cấp tỉnh",
        "cấp huyện",
        "cấp xã",
        "ubnd cấp huyện",
        "ubnd cấp xã",
        "ubnd các xã",
        "ubnd các xã, phường",
        "ubnd các xã, thị trấn",
        "ubnd các xã, phường, thị trấn",
        "các xã",
        "các xã, thị trấn",
        "các xã, phường, thị trấn",
        "khối huyện",
        "khối xã",
    ];

    pub(in crate::pipeline) const SOURCE: [&str; 9] = [
        "trên hệ thống",
        "trên phần mềm",
        "trên cổng",
        "hồ sơ trên hệ thống",
        "hệ thống của bộ",
        "hệ thống một cửa",
        "hệ thống thông tin giải quyết",
        "phần mềm của bộ",
        "tiếp nhận trên hệ thống",
    ];

    pub(in crate::pipeline) const NOTE: [&str; 4] =
        ["lưu ý", "ghi chú", "chú thích", "riêng đối với"];

    pub(in crate::pipeline) const SIGNATURE: [&str; 10] = [
        "nơi nhận",
        "người lập",
        "người làm báo cáo",
        "thủ trưởng",
        "tm.",
        "kt.",
        "chủ tịch",
        "giám đốc",
        "ký, ghi rõ họ tên",
        "lãnh đạo",
    ];

    /// The words that count where a form declares none.
    #[must_use]
    pub fn usual() -> Self {
        let keys = |words: &[&str]| words.iter().map(|word| text::key(word)).collect();
        Self {
            total: keys(&Self::TOTAL),
            heading: keys(&Self::HEADING),
            source: keys(&Self::SOURCE),
            note: keys(&Self::NOTE),
            signature: keys(&Self::SIGNATURE),
        }
    }
}
