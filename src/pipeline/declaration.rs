//! The files of `pipelines/` as they are written. Nothing here is checked against anything else; that is
//! what `resolve` does.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::MapAccess;
use serde::de::value::MapAccessDeserializer;

use super::declared::{Declared, List};
use super::written::{DATE_KEY, Texts, Written};

/// A table: a struct whose keys are its fields with dashes, and which knows the keys below it.
macro_rules! table {
    ($(#[$about:meta])* $name:ident { $($field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(rename_all = "kebab-case", default)]
        pub(super) struct $name {
            $(pub(super) $field: Declared<$type>,)*
        }

        impl Written for $name {
            const EXPECTED: &'static str = "a table";

            fn table<'de, A: MapAccess<'de>>(
                table: A,
            ) -> Result<Result<Self, &'static str>, A::Error> {
                Self::deserialize(MapAccessDeserializer::new(table)).map(Ok)
            }

            fn keys(path: &[&str]) -> Vec<String> {
                match path.split_first() {
                    None => vec![$(stringify!($field).replace('_', "-"),)*],
                    $(Some((key, below)) if *key == stringify!($field).replace('_', "-") =>
                        <$type as Written>::keys(below),)*
                    Some(_) => Vec::new(),
                }
            }
        }
    };
}

table! {
    /// A pipeline: `pipelines/nightly.toml`.
    Declaration {
        title: String,
        agency: List<String>,
        signatory: String,
        place: String,
        period: String,
        inbox: String,
        output: String,
        units: String,
        aliases: String,
        forms: List<String>,
        metrics: String,
        fail_on: String,
        return_forms: String,
        schedule: ScheduleDeclaration,
        limits: LimitsDeclaration,
        keep: KeepDeclaration,
        deadline: List<DeadlineDeclaration>,
        check: List<CheckDeclaration>,
        waiver: List<WaiverDeclaration>,
        measure: List<MeasureDeclaration>,
        metric: List<MetricDeclaration>,
        ranking: List<RankingDeclaration>,
        workbook: List<WorkbookDeclaration>,
    }
}

table! {
    /// `[schedule]`
    ScheduleDeclaration {
        at: String,
        zone: String,
        days: List<String>,
        monthly: i64,
        nice: i64,
        mail: String,
        on_failure: String,
    }
}

table! {
    /// `[limits]`
    LimitsDeclaration {
        file_megabytes: i64,
        inflated_megabytes: i64,
        cells: i64,
        seconds: i64,
        memory_megabytes: i64,
    }
}

table! {
    /// `[keep]`
    KeepDeclaration {
        runs: i64,
        days: i64,
        last_of_period: bool,
    }
}

table! {
    /// `[[deadline]]`
    DeadlineDeclaration {
        days_after: i64,
        date: String,
        time: String,
        forms: List<String>,
        levels: List<String>,
        units: List<String>,
    }
}

table! {
    /// `[[check]]`
    CheckDeclaration {
        code: String,
        severity: String,
        action: String,
    }
}

table! {
    /// `[[waiver]]`
    WaiverDeclaration {
        code: String,
        units: List<String>,
        forms: List<String>,
        office: String,
        reason: String,
        until: String,
    }
}

table! {
    /// Measures and metrics that several pipelines share: `pipelines/metrics.toml`.
    MetricsDeclaration {
        measure: List<MeasureDeclaration>,
        metric: List<MetricDeclaration>,
    }
}

table! {
    /// `[[measure]]`
    MeasureDeclaration {
        id: String,
        title: String,
        scale: String,
    }
}

table! {
    /// `[[metric]]`
    MetricDeclaration {
        id: String,
        title: String,
        numerator: String,
        denominator: String,
        numerator_title: String,
        denominator_title: String,
        better: String,
        source: String,
    }
}

table! {
    /// `[[ranking]]`
    RankingDeclaration {
        id: String,
        title: String,
        sheet: String,
        league: String,
        scope: String,
        group_by: String,
        metric: String,
        share: List<ShareDeclaration>,
        minimum_denominator: i64,
        class: List<ClassDeclaration>,
        show: List<String>,
    }
}

table! {
    /// `[[ranking.share]]`
    ShareDeclaration {
        metric: String,
        points: i64,
    }
}

table! {
    /// `[[ranking.class]]`
    ClassDeclaration {
        from_percent: i64,
        title: String,
    }
}

table! {
    /// `[[workbook]]`
    WorkbookDeclaration {
        file: String,
        title: String,
        sheets: List<String>,
    }
}

table! {
    /// A form: `pipelines/forms/phu-luc-3.toml`.
    FormDeclaration {
        id: String,
        name: String,
        title: String,
        source: String,
        anchors: List<String>,
        sent_by: List<String>,
        covers: List<String>,
        hidden_sheets: bool,
        optional: bool,
        rows: RowsDeclaration,
        part: List<PartDeclaration>,
        synonyms: BTreeMap<String, Declared<List<String>>>,
        abbreviations: BTreeMap<String, Declared<String>>,
        column: List<ColumnDeclaration>,
        section: List<SectionDeclaration>,
        identity: List<IdentityDeclaration>,
        reasons: ReasonsDeclaration,
        previous: PreviousDeclaration,
        sample: SampleDeclaration,
        branches: BranchesDeclaration,
        numbers: NumbersDeclaration,
    }
}

table! {
    /// `[reasons]`
    ReasonsDeclaration {
        measures: List<String>,
    }
}

table! {
    /// `[previous]`
    PreviousDeclaration {
        measures: List<String>,
        times: i64,
        from: i64,
        carried: String,
        pending: String,
    }
}

table! {
    /// `[sample]`
    SampleDeclaration {
        responses: List<String>,
        population: String,
        error_percent: i64,
    }
}

table! {
    /// `[branches]`
    BranchesDeclaration {
        titles: List<String>,
    }
}

table! {
    /// `[rows]`
    RowsDeclaration {
        groups: String,
        items: String,
        total: List<String>,
        heading: List<String>,
        source: List<String>,
        note: List<String>,
        signature: List<String>,
    }
}

table! {
    /// `[[part]]`
    PartDeclaration {
        titles: List<String>,
        items: String,
    }
}

table! {
    /// `[[column]]`
    ColumnDeclaration {
        id: String,
        path: List<String>,
        parts: List<List<String>>,
        measure: String,
        role: String,
        printed: PrintedDeclaration,
        optional: bool,
    }
}

table! {
    /// `printed = { … }` of a column
    PrintedDeclaration {
        numerator: String,
        denominator: String,
        scale: i64,
    }
}

table! {
    /// `[[section]]` of a form of indicators
    SectionDeclaration {
        number: String,
        title: String,
        also: List<String>,
        indicator: List<IndicatorDeclaration>,
    }
}

table! {
    /// `indicator = [{ … }]` of a section
    IndicatorDeclaration {
        number: String,
        id: String,
        label: String,
        also: List<String>,
        under: String,
        kind: String,
        scale: Texts,
        answers: BTreeMap<String, Declared<i64>>,
        ratio: List<String>,
        agrees_with: AgreementDeclaration,
        optional: bool,
        asked_of: List<String>,
    }
}

table! {
    /// `agrees-with = { … }` of an indicator
    AgreementDeclaration {
        forms: List<String>,
        sum: String,
        lines: String,
    }
}

table! {
    /// `[[identity]]`
    IdentityDeclaration {
        id: String,
        whole: Texts,
        parts: List<String>,
        relation: String,
    }
}

table! {
    /// `[numbers]`
    NumbersDeclaration {
        thousands: String,
        decimal: String,
        suffixes: List<String>,
        zero: List<String>,
        none: List<String>,
        multiples: BTreeMap<String, Declared<i64>>,
        largest: i64,
    }
}

/// Whether an unknown key is a date in disguise: the parser hands a date over as a table.
pub(super) fn is_date(key: &str) -> bool {
    key.starts_with(DATE_KEY)
}
