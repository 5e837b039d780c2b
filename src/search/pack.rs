//! Numbers and texts as letters of a script's string.
//!
//! A number is digits to the base 47, the last of which is from another set, so numbers need nothing between them. A
//! text is deflated, and 13 bits of that become two of 91 letters, none of which means anything to JavaScript or HTML.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

const BASE: u32 = 47;
/// The first of the digits that others follow, and of those that end a number.
const FIRST: [u8; 2] = [33, 80];

/// Writes a number.
pub fn number(out: &mut String, n: u32) {
    if n >= BASE {
        digits(out, n / BASE);
    }
    out.push(char::from(FIRST[1] + (n % BASE) as u8));
}

fn digits(out: &mut String, n: u32) {
    if n >= BASE {
        digits(out, n / BASE);
    }
    out.push(char::from(FIRST[0] + (n % BASE) as u8));
}

/// Writes numbers that don't fall, each as what it is more than the one before.
pub fn rising(out: &mut String, numbers: impl IntoIterator<Item = u32>) {
    let mut before = 0;
    for n in numbers {
        number(out, n - before);
        before = n;
    }
}

/// A text as letters, and how many bytes they stand for. Who unpacks it knows the text `before` it, in front of which the
/// bytes are read: what both have in common is not said again.
pub fn packed(before: &str, text: &str) -> (usize, String) {
    let bytes = deflated(before, text).unwrap_or_default();
    (bytes.len(), letters(&bytes))
}

/// Memory takes all that is written to it, so nothing can fail.
fn deflated(before: &str, text: &str) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(text.len() / 2), Compression::best());
    let mut start = 0;
    if !before.is_empty() {
        encoder.write_all(before.as_bytes())?;
        // What is flushed ends with a whole byte, and the rest can be read behind anything that says the same.
        encoder.flush()?;
        start = encoder.get_ref().len();
    }
    encoder.write_all(text.as_bytes())?;
    Ok(encoder.finish()?.split_off(start))
}

fn letters(bytes: &[u8]) -> String {
    let alphabet: Vec<char> = (33..127_u8).map(char::from).filter(|c| !['"', '<', '\\'].contains(c)).collect();
    let mut out = String::with_capacity(bytes.len() * 16 / 13 + 2);
    let (mut bits, mut held) = (0_usize, 0);
    let mut put = |bits: usize| {
        out.push(alphabet[bits % 91]);
        out.push(alphabet[bits / 91]);
    };
    for byte in bytes {
        bits |= usize::from(*byte) << held;
        held += 8;
        if held >= 13 {
            put(bits & 0x1fff);
            bits >>= 13;
            held -= 13;
        }
    }
    if held > 0 {
        put(bits);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{letters, number, rising};

    #[test]
    fn numbers_end_by_themselves() {
        let of = |n| {
            let mut out = String::new();
            number(&mut out, n);
            out
        };
        assert_eq!((of(0), of(46), of(47), of(47 * 47)), ("P".into(), "~".into(), "\"P".into(), "\"!P".into()));
        let mut out = String::new();
        rising(&mut out, [3, 3, 50]);
        assert_eq!(out, "SP\"P");
    }

    #[test]
    fn letters_are_harmless() {
        let all: Vec<u8> = (0..=255).cycle().take(5000).collect();
        assert!(letters(&all).chars().all(|c| c.is_ascii_graphic() && !['"', '<', '\\'].contains(&c)));
    }
}
