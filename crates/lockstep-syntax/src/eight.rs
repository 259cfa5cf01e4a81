//! Bytes, eight at a time: for what is asked of each word of a text, where a
//! loop over the bytes would spend most of its time on guessing where it ends.
//!
//! In seven bits an addition carries into the eighth where a byte reaches a
//! bound, and into no other byte.

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;
/// The bit that tells the two cases of a letter apart.
const CASE: u64 = 0x20 * EACH;

/// How many bytes there are before the first that is not part of a plain word,
/// no letter, digit, underscore or byte of a longer character, and whether none
/// of them is an ASCII letter in upper case.
#[inline]
pub(crate) fn plain(bytes: [u8; 8]) -> (usize, bool) {
    let bytes = u64::from_le_bytes(bytes);
    let low = bytes & !HIGH;
    let letters = within(low | CASE, b'a', b'z') & !bytes;
    let plain = bytes | letters | within(low, b'0', b'9') | within(low, b'_', b'_');
    let ends = !plain & HIGH;
    // The bit of the case, moved to where it is told what is a letter.
    let upper = letters & !(bytes << 2) & HIGH;
    let length = ends.trailing_zeros() as usize / 8;
    (length, upper & ends.wrapping_sub(1) & !ends == 0)
}

/// Whether one of the bytes is an ASCII letter in upper case.
pub(crate) fn holds_upper(bytes: &[u8]) -> bool {
    let upper = |bytes: u64| within(bytes & !HIGH, b'A', b'Z') & !bytes & HIGH != 0;
    let (chunks, _) = bytes.as_chunks();
    upper(tail(bytes)) || chunks.iter().any(|chunk| upper(u64::from_ne_bytes(*chunk)))
}

/// Whether a word is this keyword, in any case. The bit of the case alone tells
/// no other two characters of words apart.
pub(crate) fn same(word: &[u8], keyword: &[u8]) -> bool {
    let same = |one: u64, other: u64| one | CASE == other | CASE;
    let of = u64::from_ne_bytes;
    word.len() == keyword.len() && same(tail(word), tail(keyword)) && {
        let (chunks, _) = word.as_chunks();
        let mut pairs = chunks.iter().zip(keyword.as_chunks().0);
        pairs.all(|(one, other)| same(of(*one), of(*other)))
    }
}

/// In the high bit of each byte below 0x80, whether it is in a range.
fn within(low: u64, first: u8, last: u8) -> u64 {
    (low + u64::from(0x80 - first) * EACH) & !(low + u64::from(0x7f - last) * EACH)
}

/// The last bytes, up to eight: of a shorter text all of them, perhaps some of
/// them twice.
fn tail(bytes: &[u8]) -> u64 {
    if let Some(last) = bytes.last_chunk::<8>() {
        u64::from_ne_bytes(*last)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        u64::from(u32::from_ne_bytes(*first)) << 32 | u64::from(u32::from_ne_bytes(*last))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
        u64::from(u16::from_ne_bytes(*first)) << 16 | u64::from(u16::from_ne_bytes(*last))
    } else {
        bytes.first().map_or(0, |byte| u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_told_like_alone() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = *b"aaaaaaaa";
                bytes[place] = byte;
                let is_plain = byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
                let length = if is_plain { 8 } else { place };
                assert_eq!(plain(bytes), (length, !byte.is_ascii_uppercase()));
                assert_eq!(holds_upper(&bytes), byte.is_ascii_uppercase());
            }
        }
    }

    #[test]
    fn words_of_any_length_are_compared() {
        let (word, keyword) = (b"abcdefghijklmnopqrstuvwxyz", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        for length in 0..word.len() {
            assert!(same(&word[..length], &keyword[..length]));
            assert!(!same(&word[..length], keyword));
            assert_eq!(holds_upper(&keyword[..length]), length > 0);
            assert!(!holds_upper(&word[..length]));
            for place in 0..length {
                let mut other = *word;
                other[place] = b'_';
                assert!(!same(&other[..length], &keyword[..length]));
                other[place] = b'Q';
                assert!(holds_upper(&other[..length]));
            }
        }
    }
}
