//! Counts of files in which every sum holds.

use fastrand::Rng;

use super::fields::{self, Field, LAND};
use super::form::Form;
use super::table::Line;
use super::typed::Typed;

/// The work of a unit in a quarter.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Files resolved.
    pub resolved: u32,
    /// Files resolved late, where the rate must come out exactly.
    pub overdue: Option<u32>,
}

/// The files of one line: the parts, from which the wholes follow.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Received on line.
    pub online: u32,
    /// Carried over from the period before.
    pub carried: u32,
    /// Received directly or by post.
    pub direct: u32,
    /// Resolved before or on the day.
    pub on_time: u32,
    /// Resolved late.
    pub overdue: u32,
    /// Not resolved, not yet due.
    pub waiting: u32,
    /// Not resolved and late.
    pub late: u32,
}

impl Counts {
    /// The count of a measure.
    pub fn value(&self, measure: &str) -> u32 {
        match measure {
            "received_total" => self.online + self.carried + self.direct,
            "received_online" => self.online,
            "received_carried" => self.carried,
            "received_direct" => self.direct,
            "resolved_total" => self.on_time + self.overdue,
            "resolved_on_time" => self.on_time,
            "resolved_before" => self.on_time * 7 / 10,
            "resolved_on_day" => self.on_time - self.on_time * 7 / 10,
            "resolved_overdue" => self.overdue,
            "pending_total" => self.waiting + self.late,
            "pending_on_time" => self.waiting,
            "pending_overdue" => self.late,
            _ => 0,
        }
    }

    /// The counts in the columns of a form.
    pub fn cells(&self, form: &Form) -> Vec<Typed> {
        form.measures.iter().map(|measure| Typed::Count(self.value(measure))).collect()
    }

    /// Counts around a number of resolved files, `overdue` of them late.
    fn around(rng: &mut Rng, resolved: u32, overdue: u32, land: bool) -> Self {
        let pending = resolved * rng.u32(20..=120) / 1000;
        let late = if land { pending * rng.u32(0..=90) / 1000 } else { 0 };
        let received = resolved + pending;
        let carried = received * rng.u32(30..=110) / 1000;
        let online = (received - carried) * rng.u32(380..=860) / 1000;
        Self {
            online,
            carried,
            direct: received - carried - online,
            on_time: resolved - overdue,
            overdue,
            waiting: pending - late,
            late,
        }
    }
}

/// The lines of a unit: its work shared out among the fields.
pub fn lines(rng: &mut Rng, form: &Form, unit_id: &str, fields: &[Field], load: Load) -> Vec<Line> {
    let shares = split(rng, load.resolved, fields);
    let late = match load.overdue {
        Some(overdue) => spread(overdue, &shares),
        None => {
            fields.iter().zip(&shares).map(|(field, &share)| lateness(rng, *field, share)).collect()
        }
    };
    let parts = fields.iter().zip(shares.iter().zip(&late));
    parts
        .map(|(field, (&share, &overdue))| {
            let counts = Counts::around(rng, share, overdue, field.0 == LAND);
            line(rng, form, unit_id, field.0, &counts)
        })
        .collect()
}

/// A line of a field, with an explanation where files are late.
pub fn line(rng: &mut Rng, form: &Form, unit_id: &str, field: &str, counts: &Counts) -> Line {
    let late = counts.overdue + counts.late > 0;
    Line {
        unit_id: unit_id.to_owned(),
        field: field.to_owned(),
        label: format!("Lĩnh vực {field}"),
        cells: counts.cells(form),
        note: if late { fields::reason(field, rng.usize(0..4)) } else { "" },
    }
}

/// Shares a number of files out by weight, with some chance; the shares add up exactly.
pub fn split(rng: &mut Rng, files: u32, fields: &[Field]) -> Vec<u32> {
    let weights: Vec<u32> = fields.iter().map(|field| field.1 * rng.u32(70..=130)).collect();
    let whole: u32 = weights.iter().sum::<u32>().max(1);
    let mut shares: Vec<u32> = weights.iter().map(|weight| scale(files, *weight, whole)).collect();
    let left = files - shares.iter().sum::<u32>();
    if let Some(first) = shares.first_mut() {
        *first += left;
    }
    shares
}

/// `files × weight ÷ whole`, rounded down.
fn scale(files: u32, weight: u32, whole: u32) -> u32 {
    let share = u64::from(files) * u64::from(weight) / u64::from(whole);
    u32::try_from(share).unwrap_or(u32::MAX)
}

/// Files resolved late: 3–12 % in land, at most 2,5 % in any other field.
fn lateness(rng: &mut Rng, field: Field, share: u32) -> u32 {
    let thousandths = match field.0 {
        LAND => rng.u32(32..=118),
        _ if rng.u32(0..10) < 4 => 0,
        _ => rng.u32(0..=25),
    };
    share * thousandths / 1000
}

/// A fixed number of late files, one to each line in turn as long as the line has room.
fn spread(overdue: u32, shares: &[u32]) -> Vec<u32> {
    let mut late = vec![0; shares.len()];
    let mut left = overdue.min(shares.iter().sum());
    while left > 0 {
        for (late, share) in late.iter_mut().zip(shares) {
            if left > 0 && *late < *share {
                *late += 1;
                left -= 1;
            }
        }
    }
    late
}
