//! F204: a printed percentage or score and the one its counts give. Printed ones are never used.

use crate::model::{Code, Finding};
use crate::pipeline::Printed;
use crate::table::{Figure, NONE, Role};
use crate::text;
use crate::validate::context::{Context, Line};
use crate::validate::{Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::PercentageDiffers], check };

/// More decimals than this are noise of a computed cell, not something that was typed.
const MOST_DECIMALS: usize = 6;

fn check(context: &Context, verdicts: &mut Verdicts) {
    for line in context.lines() {
        for figure in line.figures.iter().filter(|f| f.role == Role::Percentage) {
            if let Some((printed, exact)) = follows(context, &line, figure) {
                let finding = differs(context, figure, printed, exact);
                verdicts.compared(Code::PercentageDiffers, line.subject(), finding);
            }
        }
    }
}

/// What the printed figure should be, where its counts are there.
fn follows<'c>(
    context: &Context,
    line: &Line<'c>,
    figure: &Figure,
) -> Option<(&'c Printed, Option<f64>)> {
    let id = &context.figures.words.measures[figure.measure as usize];
    let printed = line.form()?.column(id)?.printed.as_ref()?;
    Some((printed, exact(line, printed)?))
}

fn differs(
    context: &Context,
    figure: &Figure,
    printed: &Printed,
    exact: Option<f64>,
) -> Option<Finding> {
    let decimals = decimals(context, figure);
    let expected = match exact {
        Some(exact) if agrees(figure.value, exact, decimals) => return None,
        // A cell that is formatted as percent holds the ratio.
        Some(exact)
            if printed.scale == 100
                && figure.value <= 1.0
                && agrees(figure.value * 100.0, exact, decimals.saturating_sub(2)) =>
        {
            return None;
        }
        Some(exact) => format!("{exact:.*}", decimals.max(1)).replace('.', ","),
        // Nothing to divide by: 0 and a blank are the customary ways to say so.
        None if figure.value == 0.0 => return None,
        None => "không có tỷ lệ (mẫu số bằng 0)".to_owned(),
    };
    let found = text::plain_number((figure.value * 1e6).round() / 1e6);
    let what = match printed.scale {
        1 => "tổng",
        100 => "tỷ lệ",
        _ => "điểm",
    };
    let message = format!(
        "dòng \"{}\": {what} ghi {found}, tính từ số đếm được {expected}",
        context.label(figure),
    );
    let finding = context.at(Code::PercentageDiffers, figure, message);
    Some(finding.found(found).expected(expected))
}

/// The figure its counts give; `None` inside where the denominator is 0, outside where a count is missing.
#[expect(clippy::option_option, reason = "no rate and no knowledge are two things")]
fn exact(line: &Line, printed: &Printed) -> Option<Option<f64>> {
    let numerator = printed.numerator.evaluate(|measure| line.value(measure))?;
    let scale = f64::from(printed.scale);
    let Some(denominator) = &printed.denominator else {
        let sum = crate::model::Rate { numerator, denominator: 1 }.ratio();
        return Some(sum.map(|sum| sum * scale));
    };
    let denominator = denominator.evaluate(|measure| line.value(measure))?;
    let ratio = crate::model::Rate { numerator, denominator }.ratio();
    Some(ratio.map(|ratio| ratio * scale))
}

/// Right when rounded to the decimals it is printed with.
fn agrees(printed: f64, exact: f64, decimals: usize) -> bool {
    let places = i32::try_from(decimals).unwrap_or(0);
    (printed - exact).abs() <= 0.5 * 10f64.powi(-places) + 1e-9
}

/// Decimals as printed: of the text where the cell holds text, of the shortest form of the number otherwise.
fn decimals(context: &Context, figure: &Figure) -> usize {
    let raw = if figure.raw == NONE {
        text::plain_number(figure.value)
    } else {
        context.figures.words.raws[figure.raw as usize].clone()
    };
    // `05/31 phiếu` names the whole itself.
    if raw.contains('/') {
        return MOST_DECIMALS;
    }
    let number = raw.rsplit_once('(').map_or(raw.as_str(), |(_, inside)| inside);
    let behind = number.split_once(',').map_or("", |(_, decimals)| decimals);
    behind.bytes().take_while(u8::is_ascii_digit).count().min(MOST_DECIMALS)
}
