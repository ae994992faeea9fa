//! What a finding means, an example of it and how to mend it, for a caller who asks in English. What it means is
//! the doc comment of its code.

use super::Code;
use super::guidance::Guidance;
use super::lang::Lang;

impl Code {
    /// What it means, with an example and how to mend it, in a language.
    #[must_use]
    pub fn guidance_in(self, lang: Lang) -> Guidance {
        match lang {
            Lang::Vi => self.guidance(),
            Lang::En => {
                let (example, mend) = english(self);
                Guidance { means: self.explanation(), example, mend }
            }
        }
    }
}

/// An example, and what to do; here of files and their columns.
const fn english(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::UnreadableFile => (
            "bao-cao.xlsx is encrypted with a password.",
            "Do as the message says: take off the password, save it again as .xlsx, or send the right file.",
        ),
        Code::UnknownForm => (
            "Sheet \"Sheet1\" has an ordinal and a field, but no column of files received.",
            "Use the form as issued and keep its header texts; the message lists the columns that are missing.",
        ),
        Code::UnknownSender => (
            "Form 3 names no district in its heading, its groups, its sheet or its file name.",
            "Write the name of the unit above the form, or into the file name.",
        ),
        Code::SenderDisagrees => (
            "The heading names one district, the file name another: it counts for the one in the heading, with a warning.",
            "See whether the wrong file was sent, then make the names agree.",
        ),
        Code::HiddenSheet => (
            "A sheet with the figures of the period before is hidden.",
            "Show the sheet if it is to be reported; delete it if not.",
        ),
        Code::AmbiguousForm => {
            ("The header fits forms 2 and 3 alike.", "Write the name of the form above the table.")
        }
        Code::UnreadableCell => (
            "The cell after F12 cannot be decoded.",
            "Open the file with Excel, look at the cell that is named, save and send again.",
        ),
        Code::SheetWithoutForm => {
            ("A sheet holds explanations only.", "Nothing, unless the sheet holds figures.")
        }
        Code::MissingColumn => (
            "There is no overdue column below files resolved.",
            "Add the column as the form has it; if it is there under another name, have that name added to the form.",
        ),
        Code::UnknownColumn => (
            "A column names the officer in charge.",
            "Nothing, if the column is for your own use; if it holds figures, use the header text of the form.",
        ),
        Code::AmbiguousColumn => (
            "Two columns are both called overdue below one header.",
            "Rename or delete the one that does not belong.",
        ),
        Code::StrayCells => (
            "777 stands in P15, right of the last column.",
            "Delete the cell, or move the figure into its column.",
        ),
        Code::LegacyText => (
            "A text in the font .VnTime shows other letters than it means.",
            "Use a Unicode font, and see whether the example in the message came out right.",
        ),
        _ => of_tables(code),
    }
}

/// Of lines and units in a table.
const fn of_tables(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::HiddenLines => (
            "Row 9 is hidden and holds files.",
            "Show it and look; delete it if it does not belong.",
        ),
        Code::StruckLine => (
            "A field and the numbers beside it are struck through.",
            "Delete the line if it was taken back, or do not strike it through.",
        ),
        Code::CoveredCells => (
            "C11:C13 is one merged cell that shows 474, but C12 and C13 still hold 134 and 57.",
            "Unmerge the cells, then delete what is superfluous or write a number into each.",
        ),
        Code::MoreFindings => (
            "One shifted column makes every line wrong.",
            "Mend what is listed first, then check the file again.",
        ),
        Code::UnknownUnit => (
            "A commune is misspelt, and the register has two that come near.",
            "Mend the name as suggested; if it is another name of the unit, put the line in the message into the table of aliases.",
        ),
        Code::UnknownLine => (
            "A line has figures and no field.",
            "Write the field or the unit at the beginning of the line, or delete the line.",
        ),
        Code::UnnamedTotal => (
            "The last line of a group does not say that it is a total.",
            "Say so at its beginning; if it is a field of its own, look at its figures.",
        ),
        Code::GroupUnnamed => (
            "The first field stands right below the header, with no unit above it.",
            "Add a line with the unit, and see whether these lines are those of the sender.",
        ),
        Code::DetailLines => (
            "Below line 1 with 60 files stand 1.1 with 40 and 1.2 with 20.",
            "Nothing, if the details add up to the line above them; look at them if not.",
        ),
        Code::OtherPeriod => (
            "The heading says nine months of the year where quarter III is being put together.",
            "Send the form of the period; if only the heading, tab or file name is old, mend that.",
        ),
        Code::NumberingRestarts => (
            "The lines of a group are numbered 1, 2, 1, 2.",
            "Add the line of the unit above, or number the lines through.",
        ),
        Code::TotalOnly => (
            "Below the name of a commune stands a total of 120 and no line of a field.",
            "Add the lines of the fields where the form asks for them; name a total of the whole form as one.",
        ),
        _ => of_cells(code),
    }
}

/// Of cells and indicators.
const fn of_cells(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::ReadPartly => (
            "A cell shows 4 with a raised 1 behind it; 4 counts, not 41.",
            "Write remarks into the column for notes, and delete a figure instead of striking it through.",
        ),
        Code::NotANumber => (
            "\"1O5\" with a letter for a nought, \"see the appendix\", or a date.",
            "Type the number again.",
        ),
        Code::NotACount => (
            "1.234 entered as a decimal number in place of 1234.",
            "Type the whole number, without separators.",
        ),
        Code::NotCalculated => (
            "#REF!, #DIV/0!, or a file of another program that Excel never opened.",
            "Open it with Excel, mend the formula, let it calculate and save.",
        ),
        Code::BlankCount => (
            "500 resolved, 100 of them overdue, on time blank: 400. What does not follow is a gap.",
            "Fill in all columns; write 0 where there are no files.",
        ),
        Code::TextNumbers => ("A cell holds the text \"1.234\".", "Enter numbers as numbers."),
        Code::RoundedNumber => (
            "A text of 8.98 thousand files counts as 8,980.",
            "Write the exact number, such as 8976.",
        ),
        Code::UnitTwice => (
            "A commune has two groups.",
            "Put the two together, or mend the name if they are two units.",
        ),
        Code::SentTwice => (
            "692.xlsx and 692-sua.xlsx, with other figures.",
            "Take the old file out of the inbox, or say in received.csv when each came in.",
        ),
        Code::ReceiptsUnreadable => (
            "Line 3: \"05-10\" is no date and time.",
            "Keep the columns file,received_at; times look like 2023-10-05 16:30.",
        ),
        Code::LinesRepeated => (
            "A sheet is a copy of the sheet before it.",
            "Delete the copy; if it is from another system, name the sheet after that system.",
        ),
        Code::IndicatorTwice => (
            "Two lines with the same label both hold a figure.",
            "Delete one, or mend its label if they are two indicators.",
        ),
        Code::ScaleDiffers => (
            "A plan in millions of dong stands beside the scale dong.",
            "Convert the figures to the scale of the form and leave the column of scales as it is.",
        ),
        Code::UnknownAnswer => (
            "\"3\" where the legend has 0, 1 and 2.",
            "Write the code of the answer as the column of scales lists it.",
        ),
        Code::PercentUnclear => (
            "A cell says 0.855, and the counts it follows from are blank.",
            "Write the percent sign, 85.5 %, or fill in the counts.",
        ),
        Code::FormsDisagree => (
            "Form 1 says 1,240 files resolved, form 3 adds up to 1,234.",
            "See whether both are of the same period and scope, then mend the wrong one.",
        ),
        Code::IndicatorsMissing => (
            "A line that is asked for is blank.",
            "Fill in the indicators that are listed; write 0 where there is nothing.",
        ),
        _ => of_checks(code),
    }
}

/// Of checks, and of who sent what.
const fn of_checks(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::IdentityBroken => (
            "Resolved 118, while on time 110 and overdue 6 make 116.",
            "Look at each cell of the line; mend the sum or its parts.",
        ),
        Code::PartExceedsWhole => {
            ("120 came online where 100 were received.", "Look at the cells of the line.")
        }
        Code::TotalDiffers => (
            "The total says 528, its lines add up to 527.",
            "Find the line that is wrong or missing; better use SUM.",
        ),
        Code::PercentageDiffers => (
            "28.6 % is printed, 22 of 99 is 22.2 %.",
            "Compute it again: both counts have to be columns of the form.",
        ),
        Code::FieldTwice => (
            "Two lines of one unit name the same field.",
            "Put the two together, or mend the name of one.",
        ),
        Code::OverdueUnexplained => (
            "3 files are overdue, the note is blank.",
            "Write the reason into the note of the line.",
        ),
        Code::Implausible => (
            "1,250,000 files of civil status in one commune.",
            "See whether a digit is too many or the figure is in the wrong column.",
        ),
        Code::SmallSample => (
            "52 answers for 4,200 files, at least 366 are needed.",
            "Ask more people next time; see whether answers are missing.",
        ),
        Code::SuddenChange => (
            "410 files were received in the period before, 4,100 now.",
            "See whether a digit is too many, a unit is missing, or figures are of the whole year.",
        ),
        Code::CarriedDiffers => (
            "57 files were pending at the end, 75 are carried over.",
            "Compare with the report of the period before; if that was wrong, say so.",
        ),
        Code::SameAsBefore => (
            "All 27 counts of the form are those of the quarter before.",
            "See whether the file of the period before was sent again.",
        ),
        Code::CountedTwice => (
            "A department reports a field that equals its land office branches just below.",
            "Keep the files of a branch in one place, that of the office that decides.",
        ),
        Code::SubmissionMissing => (
            "A district has not sent form 3.",
            "Send the form; if it was sent, see whether the file is unreadable or its unit unknown.",
        ),
        Code::SubmissionLate => (
            "Due 2023-10-05 17:00, received 2023-10-06 08:12.",
            "Send in time; if the time is wrong, mend received.csv.",
        ),
        Code::UnitLeftOut => (
            "A commune is not ranked because its total differs (F203).",
            "Mend the finding that is named, then send again.",
        ),
        Code::WaiverEnded => (
            "F206 is waived for a district until 2023-06-30; this is quarter III.",
            "Extend or delete the waiver in the declaration.",
        ),
        Code::CheckFailed => (
            "Rule F203 could not be run.",
            "Tell whoever runs the program, with the files; do not use the results before.",
        ),
        Code::UnitMissing => (
            "Form 3 of a town does not hold one of its wards.",
            "Add the group of the unit, even where it had no files (write 0).",
        ),
        _ => (
            "bao-cao.xls is in truth a web page that a system exported.",
            "Save it as .xlsx with Excel, or mend the ending of its name.",
        ),
    }
}
