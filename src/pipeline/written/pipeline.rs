//! A pipeline file as it is written, and the measures and metrics that several share.

use strum::VariantArray as _;

use super::table::table;
use super::value::List;
use super::words::{codes, levels, words};
use crate::model::Scope;
use crate::pipeline::data_edition::DataTable;
use crate::pipeline::fail_on::FailOn;
use crate::pipeline::metric::Better;
use crate::pipeline::notice::NoticeAudience;
use crate::pipeline::other_periods::OtherPeriods;
use crate::pipeline::policy::{Grade, Remedy};
use crate::pipeline::ranking::{Grouping, Incomplete, MissingParts, TieBreak};
use crate::pipeline::return_forms::ReturnForms;
use crate::pipeline::schedule::Weekday;
use crate::pipeline::workbook::SheetKind;

table! {
    /// A pipeline: `pipelines/nightly.toml`.
    Declaration {
        /// What it publishes, for people.
        title: String,
        /// Lines of the issuing agency, top first.
        agency: List<String>,
        /// Office that signs; none prints no signature block.
        signatory: String,
        /// Place in the date line of a signature.
        place: String,
        /// `2023`, `2023-H1`, `2023-Q3`, `2023-09`; or the one that was over last: `last-month`, `last-quarter`,
        /// `last-half`, `last-year`.
        period: String,
        /// Folder of submissions, beside this file; `{period}` becomes `2023q3`.
        inbox: String,
        /// Folder under which runs are kept, beside this file.
        output: String,
        /// Register of units: a CSV file beside this one.
        units: String,
        /// Table of other names of units: a CSV file beside this one.
        aliases: String,
        /// Table of which unit became which when units were merged or divided: a CSV file beside this one.
        successions: String,
        /// Form files that may be sent.
        forms: List<String>,
        /// File of shared measures and metrics.
        metrics: String,
        /// From where on a run ends with exit code 3.
        fail_on: String = words(&FailOn::ALL),
        /// From which finding on a unit gets its form back.
        return_forms: String = words(&ReturnForms::ALL),
        /// What is done with a table that tells another period than that of the run.
        other_periods: String = words(&OtherPeriods::ALL),
        /// When it runs by itself.
        schedule: ScheduleDeclaration,
        /// What one file may cost.
        limits: LimitsDeclaration,
        /// Which runs stay on disk; without it the 30 newest, those of 90 days and the last of each period.
        keep: KeepDeclaration,
        /// A run that lost so many percent of the files or lines that are published, or a unit, is not published
        /// without `--accept-fewer`: 0 to 100, which holds nothing back; 20 where it says nothing.
        shrink_guard: i64,
        /// What further offices of a tier are called.
        level: List<LevelDeclaration>,
        /// When forms are due; the last entry that concerns a form of a unit holds.
        deadline: List<DeadlineDeclaration>,
        /// What is made of findings of a code.
        check: List<CheckDeclaration>,
        /// Findings that an office lives with for a time.
        waiver: List<WaiverDeclaration>,
        /// Counts beside those of the file of metrics.
        measure: List<MeasureDeclaration>,
        /// Metrics beside those of the file of metrics.
        metric: List<MetricDeclaration>,
        /// Lists of units in order.
        ranking: List<RankingDeclaration>,
        /// What is published.
        workbook: List<WorkbookDeclaration>,
        /// The notice that an office signs.
        notice: NoticeDeclaration,
        /// The figures as tables for people who go on working with them.
        data: DataDeclaration,
        /// The rankings as one page for a telephone or a screen.
        page: PageDeclaration,
        /// A workbook for each district.
        districts: DistrictsDeclaration,
        /// Fields in the order of the sheets; those that are not named stand behind them.
        fields: List<String>,
        /// To whom published files are handed on, whenever they changed.
        deliver: List<DeliverDeclaration>,
        /// How `tthc deliver --returns` mails the forms that go back, to the column `contact` of the register; no run
        /// does it by itself.
        return_mail: ReturnMailDeclaration,
    }
}

table! {
    /// `[return-mail]`
    ReturnMailDeclaration {
        /// Address that the mails come from, and that answers go to.
        from: String,
        /// Program that takes the mails; `/usr/sbin/sendmail` where it says nothing.
        sendmail: String,
    }
}

table! {
    /// `[[deliver]]`: a folder, a mail or a command.
    DeliverDeclaration {
        /// Folder that gets the published files, beside this file.
        folder: String,
        /// Addresses that get a mail.
        mail: List<String>,
        /// Address that the mail comes from.
        from: String,
        /// Where readers find the files: the mail names them there, and they are not attached to it.
        link: String,
        /// Program that takes the mail; `/usr/sbin/sendmail` where it says nothing.
        sendmail: String,
        /// What a shell runs.
        command: String,
    }
}

table! {
    /// `[schedule]`
    ScheduleDeclaration {
        /// Time of day: `01:00`.
        at: String,
        /// Time zone of that time; `Asia/Ho_Chi_Minh` where it says nothing.
        zone: String,
        /// Days of the week; every day where neither they nor `monthly` are named.
        days: List<String> = words(&Weekday::ALL),
        /// Day of the month, 1 to 28.
        monthly: i64,
        /// How far it gives way to other programs, 0 to 19; 10 where it says nothing.
        nice: i64,
        /// Who is written to when something is to be said.
        mail: String,
        /// What a shell runs when nothing could be published.
        on_failure: String,
    }
}

table! {
    /// `[limits]`
    LimitsDeclaration {
        /// The file itself.
        file_megabytes: i64,
        /// All parts of a package.
        inflated_megabytes: i64,
        /// Cells that hold anything.
        cells: i64,
        /// Wall time.
        seconds: i64,
        /// Of the process that reads, beside the program.
        memory_megabytes: i64,
    }
}

table! {
    /// `[keep]`
    KeepDeclaration {
        /// So many newest runs of each period stay.
        runs: i64,
        /// Runs younger than so many days stay.
        days: i64,
        /// Whether the latest complete run of each period stays; it does where it says nothing.
        last_of_period: bool,
    }
}

table! {
    /// `[[level]]`
    LevelDeclaration {
        /// The tier.
        level: String = levels(),
        /// What may stand in front of the name of a unit and means the unit: `Trung tâm Phục vụ hành chính công`; for
        /// districts and communes these centres where it is missing.
        offices: List<String>,
    }
}

table! {
    /// `[[deadline]]`
    DeadlineDeclaration {
        /// Days after the last day of the period.
        days_after: i64,
        /// A day: `2023-10-05`.
        date: String,
        /// A time of day: `17:00`.
        time: String,
        /// Ids of forms; all where missing.
        forms: List<String>,
        /// Levels of units; all where missing.
        levels: List<String> = levels(),
        /// Ids of units; all where missing.
        units: List<String>,
    }
}

table! {
    /// `[[check]]`
    CheckDeclaration {
        /// Finding code.
        code: String = codes(),
        /// How bad it is; `beta` is told, on trial.
        severity: String = words(&Grade::ALL),
        /// What becomes of the figures.
        action: String = words(Remedy::VARIANTS),
    }
}

table! {
    /// `[[waiver]]`
    WaiverDeclaration {
        /// Finding code.
        code: String = codes(),
        /// Ids of units; all where missing.
        units: List<String>,
        /// Ids of forms; all where missing.
        forms: List<String>,
        /// Who decided.
        office: String,
        /// Why.
        reason: String,
        /// Its last day: `2023-12-31`.
        until: String,
    }
}

table! {
    /// Measures and metrics that several pipelines share: `pipelines/metrics.toml`.
    MetricsDeclaration {
        /// Named counts.
        measure: List<MeasureDeclaration>,
        /// Ratios of sums of counts.
        metric: List<MetricDeclaration>,
    }
}

table! {
    /// `[[measure]]`
    MeasureDeclaration {
        /// Name in tables and formulas.
        id: String,
        /// Name for officials.
        title: String,
        /// What is counted: `hồ sơ`.
        scale: String,
    }
}

table! {
    /// `[[metric]]`
    MetricDeclaration {
        /// Name in tables.
        id: String,
        /// Name for officials.
        title: String,
        /// Sum of measures above the line.
        numerator: String,
        /// Sum of measures below the line.
        denominator: String,
        /// The numerator in words.
        numerator_title: String,
        /// The denominator in words.
        denominator_title: String,
        /// What is in the denominator and not in the numerator, in words: `Hồ sơ giải quyết quá hạn`.
        missed_title: String,
        /// Which values are good.
        better: String = words(Better::VARIANTS),
        /// The law or practice that defines it.
        source: String,
    }
}

table! {
    /// `[[ranking]]`
    RankingDeclaration {
        /// Name in tables.
        id: String,
        /// Head of its sheet.
        title: String,
        /// Name on the tab.
        sheet: String,
        /// Level of the units that are compared.
        league: String = levels(),
        /// What the unit handles itself, or with all under it.
        scope: String = words(&Scope::ALL),
        /// One list, or one for each parent.
        group_by: String = words(Grouping::VARIANTS),
        /// The metric that decides, unless shares do.
        metric: String,
        /// Points of a weighted score.
        share: List<ShareDeclaration>,
        /// Units with less are not ranked.
        minimum_denominator: i64,
        /// Whether units that lack figures have a place: list (the default) or rank.
        incomplete: String = words(&Incomplete::ALL),
        /// A unit of which a part of the score is missing: no-value (the default), or rescale the others.
        missing_parts: String = words(MissingParts::VARIANTS),
        /// What comes first of exactly equal units: none (the default, they share a place), volume (more files), overdue
        /// (fewer that are late).
        tie_break: String = words(TieBreak::VARIANTS),
        /// Classes by the share of points or the rate, the best first.
        class: List<ClassDeclaration>,
        /// Metrics by each of which the league is ranked side by side: a table, and a sheet `definitions:<id>`.
        definitions: List<String>,
        /// Metrics shown beside it.
        show: List<String>,
        /// What counts against a unit (`Hồ sơ trễ`), to be shown beside what would if each of its fields was as in the whole
        /// list; of a ranking by one metric.
        field_mix: String,
    }
}

table! {
    /// `[[ranking.share]]`
    ShareDeclaration {
        /// Id of a metric.
        metric: String,
        /// Points for the whole of it.
        points: i64,
    }
}

table! {
    /// `[[ranking.class]]`
    ClassDeclaration {
        /// From this percentage on.
        from_percent: i64,
        /// Up to this percentage, where less is better.
        to_percent: i64,
        /// Name of the class.
        title: String,
    }
}

table! {
    /// `[[workbook]]`
    WorkbookDeclaration {
        /// A file name that ends in `.xlsx`.
        file: String,
        /// Title on its summary sheet.
        title: String,
        /// Its sheets, in order.
        sheets: List<String> = SheetKind::words(),
    }
}

table! {
    /// `[notice]`: two pages to sign, filled in from the tables of the run.
    NoticeDeclaration {
        /// A file name that ends in `.docx`.
        file: String,
        /// What it is about.
        title: String,
        /// What stands behind its number: `TB-SNV`.
        number: String,
        /// Ids of rankings, each of one list; the first is printed as a table.
        rankings: List<String>,
        /// What is asked of whom.
        request: List<RequestDeclaration>,
        /// Lines of who gets it.
        recipients: List<String>,
    }
}

table! {
    /// `[[notice.request]]`: not made where nobody is concerned.
    RequestDeclaration {
        /// Whom: all, who sent nothing, whose figures are not whole, who gets a form back, who holds most of what is late.
        of: String = words(&NoticeAudience::ALL),
        /// What they are asked to do.
        text: String,
    }
}

table! {
    /// `[data]`: a workbook with a sheet for each table.
    DataDeclaration {
        /// A file name that ends in `.xlsx`.
        file: String,
        /// Its tables, in order; all where it says nothing.
        tables: List<String> = words(&DataTable::ALL),
        /// What the file is found by.
        keywords: List<String>,
    }
}

table! {
    /// `[page]`: every ranking in one file that needs nothing but a browser.
    PageDeclaration {
        /// A file name that ends in `.html`.
        file: String,
        /// Its head; the title of the pipeline where it says nothing.
        title: String,
    }
}

table! {
    /// `[districts]`: a workbook for each district, with its communes, fields, late files and forms.
    DistrictsDeclaration {
        /// Folder inside the run.
        folder: String,
        /// What they tell.
        title: String,
        /// Id of the ranking of all communes in one list.
        ranking: String,
    }
}
