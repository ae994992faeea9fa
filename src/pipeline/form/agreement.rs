//! What another form of the same sender adds up to, that an indicator is to agree with.

use crate::model::{MeasureIx, UnitIx, UnitLines, UnitSums};
use crate::pipeline::measure::Measure;
use crate::pipeline::register::Register;

use super::indicator::{Agreement, Whose};
use super::layout::Form;

impl Agreement {
    /// The units whose lines of a form are summed where `sender` sends it.
    #[must_use]
    pub fn units(&self, form: &Form, register: &Register, sender: UnitIx) -> Vec<UnitIx> {
        let units = form.expected_units(register, sender).into_iter().map(|(unit, _)| unit);
        let counts = |unit: &UnitIx| match self.lines {
            Whose::Own => *unit == sender,
            Whose::Below => *unit != sender,
            Whose::Total => true,
        };
        units.filter(counts).collect()
    }

    /// The sum over the lines of some units in a form, and the place of the first of them; `None` where it cannot be told:
    /// one of the units has no line, or a line lacks a count.
    #[must_use]
    pub fn sum_of(
        &self,
        form: &Form,
        units: &[UnitIx],
        (register, measures): (&Register, &[Measure]),
        sums: &UnitSums,
    ) -> Option<(i64, u32)> {
        let lines = units.iter().map(|&unit| sums.lines(&form.id, &register.get(unit).id));
        let lines: Vec<UnitLines> = lines.collect::<Option<_>>()?;
        let of = |measure: MeasureIx| {
            let measure = &measures[measure.index()].id;
            lines.iter().try_fold(0i64, |sum, lines| {
                let of_unit = lines.sum(measure)?;
                (of_unit.lines == lines.count).then_some(sum + of_unit.value)
            })
        };
        Some((self.sum.evaluate(of)?, lines.first()?.first))
    }
}
