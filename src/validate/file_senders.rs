//! Who sent what a finding is about: a waiver for a unit covers what it sent, also for those under it.

use std::collections::BTreeMap;

use crate::model::Finding;
use crate::pipeline::Waiver;

use super::given::Given;

/// The units that sent something, by file.
#[derive(Debug)]
pub(super) struct FileSenders<'g> {
    /// Unit and form of each submission in it.
    files: BTreeMap<&'g str, Vec<(&'g str, Option<&'g str>)>>,
}

impl<'g> FileSenders<'g> {
    pub(super) fn of(given: &Given<'g>) -> Self {
        let mut files: BTreeMap<&str, Vec<(&str, Option<&str>)>> = BTreeMap::new();
        for row in &given.submissions.rows {
            if let (Some(file), Some(unit)) = (&row.file, &row.unit_id) {
                files.entry(file).or_default().push((unit, row.form.as_deref()));
            }
        }
        Self { files }
    }

    /// Whether a finding falls under a waiver.
    pub(super) fn covers(&self, waiver: &Waiver, finding: &Finding) -> bool {
        let form = finding.form.as_deref();
        waiver.code == finding.code
            && (waiver.forms.is_empty() || form.is_some_and(|form| has(&waiver.forms, form)))
            && (waiver.units.is_empty()
                || finding.unit_id.as_ref().is_some_and(|unit| has(&waiver.units, unit))
                || self.sent(finding).any(|unit| has(&waiver.units, unit)))
    }

    /// Who sent the form that a finding is about, where it names a file.
    fn sent<'s>(&'s self, finding: &'s Finding) -> impl Iterator<Item = &'g str> + 's {
        let file = finding.place.file.as_deref().unwrap_or_default();
        let form = finding.form.as_deref();
        let all = self.files.get(file).into_iter().flatten();
        all.filter(move |(_, of)| form.is_none() || *of == form).map(|(unit, _)| *unit)
    }
}

fn has(ids: &[String], id: &str) -> bool {
    ids.iter().any(|known| known == id)
}
