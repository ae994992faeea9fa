//! Header texts → columns of a form. Columns are found by the texts above them, never by position.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::pipeline::{ColumnWordings, Form, WordedPath, Wordings};

use super::bound::Header;
use super::candidate::Candidate;
use super::twins::bind_twins;
use super::unfold::{HeadedColumn, TextsAbove};

/// Binds headed columns to a form; `bottom` is the last row of the header.
pub(in crate::ingest) fn bind(columns: &[HeadedColumn], form: &Form, bottom: u32) -> Header {
    let wordings = form.wordings();
    let candidates = columns.iter().map(|headed| Candidate {
        column: headed.column,
        lowest: headed.lowest,
        path: headed.path.iter().map(|key| Arc::new(wordings.heading(key))).collect(),
    });
    let shown = |index: usize| columns[index].shown.clone();
    bind_candidates(&candidates.collect::<Vec<_>>(), form, bottom, &shown)
}

/// [`bind`] for the texts as they were found.
pub(in crate::ingest::table) fn bind_found(
    columns: &[TextsAbove],
    form: &Form,
    bottom: u32,
) -> Header {
    let shown = |index: usize| columns[index].shown();
    bind_candidates(&candidates(columns, form), form, bottom, &shown)
}

/// The column of a sheet that is a part of a column of the form, where it alone is one and is nothing else.
pub(in crate::ingest) fn lone_part(
    columns: &[TextsAbove],
    form: &Form,
    header: &Header,
    index: usize,
) -> Option<u32> {
    let candidates = candidates(columns, form);
    let parts = &form.wordings().columns()[index].parts;
    let fits = |candidate: &&Candidate| parts.iter().any(|part| candidate.fits(part));
    let mut fitting = candidates.iter().filter(fits);
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    let bound = header.bound.iter().any(|bound| bound.contains(&only.column));
    (!bound).then_some(only.column)
}

pub(in crate::ingest::table) fn candidates(columns: &[TextsAbove], form: &Form) -> Vec<Candidate> {
    let wordings = form.wordings();
    let candidates = columns.iter().map(|above| Candidate {
        column: above.column,
        lowest: above.lowest,
        path: above.texts.iter().map(|text| wordings.heading_found(text)).collect(),
    });
    candidates.collect()
}

fn bind_candidates(
    candidates: &[Candidate],
    form: &Form,
    bottom: u32,
    shown: &dyn Fn(usize) -> String,
) -> Header {
    let headed = candidates.iter().map(|candidate| candidate.column).collect();
    let mut header =
        Header { bottom, bound: Vec::new(), ambiguous: Vec::new(), headed, unknown: Vec::new() };
    let mut used = BTreeSet::new();
    let wordings = form.wordings();
    for (index, (declared, worded)) in form.columns.iter().zip(wordings.columns()).enumerate() {
        let fitting: Vec<&Candidate> =
            candidates.iter().filter(|candidate| candidate.fits(&worded.path)).collect();
        if wordings.twins().iter().any(|group| group.contains(&index)) {
            used.extend(fitting.iter().map(|column| column.column));
            header.bound.push(Vec::new());
            continue;
        }
        let bound = match fitting.as_slice() {
            [one] => vec![one.column],
            [] => split(candidates, &worded.parts),
            // One merged cell over two columns of words is one column.
            [first, rest @ ..]
                if declared.binding.holds_words()
                    && rest.iter().all(|other| other.lowest == first.lowest) =>
            {
                fitting.iter().map(|column| column.column).collect()
            }
            _ => Vec::new(),
        };
        used.extend(fitting.iter().map(|column| column.column));
        used.extend(&bound);
        let doubtful = fitting.len() > 1 && bound.is_empty();
        header.bound.push(bound);
        if doubtful {
            header.ambiguous.push((index, fitting.iter().map(|column| column.lowest).collect()));
        }
    }
    let by_words = |one: &Candidate, worded: &ColumnWordings| one.resembles(&worded.telling);
    bind_only_claims(candidates, wordings, &by_words, &mut header, &mut used);
    bind_mistyped(candidates, wordings, &mut header, &mut used);
    for group in wordings.twins() {
        bind_twins(group, candidates, form, &mut header, &mut used);
    }
    let unknown = candidates.iter().enumerate().filter(|(_, one)| !used.contains(&one.column));
    header.unknown = unknown.map(|(index, one)| (one.lowest, shown(index))).collect();
    header
}

/// Binds what is nearly written right; last of all, for what is right goes before it.
fn bind_mistyped(
    candidates: &[Candidate],
    wordings: &Wordings,
    header: &mut Header,
    used: &mut BTreeSet<u32>,
) {
    let mistyped = |one: &Candidate| one.path.iter().any(|heading| heading.text.is_near_any());
    if candidates.iter().any(mistyped) {
        let by_letters = |one: &Candidate, worded: &ColumnWordings| one.nearly_fits(&worded.path);
        bind_only_claims(candidates, wordings, &by_letters, header, used);
    }
}

/// Binds what is left, where one column of the sheet and one of the form alone agree.
fn bind_only_claims(
    candidates: &[Candidate],
    wordings: &Wordings,
    agree: &dyn Fn(&Candidate, &ColumnWordings) -> bool,
    header: &mut Header,
    used: &mut BTreeSet<u32>,
) {
    let left: Vec<&Candidate> =
        candidates.iter().filter(|candidate| !used.contains(&candidate.column)).collect();
    let mut claims: Vec<(usize, u32)> = Vec::new();
    for (index, worded) in wordings.columns().iter().enumerate() {
        let twin = wordings.twins().iter().any(|group| group.contains(&index));
        let doubtful = twin || header.ambiguous.iter().any(|(other, _)| *other == index);
        if !header.bound[index].is_empty() || doubtful {
            continue;
        }
        let fitting = left.iter().filter(|candidate| agree(candidate, worded));
        claims.extend(fitting.map(|candidate| (index, candidate.column)));
    }
    for &(index, column) in &claims {
        let alone = claims.iter().filter(|(i, c)| *i == index || *c == column).count() == 1;
        if alone {
            header.bound[index] = vec![column];
            used.insert(column);
        }
    }
}

/// The columns that a declared one is split into; none where any of them is missing or could be two.
pub(in crate::ingest::table) fn split(columns: &[Candidate], parts: &[WordedPath]) -> Vec<u32> {
    let parts = parts.iter().map(|part| {
        let mut fitting = columns.iter().filter(|candidate| candidate.fits(part));
        let only = fitting.next().filter(|_| fitting.next().is_none());
        only.map(|candidate| candidate.column)
    });
    parts.collect::<Option<Vec<u32>>>().unwrap_or_default()
}
