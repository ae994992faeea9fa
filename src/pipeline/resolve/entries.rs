//! The lists of a declaration, whichever of its files they stand in: what is shared comes first, what is tried beside it last,
//! or in the place of what it is tried for.

use crate::pipeline::fault::place::At;
use crate::pipeline::written::pipeline::{
    CheckDeclaration, DeadlineDeclaration, Declaration, WaiverDeclaration,
};
use crate::pipeline::written::ranking::{
    MeasureDeclaration, MetricDeclaration, MetricsDeclaration, RankingDeclaration,
};

use super::rules::{RuleFiles, with_rules};

/// The files in which lists may stand.
pub(super) struct Entries<'d> {
    pipeline: &'d (Declaration, At),
    shared: Option<&'d (MetricsDeclaration, At)>,
    rules: &'d RuleFiles,
}

/// Entries of a list with their places.
type EntryList<'d, T> = Vec<(At, &'d T)>;

impl<'d> Entries<'d> {
    pub(super) fn of(
        pipeline: &'d (Declaration, At),
        shared: Option<&'d (MetricsDeclaration, At)>,
        rules: &'d RuleFiles,
    ) -> Self {
        Self { pipeline, shared, rules }
    }

    pub(super) fn measures(&self) -> EntryList<'d, MeasureDeclaration> {
        let ((file, at), key) = (self.pipeline, "measure");
        let shared = self.shared.map(|(file, at)| file.measure.items(&at.key(key)));
        let mut all = shared.unwrap_or_default();
        all.extend(file.measure.items(&at.key(key)));
        with_rules(all, self.rules, key, |file| &file.measure, |entry| entry.id.right())
    }

    pub(super) fn metrics(&self) -> EntryList<'d, MetricDeclaration> {
        let ((file, at), key) = (self.pipeline, "metric");
        let shared = self.shared.map(|(file, at)| file.metric.items(&at.key(key)));
        let mut all = shared.unwrap_or_default();
        all.extend(file.metric.items(&at.key(key)));
        with_rules(all, self.rules, key, |file| &file.metric, |entry| entry.id.right())
    }

    pub(super) fn rankings(&self) -> EntryList<'d, RankingDeclaration> {
        let ((file, at), key) = (self.pipeline, "ranking");
        let all = file.ranking.items(&at.key(key));
        with_rules(all, self.rules, key, |file| &file.ranking, |entry| entry.id.right())
    }

    pub(super) fn checks(&self) -> EntryList<'d, CheckDeclaration> {
        let ((file, at), key) = (self.pipeline, "check");
        let all = file.check.items(&at.key(key));
        with_rules(all, self.rules, key, |file| &file.check, |entry| entry.code.right())
    }

    /// Of two that concern the same the last one holds.
    pub(super) fn deadlines(&self) -> EntryList<'d, DeadlineDeclaration> {
        let ((file, at), key) = (self.pipeline, "deadline");
        let all = file.deadline.items(&at.key(key));
        with_rules(all, self.rules, key, |file| &file.deadline, |_| None)
    }

    pub(super) fn waivers(&self) -> EntryList<'d, WaiverDeclaration> {
        let ((file, at), key) = (self.pipeline, "waiver");
        let all = file.waiver.items(&at.key(key));
        with_rules(all, self.rules, key, |file| &file.waiver, |_| None)
    }
}
