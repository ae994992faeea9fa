//! The faults of a declaration as a person reads them: as many as a screen holds, the rest counted.

use std::fmt;

use crate::model::Lang;
use crate::pipeline::DeclarationError;

/// The faults of a declaration; the alternate form (`{:#}`) is all of them.
#[derive(Debug)]
pub(in crate::cli) struct FaultList<'e> {
    pub(in crate::cli) error: &'e DeclarationError,
    /// Most lines.
    pub(in crate::cli) most: usize,
    pub(in crate::cli) lang: Lang,
}

impl fmt::Display for FaultList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: Vec<String> =
            self.error.faults.iter().map(|fault| fault.say(self.lang)).collect();
        let fit = if f.alternate() { faults.len() } else { fitting(&faults, self.most) };
        f.write_str(&faults[..fit].join("\n"))?;
        match (faults.len() - fit, self.lang) {
            (0, _) => Ok(()),
            (more, Lang::Vi) => write!(f, "\n… và {more} lỗi nữa (thêm -v để xem hết)"),
            (more, Lang::En) => write!(f, "\n… and {more} more (-v shows all)"),
        }
    }
}

/// How many faults fit in so many lines, with one for the number of the others; at least one is shown.
fn fitting(faults: &[String], most: usize) -> usize {
    let lines = |fault: &String| fault.lines().count();
    if faults.iter().map(lines).sum::<usize>() <= most {
        return faults.len();
    }
    let used = faults.iter().scan(0, |used, fault| {
        *used += lines(fault);
        Some(*used)
    });
    used.take_while(|used| *used < most).count().max(1)
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_line_is_kept_for_the_number_of_the_others() {
        let faults = ["a", "b\nhint: c", "d"].map(str::to_owned);
        assert_eq!(fitting(&faults, 4), 3);
        assert_eq!(fitting(&faults, 3), 1, "b with its hint would leave no line");
        assert_eq!(fitting(&faults, 0), 1);
    }
}
