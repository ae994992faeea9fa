//! A province of two departments, out of the program alone: to see it work before anything of one's own is there.

use std::path::PathBuf;

use crate::model::Lang;

use super::wish::{ExampleGiven, InitWish, UnitsGiven};

/// The folder that is made.
const FOLDER: &str = "minh-hoa";

/// The province and two departments of the fixtures.
const UNITS: &str = "\
id,level,parent_id,name,valid_from
70,province,,Tỉnh Bình Phước,1997-01-01
70.so-cong-thuong,department,70,Sở Công Thương,1997-01-01
70.so-tu-phap,department,70,Sở Tư pháp,1997-01-01
";

/// What they sent.
const SENT: [(&str, &[u8]); 2] = [
    (
        "so-cong-thuong.xlsx",
        include_bytes!("../../../fixtures/binh-phuoc-2023q3/so-nganh/so-cong-thuong.xlsx"),
    ),
    (
        "so-tu-phap.xlsx",
        include_bytes!("../../../fixtures/binh-phuoc-2023q3/so-nganh/so-tu-phap.xlsx"),
    ),
];

/// What the demonstration is begun from.
#[must_use]
pub fn demonstration(lang: Lang) -> InitWish {
    let examples = SENT.iter().map(|(name, bytes)| ExampleGiven::Bytes(name, bytes)).collect();
    let units = UnitsGiven::Text("units.csv".to_owned(), UNITS.to_owned());
    InitWish { folder: PathBuf::from(FOLDER), units, examples, period: None, lang }
}
