//! The quarter a sheet reports.

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Year, `2023`.
    pub year: u16,
    /// Quarter, 1 to 4.
    pub quarter: u8,
}

impl Period {
    /// `Kỳ báo cáo: Quý III năm 2023`.
    pub fn line(self) -> String {
        format!("Kỳ báo cáo: Quý {} năm {}", roman(usize::from(self.quarter)), self.year)
    }

    /// `ngày … tháng 10 năm 2023`: the month after the quarter, the day left open.
    pub fn signing(self) -> String {
        let (month, year) = match self.quarter {
            4 => (1, self.year + 1),
            quarter => (quarter * 3 + 1, self.year),
        };
        format!("ngày … tháng {month} năm {year}")
    }
}

/// A number from 1 to 399 in Roman digits.
pub fn roman(number: usize) -> String {
    const STEPS: [(usize, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut digits = String::new();
    for (value, digit) in STEPS {
        while rest >= value {
            digits.push_str(digit);
            rest -= value;
        }
    }
    digits
}
