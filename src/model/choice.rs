//! Choices of a few words: what an enum offers whose variants people type or tables hold. strum derives the words from
//! the names of the variants, so that each stands once.

/// The variants of an enum as an array.
#[must_use]
pub(crate) const fn array_of<T: Copy, const N: usize>(variants: &'static [T]) -> [T; N] {
    match variants.first_chunk() {
        Some(array) => *array,
        None => panic!("an enum has as many variants as it has"),
    }
}
