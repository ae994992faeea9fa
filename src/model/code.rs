//! The numbers of all kinds of findings. What a number means, how bad it is and how to mend it stands with the check
//! that finds it; here is what must be known of a number without its check.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::stage::Stage;

macro_rules! codes {
    ($($name:ident = $id:literal;)+) => {
        /// Every kind of finding. `F1xx` reading, `F2xx` arithmetic, `F3xx` completeness.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[expect(missing_docs, reason = "what a code means stands in the file of its check")]
        pub enum Code { $($name,)+ }

        impl Code {
            /// All codes, by number.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The number people quote: `F203`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }
        }
    };
}

codes! {
    UnreadableFile = "F101";
    UnknownForm = "F102";
    UnknownSender = "F103";
    SenderDisagrees = "F104";
    HiddenSheet = "F105";
    AmbiguousForm = "F106";
    UnreadableCell = "F107";
    SheetWithoutForm = "F108";
    Misnamed = "F109";
    MissingColumn = "F110";
    UnknownColumn = "F111";
    AmbiguousColumn = "F112";
    StrayCells = "F113";
    LegacyText = "F114";
    HiddenLines = "F115";
    MoreFindings = "F116";
    CoveredCells = "F117";
    ReadPartly = "F118";
    StruckLine = "F119";
    UnknownUnit = "F120";
    UnknownLine = "F121";
    UnnamedTotal = "F122";
    IndicatorTwice = "F123";
    ScaleDiffers = "F124";
    GroupUnnamed = "F125";
    DetailLines = "F126";
    OtherPeriod = "F127";
    NumberingRestarts = "F128";
    TotalOnly = "F129";
    NotANumber = "F130";
    NotACount = "F131";
    NotCalculated = "F132";
    BlankCount = "F133";
    TextNumbers = "F134";
    RoundedNumber = "F135";
    UnknownAnswer = "F136";
    PercentUnclear = "F137";
    UnitTwice = "F140";
    SentTwice = "F141";
    ReceiptsUnreadable = "F142";
    LinesRepeated = "F143";
    TemplateOutdated = "F150";
    TemplateContradicted = "F151";
    TemplateUnknown = "F152";
    TemplateEmpty = "F153";
    DossierDate = "F160";
    DossierUndue = "F161";
    DossierEnd = "F162";
    DossierWord = "F163";
    DossierRepeated = "F164";
    IdentityBroken = "F201";
    PartExceedsWhole = "F202";
    TotalDiffers = "F203";
    PercentageDiffers = "F204";
    FieldTwice = "F205";
    OverdueUnexplained = "F206";
    Implausible = "F207";
    SmallSample = "F208";
    FormsDisagree = "F209";
    SuddenChange = "F210";
    CarriedDiffers = "F211";
    CountedTwice = "F212";
    SameAsBefore = "F213";
    BeyondFunnel = "F214";
    SubmissionMissing = "F301";
    UnitMissing = "F302";
    SubmissionLate = "F303";
    IndicatorsMissing = "F304";
    ProvinceWithoutRun = "F305";
    UnitOfNobody = "F306";
    UnitLeftOut = "F310";
    WaiverEnded = "F311";
    WaiverIdle = "F312";
    UnitRearranged = "F313";
    CheckFailed = "F390";
}

impl Code {
    /// The stage that finds it: the hundred of its number tells.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self.id().as_bytes() {
            [_, b'1', ..] => Stage::Ingest,
            _ => Stage::Validate,
        }
    }
}

impl Code {
    /// The code behind its number.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }
}

impl Code {
    /// Whether a finding at the label of a line says that no figure of the line, or of its group, counts.
    #[must_use]
    pub const fn is_about_lines(self) -> bool {
        matches!(
            self,
            Self::StruckLine
                | Self::UnknownUnit
                | Self::UnknownLine
                | Self::UnitTwice
                | Self::LinesRepeated
                | Self::DossierDate
                | Self::DossierUndue
                | Self::DossierEnd
                | Self::DossierWord
                | Self::DossierRepeated
        )
    }
}

impl Code {
    /// Whether what was left out is there already, or belongs elsewhere: nothing is missing without it.
    #[must_use]
    pub const fn is_about_repetition(self) -> bool {
        matches!(
            self,
            Self::LinesRepeated
                | Self::IndicatorTwice
                | Self::SentTwice
                | Self::OtherPeriod
                | Self::DossierRepeated
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
