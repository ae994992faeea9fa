//! From how many of how many forms the figures of all units were computed, and who is not in them. Whatever shows such
//! figures says this beside them, in the words that stand here.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Action, Code, Finding, Findings, Lang, Severity, Submissions, UnitIx};
use crate::pipeline::{MetricIx, Pipeline};
use crate::text::group_thousands;

/// A unit and the form in which its figures are missing, by their places in the declaration.
type Absence = (usize, UnitIx);

/// What figures were computed from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Forms that are owed.
    pub expected: usize,
    /// Of these, forms that are in the figures.
    pub received: usize,
    /// Who is in none of the figures of a form: it owes the form, or is told of by nobody who sent it.
    absent: BTreeSet<Absence>,
    /// Who is in the figures of a form with a part of its own.
    partial: BTreeSet<Absence>,
}

impl Coverage {
    /// What the figures of some metrics were computed from: the forms that supply their counts.
    #[must_use]
    pub fn of(
        metrics: &[MetricIx],
        submissions: &Submissions,
        findings: &Findings,
        pipeline: &Pipeline,
    ) -> Self {
        let counts: BTreeSet<_> =
            metrics.iter().flat_map(|metric| pipeline.metric(*metric).measures()).collect();
        let supply = |form: &&crate::pipeline::Form| form.counts().any(|m| counts.contains(&m));
        let forms = pipeline.forms.iter().enumerate().filter(|(_, form)| supply(form));
        let forms: BTreeMap<&str, usize> = forms.map(|(at, form)| (form.id.as_str(), at)).collect();
        let place = |form: Option<&str>, unit: Option<&str>| -> Option<Absence> {
            Some((*forms.get(form?)?, pipeline.register.find_id(unit?)?))
        };
        let mut coverage = Self::default();
        let mut used: BTreeMap<Absence, bool> = BTreeMap::new();
        for row in &submissions.rows {
            if let Some(owed) = place(row.form.as_deref(), row.unit_id.as_deref()) {
                *used.entry(owed).or_default() |= row.status.is_used();
            }
        }
        coverage.expected = used.len();
        coverage.received = used.values().filter(|used| **used).count();
        coverage.absent =
            used.into_iter().filter(|(_, used)| !used).map(|(owed, _)| owed).collect();
        let names = || counts.iter().map(|measure| pipeline.measure(*measure).id.as_str());
        for finding in findings.iter() {
            let Some(about) = place(finding.form.as_deref(), finding.unit_id.as_deref()) else {
                continue;
            };
            if finding.code == Code::UnitMissing {
                coverage.absent.insert(about);
            } else if lacks(finding) && finding.concerns(names()) {
                coverage.partial.insert(about);
            }
        }
        coverage.partial = &coverage.partial - &coverage.absent;
        coverage
    }

    /// Whether every form is there and whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.absent.is_empty() && self.partial.is_empty()
    }

    /// Who is in none of the figures of a form, as ids of unit and form.
    pub fn absent<'p>(&self, pipeline: &'p Pipeline) -> impl Iterator<Item = (&'p str, &'p str)> {
        ids(&self.absent, pipeline)
    }

    /// Who is in the figures of a form with a part of its own, as ids of unit and form.
    pub fn partial<'p>(&self, pipeline: &'p Pipeline) -> impl Iterator<Item = (&'p str, &'p str)> {
        ids(&self.partial, pipeline)
    }

    /// From how many of how many forms.
    #[must_use]
    pub fn count(&self, lang: Lang) -> String {
        let [received, expected] = [self.received, self.expected].map(|n| size(n, lang));
        match lang {
            Lang::Vi => format!("tính từ {received} / {expected} biểu phải gửi"),
            Lang::En => format!("computed from {received} of {expected} forms owed"),
        }
    }

    /// Who is not in it, and who with a part; each a sentence without a full stop, with no more than so many names.
    #[must_use]
    pub fn lacks(&self, pipeline: &Pipeline, lang: Lang, most: usize) -> Vec<String> {
        let words = [
            (&self.absent, lang.pick("không có trong kết quả", "not in it")),
            (&self.partial, lang.pick("có nhưng thiếu một phần số liệu", "in it with a part")),
        ];
        let some = words.into_iter().filter(|(who, _)| !who.is_empty());
        some.map(|(who, what)| format!("{what}: {}", named(who, pipeline, lang, most))).collect()
    }
}

/// Whether figures of a unit are missing by a finding.
fn lacks(finding: &Finding) -> bool {
    let taken = finding.takes_away() && finding.severity >= Severity::Error;
    taken || (finding.code == Code::BlankCount && finding.action != Action::Corrected)
}

fn ids<'p>(
    who: &BTreeSet<Absence>,
    pipeline: &'p Pipeline,
) -> impl Iterator<Item = (&'p str, &'p str)> {
    let ids = |&(form, unit): &Absence| {
        (pipeline.register.get(unit).id.as_str(), pipeline.forms[form].id.as_str())
    };
    who.iter().map(ids).collect::<Vec<_>>().into_iter()
}

/// Units by form, `Phụ lục 2: A, B; Phụ lục 3: C`.
fn named(who: &BTreeSet<Absence>, pipeline: &Pipeline, lang: Lang, most: usize) -> String {
    let shown: Vec<&Absence> = who.iter().take(most).collect();
    let forms = shown.chunk_by(|a, b| a.0 == b.0).map(|units| {
        let names: Vec<String> =
            units.iter().map(|(_, unit)| pipeline.register.name_apart(*unit)).collect();
        format!("{}: {}", pipeline.forms[units[0].0].name, names.join(", "))
    });
    let more = (who.len() > most).then(|| {
        let more = size(who.len() - most, lang);
        match lang {
            Lang::Vi => format!("và {more} mục nữa"),
            Lang::En => format!("and {more} more"),
        }
    });
    forms.chain(more).collect::<Vec<_>>().join("; ")
}

fn size(count: usize, lang: Lang) -> String {
    let grouped = group_thousands(i64::try_from(count).unwrap_or(i64::MAX));
    match lang {
        Lang::Vi => grouped,
        Lang::En => grouped.replace('.', ","),
    }
}
