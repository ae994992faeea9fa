//! Further rules for a pipeline, as they are written: what is tried before it is put into force.

use super::form::IdentityDeclaration;
use super::pipeline::{
    CheckDeclaration, DeadlineDeclaration, MeasureDeclaration, MetricDeclaration,
    RankingDeclaration, WaiverDeclaration,
};
use super::table::table;
use super::value::List;

table! {
    /// Rules that are tried on a pipeline: `tthc what-if --rule FILE`. An entry takes the place of the declared one of its
    /// id or code.
    RulesDeclaration {
        /// When forms are due; the last entry that concerns a form of a unit holds.
        deadline: List<DeadlineDeclaration>,
        /// What is made of findings of a code.
        check: List<CheckDeclaration>,
        /// Findings that an office lives with for a time.
        waiver: List<WaiverDeclaration>,
        /// Named counts.
        measure: List<MeasureDeclaration>,
        /// Ratios of sums of counts.
        metric: List<MetricDeclaration>,
        /// Lists of units in order.
        ranking: List<RankingDeclaration>,
        /// Further sums of forms.
        form: List<FormRulesDeclaration>,
    }
}

table! {
    /// `[[form]]` of further rules
    FormRulesDeclaration {
        /// Id of a form of the pipeline.
        id: String,
        /// Sums that hold in a line.
        identity: List<IdentityDeclaration>,
    }
}
