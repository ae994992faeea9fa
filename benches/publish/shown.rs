//! What was measured, as a table: medians, and what a night costs of the first one.

use crate::cost::Cost;

/// What the runs of a round cost.
pub(crate) struct Costs {
    pub(crate) first: Cost,
    pub(crate) publish: Cost,
    pub(crate) unchanged: Cost,
    pub(crate) changed: Option<Cost>,
}

/// In Markdown: wall and CPU seconds of the first night, and of that what each of the others costs.
pub(crate) fn table(costs: &[(&str, Vec<Costs>)]) -> String {
    let rows: String = costs.iter().map(|(name, rounds)| row(name, rounds)).collect();
    format!(
        "| | first night | `--from publish` | of the first night | nothing new | one file changed |\n\
         |---|---|---|---|---|---|\n{rows}"
    )
}

fn row(name: &str, rounds: &[Costs]) -> String {
    let first = both(rounds, |costs| Some(costs.first));
    let publish = both(rounds, |costs| Some(costs.publish));
    let part = |of: fn(&Costs) -> Option<Cost>| {
        let ratio = |part: fn(&Cost) -> f64| {
            let ratios = rounds
                .iter()
                .filter_map(|costs| Some(100.0 * part(&of(costs)?) / part(&costs.first)));
            median(ratios)
        };
        match (ratio(|cost| cost.wall), ratio(|cost| cost.cpu)) {
            (Some(wall), Some(cpu)) => format!("{wall:.1} % wall, {cpu:.1} % CPU"),
            _ => "–".to_owned(),
        }
    };
    let (of_first, unchanged) =
        (part(|costs| Some(costs.publish)), part(|costs| Some(costs.unchanged)));
    let changed = part(|costs| costs.changed);
    format!("| {name} | {first} | {publish} | {of_first} | {unchanged} | {changed} |\n")
}

/// Seconds and memory.
fn both(rounds: &[Costs], of: fn(&Costs) -> Option<Cost>) -> String {
    let part =
        |part: fn(&Cost) -> f64| rounds.iter().filter_map(of).map(|cost| part(&cost)).collect();
    let [wall, cpu]: [Vec<f64>; 2] = [part(|cost| cost.wall), part(|cost| cost.cpu)];
    let [tree, program]: [Vec<f64>; 2] = [part(|cost| cost.tree), part(|cost| cost.program)];
    let [wall, cpu, tree, program] =
        [wall, cpu, tree, program].map(|values| median(values.into_iter()).unwrap_or_default());
    format!("{wall:.2} s, {cpu:.2} s CPU, {tree:.0} MiB, {program:.0} of itself")
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
