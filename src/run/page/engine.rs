//! The program that an engine was built of: it stands in a section of the module that a machine passes over.

/// What a module begins with: its mark, and the version of the format.
const MODULE: &[u8] = b"\0asm\x01\0\0\0";
/// The kind of a section that has a name.
const CUSTOM: u8 = 0;
/// The name of the section.
const NAME: &[u8] = b"tthc";

/// The fingerprint of the program; `None` of what is no engine.
pub(super) fn made_of(module: &[u8]) -> Option<&[u8]> {
    let mut rest = module.strip_prefix(MODULE)?;
    while let Some((kind, after)) = rest.split_first() {
        let (size, after) = number(after)?;
        let (section, after) = after.split_at_checked(size)?;
        rest = after;
        if *kind == CUSTOM
            && let Some((length, named)) = number(section)
            && let Some((name, content)) = named.split_at_checked(length)
            && name == NAME
        {
            return Some(content);
        }
    }
    None
}

/// A number of seven bits a byte, the lowest first, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    let (number, rest) = bytes.split_at(end + 1);
    let bits = number.iter().rev().fold(0, |bits: u64, byte| bits << 7 | u64::from(byte & 0x7f));
    Some((usize::try_from(bits).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::made_of;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [&[&b"\0asm\x01\0\0\0"[..]], sections].concat().concat()
    }

    #[test]
    fn the_program_of_an_engine_is_found_behind_other_sections() {
        let code: &[u8] = &[10, 0x83, 0x01];
        let long = [code, &[7; 131]].concat();
        let engine = module(&[&long, b"\0\x06\x04name\0", b"\0\x07\x04tthcab"]);
        assert_eq!(made_of(&engine), Some(&b"ab"[..]));
    }

    #[test]
    fn what_is_no_engine_has_no_program() {
        let cut = module(&[b"\0\x09\x04tthcab"]);
        let endless = module(&[b"\0\xff\xff\xff\xff\xff\x01"]);
        for other in
            [&b""[..], b"PK\x03\x04", &module(&[]), &module(&[b"\x04tthcab"]), &cut, &endless]
        {
            assert_eq!(made_of(other), None);
        }
    }
}
