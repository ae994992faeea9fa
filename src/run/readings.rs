//! What was read of the files of an inbox.

use crate::model::{Reading, Role};

/// How many lines of items there are.
pub(super) fn items(readings: &[Reading]) -> usize {
    let lines = readings.iter().flat_map(Reading::lines);
    lines.filter(|line| line.line.role == Role::Item).count()
}
