//! The colours of a drawn map: those of the theme's `tokens.css`, which is the one place where colours are said.

use std::collections::BTreeMap;

use crate::map::sheet::scene::Ink;

/// Which of a theme's two looks is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The colours of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    colours: BTreeMap<String, [u8; 3]>,
    look: Look,
}

impl Palette {
    /// Reads the tokens that are written as `--name: light-dark(#rrggbb, #rrggbb);` or `--name: #rrggbb;`. A later
    /// sheet's token stands in for an earlier one's; anything else a style sheet says is passed over.
    pub fn read(sheets: &[&str], look: Look) -> Self {
        let mut colours = BTreeMap::new();
        let sheets: Vec<String> = sheets.iter().map(|sheet| without_comments(sheet)).collect();
        for declaration in sheets.iter().flat_map(|sheet| sheet.split(['{', '}', ';'])) {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let Some(name) = name.trim().strip_prefix("--") else { continue };
            let value = value.trim();
            let pair = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')?.split_once(','));
            let chosen = match (pair, look) {
                (Some((light, _)), Look::Light) => light,
                (Some((_, dark)), Look::Dark) => dark,
                (None, _) => value,
            };
            colours.extend(hex(chosen.trim()).map(|colour| (name.to_owned(), colour)));
        }
        Self { colours, look }
    }

    /// The colour of a token; where no style sheet says it, black on white or white on black, so that nothing vanishes.
    pub fn rgb(&self, ink: Ink) -> [u8; 3] {
        let is_ground = matches!(ink.0, "paper" | "surface" | "sunken");
        let blank = if is_ground == (self.look == Look::Light) { [255; 3] } else { [0; 3] };
        self.colours.get(ink.0).copied().unwrap_or(blank)
    }

    /// The same as `#rrggbb`.
    pub fn hex(&self, ink: Ink) -> String {
        let [red, green, blue] = self.rgb(ink);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let before = parts.next().unwrap_or_default().to_owned();
    // An unclosed comment goes on to the end.
    before + &parts.filter_map(|part| part.split_once("*/")).map(|(_, after)| after).collect::<String>()
}

/// `#rgb` and `#rrggbb`.
fn hex(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#')?;
    let digit = |at: usize| u8::from_str_radix(digits.get(at..=at)?, 16).ok();
    match digits.len() {
        3 => Some([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17]),
        6 => Some([digit(0)? * 16 + digit(1)?, digit(2)? * 16 + digit(3)?, digit(4)? * 16 + digit(5)?]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Palette};
    use crate::map::sheet::scene::Ink;

    #[test]
    fn a_later_sheet_stands_in_for_an_earlier_one() {
        let sheets =
            [":root { /* ink; paper: */ --ink: light-dark(#231e1a, #efe8df); --top: 3rem }", ":root{--ink:#f00}"];
        assert_eq!(Palette::read(&sheets[..1], Look::Light).hex(Ink("ink")), "#231e1a");
        assert_eq!(Palette::read(&sheets[..1], Look::Dark).hex(Ink("ink")), "#efe8df");
        assert_eq!(Palette::read(&sheets, Look::Dark).hex(Ink("ink")), "#ff0000");
        assert_eq!(Palette::read(&[], Look::Light).hex(Ink("ink")), "#000000");
        assert_eq!(Palette::read(&[], Look::Dark).hex(Ink("paper")), "#000000");
    }
}
