//! Bytes of a file → text in UTF-8, as a stream.
//!
//! In: a reader of bytes and the label of an encoding, if the settings have one. Out: a reader of UTF-8 without a mark in
//! front, or why these bytes are no text. Promises: no more than a few buffers are in memory, and a row that doesn't end
//! ends the reading ([`Watch`]). Deliberately not here: whether UTF-8 that needed no decoding is any; rows are looked at
//! one by one, so that the row is known.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::Relaxed};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The longest row, in bytes; what is longer is mostly a quote that never closes.
pub(super) const MAX_ROW: u64 = 1024 * 1024;

/// How many bytes of a file's beginning tell what it is.
const HEAD: usize = 4096;

/// Why a file is no text.
pub(super) enum Refusal {
    /// The system's words.
    Failed(io::Error),
    /// What it is instead, and what to do about it.
    NoText(&'static str, &'static str),
}

/// What is known about a stream while it is read.
#[derive(Default)]
pub(super) struct Watch {
    /// How many bytes were read.
    total: AtomicU64,
    /// How many bytes were read since a row was finished.
    since_row: AtomicU64,
    /// True where a row didn't end within [`MAX_ROW`].
    is_endless: AtomicBool,
    /// The last byte that is no line end.
    last: AtomicU8,
    /// True where bytes were met that the encoding doesn't have.
    is_malformed: AtomicBool,
}

impl Watch {
    /// Notes that a row is finished.
    pub(super) fn row(&self) {
        self.since_row.store(0, Relaxed);
    }

    /// How many bytes of text were read so far.
    pub(super) fn total(&self) -> u64 {
        self.total.load(Relaxed)
    }

    /// True where a row was too long to be one.
    pub(super) fn is_endless(&self) -> bool {
        self.is_endless.load(Relaxed)
    }

    /// The last byte so far that is no line end.
    pub(super) fn last(&self) -> u8 {
        self.last.load(Relaxed)
    }

    /// True where bytes were met that the encoding doesn't have: they are U+FFFD in what was read since.
    pub(super) fn is_malformed(&self) -> bool {
        self.is_malformed.load(Relaxed)
    }
}

/// Text in UTF-8, and what is known about it.
pub(super) struct Text<'a> {
    pub(super) reader: Box<dyn Read + Send + 'a>,
    pub(super) watch: Arc<Watch>,
    /// The encoding's name where there was something to decode.
    pub(super) encoding: Option<&'static str>,
}

/// Begins to read a text. A mark in front of it says more than the label.
pub(super) fn open<'a>(mut raw: impl Read + Send + 'a, label: Option<&'static Encoding>) -> Result<Text<'a>, Refusal> {
    let mut head = Vec::with_capacity(HEAD);
    raw.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(Refusal::Failed)?;
    let marked = Encoding::for_bom(&head);
    let encoding = marked.map(|(encoding, _)| encoding).or(label).unwrap_or(UTF_8);
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if let Some((what, hint)) = no_text(&head, is_wide) {
        return Err(Refusal::NoText(what, hint));
    }
    head.drain(..marked.map_or(0, |(_, length)| length));
    let raw = io::Cursor::new(head).chain(raw);
    let watch = Arc::new(Watch::default());
    let (reader, encoding): (Box<dyn Read + Send + 'a>, _) = match encoding == UTF_8 {
        true => (Box::new(raw), None),
        false => (Box::new(Decoded::new(raw, encoding, watch.clone())), Some(encoding.name())),
    };
    Ok(Text { reader: Box::new(Watched { reader, watch: watch.clone() }), watch, encoding })
}

/// What a file is that is no text, by its first bytes.
fn no_text(head: &[u8], is_wide: bool) -> Option<(&'static str, &'static str)> {
    const SAVE: &str = "open it there and save it as “CSV UTF-8”";
    const UNPACK: &str = "unpack it, and name the CSV that was in it";
    let has = |piece: &[u8]| head.windows(piece.len()).any(|window| window == piece);
    if head.starts_with(b"PK\x03\x04") {
        return Some(match () {
            () if has(b"opendocument.spreadsheet") => ("this is a spreadsheet of OpenDocument", SAVE),
            () if has(b"xl/") || has(b"[Content_Types].xml") => ("this is an Excel workbook", SAVE),
            () => ("this is a ZIP archive", UNPACK),
        });
    }
    let known: [(&[u8], _, _); 7] = [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Excel workbook", SAVE),
        (b"\x1f\x8b", "this is packed with gzip", UNPACK),
        (b"BZh", "this is packed with bzip2", UNPACK),
        (b"\x28\xb5\x2f\xfd", "this is packed with zstd", UNPACK),
        (b"%PDF-", "this is a PDF", "take the file that it was made from"),
        (b"\xff\xfe\0\0", "this is UTF-32", "save it as UTF-8"),
        (b"\0\0\xfe\xff", "this is UTF-32", "save it as UTF-8"),
    ];
    let found = known.into_iter().find(|(first, ..)| head.starts_with(first)).map(|(_, what, hint)| (what, hint));
    let hint = "save it as “CSV UTF-8”; UTF-16 without a mark is read with `encoding = \"utf-16le\"`";
    found.or_else(|| {
        (!is_wide && head.contains(&0)).then_some(("there are NUL bytes in this file: it is no text", hint))
    })
}

/// A stream whose rows are watched.
struct Watched<'a> {
    reader: Box<dyn Read + Send + 'a>,
    watch: Arc<Watch>,
}

impl Read for Watched<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.watch.since_row.load(Relaxed) > MAX_ROW {
            self.watch.is_endless.store(true, Relaxed);
            return Err(io::Error::other("a row that doesn't end"));
        }
        let read = self.reader.read(into)?;
        self.watch.total.fetch_add(read as u64, Relaxed);
        self.watch.since_row.fetch_add(read as u64, Relaxed);
        if let Some(last) = into[..read].iter().rev().find(|byte| !matches!(byte, b'\n' | b'\r')) {
            self.watch.last.store(*last, Relaxed);
        }
        Ok(read)
    }
}

/// A stream that turns an encoding into UTF-8.
struct Decoded<R> {
    raw: R,
    decoder: Decoder,
    watch: Arc<Watch>,
    /// Bytes that are not decoded yet.
    input: Box<[u8]>,
    pending: std::ops::Range<usize>,
    /// Text that nobody has taken yet.
    output: Box<[u8]>,
    ready: std::ops::Range<usize>,
    state: State,
}

#[derive(PartialEq)]
enum State {
    Reading,
    LastBytes,
    Finished,
}

impl<R: Read> Decoded<R> {
    fn new(raw: R, encoding: &'static Encoding, watch: Arc<Watch>) -> Self {
        const SIZE: usize = 32 * 1024;
        let decoder = encoding.new_decoder_without_bom_handling();
        let (input, output) = (vec![0; SIZE].into(), vec![0; SIZE].into());
        Self { raw, decoder, watch, input, pending: 0..0, output, ready: 0..0, state: State::Reading }
    }

    /// Decodes some more, as far as there is something.
    fn decode(&mut self) -> io::Result<()> {
        while self.ready.is_empty() && self.state != State::Finished {
            if self.pending.is_empty() && self.state == State::Reading {
                let read = self.raw.read(&mut self.input)?;
                self.pending = 0..read;
                if read == 0 {
                    self.state = State::LastBytes;
                }
            }
            let is_last = self.state == State::LastBytes;
            let input = &self.input[self.pending.clone()];
            let (result, taken, written, had_errors) = self.decoder.decode_to_utf8(input, &mut self.output, is_last);
            self.pending.start += taken;
            self.ready = 0..written;
            if had_errors {
                self.watch.is_malformed.store(true, Relaxed);
            }
            if is_last && result == CoderResult::InputEmpty {
                self.state = State::Finished;
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ready.is_empty() {
            self.decode()?;
        }
        let length = self.ready.len().min(into.len());
        into[..length].copy_from_slice(&self.output[self.ready.start..self.ready.start + length]);
        self.ready.start += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use encoding_rs::Encoding;

    use super::{MAX_ROW, Refusal, open};

    fn text(bytes: &[u8], label: Option<&str>) -> Result<(String, bool), String> {
        let label = label.map(|label| Encoding::for_label(label.as_bytes()).expect("a label"));
        let mut opened = open(bytes, label).map_err(|refusal| match refusal {
            Refusal::NoText(what, _) => what.to_owned(),
            Refusal::Failed(error) => error.to_string(),
        })?;
        let mut text = String::new();
        opened.reader.read_to_string(&mut text).map_err(|error| error.to_string())?;
        Ok((text, opened.watch.is_malformed()))
    }

    fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn marks_say_what_a_text_is() {
        let words = "puan,yorum\n5,güzel 😀\n٥,جيد\n๕,ดี\n";
        assert_eq!(text(words.as_bytes(), None), Ok((words.to_owned(), false)));
        assert_eq!(text(format!("\u{feff}{words}").as_bytes(), Some("windows-1254")), Ok((words.to_owned(), false)));
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(text(&wide(&format!("\u{feff}{words}"), bytes), None), Ok((words.to_owned(), false)));
        }
        assert_eq!(text(&wide(words, u16::to_le_bytes), Some("utf-16le")), Ok((words.to_owned(), false)));
    }

    #[test]
    fn labels_say_what_a_text_is() {
        let cases = [
            ("windows-1254", &b"\xfe\xd0\xdd,\xe7ok"[..], "şĞİ,çok"),
            ("iso-8859-9", b"\xfe\xd0\xdd", "şĞİ"),
            ("windows-1256", b"\xcc\xed\xcf", "جيد"),
            ("windows-874", b"\xb4\xd5", "ดี"),
            ("tis-620", b"\xb4\xd5", "ดี"),
        ];
        for (label, bytes, words) in cases {
            assert_eq!(text(bytes, Some(label)), Ok((words.to_owned(), false)), "{label}");
        }
        assert_eq!(text(b"a\xdb", Some("windows-874")), Ok(("a\u{fffd}".to_owned(), true)));
        assert_eq!(text(b"\xff\xfea\0\x00", None), Ok(("a\u{fffd}".to_owned(), true)));
    }

    #[test]
    fn what_is_no_text_is_named() {
        let cases = [
            (&b"PK\x03\x04....[Content_Types].xml"[..], "this is an Excel workbook"),
            (b"PK\x03\x04....xl/workbook.xml", "this is an Excel workbook"),
            (
                b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                "this is a spreadsheet of OpenDocument",
            ),
            (b"PK\x03\x04....a.csv", "this is a ZIP archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Excel workbook"),
            (b"\x1f\x8b\x08", "this is packed with gzip"),
            (b"\xff\xfe\0\0a\0\0\0", "this is UTF-32"),
            (b"s\0c\0o\0", "there are NUL bytes in this file: it is no text"),
        ];
        for (bytes, what) in cases {
            assert_eq!(text(bytes, None), Err(what.to_owned()));
        }
    }

    /// Gives bytes as long as somebody asks, a few at a time, and never many more than were asked for before.
    struct Endless(u64);

    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            assert!(into.len() <= 64 * 1024, "nobody needs {} bytes at once", into.len());
            self.0 += into.len() as u64;
            assert!(self.0 < 4 * MAX_ROW, "a row that doesn't end is read on and on");
            into.fill(b'x');
            Ok(into.len())
        }
    }

    #[test]
    fn a_row_without_an_end_ends_the_reading() {
        let Ok(mut text) = open(Endless(0), None) else { panic!("text") };
        assert!(io::copy(&mut text.reader, &mut io::sink()).is_err());
        assert!(text.watch.is_endless());
    }
}
