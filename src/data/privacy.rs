//! What in a comment is nobody's business, and whether somebody agreed to have it shown.
//!
//! In: a comment. Out: the first kind of personal data in it. It errs to the safe side: any seven digits that hang together
//! count as the number of a phone, a day of the calendar excepted. Promises: a text without digits and `@` costs one look
//! at its bytes. Deliberately not here: names of people, which no rule tells from other words; who shows comments reads them.

use crate::data::cells::digit;

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Personal {
    Mail,
    Phone,
    Card,
    Account,
}

impl Personal {
    /// What it is called.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "an e-mail address",
            Self::Phone => "a phone number",
            Self::Card => "a card number",
            Self::Account => "the number of a bank account",
        }
    }
}

/// The fewest digits of a phone number.
const PHONE: usize = 7;

/// True for a cell that says yes, in the languages of the interface.
pub(super) fn is_yes(cell: &str) -> bool {
    const YES: [&str; 6] = ["yes", "y", "true", "1", "evet", "e"];
    const OTHER: [&str; 9] = ["doğru", "١", "۱", "๑", "نعم", "أجل", "صحيح", "ใช่", "จริง"];
    let cell = cell.trim();
    match cell.is_ascii() {
        true => YES.iter().any(|yes| cell.eq_ignore_ascii_case(yes)),
        false => cell.len() <= 20 && OTHER.contains(&cell.to_lowercase().as_str()),
    }
}

/// The first kind of personal data in a text.
pub(super) fn personal(text: &str) -> Option<Personal> {
    if !may_hold_some(text.as_bytes()) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    if has_mail(&chars) {
        return Some(Personal::Mail);
    }
    if (0..chars.len()).any(|at| is_account(&chars, at)) {
        return Some(Personal::Account);
    }
    numbers(&chars).find_map(|run| kind_of_number(&run))
}

/// False for most texts: those without `@` and with hardly a digit. Told from each byte and the one before it, without a
/// branch, so that many are looked at at once.
pub(super) fn may_hold_some(text: &[u8]) -> bool {
    let is_in = |byte: u8, first: u8| byte.wrapping_sub(first) < 10;
    let digits = text.iter().filter(|byte| is_in(**byte, b'0')).count();
    let is_at = text.iter().fold(false, |found, byte| found | (*byte == b'@'));
    // The second bytes of Arabic and Thai digits, and of the wide form of `@`, are those of other letters as well.
    let is_wide = |(before, byte): (&u8, &u8)| {
        (*before == 0xd9) & is_in(*byte, 0xa0)
            | (*before == 0xdb) & is_in(*byte, 0xb0)
            | (*before == 0xb9) & is_in(*byte, 0x90)
            | (*before == 0xbc) & (*byte == 0xa0)
    };
    let pairs = || text.iter().zip(text.get(1..).unwrap_or_default());
    digits >= PHONE || is_at || !text.is_ascii() && pairs().fold(false, |found, pair| found | is_wide(pair))
}

fn has_mail(chars: &[char]) -> bool {
    let is_at = |c: &char| matches!(c, '@' | '\u{ff20}');
    let ats = chars.iter().enumerate().filter(|(_, c)| is_at(c)).map(|(at, _)| at);
    ats.into_iter().any(|at| {
        let is_named = at > 0 && (chars[at - 1].is_alphanumeric() || "._%+-".contains(chars[at - 1]));
        let host: Vec<char> =
            chars[at + 1..].iter().copied().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
        let dot = host.iter().enumerate().find(|(at, c)| **c == '.' && *at > 0);
        is_named && dot.is_some_and(|(dot, _)| host.get(dot + 1).is_some_and(|c| c.is_alphanumeric()))
    })
}

/// True where the number of an account (IBAN) begins: its check digits are right.
fn is_account(chars: &[char], at: usize) -> bool {
    let is_begin = chars.get(at).is_some_and(char::is_ascii_alphabetic)
        && chars.get(at + 1).is_some_and(char::is_ascii_alphabetic)
        && chars.get(at + 2).is_some_and(|c| digit(*c).is_some())
        && chars.get(at + 3).is_some_and(|c| digit(*c).is_some());
    if !is_begin || at > 0 && chars[at - 1].is_alphanumeric() {
        return false;
    }
    let mut found: Vec<u32> = Vec::new();
    let mut rest = chars[at..].iter().copied().peekable();
    while let Some(c) = rest.next() {
        match digit(c).map(u32::from).or_else(|| c.is_ascii().then(|| c.to_digit(36)).flatten()) {
            Some(value) if found.len() < 34 => found.push(value),
            None if matches!(c, ' ' | '-' | '\u{a0}') => continue,
            _ => return false,
        }
        let is_end = rest.peek().is_none_or(|c| !c.is_alphanumeric());
        if is_end && found.len() >= 15 && remainder(&found) == 1 {
            return true;
        }
    }
    false
}

/// The check of an account's number: its first four signs go to the end, letters count from 10.
fn remainder(signs: &[u32]) -> u32 {
    let turned = signs[4..].iter().chain(&signs[..4]);
    turned.fold(0, |sum, sign| (sum * if *sign > 9 { 100 } else { 10 } + sign) % 97)
}

/// Digits that hang together, by groups.
fn numbers(chars: &[char]) -> impl Iterator<Item = Vec<Vec<u8>>> {
    const SIGNS: [char; 10] = [' ', '-', '.', '(', ')', '/', '+', '\u{a0}', '\u{2011}', '\u{2013}'];
    let mut runs: Vec<Vec<Vec<u8>>> = Vec::new();
    let mut gap = usize::MAX;
    for c in chars {
        match digit(*c) {
            Some(digit) => {
                match gap {
                    0 => {}
                    1..=3 => runs.last_mut().into_iter().for_each(|run| run.push(Vec::new())),
                    _ => runs.push(vec![Vec::new()]),
                }
                runs.last_mut().and_then(|run| run.last_mut()).into_iter().for_each(|group| group.push(digit));
                gap = 0;
            }
            None if SIGNS.contains(c) || matches!(c, '\u{200e}' | '\u{200f}') => gap = gap.saturating_add(1),
            None => gap = usize::MAX,
        }
    }
    runs.into_iter()
}

fn kind_of_number(groups: &[Vec<u8>]) -> Option<Personal> {
    let digits: Vec<u8> = groups.iter().flatten().copied().collect();
    if digits.len() < PHONE || is_day(groups) {
        return None;
    }
    Some(if (13..=19).contains(&digits.len()) && is_card(&digits) { Personal::Card } else { Personal::Phone })
}

/// A day of the calendar, and at most the hour behind it.
fn is_day(groups: &[Vec<u8>]) -> bool {
    let value = |group: &[u8]| group.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(*digit));
    let is_small = |group: &[u8]| group.len() <= 2 && (1..=31).contains(&value(group));
    // Buddhist years are 543 ahead.
    let is_year = |group: &[u8]| group.len() == 4 && (1900..=2700).contains(&value(group));
    match groups {
        [first, second, third, rest @ ..] => {
            let is_date = is_year(first) && is_small(second) && is_small(third)
                || is_small(first) && is_small(second) && is_year(third);
            is_date && rest.len() <= 1 && rest.iter().all(|group| group.len() <= 2)
        }
        _ => false,
    }
}

/// The check of a card's number: every second digit from the right doubled, the sum of all digits a multiple of ten.
fn is_card(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(*digit) * if at % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{Personal, is_yes, personal};

    #[test]
    fn personal_data_is_found() {
        let cases = [
            ("write to amira@example.com please", Personal::Mail),
            ("AMIRA.K+x@mail.example.co", Personal::Mail),
            ("بريدي أميرة@مثال.شبكة", Personal::Mail),
            ("อีเมล a＠example.com", Personal::Mail),
            ("call 555-0199 22", Personal::Phone),
            ("+90 (532) 000 00 00 numaram", Personal::Phone),
            ("هاتفي ٠٥٥٥٠٠٠١٢٣", Personal::Phone),
            ("โทร ๐๘๑-๐๐๐-๐๐๐๐", Personal::Phone),
            ("06 00 00 00 00", Personal::Phone),
            ("4111 1111 1111 1111 was charged twice", Personal::Card),
            ("kart: 4111-1111-1111-1111", Personal::Card),
            ("١٢٣ ٤١١١١١١١١١١١١١١١", Personal::Phone),
            ("IBAN TR33 0006 1005 1978 6457 8413 26 thanks", Personal::Account),
            ("de89370400440532013000", Personal::Account),
            ("2026-04-30 0532 000 00 00", Personal::Phone),
        ];
        for (text, kind) in cases {
            assert_eq!(personal(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn other_texts_are_let_be() {
        let cases = [
            "",
            "The queue took 25 minutes, then 10 more",
            "kasada 3 kez 15 dakika bekledim",
            "انتظرت ٤٥ دقيقة",
            "รอ ๔๕ นาที ตั้งแต่ ๑๐ โมง",
            "on 2026-04-30 at 12:30",
            "30.04.2026 akşamı",
            "วันที่ 30/04/2569",
            "me @ the till",
            "@rihla",
            "table 12, 3 people, 450 TL",
            "XY12 is a nice name for a table but no account of mine",
        ];
        for text in cases {
            assert_eq!(personal(text), None, "{text}");
        }
    }

    #[test]
    fn yes_is_said_in_four_languages() {
        for cell in ["yes", "YES", " y ", "TRUE", "1", "نعم", "ใช่", "Evet", "DOĞRU", "١"] {
            assert!(is_yes(cell), "{cell}");
        }
        for cell in ["", "no", "0", "false", "لا", "ไม่", "hayır", "maybe", "yes but not my name, please"] {
            assert!(!is_yes(cell), "{cell}");
        }
    }
}
