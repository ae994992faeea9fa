//! Who sent what in a period, and who did not.

use std::collections::{BTreeMap, BTreeSet};

use super::submission::{Status, SubmissionRow};

/// All submissions of a run, by file, unit and form; forms not sent come last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submissions {
    /// The rows.
    pub rows: Vec<SubmissionRow>,
}

impl Submissions {
    /// Each form that a unit owes, by form and unit, and whether one was received that can be used. A unit owes a
    /// form once, however many files it sent.
    #[must_use]
    pub fn owed(&self) -> BTreeMap<(&str, &str), bool> {
        let mut owed: BTreeMap<(&str, &str), bool> = BTreeMap::new();
        for row in &self.rows {
            if let (Some(form), Some(unit)) = (&row.form, &row.unit_id) {
                *owed.entry((form, unit)).or_default() |= !row.status.is_gap();
            }
        }
        owed
    }

    /// How many files there are of which nothing can be used.
    #[must_use]
    pub fn unusable(&self) -> usize {
        let rows = self.rows.iter().filter(|row| row.is_unusable());
        rows.map(|row| &row.file).collect::<BTreeSet<_>>().len()
    }
}

impl Submissions {
    /// What does not count although it was read, as another file has taken its place or nobody can say which one does: by
    /// file, form and unit.
    #[must_use]
    pub fn superseded(&self) -> BTreeSet<(&str, &str, &str)> {
        let aside =
            |row: &&SubmissionRow| matches!(row.status, Status::Superseded | Status::Unusable);
        let rows = self.rows.iter().filter(aside);
        let rows = rows.filter_map(|row| {
            Some((row.file.as_deref()?, row.form.as_deref()?, row.unit_id.as_deref()?))
        });
        rows.collect()
    }

    /// The same under other ids of the units that sent them; those of units that have none are gone.
    pub fn relabel_units<'i>(&mut self, id: impl Fn(&str) -> Option<&'i str>) {
        self.rows.retain_mut(|row| {
            let Some(unit) = &mut row.unit_id else { return true };
            let now = id(unit);
            if let Some(now) = now {
                now.clone_into(unit);
            }
            now.is_some()
        });
    }
}
