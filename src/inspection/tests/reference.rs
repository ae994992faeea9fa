//! BLAKE3 of a short text as its specification has it, written down once more: what the crate computes is what `b3sum`
//! prints, and not only what the crate computes.

use super::{drawn, plan, register};

const IV: [u32; 8] = [
    0x6A09_E667,
    0xBB67_AE85,
    0x3C6E_F372,
    0xA54F_F53A,
    0x510E_527F,
    0x9B05_688C,
    0x1F83_D9AB,
    0x5BE0_CD19,
];
const ORDER: [usize; 16] = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
const CHUNK_START: u32 = 1;
const CHUNK_END: u32 = 2;
const ROOT: u32 = 8;

fn mix(state: &mut [u32; 16], four: [usize; 4], words: [u32; 2]) {
    let [one, two, three, last] = four;
    for (word, turns) in words.into_iter().zip([[16, 12], [8, 7]]) {
        state[one] = state[one].wrapping_add(state[two]).wrapping_add(word);
        state[last] = (state[last] ^ state[one]).rotate_right(turns[0]);
        state[three] = state[three].wrapping_add(state[last]);
        state[two] = (state[two] ^ state[three]).rotate_right(turns[1]);
    }
}

fn compress(chain: [u32; 8], block: &[u8], flags: u32) -> [u32; 8] {
    let mut padded = [0u8; 64];
    padded[..block.len()].copy_from_slice(block);
    let mut words: Vec<u32> = padded
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect();
    let mut state = [0u32; 16];
    state[..8].copy_from_slice(&chain);
    state[8..12].copy_from_slice(&IV[..4]);
    state[14] = u32::try_from(block.len()).expect("a short block");
    state[15] = flags;
    for _ in 0..7 {
        let columns = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15]];
        let diagonals = [[0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];
        for (at, four) in columns.into_iter().chain(diagonals).enumerate() {
            mix(&mut state, four, [words[2 * at], words[2 * at + 1]]);
        }
        words = ORDER.iter().map(|from| words[*from]).collect();
    }
    std::array::from_fn(|at| state[at] ^ state[at + 8])
}

/// BLAKE3 of at most 1,024 bytes, as `b3sum` prints it.
fn b3sum(text: &[u8]) -> String {
    let mut blocks: Vec<&[u8]> = text.chunks(64).collect();
    if blocks.is_empty() {
        blocks.push(b"");
    }
    let last = blocks.len() - 1;
    let mut chain = IV;
    for (at, block) in blocks.into_iter().enumerate() {
        let start = if at == 0 { CHUNK_START } else { 0 };
        let end = if at == last { CHUNK_END | ROOT } else { 0 };
        chain = compress(chain, block, start | end);
    }
    let words: Vec<String> =
        chain.iter().map(|word| format!("{:08x}", word.swap_bytes())).collect();
    words.concat()
}

/// The published vectors of the specification: nothing, one byte, and the first of 0, 1, 2 …
#[test]
fn the_reference_gives_the_published_vectors() {
    let counted: Vec<u8> = (0u8..251).cycle().take(1024).collect();
    for (length, expected) in [
        (0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"),
        (1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"),
        (1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7"),
    ] {
        assert_eq!(b3sum(&counted[..length]), expected, "{length} bytes");
    }
    assert_eq!(b3sum(b"abc"), "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85");
}

/// `printf '%s' 'SEED|UNIT' | b3sum`, and with a number behind it where there are further tickets.
#[test]
fn every_ticket_is_what_b3sum_prints_of_its_text() {
    let register = register(9);
    for seed in ["734512", "Quyết định số 1234/QĐ-UBND ngày 15/7/2023", "a|b", "%s $HOME 'x'"]
    {
        let record = drawn(&plan(2), &register, seed, None);
        let candidates: Vec<_> = record.districts.iter().flat_map(|d| &d.candidates).collect();
        assert_eq!(candidates.len(), 11);
        for candidate in candidates {
            let text = format!("{seed}|{}", candidate.unit_id);
            assert_eq!(candidate.hash, b3sum(text.as_bytes()), "{text}");
        }
        let files = [("25100", 7, 100), ("25101", 100, 100), ("25102", 0, 100)];
        let record = drawn(&plan(2), &register, seed, Some(&files));
        for candidate in record.districts.iter().flat_map(|district| &district.candidates) {
            let tickets = match candidate.unit_id.as_str() {
                "25100" => 8,
                "25101" => 101,
                _ => 1,
            };
            let all = (1..=tickets)
                .map(|number| b3sum(format!("{seed}|{}|{number}", candidate.unit_id).as_bytes()));
            assert_eq!(Some(&candidate.hash), all.min().as_ref());
            assert_eq!(candidate.tickets, tickets);
        }
    }
}
