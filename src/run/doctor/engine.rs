//! The engine apart.

use crate::model::{Lang, Sentence};
use crate::pipeline::{Pipeline, RemoteEngine};
use crate::run::engine::can_be_asked;
#[cfg(feature = "spark-connect")]
use crate::run::engine::is_there;

#[cfg(feature = "spark-connect")]
use super::facts::good;
use super::facts::{Diagnosis, Fact, broken};

/// Whether the engine that is declared can be asked; nothing where none is.
pub(super) fn engine(pipeline: &Pipeline) -> Option<Diagnosis> {
    let remote = pipeline.engine.as_ref()?;
    let Err(barred) = can_be_asked(pipeline) else { return listens(remote) };
    let hint = |lang: Lang| barred.hint(lang).unwrap_or_default().to_owned();
    let said = Sentence::of(|lang| barred.say(lang));
    Some(broken(Fact::EngineBarred(said, Sentence::of(hint))))
}

#[cfg(feature = "spark-connect")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature there is none")]
fn listens(remote: &RemoteEngine) -> Option<Diagnosis> {
    let url = remote.told().to_owned();
    Some(match is_there(remote) {
        Ok(()) => good(Fact::Engine(url)),
        Err(why) => broken(Fact::EngineSilent(url, why)),
    })
}

/// Without a client it was barred before.
#[cfg(not(feature = "spark-connect"))]
const fn listens(_remote: &RemoteEngine) -> Option<Diagnosis> {
    None
}
