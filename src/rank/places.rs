//! Places inside each group of a league, in polars: competition ranking 1-2-2-4.

use polars::prelude::{
    DataFrame, IntoColumn, IntoLazy, NewChunkedArray, RankMethod, RankOptions, UInt32Chunked, col,
    lit,
};

use crate::table::{Columns, TableError};

use super::Entry;

/// The place of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the columns of the table are called so")]
pub(super) struct Place {
    /// From 1; `None` where the entry is not ranked.
    pub(super) place: Option<u32>,
    /// Another entry of the group has the same place.
    pub(super) tied: bool,
    /// How many entries of the group are ranked.
    pub(super) of: u32,
}

/// The places of a league whose exact order is known, in the order of the entries.
pub(super) fn places(league: &[Entry], orders: &[Option<u32>]) -> Result<Vec<Place>, TableError> {
    let groups = league.iter().map(|entry| entry.group.map_or(u32::MAX, |group| group.0));
    let frame = DataFrame::new_infer_height(vec![
        UInt32Chunked::from_iter_values("group".into(), groups).into_column(),
        UInt32Chunked::from_iter_options("order".into(), orders.iter().copied()).into_column(),
    ])?;
    let competition = RankOptions { method: RankMethod::Min, descending: false };
    let u32s = polars::prelude::DataType::UInt32;
    let placed = frame
        .lazy()
        .select([
            col("order")
                .rank(competition, None)
                .over([col("group")])?
                .cast(u32s.clone())
                .alias("place"),
            col("order").count().over([col("group"), col("order")])?.gt(lit(1)).alias("tied"),
            col("order").count().over([col("group")])?.cast(u32s).alias("of"),
        ])
        .collect()?;
    let columns = Columns::new("places", &placed);
    let (place, tied, of) = (columns.whole("place")?, columns.flag("tied")?, columns.whole("of")?);
    Ok((0..league.len())
        .map(|index| Place {
            place: place.get(index),
            tied: orders[index].is_some() && tied.get(index).unwrap_or(false),
            of: of.get(index).unwrap_or(0),
        })
        .collect())
}
