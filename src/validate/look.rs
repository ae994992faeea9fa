//! One file under the rules that look at one file, and what the others need to know of it. As long as the file and what
//! is declared are the same, so is this.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use crate::model::{CellRef, Code, Finding};
use crate::pipeline::{Pipeline, Symbols};
use crate::table::{Figures, SubmissionRow};

use super::context::Context;
use super::indicators::{Indicated, indicated};
use super::rule::{Check, Rule, Tally, Verdicts};
use super::rules::has_branches;
use super::sums::{Spot, Sum, Sums, UnitSums, sums};

/// A file that is looked at.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Its figures.
    pub figures: &'a Figures,
    /// Its rows in the register of submissions.
    pub submissions: &'a [SubmissionRow],
    /// What reading found in it.
    pub read: &'a [&'a Finding],
    /// What is declared.
    pub pipeline: &'a Pipeline,
    /// What the words of the figures mean there.
    pub symbols: &'a Symbols<'a>,
}

/// What was made of a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Look {
    pub(super) findings: Vec<Finding>,
    /// What was compared, by code and place among the rows of the file.
    pub(super) tallies: Vec<(Code, usize, Tally)>,
    /// Codes of rules that failed.
    pub(super) broken: Vec<Code>,
    pub(super) sheets: Vec<String>,
    /// Sheets that hold a form, by its id.
    pub(super) sheets_of: BTreeMap<String, Vec<String>>,
    pub(super) sums: Sums,
    /// Indicators that are to agree with other forms.
    pub(super) indicated: Vec<Indicated>,
    /// Whether it names branches, whose files may stand in other files too.
    pub(super) has_branches: bool,
}

/// Looks at a file.
#[must_use]
pub fn look(file: &File) -> Look {
    look_by(super::RULES, file)
}

pub(super) fn look_by(rules: &[Rule], file: &File) -> Look {
    let context = Context::new(file);
    let mut look = Look {
        sheets: file.figures.words.sheets.clone(),
        sums: sums(&context),
        indicated: indicated(&context),
        has_branches: has_branches(&context),
        ..Look::default()
    };
    for row in file.submissions {
        if let Some(form) = &row.form {
            let sheets = context.sheets_of(form).into_iter().map(str::to_owned).collect();
            look.sheets_of.insert(form.clone(), sheets);
        }
    }
    for rule in rules {
        look.judge(rule, &context);
    }
    look
}

impl Look {
    /// A rule that fails is told, for what it did not say may be wrong; the others go on.
    fn judge(&mut self, rule: &Rule, context: &Context) {
        let Check::OfFile(check) = rule.check else { return };
        let mut verdicts = Verdicts::default();
        match catch_unwind(AssertUnwindSafe(|| check(context, &mut verdicts))) {
            Ok(()) => {
                self.findings.extend(verdicts.findings);
                let tallies = verdicts.tallies.into_iter();
                self.tallies.extend(tallies.map(|((code, row), tally)| (code, row, tally)));
            }
            Err(_) => self.broken.extend(rule.codes),
        }
    }

    /// Whether every rule could be run; one that failed for a defect of the program may be mended the next time.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    /// One that holds one of everything: where a word or a field comes in between, its bytes differ.
    #[must_use]
    pub fn example() -> Self {
        let spot = Spot { sheet: 1, at: CellRef::new(2, 3) };
        let sum = Sum { value: 4, lines: 5, first: spot };
        let unit = UnitSums { lines: 6, first: spot, sums: vec![(7, sum)] };
        let finding = |&code: &Code| Finding::new(code, code.id()).at(spot.at);
        Self {
            findings: Code::ALL.iter().map(finding).collect(),
            tallies: vec![(Code::TotalDiffers, 8, Tally { compared: 9, failed: 10 })],
            broken: Code::ALL.to_vec(),
            sheets: vec!["trang".to_owned()],
            sheets_of: BTreeMap::from([("biểu".to_owned(), vec!["trang".to_owned()])]),
            sums: Sums::from([((11, 12), unit)]),
            indicated: vec![Indicated { form: 13, sender: 14, indicator: 15, value: 0.5, spot }],
            has_branches: true,
        }
    }
}
