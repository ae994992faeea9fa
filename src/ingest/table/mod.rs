//! A sheet → its tables, each bound to a declared form, and the role of each of their lines. Knows no unit by itself: it asks
//! for the names that lines and headings bear.

pub(super) mod bound_table;
pub(super) mod column_numbers;
pub(super) mod goes_on;
pub(super) mod header;
pub(super) mod heading;
pub(super) mod lines;
pub(super) mod locate;
pub(super) mod lone_part;
pub(super) mod nearest;
