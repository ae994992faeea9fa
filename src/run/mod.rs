//! Runs: `night` makes one, stage by stage; `again` says what is made again and why; `workers` are the processes apart
//! that open submitted files. What people ask beside that has a file or folder of its name: `plan`, `status`, `check`,
//! `deliver`, `draft`, `init`, `inspect`, `page`, `template`, `watch`, `monitor`, `which`, `diff`, `why`, `show`, `trace`,
//! `export`, `bundle`, `lake`, `shard`, `doctor`, `what_if`, `inspection`. `engine` is one apart that stages may run on. What a night and those who ask do alike with files and tables stands in `flow`. How the program
//! ends is decided in `exit` alone.

mod again;
mod bundle;
mod check;
mod code;
mod deliver;
mod diff;
mod doctor;
mod doubts;
mod draft;
mod engine;
mod error;
mod exit;
mod export;
mod flow;
mod folder;
mod gap;
mod init;
mod inspect;
mod inspection;
mod kept;
mod lake;
mod lists;
mod many_hands;
mod monitor;
mod named;
mod night;
mod outcome;
mod page;
mod plan;
mod readings;
mod reporter;
mod request;
mod shard;
mod show;
mod sql;
mod status;
mod template;
mod today;
mod trace;
mod watch;
mod what_if;
mod which;
mod why;
mod workers;

pub use bundle::{BundleLack, Bundled, WhichRun, bundle};
pub use check::check;
pub use code::data_code;
pub use deliver::clock::day_told;
pub use deliver::deliver;
pub use deliver::handed_on::{HandedOn, Handing};
pub use deliver::return_delivery::{ReturnDelivery, Returning};
pub use deliver::returned::{ReturnsAsked, deliver_returns};
pub use diff::{Difference, Moved, RunSide, Split, StageChange, Unsplit, diff};
pub use doctor::{Diagnosis, Fact, Health, examine, zone_is_known};
pub use doubts::Doubt;
pub use draft::{FormDrafted, Reread, draft};
pub use error::RunError;
pub use exit::{DataState, Ending, RunStanding};
pub use export::{ExportError, Exported, TableFormat, export, table, table_names};
pub use gap::{Gap, is_gap};
pub use init::{
    BegunForm, BegunProvince, ExampleGiven, ExampleLeftOut, FormOrigin, InitError, InitWish,
    UnitsGiven, demonstration, init,
};
pub use inspect::{inspect, inspection_page};
pub use inspection::{
    DossierWish, DrawError, InspectionError, MadeDossiers, MadeDraw, MadeReport, PlanPeriod,
    PlanStanding, ReadPeriod, ServedPlan, VerifiedDraw, dossiers, draw_communes, plan_periods,
    plan_status, served, verify_draw, visit_report,
};
pub use lake::{GatheredRun, LakeError, gather};
pub use monitor::{Ailment, Alarm, Monitored, monitor};
pub use named::NamedError;
pub use night::begin::{last_record, run};
pub use outcome::{Outcome, Pruned, Removed, Trial};
pub use page::check_page;
pub use plan::{Forecast, StageForecast, plan};
pub use reporter::{Event, Reporter, Silent};
pub use request::{Patience, Request, Select, StopSignal};
pub use shard::error::ShardError;
pub use shard::read::{MadeShard, read_shard};
pub use show::{ListEnd, ShowError, ShowKey, ShowWish, ShownPlace, ShownRun, show};
pub use sql::{Queried, SqlError, SqlText, SqlWish, ask, sql_text};
pub use status::{Arrivals, Situation, SubmissionTally, status};
pub use template::{MadeTemplate, TemplateError, has_form, templates};
pub use trace::{
    CellAddress, CellHolds, CellTrace, FigureAsked, FigureTrace, Impact, LateCell, LineTrace,
    Neighbour, NotCounted, PlaceTrace, PublishedCell, ReportedCell, Shows, Taken, TermsOfUnits,
    TraceError, TraceWish, Traced, TracedRun, UnitTrace, impact, place, take_apart, trace,
    trace_cell,
};
pub use watch::JobWatch;
pub use what_if::{
    Effect, MovedPlace, NotReplayed, PublishedRun, Replayed, Since, Supposition, TakenOut,
    UnitCount, WhatIf, WhatIfError, replay, what_if,
};
pub use which::{Sought, which};
pub use why::{ExplainedUnit, PastPlace, WhyBefore, WhyPlace, why};
pub use workers::pool::{Worker, Workers};
pub use workers::process::Program;
pub use workers::read_file::read_file;
pub use workers::worker::serve;
