//! All checks, found by their code. Who knows all of them puts them together; a code without a check, or with two, does
//! not compile there.

use super::check::Check;
use super::code::Code;

/// One check for each code.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue([&'static Check; Code::ALL.len()]);

impl Catalogue {
    /// Puts lists of checks together; to be evaluated where the program is compiled.
    ///
    /// # Panics
    /// A code has no check, or more than one.
    #[must_use]
    pub const fn of(lists: &[&[&'static Check]]) -> Self {
        let mut found: [Option<&Check>; Code::ALL.len()] = [None; Code::ALL.len()];
        let mut list = 0;
        while list < lists.len() {
            let mut at = 0;
            while at < lists[list].len() {
                let check = lists[list][at];
                let place = &mut found[check.code as usize];
                assert!(place.is_none(), "a code has two checks");
                *place = Some(check);
                at += 1;
            }
            list += 1;
        }
        let mut all = [lists[0][0]; Code::ALL.len()];
        let mut code = 0;
        while code < all.len() {
            let Some(check) = found[code] else { panic!("a code has no check") };
            all[code] = check;
            code += 1;
        }
        Self(all)
    }

    /// The check behind a code.
    #[must_use]
    pub const fn get(&self, code: Code) -> &'static Check {
        self.0[code as usize]
    }
}
