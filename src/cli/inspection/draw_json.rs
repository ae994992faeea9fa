//! A draw as data.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::inspection::{DrawAgainst, DrawDifference};
use crate::model::{DrawRecord, DrawnDistrict, Lang};

/// A draw, or the record of one that was looked at again.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct DrawJson<'d> {
    plan: &'d str,
    pipeline: &'d str,
    seed_source: &'d str,
    seed: &'d str,
    drawn_on: &'d str,
    /// BLAKE3 over the record; it stands in the paper too.
    digest: &'d str,
    /// The record, which has all tickets; null where it was only tried.
    record: Option<&'d Path>,
    /// The paper to sign; null where it was only tried or looked at again.
    paper: Option<&'d Path>,
    districts: Vec<DrawnDistrictJson<'d>>,
    /// What is otherwise than a record says; null where none was looked at.
    differences: Option<Vec<DrawDifferenceJson<'d>>>,
}

/// A district and who is drawn of it.
#[derive(Debug, Serialize, JsonSchema)]
struct DrawnDistrictJson<'d> {
    unit_id: &'d str,
    unit_name: &'d str,
    counts: DrawnDistrictCounts,
    drawn: Vec<DrawnCommuneJson<'d>>,
}

/// How many communes took part, and how many did not, for they were inspected before.
#[derive(Debug, Serialize, JsonSchema)]
struct DrawnDistrictCounts {
    candidates: usize,
    left_out: usize,
}

/// A commune that is drawn.
#[derive(Debug, Serialize, JsonSchema)]
struct DrawnCommuneJson<'d> {
    unit_id: &'d str,
    unit_name: &'d str,
    /// How many tickets it had.
    tickets: u32,
    /// Which of them is the lowest.
    ticket: u32,
    /// That ticket.
    hash: &'d str,
    /// What prints it.
    by_hand: String,
}

/// Something that a record says and that is otherwise.
#[derive(Debug, Serialize, JsonSchema)]
struct DrawDifferenceJson<'d> {
    /// `record`: it does not follow from its own seed; `now`: the plan or the register changed.
    against: &'static str,
    district: Option<&'d str>,
    message: &'d str,
}

impl<'d> DrawJson<'d> {
    pub(super) fn of(
        record: &'d DrawRecord,
        pipeline: &'d str,
        files: Option<&'d [PathBuf; 2]>,
        verified: Option<(&'d Path, &'d [DrawDifference], Lang)>,
    ) -> Self {
        let differences = verified.map(|(_, differences, lang)| {
            let told = differences.iter().map(|told| DrawDifferenceJson {
                against: match told.against {
                    DrawAgainst::Itself => "record",
                    DrawAgainst::Now => "now",
                },
                district: told.district.as_deref(),
                message: told.said.say(lang),
            });
            told.collect()
        });
        let drawn_record = files.map(|[record, _]| record.as_path());
        Self {
            plan: &record.plan.id,
            pipeline,
            seed_source: &record.seed_source,
            seed: &record.seed,
            drawn_on: &record.drawn_on,
            digest: &record.digest,
            record: drawn_record.or(verified.map(|(path, ..)| path)),
            paper: files.map(|[_, paper]| paper.as_path()),
            districts: record.districts.iter().map(|one| of_district(record, one)).collect(),
            differences,
        }
    }
}

fn of_district<'d>(record: &DrawRecord, district: &'d DrawnDistrict) -> DrawnDistrictJson<'d> {
    let drawn = district.candidates.iter().filter(|candidate| candidate.drawn);
    let drawn = drawn.map(|one| DrawnCommuneJson {
        unit_id: &one.unit_id,
        unit_name: &one.unit_name,
        tickets: one.tickets,
        ticket: one.ticket,
        hash: &one.hash,
        by_hand: record.by_hand(&one.unit_id, one.ticket),
    });
    DrawnDistrictJson {
        unit_id: &district.unit_id,
        unit_name: &district.unit_name,
        counts: DrawnDistrictCounts {
            candidates: district.candidates.len(),
            left_out: district.left_out.len(),
        },
        drawn: drawn.collect(),
    }
}
