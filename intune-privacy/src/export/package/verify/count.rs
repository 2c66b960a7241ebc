//! How many records a file holds, found without keeping them.

use core::cell::Cell;
use core::fmt;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::events::Event;
use serde::Deserializer;
use serde::de::{IgnoredAny, SeqAccess, Visitor};

use crate::export::Format;

/// How many lines of a described file of comma-separated values say what the columns are.
const DESCRIPTIONS: u64 = 4;

/// The longest record that is read, in bytes. A reader remembers something of the record that it is
/// in: what is open, or the whole row. Of a small zip file that can be as much as somebody likes.
const LONGEST_RECORD: u64 = 16 << 20;

/// The records of a file cannot be counted.
#[derive(Debug)]
pub(super) enum Uncounted {
    /// The file is not in its format, or cannot be read to its end.
    Unreadable,
    /// A record is too long to be read.
    LongRecord,
}

use Uncounted::Unreadable;

/// Counts the records; `None` if the format does not tell them apart.
pub(super) fn count(
    format: Format,
    described: bool,
    content: &mut dyn Read,
) -> Result<Option<u64>, Uncounted> {
    count_of(format, described, content, &Room::new(LONGEST_RECORD))
}

fn count_of(
    format: Format,
    described: bool,
    content: &mut dyn Read,
    room: &Room,
) -> Result<Option<u64>, Uncounted> {
    let content = Limited { content: BufReader::with_capacity(64 * 1024, content), room };
    let count = match format {
        Format::Json => list(content).map(Some),
        Format::JsonLines => lines(content.content).map(Some),
        Format::Csv | Format::CsvWithBom => {
            let heading = if described { DESCRIPTIONS } else { 0 };
            rows(content).and_then(|count| count.checked_sub(heading).ok_or(Unreadable)).map(Some)
        }
        Format::Xml => elements(content).map(Some),
        Format::Html => Ok(None),
    };
    if room.left.get() == 0 { Err(Uncounted::LongRecord) } else { count }
}

/// How much of one record is read.
struct Room {
    longest: u64,
    left: Cell<u64>,
}

impl Room {
    fn new(longest: u64) -> Self {
        Self { longest, left: Cell::new(longest) }
    }

    /// Another record begins.
    fn begin(&self) {
        self.left.set(self.longest);
    }
}

/// A file of which no more of a record is read than there is room for.
struct Limited<'a, R> {
    content: R,
    room: &'a Room,
}

impl<R: BufRead> Read for Limited<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Limited<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let buffer = self.content.fill_buf()?;
        let left = usize::try_from(self.room.left.get()).unwrap_or(usize::MAX);
        if left == 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(&buffer[..buffer.len().min(left)])
    }

    fn consume(&mut self, count: usize) {
        self.room.left.set(self.room.left.get().saturating_sub(count as u64));
        self.content.consume(count);
    }
}

/// The elements of a list in JSON.
fn list(content: Limited<'_, impl BufRead>) -> Result<u64, Uncounted> {
    let room = content.room;
    let mut deserializer = serde_json::Deserializer::from_reader(content);
    let count = deserializer.deserialize_seq(Counting(room)).map_err(|_| Unreadable)?;
    deserializer.end().map_err(|_| Unreadable)?;
    Ok(count)
}

/// Counts, and has the next record begin after each.
struct Counting<'a>(&'a Room);

impl<'de> Visitor<'de> for Counting<'_> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
            self.0.begin();
        }
        Ok(count)
    }
}

/// The lines, each of which is ended.
fn lines(mut content: impl BufRead) -> Result<u64, Uncounted> {
    let (mut count, mut ended) = (0, true);
    loop {
        let buffer = content.fill_buf().map_err(|_| Unreadable)?;
        let Some(last) = buffer.last() else { break };
        ended = *last == b'\n';
        for byte in buffer {
            count += u64::from(*byte == b'\n');
        }
        let read = buffer.len();
        content.consume(read);
    }
    if ended { Ok(count) } else { Err(Unreadable) }
}

/// The rows below the header, all of one length.
fn rows(content: Limited<'_, impl BufRead>) -> Result<u64, Uncounted> {
    let room = content.room;
    let mut reader = csv::Reader::from_reader(content);
    let mut row = csv::ByteRecord::new();
    let mut count = 0;
    while reader.read_byte_record(&mut row).map_err(|_| Unreadable)? {
        count += 1;
        room.begin();
    }
    if reader.byte_headers().map_err(|_| Unreadable)?.is_empty() {
        return Err(Unreadable);
    }
    Ok(count)
}

/// The elements `record` in the element `records`.
fn elements(content: Limited<'_, impl BufRead>) -> Result<u64, Uncounted> {
    let room = content.room;
    let mut reader = quick_xml::Reader::from_reader(content);
    let mut buffer = alloc::vec::Vec::new();
    let (mut depth, mut count, mut has_root) = (0_u64, 0, false);
    loop {
        buffer.clear();
        if depth < 2 {
            room.begin();
        }
        match reader.read_event_into(&mut buffer).map_err(|_| Unreadable)? {
            Event::Start(tag) => {
                match (depth, tag.name().as_ref()) {
                    (0, "records") if !has_root => has_root = true,
                    (1, "record") => count += 1,
                    (0 | 1, _) => return Err(Unreadable),
                    _ => {}
                }
                depth += 1;
            }
            Event::Empty(tag) => match (depth, tag.name().as_ref()) {
                (1, "record") => count += 1,
                (0 | 1, _) => return Err(Unreadable),
                _ => {}
            },
            Event::End(_) => depth = depth.checked_sub(1).ok_or(Unreadable)?,
            Event::Eof => break,
            _ => {}
        }
    }
    if has_root && depth == 0 { Ok(count) } else { Err(Unreadable) }
}

#[cfg(test)]
mod tests {
    use super::{Room, Uncounted, count, count_of};
    use crate::export::Format;
    use alloc::string::ToString;

    #[track_caller]
    fn holds(format: Format, text: &str, expected: u64) {
        let counted = count(format, false, &mut text.as_bytes()).expect("a count");
        assert_eq!(counted, Some(expected), "{text}");
    }

    #[track_caller]
    fn is_unreadable(format: Format, text: &str) {
        assert!(count(format, false, &mut text.as_bytes()).is_err(), "{text}");
    }

    #[test]
    fn the_elements_of_a_list_are_counted() {
        holds(Format::Json, "[]", 0);
        holds(Format::Json, "[\n{\"a\":[1,2]},\n7\n]\n", 2);
        for text in ["", "{}", "[1", "[1] [2]", "[1,]", "1", "[nul]"] {
            is_unreadable(Format::Json, text);
        }
    }

    #[test]
    fn lines_are_counted() {
        holds(Format::JsonLines, "", 0);
        holds(Format::JsonLines, "{}\n{\"a\":\"\\n\"}\n", 2);
        is_unreadable(Format::JsonLines, "{}\n{}");
    }

    #[test]
    fn the_rows_below_the_heading_are_counted() {
        holds(Format::Csv, "a,b\r\n", 0);
        holds(Format::Csv, "a,b\r\n1,\"x\r\ny\"\r\n3,4\r\n", 2);
        holds(Format::Csv, "\u{feff}a\r\n\"\"\r\n", 1);
        let described = "a\r\nlabel\r\nclass\r\ncategory\r\ncondition\r\n1\r\n";
        assert_eq!(count(Format::Csv, true, &mut described.as_bytes()).unwrap(), Some(1));
        assert!(count(Format::Csv, true, &mut "a\r\n1\r\n".as_bytes()).is_err());
        is_unreadable(Format::Csv, "");
        is_unreadable(Format::Csv, "a,b\r\n1\r\n");
    }

    #[test]
    fn the_elements_of_the_root_are_counted() {
        let xml = "<?xml version=\"1.0\"?>\n<records type=\"a\">\n<record><record/></record>\n<record/></records>\n";
        holds(Format::Xml, xml, 2);
        holds(Format::Xml, "<records></records>", 0);
        for text in [
            "",
            "<records>",
            "<records><record></records>",
            "<records><other/></records>",
            "<records></records><records></records>",
            "<record/>",
        ] {
            is_unreadable(Format::Xml, text);
        }
    }

    /// More than a buffer holds, so that the file is read in pieces.
    const LONGEST: usize = 100_000;

    /// The count, with room for that much of a record.
    fn count_in_room(format: Format, text: &str) -> Result<Option<u64>, Uncounted> {
        count_of(format, false, &mut text.as_bytes(), &Room::new(LONGEST as u64))
    }

    #[test]
    fn a_record_without_end_is_not_read_to_its_end() {
        for (format, start, rest) in [
            (Format::Json, "[1,", "["),
            (Format::Json, "[", "{\"a\":"),
            (Format::Csv, "", ","),
            (Format::Csv, "a\r\n\"", "x"),
            (Format::Xml, "<records><record/><record>", "<a>"),
            (Format::Xml, "<records><record>", "x"),
        ] {
            let counted = count_in_room(format, &(start.to_string() + &rest.repeat(LONGEST)));
            assert!(matches!(counted, Err(Uncounted::LongRecord)), "{start}{rest}: {counted:?}");
        }
    }

    #[test]
    fn long_records_that_are_read_are_counted() {
        let long = "x".repeat(LONGEST - 100);
        for (format, text) in [
            (Format::Json, alloc::format!("[\"{long}\",\"{long}\"]")),
            (Format::Csv, alloc::format!("a\r\n{long}\r\n{long}\r\n")),
            (Format::Xml, alloc::format!("<records><record>{long}</record><record/></records>")),
        ] {
            let counted = count_in_room(format, &text);
            assert!(matches!(counted, Ok(Some(2))), "{format:?}: {counted:?}");
        }
    }

    #[test]
    fn the_records_of_a_page_are_not_counted() {
        assert_eq!(count(Format::Html, false, &mut &b"<p>"[..]).unwrap(), None);
    }
}
