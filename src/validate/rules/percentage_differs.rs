//! F204: a printed percentage or score and the one its counts give. Printed ones are never used.

use crate::model::{Check, Code, Finding, Guidance, LineOf, Number, Severity, Slot};
use crate::pipeline::Printed;
use crate::text;
use crate::validate::file_context::FileContext;
use crate::validate::indicators::{Reported, reported};
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&PERCENTAGE_DIFFERS], judge: Judge::OfFile(check) };

static PERCENTAGE_DIFFERS: Check = Check {
    code: Code::PercentageDiffers,
    severity: Severity::Warning,
    title: "Tỷ lệ ghi sai",
    vietnamese: Guidance {
        means: "Tỷ lệ hoặc điểm ghi sẵn khác với kết quả tính từ số đếm. Tỷ lệ ghi sẵn không được dùng.",
        example: "Ghi 28,6% trong khi 22 trên 99 phiếu là 22,2%.",
        mend: "Tính lại: tử số và mẫu số phải là các cột của biểu.",
    },
    english: Guidance {
        means: "A printed percentage or score differs from the one its counts give.",
        example: "28.6 % is printed, 22 of 99 is 22.2 %.",
        mend: "Compute it again: both counts have to be columns of the form.",
    },
};

/// More decimals than this are noise of a computed cell, not something that was typed.
const MOST_DECIMALS: usize = 6;

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for line in context.lines() {
        for number in line.printed() {
            if let Some((printed, exact)) = follows(context, &line, &number) {
                let finding = differs(context, &line, &number, (printed, exact));
                let subject = context.subject(line.table.form);
                verdicts.compared(&PERCENTAGE_DIFFERS, subject, finding);
            }
        }
    }
    for one in reported(context.reading, context.pipeline) {
        of_indicators(context, &one, verdicts);
    }
}

/// Percentages on a line of their own, that follow from other lines.
fn of_indicators(context: &FileContext, reported: &Reported, verdicts: &mut Verdicts) {
    for (indicator, value) in reported.asked() {
        let (Some(ratio), Some((line, number))) = (&value.ratio, reported.figure(value.measure))
        else {
            continue;
        };
        let Some(exact) = ratio.percent(|measure| reported.value(measure)) else { continue };
        // A cell that shows 85,5% holds 0,855; a text may hold more zeros than its number.
        let of_value = decimals_of(&text::plain_number(number.value));
        let decimals = decimals(&line, &number).max(of_value);
        let finding = differing(number.value, exact, decimals).map(|(found, expected)| {
            let message = format!(
                "chỉ tiêu \"{}\" ghi {found}%, tính từ các chỉ tiêu thành phần được {expected}",
                reported.form.named(indicator),
            );
            let finding = context.at(&PERCENTAGE_DIFFERS, &line, number.at, message);
            finding.found(found).expected(expected)
        });
        verdicts.compared(&PERCENTAGE_DIFFERS, context.subject(reported.ix), finding);
    }
}

/// What the printed figure should be, where its counts are there.
fn follows<'c>(
    context: &FileContext<'c>,
    line: &LineOf,
    number: &Number,
) -> Option<(&'c Printed, Option<f64>)> {
    let Slot::Printed(place) = number.column.slot else { return None };
    let column = context.form(line.table.form).columns.get(usize::from(place))?;
    let printed = column.printed.as_ref()?;
    Some((printed, exact(line, printed)?))
}

fn differs(
    context: &FileContext,
    line: &LineOf,
    number: &Number,
    (printed, exact): (&Printed, Option<f64>),
) -> Option<Finding> {
    let decimals = decimals(line, number);
    // A cell that is formatted as percent holds the ratio.
    let is_share = printed.scale == 100
        && number.value <= 1.0
        && exact
            .is_some_and(|exact| agrees(number.value * 100.0, exact, decimals.saturating_sub(2)));
    let (found, expected) = differing(number.value, exact, decimals).filter(|_| !is_share)?;
    let what = match printed.scale {
        1 => "tổng",
        100 => "tỷ lệ",
        _ => "điểm",
    };
    let message = format!(
        "dòng \"{}\": {what} ghi {found}, tính từ số đếm được {expected}",
        context.label(line),
    );
    let finding = context.at(&PERCENTAGE_DIFFERS, line, number.at, message);
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
fn exact(line: &LineOf, printed: &Printed) -> Option<Option<f64>> {
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
fn decimals(line: &LineOf, number: &Number) -> usize {
    let raw = line.raw(number).map_or_else(|| text::plain_number(number.value), str::to_owned);
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
