//! F203: a total line and the lines it sums.

use std::collections::BTreeMap;

use crate::model::{Code, Finding};
use crate::table::{Figure, Role};
use crate::text::group_thousands;
use crate::validate::Rule;
use crate::validate::context::{Context, whole};

pub(super) const RULE: Rule = Rule { codes: &[Code::TotalDiffers], check };

fn check(context: &Context) -> Vec<Finding> {
    let same_sheet = |a: &Figure, b: &Figure| (a.file, a.sheet) == (b.file, b.sheet);
    let mut findings = Vec::new();
    for sheet in context.figures.rows.chunk_by(same_sheet) {
        let sums = block_sums(sheet);
        let totals = sheet.iter().filter(|f| f.role == Role::Total);
        findings.extend(totals.filter_map(|total| differs(context, total, &sums)));
    }
    findings
}

/// Sum of the items of each column in each block of a sheet.
type Sums = BTreeMap<(u32, u32), i64>;

fn block_sums(sheet: &[Figure]) -> Sums {
    let mut sums = Sums::new();
    for figure in sheet.iter().filter(|f| f.role == Role::Item) {
        *sums.entry((figure.at.column, figure.block)).or_default() += whole(figure.value);
    }
    sums
}

fn differs(context: &Context, total: &Figure, sums: &Sums) -> Option<Finding> {
    let column = total.at.column;
    let blocks = (column, total.first_block)..=(column, total.block);
    let expected: i64 = sums.range(blocks).map(|(_, sum)| sum).sum();
    let found = whole(total.value);
    if found == expected {
        return None;
    }
    let measure = context.symbols.measure(total.measure)?;
    let message = format!(
        "dòng \"{}\", cột {}: ghi {}, cộng các dòng được {} (lệch {})",
        context.label(total),
        context.title(measure),
        group_thousands(found),
        group_thousands(expected),
        group_thousands((found - expected).abs()),
    );
    let finding = context.at(Code::TotalDiffers, total, message);
    Some(finding.found(found.to_string()).expected(expected.to_string()))
}
