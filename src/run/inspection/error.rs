//! Why nothing can be told of a plan.

use std::path::PathBuf;

use crate::model::{Exit, Lang};
use crate::pipeline::DeclarationError;
use crate::run::error::RunError;

/// Why nothing can be told of a plan.
#[derive(Debug)]
pub enum InspectionError {
    /// There is no such plan.
    NoPlan {
        /// Where it should be.
        plan: PathBuf,
        /// The one whose name comes nearest.
        near: Option<String>,
        /// Those that are there.
        known: Vec<String>,
    },
    /// No pipeline lists it, or the one that was named does not.
    Unlisted {
        /// The plan.
        plan: PathBuf,
        /// The pipeline that was named.
        pipeline: Option<PathBuf>,
    },
    /// Several pipelines list it.
    Several {
        /// The plan.
        plan: PathBuf,
        /// They.
        pipelines: Vec<PathBuf>,
    },
    /// The pipeline, or the plan, is wrong.
    Declaration(DeclarationError),
    /// What a run left cannot be read.
    Run(RunError),
}

impl From<DeclarationError> for InspectionError {
    fn from(error: DeclarationError) -> Self {
        Self::Declaration(error)
    }
}

impl From<RunError> for InspectionError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl InspectionError {
    /// The word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoPlan { .. } => "unknown_plan",
            Self::Unlisted { .. } => "unlisted_plan",
            Self::Several { .. } => "several_pipelines",
            Self::Declaration(_) => "declaration",
            Self::Run(error) => error.code(),
        }
    }

    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Run(error) => error.exit(),
            _ => Exit::Usage,
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        match self {
            Self::NoPlan { plan, .. } if vi => {
                format!("{}: không có kế hoạch kiểm tra này", plan.display())
            }
            Self::NoPlan { plan, .. } => {
                format!("{}: there is no such plan of inspection", plan.display())
            }
            Self::Unlisted { plan, pipeline: None } if vi => {
                format!("{}: không pipeline nào nêu kế hoạch này", plan.display())
            }
            Self::Unlisted { plan, pipeline: None } => {
                format!("{}: no pipeline lists this plan", plan.display())
            }
            Self::Unlisted { plan, pipeline: Some(pipeline) } if vi => {
                format!("{}: không nêu kế hoạch {}", pipeline.display(), plan.display())
            }
            Self::Unlisted { plan, pipeline: Some(pipeline) } => {
                format!("{}: does not list the plan {}", pipeline.display(), plan.display())
            }
            Self::Several { plan, .. } if vi => {
                format!("{}: nhiều pipeline nêu kế hoạch này", plan.display())
            }
            Self::Several { plan, .. } => {
                format!("{}: several pipelines list this plan", plan.display())
            }
            Self::Declaration(error) => error.say(lang),
            Self::Run(error) => error.say(lang),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let listed = |names: &[String]| names.join(", ");
        match self {
            Self::NoPlan { near: Some(near), .. } => Some(match lang {
                Lang::Vi => format!("có phải là `{near}`?"),
                Lang::En => format!("did you mean `{near}`?"),
            }),
            Self::NoPlan { known, .. } if !known.is_empty() => {
                let words = lang.pick("ở đây có", "known here");
                Some(format!("{words}: {}", listed(known)))
            }
            Self::NoPlan { .. } => {
                let words = lang.pick(
                    "kế hoạch là một tệp trong pipelines/inspections/",
                    "a plan is a file in pipelines/inspections/",
                );
                Some(words.to_owned())
            }
            Self::Unlisted { plan, .. } => {
                let name = plan.file_name().unwrap_or_default().to_string_lossy();
                Some(match lang {
                    Lang::Vi => format!("ghi vào pipeline: inspections = [\"inspections/{name}\"]"),
                    Lang::En => {
                        format!("write in a pipeline: inspections = [\"inspections/{name}\"]")
                    }
                })
            }
            Self::Several { pipelines, .. } => {
                let names: Vec<String> =
                    pipelines.iter().map(|path| path.display().to_string()).collect();
                let words =
                    lang.pick("ghi --pipeline với một trong", "write --pipeline with one of");
                Some(format!("{words}: {}", listed(&names)))
            }
            Self::Declaration(_) => None,
            Self::Run(error) => error.hint(lang).map(str::to_owned),
        }
    }
}
