//! Which engine computes a run.

use std::path::{Path, PathBuf, absolute};

#[cfg(feature = "spark-connect")]
use crate::model::Sentence;
use crate::pipeline::{Pipeline, RemoteEngine};
use crate::query::{Engine, places};
use crate::run::error::RunError;
use crate::run::request::StopSignal;
use crate::table::{Artifact as _, IndicatorFigures, Metrics, UNITS};

/// Whether the engine that is declared, if any, can be asked by this program for what is declared.
///
/// # Errors
/// The program was built without a client, or a ranking is called what one of the tables is that it is made from.
pub(in crate::run) fn can_be_asked(pipeline: &Pipeline) -> Result<(), RunError> {
    let Some(engine) = &pipeline.engine else { return Ok(()) };
    if !cfg!(feature = "spark-connect") {
        return Err(RunError::NoClient { url: engine.told().to_owned() });
    }
    let tables = [Metrics::NAME, IndicatorFigures::NAME, UNITS];
    let taken = pipeline.rankings.iter().find(|ranking| {
        places(ranking, pipeline).iter().any(|step| tables.contains(&step.name.as_str()))
    });
    taken.map_or(Ok(()), |ranking| Err(RunError::RankingName { ranking: ranking.id.clone() }))
}

/// Whether something listens where the engine should.
///
/// # Errors
/// Why nothing was reached.
#[cfg(feature = "spark-connect")]
pub(in crate::run) fn is_there(remote: &RemoteEngine) -> Result<(), Sentence> {
    super::apart::reach(remote)
}

/// The engine apart that is declared, over the tables in a folder of the results; `None` where this program computes by
/// itself.
///
/// # Errors
/// The program was built without a client.
pub(in crate::run) fn chosen(
    pipeline: &Pipeline,
    tables: &Path,
    stop: &StopSignal,
) -> Result<Option<Box<dyn Engine>>, RunError> {
    let Some(remote) = &pipeline.engine else { return Ok(None) };
    client(remote, seen(remote, &pipeline.output, tables), stop).map(Some)
}

#[cfg(feature = "spark-connect")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature there is none")]
fn client(
    remote: &RemoteEngine,
    tables: PathBuf,
    stop: &StopSignal,
) -> Result<Box<dyn Engine>, RunError> {
    Ok(Box::new(super::apart::EngineApart::new(remote.clone(), tables, stop.clone())))
}

#[cfg(not(feature = "spark-connect"))]
fn client(
    remote: &RemoteEngine,
    _tables: PathBuf,
    _stop: &StopSignal,
) -> Result<Box<dyn Engine>, RunError> {
    Err(RunError::NoClient { url: remote.told().to_owned() })
}

/// A folder of the results as the engine sees it.
fn seen(remote: &RemoteEngine, output: &Path, tables: &Path) -> PathBuf {
    let whole = |path: &Path| absolute(path).unwrap_or_else(|_| path.to_owned());
    let (output, tables) = (whole(output), whole(tables));
    match (&remote.folder, tables.strip_prefix(&output)) {
        (Some(folder), Ok(inside)) => folder.join(inside),
        _ => tables,
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::seen;
    use crate::pipeline::RemoteEngine;

    #[test]
    fn an_engine_may_see_the_results_under_another_path() {
        let remote = RemoteEngine::at("sc://sail".to_owned());
        let (output, tables) = (Path::new("/o"), Path::new("/o/nightly/2023-Q3/runs/.1/data"));
        assert_eq!(seen(&remote, output, tables), tables);
        let remote = RemoteEngine { folder: Some(PathBuf::from("/mnt/tthc")), ..remote };
        let expected = Path::new("/mnt/tthc/nightly/2023-Q3/runs/.1/data");
        assert_eq!(seen(&remote, output, tables), expected);
    }
}
