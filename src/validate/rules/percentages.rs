//! F204: a printed percentage or score and the one its counts give. Printed ones are never used.

use crate::model::{Code, Finding};
use crate::pipeline::Printed;
use crate::table::{Figure, NONE, Role};
use crate::text;
use crate::validate::context::{Context, Line};
use crate::validate::indicators::{Reported, reported};
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule =
    Rule { codes: &[Code::PercentageDiffers], check: Check::OfFile(check) };

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
    for one in reported(context) {
        of_indicators(context, &one, verdicts);
    }
}

/// Percentages on a line of their own, that follow from other lines.
fn of_indicators(context: &Context, reported: &Reported, verdicts: &mut Verdicts) {
    for (indicator, value) in reported.asked() {
        let (Some(ratio), Some(figure)) = (&value.ratio, reported.figure(value.measure)) else {
            continue;
        };
        let Some(exact) = ratio.percent(|measure| reported.value(measure)) else { continue };
        // A cell that shows 85,5% holds 0,855; a text may hold more zeros than its number.
        let of_value = decimals_of(&text::plain_number(figure.value));
        let decimals = decimals(context, figure).max(of_value);
        let finding = differing(figure.value, exact, decimals).map(|(found, expected)| {
            let message = format!(
                "chỉ tiêu \"{}\" ghi {found}%, tính từ các chỉ tiêu thành phần được {expected}",
                reported.form.named(indicator),
            );
            let finding = context.at(Code::PercentageDiffers, figure, message);
            finding.found(found).expected(expected)
        });
        verdicts.compared(Code::PercentageDiffers, context.subject(figure), finding);
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
    // A cell that is formatted as percent holds the ratio.
    let is_share = printed.scale == 100
        && figure.value <= 1.0
        && exact
            .is_some_and(|exact| agrees(figure.value * 100.0, exact, decimals.saturating_sub(2)));
    let (found, expected) = differing(figure.value, exact, decimals).filter(|_| !is_share)?;
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

/// What is printed and what the counts give, where they differ.
fn differing(printed: f64, exact: Option<f64>, decimals: usize) -> Option<(String, String)> {
    let expected = match exact {
        Some(exact) if agrees(printed, exact, decimals) => return None,
        Some(exact) => format!("{exact:.*}", decimals.max(1)).replace('.', ","),
        // Nothing to divide by: 0 and a blank are the customary ways to say so.
        None if printed == 0.0 => return None,
        None => "không có tỷ lệ (mẫu số bằng 0)".to_owned(),
    };
    Some((text::plain_number((printed * 1e6).round() / 1e6), expected))
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
    decimals_of(number)
}

fn decimals_of(number: &str) -> usize {
    let behind = number.split_once(',').map_or("", |(_, decimals)| decimals);
    behind.bytes().take_while(u8::is_ascii_digit).count().min(MOST_DECIMALS)
}
