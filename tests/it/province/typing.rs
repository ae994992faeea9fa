//! Counts as people type them.

use fastrand::Rng;

use super::mess::{Mess, Messes};
use super::paper::Cell;
use super::source::Form;

/// How the counts of a file are typed; drawn from a seed, so that it is the same each time.
pub(crate) struct Typing {
    messes: Messes,
    drawn: Option<Rng>,
}

impl Typing {
    pub(crate) fn new(messes: Messes) -> Self {
        let seed = messes.say(|mess| match mess {
            Mess::Typed(seed) => Some(seed),
            _ => None,
        });
        Self { messes, drawn: seed.map(Rng::with_seed) }
    }

    /// A cell of a count.
    pub(crate) fn count(&mut self, cell: Cell, form: Form) -> Cell {
        match cell {
            Cell::Number(number) if number == 0.0 && self.messes.has(Mess::Zeros) => {
                Cell::Text("Không".to_owned())
            }
            Cell::Number(number) if number >= 0.0 && number.fract() == 0.0 => {
                self.number(number, form)
            }
            Cell::Text(text) if self.messes.has(Mess::BareShares) => {
                Cell::Text(text.replace("phiếu ", "").replace("đạt ", ""))
            }
            other => other,
        }
    }

    fn number(&mut self, number: f64, form: Form) -> Cell {
        let Some(drawn) = &mut self.drawn else { return Cell::Number(number) };
        let digits = number.to_string();
        let grouped = |separator: &str| match digits.len() {
            4.. => {
                format!("{}{separator}{}", &digits[..digits.len() - 3], &digits[digits.len() - 3..])
            }
            _ => digits.clone(),
        };
        let counted = if form.id == "phu-luc-5" { "phiếu" } else { "hồ sơ" };
        Cell::Text(match drawn.usize(..9) {
            0 => grouped("."),
            1 => grouped(" "),
            2 => grouped("\u{a0}"),
            3 => grouped("\u{2009}"),
            4 => format!(" {digits} "),
            5 => format!("{} {counted}", grouped(".")),
            6 => format!("{},0", grouped(".")),
            7 => format!("0{digits}"),
            _ => return Cell::Number(number),
        })
    }
}
