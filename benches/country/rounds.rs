//! Calls in turn, so that a machine that drifts drifts for all, and what follows from them.

use std::collections::{BTreeMap, BTreeSet};

use crate::cost::Cost;

/// What is called in each round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    Decode,
    Script,
    First,
    Unchanged,
    Changed,
    Publish,
    ScriptOfForms,
    Forms,
}

impl Call {
    const fn name(self) -> &'static str {
        match self {
            Self::Decode => "bare decode",
            Self::Script => "the script",
            Self::First => "first night",
            Self::Unchanged => "nothing new",
            Self::Changed => "one file changed",
            Self::Publish => "`--from publish`",
            Self::ScriptOfForms => "the script, beside the next",
            Self::Forms => "first night, every form goes back",
        }
    }
}

/// What the calls of a round cost.
pub(crate) type Round = BTreeMap<Call, Cost>;

/// What is put beside what, and by what the ratio is multiplied.
const RATIOS: [(Call, Call, f64, &str); 6] = [
    (Call::First, Call::Decode, 1.0, " ×"),
    (Call::Script, Call::First, 1.0, " ×"),
    (Call::ScriptOfForms, Call::Forms, 1.0, " ×"),
    (Call::Unchanged, Call::First, 100.0, " %"),
    (Call::Changed, Call::First, 100.0, " %"),
    (Call::Publish, Call::First, 100.0, " %"),
];

/// The median of some values; nothing of none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Both tables, in Markdown.
pub(crate) fn tables(rounds: &[Round]) -> String {
    let calls: BTreeSet<&Call> = rounds.iter().flat_map(BTreeMap::keys).collect();
    let costs: String = calls.into_iter().map(|&call| cost(rounds, call)).collect();
    let ratios: String = RATIOS.iter().filter_map(|&pair| ratio(rounds, pair)).collect();
    format!(
        "| | wall | CPU | peak memory of all its processes | of the program itself |\n\
         |---|---|---|---|---|\n{costs}\n\
         | median of the ratios (least to most) | wall | CPU |\n|---|---|---|\n{ratios}"
    )
}

/// Medians of the times of a call, and the most memory.
fn cost(rounds: &[Round], call: Call) -> String {
    let of =
        |part: fn(&Cost) -> f64| rounds.iter().filter_map(move |round| round.get(&call).map(part));
    format!(
        "| {} | {:.3} s | {:.3} s | {:.0} MiB | {:.0} MiB |\n",
        call.name(),
        median(of(|cost| cost.wall)).unwrap_or_default(),
        median(of(|cost| cost.cpu)).unwrap_or_default(),
        of(|cost| cost.tree).fold(0.0, f64::max),
        of(|cost| cost.program).fold(0.0, f64::max),
    )
}

/// Ratios of two calls of the same round.
fn ratio(rounds: &[Round], (above, below, times, unit): (Call, Call, f64, &str)) -> Option<String> {
    let of = |part: fn(&Cost) -> f64| -> Option<String> {
        let pairs =
            rounds.iter().filter_map(|round| Some((round.get(&above)?, round.get(&below)?)));
        let ratios: Vec<f64> = pairs.map(|(a, b)| times * part(a) / part(b)).collect();
        let middle = median(ratios.iter().copied())?;
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ratios.iter().copied().fold(0.0, f64::max);
        Some(format!("{middle:.2}{unit} ({least:.2} to {most:.2})"))
    };
    let (wall, cpu) = (of(|cost| cost.wall)?, of(|cost| cost.cpu)?);
    Some(format!("| {} ÷ {} | {wall} | {cpu} |\n", above.name(), below.name()))
}
