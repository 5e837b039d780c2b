//! How large a picture is, without decoding it.
//!
//! In: the bytes of an image as they are in its file. Out: the size that it asks to be shown in, as pages say it beside
//! the image, so that the text around it stays where it is while the image loads. Promises: never fails; a damaged file
//! has no size. Deliberately not here: what is drawn in it.

use std::io::{BufRead, Seek};

/// The size of a picture in pixels; neither side is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimensions {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// How wide a drawing without a width of its own is said to be: it fills the column, as browsers show it.
const UNBOUND: f64 = 1600.0;
/// The longest side that counts as one.
const LONGEST: f64 = 100_000.0;
/// How much of a drawing is looked through for its first tag.
const HEAD: usize = 16 * 1024;

impl Dimensions {
    /// Reads the size of an image out of its head.
    pub(super) fn read(reader: impl BufRead + Seek) -> Option<Self> {
        let size = imagesize::reader_size(reader).ok()?;
        Self::of(size.width as f64, size.height as f64)
    }

    /// Reads the size of a drawing out of its `<svg …>`.
    pub(super) fn of_drawing(svg: &[u8]) -> Option<Self> {
        let head = String::from_utf8_lossy(&svg[..svg.len().min(HEAD)]);
        let root = root(&head)?;
        let side = |name| attribute(root, name).and_then(length);
        let ratio = attribute(root, "viewBox").and_then(ratio);
        match (side("width"), side("height"), ratio) {
            (Some(width), Some(height), _) => Self::of(width, height),
            (Some(width), None, Some(ratio)) => Self::of(width, width / ratio),
            (None, Some(height), Some(ratio)) => Self::of(height * ratio, height),
            (None, None, Some(ratio)) => Self::of(UNBOUND, UNBOUND / ratio),
            _ => None,
        }
    }

    fn of(width: f64, height: f64) -> Option<Self> {
        let is_sound = |side: f64| (0.5..=LONGEST).contains(&side);
        let whole = |side: f64| side.round() as u32;
        (is_sound(width) && is_sound(height)).then(|| Self { width: whole(width).max(1), height: whole(height).max(1) })
    }
}

/// What stands in the drawing's first tag; comments and declarations before it are passed over.
fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = &rest[rest.find('<')?..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")?..];
        } else if let Some(tag) = rest.strip_prefix("<svg") {
            return Some(&tag[..tag.find('>')?]).filter(|tag| tag.starts_with(char::is_whitespace));
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest = &rest[1..];
        } else {
            return None;
        }
    }
}

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, behind) = after[1..].split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = behind;
    }
}

/// A length in pixels; a share of something else is none.
fn length(value: &str) -> Option<f64> {
    let value = value.trim();
    let unit_at = value.find(|c: char| c.is_ascii_alphabetic() && c != 'e' || c == '%').unwrap_or(value.len());
    let per_unit = match &value[unit_at..] {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    value[..unit_at].trim().parse::<f64>().ok().map(|number| number * per_unit)
}

/// How much wider than high a drawing's canvas is.
fn ratio(view_box: &str) -> Option<f64> {
    let numbers = view_box.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some(width / height),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::Dimensions;

    fn size(width: u32, height: u32) -> Option<Dimensions> {
        Some(Dimensions { width, height })
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x06\0\0\0");
        bytes
    }

    #[test]
    fn heads_of_images_say_their_size() {
        let read = |bytes: &[u8]| Dimensions::read(Cursor::new(bytes));
        assert_eq!(read(&png(640, 480)), size(640, 480));
        assert_eq!(read(b"GIF89a\x40\x01\xf0\0\0\0\0"), size(320, 240));
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\0\xf0\x01\x40\x03\x01\x22\0\x02\x11\x01\x03\x11\x01";
        assert_eq!(read(jpeg), size(320, 240));
        let webp = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\x3f\xc1\x3b\0\0\0\0\0\0\0\0\0\0\0\0";
        assert_eq!(read(webp), size(320, 240));
    }

    #[test]
    fn what_is_damaged_has_no_size() {
        let read = |bytes: &[u8]| Dimensions::read(Cursor::new(bytes));
        assert_eq!(read(b""), None);
        assert_eq!(read(b"not an image"), None);
        assert_eq!(read(&png(0, 480)), None);
        assert_eq!(read(&png(u32::MAX, 1)), None);
        (0..20).for_each(|end| assert_eq!(read(&png(640, 480)[..end]), None, "{end}"));
    }

    #[test]
    fn drawings_say_their_size_or_their_form() {
        let read = |svg: &str| Dimensions::of_drawing(svg.as_bytes());
        assert_eq!(read("<svg width=\"20\" height='10px'/>"), size(20, 10));
        assert_eq!(
            read("<?xml version='1.0'?>\n<!-- <svg width='1'> -->\n<svg width=\"1in\" height=\"2.54cm\"></svg>"),
            size(96, 96)
        );
        assert_eq!(read("<svg xmlns=\"a=b\" viewBox=\"0 0 200 100\" width=\"50\">"), size(50, 25));
        assert_eq!(read("<svg viewBox='0,0 , 200 100' width='100%'>"), size(1600, 800));
        for none in [
            "",
            "<svg>",
            "<svgx width='1' height='1'>",
            "<p>",
            "<svg width='2em' height='1'>",
            "<svg width=a",
            "<svg viewBox='0 0 0 1'>",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(kind in 0..7_usize, bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let heads: [&[u8]; 7] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x18ftypavif", b"BM", b"\0\0\x01\0"];
            let all = [heads[kind], &bytes].concat();
            let _ = Dimensions::read(Cursor::new(&all));
            let _ = Dimensions::of_drawing(&bytes);
            let _ = Dimensions::of_drawing(format!("<svg {}", String::from_utf8_lossy(&bytes)).as_bytes());
        }
    }
}
