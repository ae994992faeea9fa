//! Why nothing can be told of a plan.

use std::path::PathBuf;

use crate::model::{Exit, Lang, Period};
use crate::pipeline::DeclarationError;
use crate::run::error::RunError;
use crate::text::{key, nearest_word};

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
    /// No target of the plan is called so.
    NoTarget {
        /// What was typed.
        word: String,
        /// The one whose name comes nearest.
        near: Option<String>,
        /// The targets.
        known: Vec<String>,
    },
    /// Nothing is published of the periods that the reports are on.
    NothingPublished {
        /// They.
        periods: Vec<Period>,
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

/// Periods, each once.
fn named(periods: &[Period]) -> String {
    let mut names: Vec<String> = periods.iter().map(Period::to_string).collect();
    names.dedup();
    names.join(", ")
}

impl InspectionError {
    /// No target is called so; names that are written otherwise come near.
    pub(super) fn no_target(word: &str, known: Vec<String>) -> Self {
        let wanted = key(word);
        let keys: Vec<String> = known.iter().map(|name| key(name)).collect();
        let near = nearest_word(&wanted, keys.iter().map(String::as_str));
        let near = near.and_then(|near| keys.iter().position(|key| key == near));
        let near = near.map(|at| known[at].clone());
        Self::NoTarget { word: word.to_owned(), near, known }
    }

    /// The word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoPlan { .. } => "unknown_plan",
            Self::Unlisted { .. } => "unlisted_plan",
            Self::Several { .. } => "several_pipelines",
            Self::NoTarget { .. } => "unknown_target",
            Self::NothingPublished { .. } => "nothing_published",
            Self::Declaration(_) => "declaration",
            Self::Run(error) => error.code(),
        }
    }

    /// How the program ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Run(error) => error.exit(),
            Self::NothingPublished { .. } => Exit::Failed,
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
            Self::NoTarget { word, .. } if vi => {
                format!("`{word}`: không phải đối tượng kiểm tra của kế hoạch")
            }
            Self::NoTarget { word, .. } => format!("`{word}`: is no target of the plan"),
            Self::NothingPublished { periods } if vi => {
                format!("chưa công bố lượt chạy nào của kỳ {}", named(periods))
            }
            Self::NothingPublished { periods } => {
                format!("no run of {} is published", named(periods))
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
            Self::NoTarget { near: Some(near), .. } => Some(match lang {
                Lang::Vi => format!("có phải là “{near}”?"),
                Lang::En => format!("did you mean “{near}”?"),
            }),
            Self::NoTarget { known, .. } => {
                let words = lang.pick("kế hoạch có", "the plan has");
                Some(format!("{words}: {}", listed(known)))
            }
            Self::NothingPublished { .. } => {
                Some(lang.pick("chạy kỳ đó trước", "run that period first").to_owned())
            }
            Self::Declaration(_) => None,
            Self::Run(error) => error.hint(lang).map(str::to_owned),
        }
    }
}
