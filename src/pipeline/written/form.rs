//! A form file as it is written.

use std::collections::BTreeMap;

use strum::VariantArray as _;

use super::table::table;
use super::types::OneOrMoreTexts;
use super::value::{Declared, List};
use super::words::{levels, words};
use crate::pipeline::form::{Binding, Groups, Items, KindWord, Relation, Whose};

table! {
    /// A form: `pipelines/forms/phu-luc-3.toml`.
    FormDeclaration {
        /// Name in tables.
        id: String,
        /// Name for officials: `Phụ lục 3`.
        name: String,
        /// What the form reports.
        title: String,
        /// What prescribes it.
        source: String,
        /// Title texts of which one settles the form.
        anchors: List<String>,
        /// Levels whose units send it.
        sent_by: List<String> = levels(),
        /// Levels whose units appear in it.
        covers: List<String> = levels(),
        /// Whether hidden sheets are read.
        hidden_sheets: bool,
        /// Whether it may be sent and is not asked for.
        optional: bool,
        /// What its lines are.
        rows: RowsDeclaration,
        /// Titled parts.
        part: List<PartDeclaration>,
        /// Other wordings of header texts.
        synonyms: BTreeMap<String, Declared<List<String>>>,
        /// Short words and what they stand for.
        abbreviations: BTreeMap<String, Declared<String>>,
        /// Columns, found by the texts above them.
        column: List<ColumnDeclaration>,
        /// Sections of a form of indicators.
        section: List<SectionDeclaration>,
        /// Sums that hold in a line.
        identity: List<IdentityDeclaration>,
        /// Counts that need a note.
        reasons: ReasonsDeclaration,
        /// Sums that should not jump from period to period.
        previous: PreviousDeclaration,
        /// How many answers a survey needs.
        sample: SampleDeclaration,
        /// Branches whose files must not be counted twice.
        branches: BranchesDeclaration,
        /// How numbers are typed.
        numbers: NumbersDeclaration,
        /// What the official form says below its table, a paragraph each.
        notes: List<String>,
    }
}

table! {
    /// `[reasons]`
    ReasonsDeclaration {
        /// Counts above 0 that need a note.
        measures: List<String>,
    }
}

table! {
    /// `[previous]`
    PreviousDeclaration {
        /// Counts that are compared with the period before.
        measures: List<String>,
        /// A jump by this factor is told.
        times: i64,
        /// Counts below are not compared.
        from: i64,
        /// Count that was carried over.
        carried: String,
        /// Count of the period before that it must equal.
        pending: String,
    }
}

table! {
    /// `[sample]`
    SampleDeclaration {
        /// Counts of answers.
        responses: List<String>,
        /// Count of people served.
        population: String,
        /// Margin of error.
        error_percent: i64,
    }
}

table! {
    /// `[branches]`
    BranchesDeclaration {
        /// First words of names of branches.
        titles: List<String>,
    }
}

table! {
    /// `[rows]`
    RowsDeclaration {
        /// What a group line names.
        groups: String = words(Groups::VARIANTS),
        /// What a line of figures names.
        items: String = words(Items::VARIANTS),
        /// Words of total lines.
        total: List<String>,
        /// Words of headings without figures.
        heading: List<String>,
        /// Words of lines that name a source of figures.
        source: List<String>,
        /// Words that notes begin with.
        note: List<String>,
        /// Words of signature lines.
        signature: List<String>,
    }
}

table! {
    /// `[[part]]`
    PartDeclaration {
        /// Texts of its title, the first one as the official form prints it.
        titles: List<String>,
        /// What its lines name.
        items: String = words(Items::VARIANTS),
    }
}

table! {
    /// `[[column]]`
    ColumnDeclaration {
        /// Name, where it is not that of its measure or role.
        id: String,
        /// Header texts from the top.
        path: List<String>,
        /// Header texts of the official form from the top, where the path leaves some out.
        head: List<String>,
        /// Header texts of columns it may be split into.
        parts: List<List<String>>,
        /// The count it holds.
        measure: String,
        /// What it holds in place of a count.
        role: String = words(&Binding::ROLES),
        /// The formula of a printed figure.
        printed: PrintedDeclaration,
        /// Whether a sheet without it is complete.
        optional: bool,
    }
}

table! {
    /// `printed = { … }` of a column
    PrintedDeclaration {
        /// Sum above the line.
        numerator: String,
        /// Sum below the line.
        denominator: String,
        /// What the ratio is multiplied by: 100 for percent.
        scale: i64,
    }
}

table! {
    /// `[[section]]` of a form of indicators
    SectionDeclaration {
        /// As printed: `III`.
        number: String,
        /// As printed.
        title: String,
        /// Other wordings of the title.
        also: List<String>,
        /// Its lines.
        indicator: List<IndicatorDeclaration>,
    }
}

table! {
    /// `indicator = [{ … }]` of a section
    IndicatorDeclaration {
        /// As printed: `3.1`.
        number: String,
        /// The measure it is.
        id: String,
        /// As printed.
        label: String,
        /// Other wordings of the label.
        also: List<String>,
        /// Id of the line it stands under.
        under: String,
        /// What its value is.
        kind: String = words(KindWord::VARIANTS),
        /// Scales it may be counted in, the first one as printed.
        scale: OneOrMoreTexts,
        /// Words of coded answers and their codes.
        answers: BTreeMap<String, Declared<i64>>,
        /// The two counts that a percentage follows from.
        ratio: List<String>,
        /// The sum of another form that it equals.
        agrees_with: AgreementDeclaration,
        /// Whether it may be left blank.
        optional: bool,
        /// Levels that are asked.
        asked_of: List<String> = levels(),
    }
}

table! {
    /// `agrees-with = { … }` of an indicator
    AgreementDeclaration {
        /// Ids of the other forms.
        forms: List<String>,
        /// Sum of measures.
        sum: String,
        /// Whose lines are summed.
        lines: String = words(Whose::VARIANTS),
    }
}

table! {
    /// `[[identity]]`
    IdentityDeclaration {
        /// Name in messages.
        id: String,
        /// The whole, one count or several.
        whole: OneOrMoreTexts,
        /// The counts that make it up.
        parts: List<String>,
        /// Whether the parts are all of it.
        relation: String = words(Relation::VARIANTS),
    }
}

table! {
    /// `[numbers]`
    NumbersDeclaration {
        /// Separator of thousands.
        thousands: String,
        /// Decimal separator.
        decimal: String,
        /// Words that may follow a number.
        suffixes: List<String>,
        /// Texts that mean zero.
        zero: List<String>,
        /// Texts that mean no figure.
        none: List<String>,
        /// Words and what they multiply by.
        multiples: BTreeMap<String, Declared<i64>>,
        /// The largest figure that is plausible.
        largest: i64,
    }
}
