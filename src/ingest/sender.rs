//! Whose table it is: told by the heading, the groups, the name of the sheet and the name of the file, weighed
//! in that order, with a finding where they disagree.

use crate::model::{Code, Finding, Sheet, Unit, UnitIx};
use crate::pipeline::{Form, Match, Pipeline};

use super::lines::{Line, LineRole};
use super::locate::{Located, texts_above};
use super::units::Units;

/// Whether the heading of a table, the name of its sheet or of its file name a unit that sends its form.
pub(super) fn names_sender(file: &str, sheet: &Sheet, table: &Located, units: &Units) -> bool {
    sender(file, sheet, table, &[], units).0.is_some()
}

/// The unit that the name of a file or of its folders names, whichever form it sends; `None` where forms disagree.
pub(super) fn named_by_file(file: &str, pipeline: &Pipeline, units: &Units) -> Option<UnitIx> {
    let forms = pipeline.forms.iter();
    let mut named = forms.filter_map(|form| Some(by_file(file, form, units)?.unit));
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

fn by_file(file: &str, form: &Form, units: &Units) -> Option<Evidence> {
    let path = || file.split('/').rev();
    first(path().map(|part| ("tên tệp", part)), form, units)
        .or_else(|| path().find_map(|part| unmarked(part, form, units)))
}

/// One place that names a sender.
struct Evidence {
    unit: UnitIx,
    /// Where it stands, in Vietnamese.
    source: &'static str,
    text: String,
}

/// The sender of a table, and a finding where its names disagree.
pub(super) fn sender(
    file: &str,
    sheet: &Sheet,
    table: &Located,
    lines: &[Line],
    units: &Units,
) -> (Option<UnitIx>, Option<Finding>) {
    let heading = heading_texts(sheet, table);
    let heading = heading.iter().map(|text| ("tiêu đề", text.as_str()));
    let groups = lines
        .iter()
        .filter(|line| line.role == LineRole::Group)
        .map(|line| ("tên nhóm", line.label));
    let sheet_name = std::iter::once(("tên trang tính", sheet.name.as_str()));
    let evidence: Vec<Evidence> = [
        first(heading, table.form, units),
        first(groups, table.form, units),
        first(sheet_name, table.form, units),
        by_file(file, table.form, units),
    ]
    .into_iter()
    .flatten()
    .collect();
    let Some(best) = weigh(&evidence, lines, table.form, units) else { return (None, None) };
    let other = evidence.iter().find(|other| other.unit != best.unit);
    let finding = other.map(|other| {
        let used = units.get(best.unit);
        Finding::new(
            Code::SenderDisagrees,
            format!(
                "{} ghi \"{}\" nhưng {} ghi \"{}\"; số liệu được tính cho {}",
                best.source, best.text, other.source, other.text, used.name
            ),
        )
        .in_file(file)
        .in_sheet(&sheet.name)
        .about(&used.id)
        .found(&other.text)
        .expected(&used.name)
    });
    (Some(best.unit), finding)
}

/// The place that counts: the first, unless none of the groups belongs to the unit it names and two or more belong to
/// that of another; a heading is easily left over from the form of another district.
fn weigh<'e>(
    evidence: &'e [Evidence],
    lines: &[Line],
    form: &Form,
    units: &Units,
) -> Option<&'e Evidence> {
    let first = evidence.first()?;
    if evidence.iter().all(|other| other.unit == first.unit) {
        return Some(first);
    }
    let groups = |sender: UnitIx| {
        let covered = |ix, unit: &Unit| units.is_covered(form, sender, ix, unit);
        let own = |label: &str| matches!(units.find_exact(label, covered), Match::One(_));
        let groups = lines.iter().filter(|line| line.role == LineRole::Group);
        groups.filter(|line| own(line.label)).count()
    };
    if groups(first.unit) > 0 {
        return Some(first);
    }
    evidence.iter().find(|other| groups(other.unit) >= 2).or(Some(first))
}

/// Texts above the header, and what stands behind a colon in them.
pub(super) fn heading_texts(sheet: &Sheet, table: &Located) -> Vec<String> {
    texts_above(sheet, &table.heading)
        // A letterhead in one line has its two halves apart.
        .flat_map(|text| text.split(['\n', '\r', '\t']).flat_map(|line| line.split("   ")))
        .flat_map(|text| {
            let tail = text.rsplit_once(':').map(|(_, tail)| tail.to_owned());
            std::iter::once(text.to_owned()).chain(tail)
        })
        .collect()
}

fn first<'t>(
    mut texts: impl Iterator<Item = (&'static str, &'t str)>,
    form: &Form,
    units: &Units,
) -> Option<Evidence> {
    texts.find_map(|(source, text)| {
        let unit = named(text, form, units).or_else(|| by_code(text, form, units))?;
        Some(Evidence { unit, source, text: text.trim().to_owned() })
    })
}

fn named(text: &str, form: &Form, units: &Units) -> Option<UnitIx> {
    // Names of units are short; whole sentences name nobody.
    if text.len() > 150 {
        return None;
    }
    let may_send = |_, unit: &Unit| form.sent_by.contains(&unit.level);
    match units.find_exact(text, may_send) {
        Match::One(unit) => Some(unit),
        Match::Many(_) | Match::None(_) => None,
    }
}

/// `bao-cao-so-y-te.xlsx`: people type names of files without marks. Only one unit may be meant; of two names in
/// each other the longer one is.
fn unmarked(part: &str, form: &Form, units: &Units) -> Option<Evidence> {
    let named = units.named_in(part, |unit| form.sent_by.contains(&unit.level));
    let (longest, unit) = named.first()?;
    let inside = named
        .iter()
        .skip(1)
        .all(|(name, other)| other == unit || (name != longest && longest.contains(name.as_str())));
    inside.then(|| Evidence { unit: *unit, source: "tên tệp", text: part.to_owned() })
}

/// `692-huyen-loc-ninh.xlsx` begins with the code of its unit.
fn by_code(text: &str, form: &Form, units: &Units) -> Option<UnitIx> {
    let code = text.split(['-', '_', ' ', '.']).next()?;
    let unit = units.find_id(code)?;
    form.sent_by.contains(&units.get(unit).level).then_some(unit)
}
