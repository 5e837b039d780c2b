//! Cells → numbers, counts and days.
//!
//! In: the bytes of a cell. Out: what it says, or nothing where it doesn't say that. Digits may be European, Arabic (both
//! kinds) or Thai. Promises: what most files hold, short numbers and ISO days, costs next to nothing and no memory.
//! Deliberately not here: guesses. `%`, exponents, separators of thousands and the day numbers of spreadsheets are refused.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// The largest count: whole numbers up to here are exact in a sum of halves.
const MOST: u64 = 1 << 53;

/// How many different spellings of days are remembered.
const KNOWN_DAYS: usize = 4096;

/// Which signs part a number's fraction from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fraction {
    /// Only the dot, and the Arabic sign: the comma parts cells.
    Dot,
    /// The comma as well.
    DotOrComma,
}

/// A cell without the blanks around it.
pub(super) fn trimmed(cell: &[u8]) -> &[u8] {
    // A byte of ASCII that can be seen has nothing around it to take away.
    if cell.first().is_none_or(u8::is_ascii_graphic) && cell.last().is_none_or(u8::is_ascii_graphic) {
        return cell;
    }
    match std::str::from_utf8(cell) {
        Ok(text) => text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c)).as_bytes(),
        Err(_) => cell.trim_ascii(),
    }
}

/// Marks of direction, and of no width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The value of a digit, in any of the scripts that are read.
pub(super) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        _ => return None,
    };
    Some((u32::from(c) - u32::from(zero)) as u8)
}

/// A trimmed cell with its digits and signs in ASCII; none where something else is in it.
fn plain(cell: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(trimmed(cell)).ok()?;
    let signs = text.chars().filter(|c| !is_invisible(*c)).map(|c| match digit(c) {
        Some(digit) => Some(char::from(b'0' + digit)),
        None => match c {
            '\u{66b}' => Some('.'),
            '\u{2212}' => Some('-'),
            '\u{a0}' | '\u{202f}' => Some(' '),
            c => c.is_ascii().then_some(c),
        },
    });
    signs.collect()
}

/// A number as people write it: a sign, digits, a fraction.
pub(super) fn number(cell: &[u8], fraction: Fraction) -> Option<f64> {
    match cell {
        [digit @ b'0'..=b'9'] => Some(f64::from(digit - b'0')),
        [b'1', b'0'] => Some(10.0),
        _ => ascii_number(cell, fraction).or_else(|| ascii_number(plain(cell)?.as_bytes(), fraction)),
    }
}

fn ascii_number(text: &[u8], fraction: Fraction) -> Option<f64> {
    let (is_negative, unsigned) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let is_point = |byte: u8| byte == b'.' || byte == b',' && fraction == Fraction::DotOrComma;
    let (mut mantissa, mut digits, mut point) = (0_u64, 0, None);
    for byte in unsigned {
        match byte {
            b'0'..=b'9' if digits < MOST_DIGITS => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                digits += 1;
            }
            byte if is_point(*byte) && point.is_none() => point = Some(digits),
            _ => return None,
        }
    }
    let behind = digits - point.unwrap_or(digits);
    if digits == 0 || point == Some(digits) {
        return None;
    }
    // Both are exact, so the quotient is the nearest number there is.
    let value = mantissa as f64 / POWERS[behind];
    Some(if is_negative && mantissa > 0 { -value } else { value })
}

/// The most digits of a number: what more would say is lost in a double.
const MOST_DIGITS: usize = 15;

const POWERS: [f64; MOST_DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A whole number from 0.
pub(super) fn whole(cell: &[u8]) -> Option<u64> {
    let of = |text: &[u8]| {
        let text = text.strip_prefix(b"+").unwrap_or(text);
        if text.is_empty() || text.len() > 16 {
            return None;
        }
        let add = |sum: u64, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + u64::from(byte - b'0'));
        text.iter().try_fold(0, add).filter(|count| *count <= MOST)
    };
    of(cell).or_else(|| of(plain(cell)?.as_bytes()))
}

/// True for what a spreadsheet makes of a day that isn't formatted as one: `46142`, `46142.5`.
pub(super) fn is_day_number(cell: &[u8]) -> bool {
    number(cell, Fraction::DotOrComma).is_some_and(|number| (20_000.0..80_000.0).contains(&number))
}

/// Reads days: as `2026-04-30`, or as a format has them.
#[derive(Clone, Default)]
pub(super) struct Days {
    format: Option<String>,
    known: HashMap<Box<[u8]>, Option<Date>>,
}

impl Days {
    /// Days in a format; its words are those of `strftime`. Says what is wrong with one that no day can be read with.
    pub(super) fn with_format(format: &str) -> Result<Self, String> {
        let day = date(2026, 4, 30);
        let noon = day.at(12, 34, 56, 0).to_zoned(TimeZone::UTC).map_err(|error| error.to_string())?;
        let written = strtime::format(format, &noon).map_err(|error| error.to_string())?;
        let read =
            strtime::parse(format, &written).and_then(|read| read.to_date()).map_err(|error| error.to_string())?;
        match read == day {
            true => Ok(Self { format: Some(format.to_owned()), known: HashMap::new() }),
            false => Err("no day of the calendar can be read with it".to_owned()),
        }
    }

    /// A day, with or without a time behind it where there is no format. A time says nothing: the day is the one that
    /// is written, wherever it was.
    pub(super) fn day(&mut self, cell: &[u8]) -> Option<Date> {
        let Some(format) = &self.format else {
            return iso(cell).or_else(|| iso(plain(cell)?.as_bytes()));
        };
        if let Some(known) = self.known.get(cell) {
            return *known;
        }
        let day = formatted(cell, format);
        if self.known.len() < KNOWN_DAYS {
            self.known.insert(cell.into(), day);
        }
        day
    }
}

/// A day in a format; names of months are letters of any script, so digits alone are made plain.
fn formatted(cell: &[u8], format: &str) -> Option<Date> {
    let text = std::str::from_utf8(trimmed(cell)).ok()?;
    let text: String = text.chars().map(|c| digit(c).map_or(c, |digit| char::from(b'0' + digit))).collect();
    let day = strtime::parse(format, text).and_then(|read| read.to_date()).ok()?;
    (1900..2200).contains(&day.year()).then_some(day)
}

fn iso(text: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = text else { return None };
    let two = |tens: &u8, ones: &u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then_some((tens * 10 + ones) as i8)
    };
    let (century, year) = (two(y1, y2)?, two(y3, y4)?);
    let is_time = |rest: &[u8]| match rest {
        [] => true,
        [b'T' | b't' | b' ', rest @ ..] => {
            rest.first().is_some_and(u8::is_ascii_digit)
                && rest.iter().all(|byte| byte.is_ascii_digit() || b":.,+-Zz APMapm".contains(byte))
        }
        _ => false,
    };
    if !(19..22).contains(&century) || !is_time(rest) {
        return None;
    }
    Date::new(i16::from(century) * 100 + i16::from(year), two(m1, m2)?, two(d1, d2)?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{Days, Fraction, is_day_number, number, trimmed, whole};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases = [
            ("7", 7.0),
            ("10", 10.0),
            (" 7 ", 7.0),
            ("\u{a0}7\u{202f}", 7.0),
            ("+3", 3.0),
            ("-2", -2.0),
            ("\u{2212}2", -2.0),
            ("3.5", 3.5),
            (".5", 0.5),
            ("-0", 0.0),
            ("٣", 3.0),
            ("٣٫٥", 3.5),
            ("\u{200f}١٠", 10.0),
            ("۴", 4.0),
            ("๔", 4.0),
            ("๑๐", 10.0),
            ("0.1", 0.1),
            ("4.25\r", 4.25),
        ];
        for (text, value) in cases {
            assert_eq!(number(text.as_bytes(), Fraction::Dot), Some(value), "{text:?}");
        }
        assert_eq!(number(b"3,5", Fraction::DotOrComma), Some(3.5));
        assert_eq!(number("٣,٥".as_bytes(), Fraction::DotOrComma), Some(3.5));
    }

    #[test]
    fn nothing_else_is_a_number() {
        let cases = ["", " ", "x", "5%", "1e3", "inf", "NaN", "1 000", "1.2.3", "5.", "--1", "+", "3,5", "0x1", "五"];
        for text in cases {
            assert_eq!(number(text.as_bytes(), Fraction::Dot), None, "{text:?}");
        }
        for text in ["1.234,5", "1,2,3", "1234567890123456", "\u{ff17}"] {
            assert_eq!(number(text.as_bytes(), Fraction::DotOrComma), None, "{text:?}");
        }
        assert_eq!(number(b"\xff7", Fraction::Dot), None);
    }

    #[test]
    fn counts_are_whole() {
        for (text, count) in [("0", 0), ("12", 12), (" 12 ", 12), ("١٢", 12), ("+3", 3), ("9007199254740992", 1 << 53)]
        {
            assert_eq!(whole(text.as_bytes()), Some(count), "{text:?}");
        }
        for text in ["", "-1", "1.5", "1.0", "9007199254740993", "99999999999999999999", "many", "1,000"] {
            assert_eq!(whole(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn days_are_iso_with_or_without_a_time() {
        let mut days = Days::default();
        let cases = [
            "2026-04-30",
            " 2026-04-30 ",
            "2026-04-30T23:59:59Z",
            "2026-04-30 08:15",
            "2026-04-30T08:15:00.123+03:00",
            "٢٠٢٦-٠٤-٣٠",
            "۲۰۲۶-۰۴-۳۰",
            "๒๐๒๖-๐๔-๓๐",
        ];
        for text in cases {
            assert_eq!(days.day(text.as_bytes()), Some(date(2026, 4, 30)), "{text:?}");
        }
        let wrong = [
            "2026-02-30",
            "2026-13-01",
            "1899-12-31",
            "2200-01-01",
            "30.04.2026",
            "2026-4-3",
            "46142",
            "2026-04-30x",
            "2026-04-30Tx",
            "0000-00-00",
            "",
        ];
        for text in wrong {
            assert_eq!(days.day(text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(days.day(b"2199-12-31"), Some(date(2199, 12, 31)));
        assert!(is_day_number(b"46142") && is_day_number(b"46142,5") && !is_day_number(b"2026"));
    }

    #[test]
    fn days_follow_a_format() {
        let cases = [
            ("%d.%m.%Y", "30.04.2026"),
            ("%d/%m/%Y %H:%M", "30/04/2026 12:30"),
            ("%m/%d/%y", "04/30/26"),
            ("%d/%m/%Y", "٣٠/٠٤/٢٠٢٦"),
            ("%d %b %Y", "30 Apr 2026"),
        ];
        for (format, text) in cases {
            let mut days = Days::with_format(format).expect(format);
            for _ in 0..2 {
                assert_eq!(days.day(text.as_bytes()), Some(date(2026, 4, 30)), "{format} {text}");
            }
            assert_eq!(days.day(b"x"), None);
            assert_eq!(days.day(b"2026-04-30"), None);
        }
        for format in ["%d.%m", "%Q%Q", "%", "2026-04-30", "", "%H:%M", "DD.MM.YYYY"] {
            assert!(Days::with_format(format).is_err(), "{format}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_or_not(cell in proptest::collection::vec(any::<u8>(), 0..24)) {
            let mut days = Days::default();
            let _ = (number(&cell, Fraction::DotOrComma), whole(&cell), days.day(&cell), trimmed(&cell).len());
        }

        #[test]
        fn a_number_is_what_the_standard_library_makes_of_it(value in -1e6..1e6_f64) {
            let text = format!("{value:.4}");
            prop_assert_eq!(number(text.as_bytes(), Fraction::Dot), text.parse::<f64>().ok());
        }
    }
}
