//! Counts below the same text in one header row: `Tổng đã giải quyết | Quá hạn | Tổng đang giải quyết | Quá hạn`. Each
//! is told by the count that stands before it, wherever both stand.

use std::collections::BTreeSet;

use crate::pipeline::{Binding, Form};

use super::bound::Header;
use super::candidate::Candidate;

/// Binds columns of the form that stand below the same texts. Where their neighbours do not tell which is which, none of
/// them is bound.
pub(super) fn bind_twins(
    group: &[usize],
    candidates: &[Candidate],
    form: &Form,
    header: &mut Header,
    used: &mut BTreeSet<u32>,
) {
    let Some(worded) = group.first().and_then(|&first| form.wordings().columns().get(first)) else {
        return;
    };
    let taken = |column: u32| header.bound.iter().flatten().any(|&bound| bound == column);
    let free = || candidates.iter().filter(|candidate| !taken(candidate.column));
    let mut found: Vec<&Candidate> = free().filter(|one| one.fits(&worded.path)).collect();
    if found.is_empty() {
        found = free().filter(|one| one.resembles(&worded.telling)).collect();
    }
    if found.is_empty() {
        found = free().filter(|one| one.nearly_fits(&worded.path)).collect();
    }
    used.extend(found.iter().map(|one| one.column));
    let told: Option<Vec<usize>> =
        found.iter().map(|one| behind(one.column, group, form, header)).collect();
    let each_once = |places: &Vec<usize>| {
        let different: BTreeSet<usize> = places.iter().copied().collect();
        different.len() == places.len()
    };
    if let Some(places) = told.filter(each_once) {
        for (place, one) in places.into_iter().zip(&found) {
            header.bound[place] = vec![one.column];
        }
    } else {
        let cells = || found.iter().map(|one| one.lowest).collect();
        header.ambiguous.extend(group.iter().map(|&index| (index, cells())));
    }
}

/// The column of the form that stands behind the count next to the left, of those below the same texts.
fn behind(column: u32, group: &[usize], form: &Form, header: &Header) -> Option<usize> {
    let counts = form.columns.iter().zip(&header.bound).enumerate();
    let counts = counts.filter(|(index, (declared, _))| {
        matches!(declared.binding, Binding::Count(_)) && !group.contains(index)
    });
    let places = counts.flat_map(|(index, (_, bound))| bound.iter().map(move |&at| (at, index)));
    let (_, before) = places.filter(|(at, _)| *at < column).max()?;
    group.iter().copied().find(|&twin| twin > before)
}
