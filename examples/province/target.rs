//! A sheet of the inbox that is being spoiled: finding its cells, typing into them, reporting them.

use std::error::Error;

use fastrand::Rng;

use super::counts::{self, Counts};
use super::finding::Finding;
use super::submission::Submission;
use super::table::{Spot, Table};
use super::typed::{Typed, percent};

/// A sheet of the inbox that is being spoiled.
pub struct Target<'a> {
    /// Path of its workbook in the inbox.
    pub file: String,
    /// Its content.
    pub table: &'a mut Table,
}

impl<'a> Target<'a> {
    /// The sheet with this name in the workbook with this path.
    pub fn find(
        inbox: &'a mut [Submission],
        file: &str,
        sheet: &str,
    ) -> Result<Self, Box<dyn Error>> {
        let submission = inbox.iter_mut().find(|submission| submission.file == file);
        let tables = &mut submission.ok_or_else(|| format!("no file {file}"))?.tables;
        let table = tables.iter_mut().find(|table| table.form.sheet == sheet);
        Ok(Self {
            file: file.to_owned(),
            table: table.ok_or_else(|| format!("no {sheet} in {file}"))?,
        })
    }

    /// Place of a measure among the figures of a line.
    pub fn figure(&self, measure: &str) -> Result<usize, Box<dyn Error>> {
        Ok(self.table.form.place(measure).ok_or_else(|| format!("no column {measure}"))?)
    }

    /// The cell of a field, or of the total, in the first group of a unit.
    pub fn spot(
        &self,
        unit: &str,
        field: Option<&str>,
        measure: &str,
    ) -> Result<Spot, Box<dyn Error>> {
        let group = self.table.group_of(unit).ok_or_else(|| format!("no group of {unit}"))?;
        let line = match field {
            Some(field) => {
                let line = self.table.groups[group].line_of(field);
                Some(line.ok_or_else(|| format!("no field {field} at {unit}"))?)
            }
            None => None,
        };
        Ok(Spot { group, line, figure: self.figure(measure)? })
    }

    /// The content of a cell.
    pub fn cell(&mut self, spot: Spot) -> Result<&mut Typed, Box<dyn Error>> {
        let group = self.table.groups.get_mut(spot.group).ok_or("no such group")?;
        let cells = match spot.line {
            Some(line) => &mut group.lines.get_mut(line).ok_or("no such line")?.cells,
            None => &mut group.total,
        };
        Ok(cells.get_mut(spot.figure).ok_or("no such figure")?)
    }

    /// The count meant by a cell.
    pub fn count(&mut self, spot: Spot) -> Result<u32, Box<dyn Error>> {
        Ok(self.cell(spot)?.meant())
    }

    /// Types something else into a cell.
    pub fn type_in(&mut self, spot: Spot, typed: Typed) -> Result<(), Box<dyn Error>> {
        *self.cell(spot)? = typed;
        Ok(())
    }

    /// Puts given counts into the line of a field.
    pub fn replace(
        &mut self,
        unit: &str,
        field: &str,
        counts: &Counts,
    ) -> Result<(), Box<dyn Error>> {
        let spot = self.spot(unit, Some(field), "received_total")?;
        let group = &mut self.table.groups[spot.group];
        let line = spot.line.and_then(|line| group.lines.get_mut(line)).ok_or("no such line")?;
        *line = counts::line(&mut Rng::with_seed(1), self.table.form, unit, field, counts);
        Ok(())
    }

    /// A finding about a cell.
    pub fn finding(
        &self,
        code: &'static str,
        spot: Spot,
        found: &impl ToString,
        expected: &impl ToString,
        note: &'static str,
    ) -> Finding {
        let group = &self.table.groups[spot.group];
        let line = spot.line.and_then(|line| group.lines.get(line));
        Finding {
            code,
            file: self.file.clone(),
            sheet: self.table.form.sheet,
            cell: self.table.address(spot),
            unit_id: line.map_or(&group.unit_id, |line| &line.unit_id).clone(),
            found: found.to_string(),
            expected: expected.to_string(),
            note,
        }
    }

    /// A finding about a count.
    pub fn counted(
        &mut self,
        code: &'static str,
        spot: Spot,
        expected: u32,
        note: &'static str,
    ) -> Result<Finding, Box<dyn Error>> {
        let found = self.count(spot)?;
        Ok(self.finding(code, spot, &found, &expected, note))
    }

    /// A finding about a printed total.
    pub fn total(&mut self, spot: Spot, note: &'static str) -> Result<Finding, Box<dyn Error>> {
        let sum = self.table.groups[spot.group].readable(spot.figure);
        self.counted("F203", spot, sum, note)
    }

    /// Prints a wrong percentage, and the finding about it.
    pub fn percentage(
        &mut self,
        spot: Spot,
        wrong: u32,
        note: &'static str,
    ) -> Result<Finding, Box<dyn Error>> {
        let cell = self.cell(spot)?;
        let Typed::Level { count, tenths: right } = *cell else { return Err("not a level".into()) };
        *cell = Typed::Level { count, tenths: wrong };
        Ok(self.finding("F204", spot, &percent(wrong), &percent(right), note))
    }
}
