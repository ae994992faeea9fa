//! What is declared in `pipelines/`: the files as written (`written`) become the pipeline as meant (`meant`, and what it
//! is made of beside it), which cannot be wrong (`resolve`). All faults are collected before giving up, each with file,
//! key path, what was found and what was expected (`fault`).

mod built_in;
mod changes;
mod data_edition;
mod deadline;
mod declared;
mod delivery;
mod districts;
mod draft;
mod engine;
mod fail_on;
mod fault;
mod form;
mod formula;
mod handed_out;
mod inspection;
mod keep;
mod lazy;
mod listing;
mod load;
mod meant;
mod measure;
mod metric;
mod notice;
mod other_periods;
mod overrides;
mod page;
mod plan_doubt;
mod policy;
mod ranking;
mod register;
mod resolve;
mod return_forms;
mod schedule;
mod shrink_guard;
mod source;
mod succession;
mod template_mark;
mod wording;
mod workbook;
mod written;

pub use built_in::{BuiltIn, FORMS, METRICS, NO_SOURCE, built_in};
pub use changes::{DeclarationText, KeyChange, key_changes};
pub use data_edition::{DataEdition, DataTable};
pub use deadline::Deadline;
pub use declared::DeclaredFile;
pub use delivery::{Delivery, MailDelivery, ReturnMail};
pub use districts::DistrictBooks;
pub use draft::{
    ColumnDraft, DraftedTable, FormDraft, Holds, IdentityDraft, Noted, PipelineDraft, PrintedDraft,
};
pub use engine::RemoteEngine;
pub use fail_on::FailOn;
pub use fault::{DeclarationError, Fault};
pub use form::{
    Agreement, Answer, Binding, DossierColumn, DossierList, Form, FormColumn, FormPart, Groups,
    Identity, Indicator, IndicatorKind, IndicatorValue, Items, Numbers, OfficialTexts, Previous,
    Printed, Ratio, Reasons, Relation, Sample, Section, Whose, Words,
};
pub use formula::Formula;
pub use inspection::{
    DrawRule, DrawWeight, InspectionPlan, InspectionResult, InspectionTarget, OutlineSection,
    PastInspection,
};
pub use keep::Keep;
pub use lazy::Lazy;
pub use listing::plans_listed;
pub use load::{form_of, load, load_for_drafting, load_held, load_with};
pub use meant::Pipeline;
pub use measure::Measure;
pub use metric::{Better, Metric, MetricIx};
pub use notice::{Notice, NoticeAudience, NoticeRequest};
pub use other_periods::OtherPeriods;
pub use overrides::Overrides;
pub use page::RankingPage;
pub use plan_doubt::{PlanDay, PlanDoubt};
pub use policy::{Grade, Policy, Remedy, Waiver};
pub use ranking::{
    Class, Grouping, Incomplete, MissingParts, RankedIndicator, Ranking, Share, TieBreak,
};
pub use register::{
    GoneUnit, Lineage, Match, NoOrigin, OldUnit, Origin, Register, UnitsOf, Vintage,
};
pub use return_forms::ReturnForms;
pub use schedule::{Days, Schedule, Weekday};
pub use shrink_guard::ShrinkGuard;
pub use source::FigureSource;
pub use succession::Succession;
pub use template_mark::{NoTemplateMark, TemplateMark};
pub use wording::{
    ColumnWordings, HeaderText, Heading, Telling, WordedPath, Wordings, header_key, telling,
};
pub use workbook::{SheetKind, Workbook};
pub use written::{Declares, Key, KeyNeed, Setting, Shape};
