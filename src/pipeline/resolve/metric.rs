//! Measures and metrics: names of counts, and ratios of their sums.

use strum::VariantArray as _;

use super::choices::{choice, quoted};
use super::formula::{formula, short};
use super::names::{A_MEASURE, ITS_OWN_ID, Names, Once, id};
use crate::model::MeasureIx;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::both;
use crate::pipeline::measure::Measure;
use crate::pipeline::metric::{Better, Metric, MetricIx};
use crate::pipeline::written::ranking::{MeasureDeclaration, MetricDeclaration};

/// All metrics that are declared, and which of them the forms can supply.
#[derive(Debug)]
pub(super) struct DeclaredMetrics {
    names: Names,
    supply: Vec<Supply>,
    /// The metrics that the forms supply.
    pub(super) supplied: Vec<Metric>,
}

#[derive(Debug, Clone)]
enum Supply {
    Supplied(MetricIx),
    /// This measure is bound by no form.
    Unbound(String),
    /// The metric itself is declared wrongly.
    Faulty,
}

impl DeclaredMetrics {
    /// The metric that a word names; an unknown one, or one that no form supplies, is a fault.
    pub(super) fn find(&self, at: &At, word: &str) -> Option<MetricIx> {
        let place = self.names.find(at, word)?;
        match &self.supply[place] {
            Supply::Supplied(ix) => Some(*ix),
            Supply::Faulty => None,
            Supply::Unbound(measure) => {
                at.wrong(
                    both!(
                        "`{word}`, có số đếm `{measure}` không nằm trong biểu nào của pipeline này",
                        "`{word}`, whose measure `{measure}` is bound by no form of this pipeline"
                    ),
                    ("chỉ tiêu có số liệu trong các biểu", "a metric that the forms supply"),
                );
                None
            }
        }
    }
}

/// The measures that can be named; ids come first, so that a fault elsewhere in a measure does not make
/// every use of it a fault.
pub(super) fn measures(
    declared: &[(At, &MeasureDeclaration)],
    complete: bool,
) -> (Vec<Measure>, Names) {
    let mut once = Once::default();
    let mut ids = Vec::new();
    let mut measures = Vec::new();
    for (at, measure) in declared {
        let id_at = at.key("id");
        let id = id(&measure.id, &id_at, false);
        let title = measure.title.text(&at.key("title"));
        let scale = measure.scale.text(&at.key("scale"));
        let Some(id) = id.filter(|id| once.first(&id_at, id, ITS_OWN_ID)) else { continue };
        ids.push(id.clone());
        measures.push(Measure {
            id,
            title: title.unwrap_or_default(),
            scale: scale.unwrap_or_default(),
        });
    }
    (measures, Names { what: A_MEASURE, ids, complete })
}

/// The metrics; those whose measures no form binds are left out, for the file is shared between pipelines.
/// `bound` holds what the forms bind, if that can be told.
pub(super) fn metrics(
    declared: &[(At, &MetricDeclaration)],
    complete: bool,
    measures: &Names,
    bound: Option<&[MeasureIx]>,
) -> DeclaredMetrics {
    let mut once = Once::default();
    let mut ids = Vec::new();
    let mut supply = Vec::new();
    let mut supplied = Vec::new();
    for (at, declared) in declared {
        let id_at = at.key("id");
        let id = id(&declared.id, &id_at, true);
        let metric = metric(declared, at, measures);
        let Some(id) = id.filter(|id| once.first(&id_at, id, ITS_OWN_ID)) else { continue };
        ids.push(id.clone());
        supply.push(match metric {
            None => Supply::Faulty,
            Some(metric) => {
                if let Some(ix) = bound.and_then(|bound| unbound(&metric, bound)) {
                    Supply::Unbound(measures.ids[ix.index()].clone())
                } else {
                    supplied.push(Metric { id, ..metric });
                    Supply::Supplied(MetricIx(short(supplied.len() - 1)))
                }
            }
        });
    }
    DeclaredMetrics {
        names: Names { what: ("một chỉ tiêu", "a metric"), ids, complete },
        supply,
        supplied,
    }
}

fn unbound(metric: &Metric, bound: &[MeasureIx]) -> Option<MeasureIx> {
    let terms = metric.numerator.terms.iter().chain(&metric.denominator.terms);
    terms.map(|&(_, measure)| measure).find(|measure| !bound.contains(measure))
}

/// A metric but for its id.
fn metric(declared: &MetricDeclaration, at: &At, measures: &Names) -> Option<Metric> {
    let title = declared.title.text(&at.key("title"));
    let numerator = formula(&declared.numerator, &at.key("numerator"), measures, None);
    let denominator = formula(&declared.denominator, &at.key("denominator"), measures, None);
    let numerator_title = declared.numerator_title.text(&at.key("numerator-title"));
    let denominator_title = declared.denominator_title.text(&at.key("denominator-title"));
    let missed_title = if declared.missed_title.is_missing() {
        Some(String::new())
    } else {
        declared.missed_title.text(&at.key("missed-title"))
    };
    let better =
        choice(&declared.better, &at.key("better"), &quoted(Better::VARIANTS), Better::VARIANTS);
    let source = declared.source.text(&at.key("source"));
    Some(Metric {
        id: String::new(),
        title: title?,
        numerator_title: numerator_title?,
        denominator_title: denominator_title?,
        missed_title: missed_title?,
        numerator: numerator?,
        denominator: denominator?,
        better: better?,
        source: source?,
    })
}
