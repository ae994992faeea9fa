//! Words of stored figures → places in the pipeline.

use crate::model::UnitIx;
use crate::table::Words;

use super::{Form, MeasureIx, Pipeline};

/// What the words of figures mean in a pipeline; `None` where it no longer declares them.
#[derive(Debug)]
pub struct Symbols<'p> {
    /// For each word of `Words::units`.
    pub units: Vec<Option<UnitIx>>,
    /// For each word of `Words::measures`; printed percentages are no measures.
    pub measures: Vec<Option<MeasureIx>>,
    /// For each word of `Words::forms`.
    pub forms: Vec<Option<&'p Form>>,
}

impl<'p> Symbols<'p> {
    /// Looks every word up once.
    #[must_use]
    pub fn of(words: &Words, pipeline: &'p Pipeline) -> Self {
        let measure = |id: &String| {
            let at = pipeline.measures.iter().position(|measure| measure.id == *id)?;
            u16::try_from(at).ok().map(MeasureIx)
        };
        Self {
            units: words.units.iter().map(|id| pipeline.register.find_id(id)).collect(),
            measures: words.measures.iter().map(measure).collect(),
            forms: words.forms.iter().map(|id| pipeline.form(id)).collect(),
        }
    }

    /// The unit behind a symbol.
    #[must_use]
    pub fn unit(&self, symbol: u32) -> Option<UnitIx> {
        self.units.get(symbol as usize).copied().flatten()
    }

    /// The measure behind a symbol.
    #[must_use]
    pub fn measure(&self, symbol: u32) -> Option<MeasureIx> {
        self.measures.get(symbol as usize).copied().flatten()
    }

    /// The form behind a symbol.
    #[must_use]
    pub fn form(&self, symbol: u32) -> Option<&'p Form> {
        self.forms.get(symbol as usize).copied().flatten()
    }
}
