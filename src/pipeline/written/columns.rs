//! The columns of the tables beside a declaration: the register of units, other names, successions. One line is one row.

use super::shape::{Key, KeyNeed, Shape};
use super::words::levels;
use crate::model::Sentence;
use crate::pipeline::fault::said::InBoth;

/// A column of a table.
#[derive(Clone, Copy)]
pub(in crate::pipeline) struct CsvColumn {
    /// As it is headed.
    pub(in crate::pipeline) name: &'static str,
    /// Whether a table without it is none.
    pub(in crate::pipeline) needed: bool,
    about: InBoth,
    shape: fn() -> Shape,
}

impl CsvColumn {
    const fn new(name: &'static str, about: InBoth, shape: fn() -> Shape) -> Self {
        Self { name, needed: true, about, shape }
    }

    /// The same, where it may be left out.
    const fn or_none(self) -> Self {
        Self { needed: false, ..self }
    }
}

/// The register: a unit a line.
pub(in crate::pipeline) const REGISTER: [CsvColumn; 8] = [
    CsvColumn::new(
        "id",
        (
            "Mã của đơn vị, mã chính thức nếu có; mỗi mã một lần trong một kỳ",
            "Id of the unit, the official code where there is one; once in a period.",
        ),
        something,
    ),
    CsvColumn::new("level", ("Cấp của đơn vị", "Its level."), level),
    CsvColumn::new(
        "parent_id",
        (
            "Mã đơn vị cấp trên; để trống khi không có",
            "Id of the unit above it; empty where there is none.",
        ),
        anything,
    ),
    CsvColumn::new(
        "name",
        (
            "Tên đầy đủ, kể cả từ chỉ loại: `Huyện Lộc Ninh`",
            "Its full name with the word for its kind: `Huyện Lộc Ninh`.",
        ),
        something,
    ),
    CsvColumn::new(
        "aliases",
        ("Các tên gọi khác, cách nhau bằng dấu `;`", "Other names, with `;` between them."),
        anything,
    )
    .or_none(),
    CsvColumn::new(
        "valid_from",
        (
            "Ngày đầu của đơn vị: `2025-07-01`; để trống là từ trước",
            "Its first day: `2025-07-01`; empty where it was always there.",
        ),
        day_or_none,
    )
    .or_none(),
    CsvColumn::new(
        "valid_to",
        (
            "Ngày cuối của đơn vị; để trống là đang còn",
            "Its last day; empty where it is still there.",
        ),
        day_or_none,
    )
    .or_none(),
    CsvColumn::new(
        "contact",
        (
            "Địa chỉ thư nhận tệp phản hồi của đơn vị, cách nhau bằng dấu `;`",
            "Addresses that its returned forms go to, with `;` between them.",
        ),
        addresses,
    )
    .or_none(),
];

/// The table of aliases: another name of a unit a line.
pub(in crate::pipeline) const ALIASES: [CsvColumn; 2] = [
    CsvColumn::new("alias", ("Tên gọi khác", "Another name."), something),
    CsvColumn::new(
        "unit_id",
        ("Mã đơn vị trong danh mục", "Id of the unit in the register."),
        something,
    ),
];

/// The table of successions: an old unit and a new one a line.
pub(in crate::pipeline) const SUCCESSIONS: [CsvColumn; 6] = [
    CsvColumn::new("old_id", ("Mã đơn vị cũ", "Id of the old unit."), something),
    CsvColumn::new("old_name", ("Tên đơn vị cũ", "Name of the old unit."), something),
    CsvColumn::new("new_id", ("Mã đơn vị mới", "Id of the new unit."), something),
    CsvColumn::new("new_name", ("Tên đơn vị mới", "Name of the new unit."), something),
    CsvColumn::new(
        "share",
        (
            "Toàn bộ (`whole`) hay một phần (`part`) đơn vị cũ nhập vào đơn vị mới",
            "Whether the old unit went into the new one as a whole or in part.",
        ),
        share,
    ),
    CsvColumn::new(
        "since",
        ("Ngày đầu của đơn vị mới: `2025-07-01`", "First day of the new unit: `2025-07-01`."),
        day,
    ),
];

/// What a share of an old unit may be, the whole first.
pub(in crate::pipeline) const SHARES: [&str; 2] = ["whole", "part"];

fn something() -> Shape {
    Shape::Pattern(".")
}

fn anything() -> Shape {
    Shape::Text(Vec::new())
}

fn addresses() -> Shape {
    Shape::Pattern("^([^@; ]+@[^@; ]+( *; *[^@; ]+@[^@; ]+)*)?$")
}

fn level() -> Shape {
    Shape::Text(levels())
}

fn share() -> Shape {
    Shape::Text(SHARES.to_vec())
}

fn day() -> Shape {
    Shape::Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
}

fn day_or_none() -> Shape {
    Shape::Pattern("^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")
}

/// A row of a table.
pub(super) fn row(about: InBoth, columns: &[CsvColumn]) -> Shape {
    let key = |column: &CsvColumn| Key {
        key: column.name.to_owned(),
        about: Sentence::from(column.about),
        need: if column.needed { KeyNeed::Always } else { KeyNeed::Never },
        default: None,
        shape: (column.shape)(),
    };
    Shape::Table { about: about.into(), keys: columns.iter().map(key).collect() }
}
