//! How sure a place is: the exact interval of a rate, and the places that it spans on the curve of its league.
//! `ln`, `exp` and `ln Γ` are those of `libm`: the last bit of a C library's differs between platforms.

mod band;
mod bounds;
mod curve;
mod ends;
mod gamma;
mod good;
mod others;
mod posterior;
mod prior;
mod shrunk;

pub(super) use band::band;
pub(super) use bounds::{KnownBounds, RateBounds};
pub(super) use ends::{PlaceEnds, ends};
pub(super) use good::GoodOf;
pub(super) use prior::{Prior, prior};
pub(super) use shrunk::shrunk;
