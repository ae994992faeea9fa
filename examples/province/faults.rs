//! Faults planted into the sheets, each with the findings it must cause.

use std::error::Error;

use super::counts::Counts;
use super::fields::LAND;
use super::finding::Finding;
use super::submission::Submission;
use super::table::Spot;
use super::target::Target;
use super::typed::{Typed, tenths};

type Outcome = Result<Vec<Finding>, Box<dyn Error>>;

/// Plants all faults and lists what must be found.
pub fn plant(inbox: &mut [Submission]) -> Outcome {
    let faults: [fn(&mut [Submission]) -> Outcome; 11] = [
        total_off_by_one,
        total_with_swapped_digits,
        department_total,
        resolved_parts,
        pending_parts,
        parts_above_whole,
        missing_commune,
        percentage_of_other_level,
        percentage_with_swapped_digits,
        letter_in_number,
        thousands_point,
    ];
    let mut findings = Vec::new();
    for fault in faults {
        findings.extend(fault(inbox)?);
    }
    Ok(findings)
}

/// Phụ lục 3, a commune: a total is one too high.
fn total_off_by_one(inbox: &mut [Submission]) -> Outcome {
    let mut at = Target::find(inbox, "cap-huyen/692-huyen-loc-ninh.xlsx", "Phụ lục 3")?;
    let spot = at.spot("25276", None, "received_online")?;
    let wrong = at.count(spot)? + 1;
    at.type_in(spot, Typed::Count(wrong))?;
    Ok(vec![at.total(spot, "printed total one too high")?])
}

/// Phụ lục 3, a district: two digits of a total are swapped.
fn total_with_swapped_digits(inbox: &mut [Submission]) -> Outcome {
    let mut at = Target::find(inbox, "cap-huyen/698-huyen-phu-rieng.xlsx", "Phụ lục 3")?;
    let spot = at.spot("698", None, "resolved_on_time")?;
    let wrong = swap_digits(at.count(spot)?)?;
    at.type_in(spot, Typed::Count(wrong))?;
    Ok(vec![at.total(spot, "two digits of the printed total swapped")?])
}

/// Phụ lục 2: a total is ten too high.
fn department_total(inbox: &mut [Submission]) -> Outcome {
    let mut at = Target::find(inbox, "so-nganh/so-xay-dung.xlsx", "Phụ lục 2")?;
    let spot = at.spot("70.so-xay-dung", None, "received_carried")?;
    let wrong = at.count(spot)? + 10;
    at.type_in(spot, Typed::Count(wrong))?;
    Ok(vec![at.total(spot, "printed total ten too high")?])
}

/// Phụ lục 3, a commune: two files resolved on time are missing from the parts.
fn resolved_parts(inbox: &mut [Submission]) -> Outcome {
    let mut at = Target::find(inbox, "cap-huyen/695-huyen-dong-phu.xlsx", "Phụ lục 3")?;
    let part = at.spot("25387", Some("Hộ tịch"), "resolved_on_time")?;
    let wrong = at.count(part)?.checked_sub(2).ok_or("too few files to take two away")?;
    at.type_in(part, Typed::Count(wrong))?;
    at.table.add_up();
    let whole = at.spot("25387", Some("Hộ tịch"), "resolved_total")?;
    let late = at.spot("25387", Some("Hộ tịch"), "resolved_overdue")?;
    let sum = wrong + at.count(late)?;
    Ok(vec![at.counted("F201", whole, sum, "resolved_total is not on time + overdue")?])
}

/// Phụ lục 3, a district: three files too many among those not yet due.
fn pending_parts(inbox: &mut [Submission]) -> Outcome {
    let mut at = Target::find(inbox, "cap-huyen/689-thanh-pho-dong-xoai.xlsx", "Phụ lục 3")?;
    let part = at.spot("689", Some("Xây dựng"), "pending_on_time")?;
    let wrong = at.count(part)? + 3;
    at.type_in(part, Typed::Count(wrong))?;
    at.table.add_up();
    let whole = at.spot("689", Some("Xây dựng"), "pending_total")?;
    let late = at.spot("689", Some("Xây dựng"), "pending_overdue")?;
    let sum = wrong + at.count(late)?;
    Ok(vec![at.counted("F201", whole, sum, "pending_total is not on time + overdue")?])
}

/// Phụ lục 2: more files received on line and carried over than received at all.
fn parts_above_whole(inbox: &mut [Submission]) -> Outcome {
    let (unit, field) = ("70.so-giao-thong-van-tai", Some("Đường bộ"));
    let mut at = Target::find(inbox, "so-nganh/so-giao-thong-van-tai.xlsx", "Phụ lục 2")?;
    let whole = at.spot(unit, field, "received_total")?;
    let carried = at.spot(unit, field, "received_carried")?;
    let online = at.spot(unit, field, "received_online")?;
    let sum = at.count(whole)? + 4;
    let wrong = sum - at.count(carried)?;
    at.type_in(online, Typed::Count(wrong))?;
    at.table.add_up();
    Ok(vec![at.counted("F202", whole, sum, "online + carried is more than received_total")?])
}

/// Phụ lục 3: the group of a commune is left out; Phụ lục 5 has the commune.
fn missing_commune(inbox: &mut [Submission]) -> Outcome {
    let at = Target::find(inbox, "cap-huyen/697-thi-xa-chon-thanh.xlsx", "Phụ lục 3")?;
    let group = at.table.group_of("25439").ok_or("no group to leave out")?;
    at.table.groups.remove(group);
    Ok(vec![Finding {
        code: "F302",
        file: at.file,
        sheet: at.table.form.sheet,
        cell: String::new(),
        unit_id: "25439".to_owned(),
        found: String::new(),
        expected: String::new(),
        note: "UBND xã Quang Minh has no group in Phụ lục 3 but a line in Phụ lục 5",
    }])
}

/// Phụ lục 5, a field: one level divided by another instead of by all answers.
fn percentage_of_other_level(inbox: &mut [Submission]) -> Outcome {
    let mut at = Target::find(inbox, "cap-huyen/693-huyen-bu-dop.xlsx", "Phụ lục 5")?;
    let spot = at.spot("693", Some("Chứng thực"), "satisfied")?;
    let best = at.spot("693", Some("Chứng thực"), "very_satisfied")?;
    let wrong = tenths(at.count(spot)?, at.count(best)?);
    Ok(vec![at.percentage(spot, wrong, "satisfied ÷ very satisfied instead of ÷ all answers")?])
}

/// Phụ lục 5, a commune: two digits of a percentage are swapped.
fn percentage_with_swapped_digits(inbox: &mut [Submission]) -> Outcome {
    let mut at = Target::find(inbox, "cap-huyen/690-thi-xa-binh-long.xlsx", "Phụ lục 5")?;
    let figure = at.figure("very_satisfied")?;
    let lines = &at.table.groups.get(1).ok_or("no second part")?.lines;
    let line = lines.iter().position(|line| line.unit_id == "25333");
    let spot = Spot { group: 1, line: Some(line.ok_or("no line of the commune")?), figure };
    let Typed::Level { tenths, .. } = *at.cell(spot)? else { return Err("not a level".into()) };
    let wrong = swap_digits(tenths)?;
    Ok(vec![at.percentage(spot, wrong, "two digits of the printed percentage swapped")?])
}

/// Phụ lục 3, a commune: 105 typed with a letter O; the printed total counts 105.
fn letter_in_number(inbox: &mut [Submission]) -> Outcome {
    let counts = Counts {
        online: 105,
        carried: 11,
        direct: 52,
        on_time: 153,
        overdue: 2,
        waiting: 13,
        late: 0,
    };
    let mut at = Target::find(inbox, "cap-huyen/691-huyen-bu-gia-map.xlsx", "Phụ lục 3")?;
    at.replace("25225", "Hộ tịch", &counts)?;
    let spot = at.spot("25225", Some("Hộ tịch"), "received_online")?;
    at.type_in(spot, Typed::Text { text: "1O5", meant: 105 })?;
    at.table.add_up();
    Ok(vec![at.finding("F130", spot, &"1O5", &105, "105 typed with a letter O")])
}

/// Phụ lục 3, a district: 1,234 typed as a fraction; the printed total counts 1,234.
fn thousands_point(inbox: &mut [Submission]) -> Outcome {
    let counts = Counts {
        online: 1_790,
        carried: 388,
        direct: 1_234,
        on_time: 2_851,
        overdue: 195,
        waiting: 340,
        late: 26,
    };
    let mut at = Target::find(inbox, "cap-huyen/696-huyen-bu-dang.xlsx", "Phụ lục 3")?;
    at.replace("696", LAND, &counts)?;
    let spot = at.spot("696", Some(LAND), "received_direct")?;
    at.type_in(spot, Typed::Fraction { number: 1.234, meant: 1_234 })?;
    at.table.add_up();
    Ok(vec![at.finding("F131", spot, &"1.234", &1_234, "1234 typed as the fraction 1.234")])
}

/// The number with the last two unequal neighbouring digits swapped.
fn swap_digits(number: u32) -> Result<u32, Box<dyn Error>> {
    let mut digits = number.to_string().into_bytes();
    let pair = (1..digits.len()).rev().find(|&at| digits[at - 1] != digits[at]);
    let pair = pair.ok_or("no two unequal digits to swap")?;
    digits.swap(pair - 1, pair);
    Ok(String::from_utf8(digits)?.parse()?)
}
