//! How many records a file holds, found without keeping them.

use core::fmt;
use std::io::{BufRead, BufReader, Read};

use quick_xml::events::Event;
use serde::Deserializer;
use serde::de::{IgnoredAny, SeqAccess, Visitor};

use crate::export::Format;

/// How many lines of a described file of comma-separated values say what the columns are.
const DESCRIPTIONS: u64 = 4;

/// The file is not in its format, or cannot be read to its end.
#[derive(Debug)]
pub(super) struct Unreadable;

/// Counts the records; `None` if the format does not tell them apart.
pub(super) fn count(
    format: Format,
    described: bool,
    content: &mut dyn Read,
) -> Result<Option<u64>, Unreadable> {
    let content = BufReader::with_capacity(64 * 1024, content);
    match format {
        Format::Json => list(content).map(Some),
        Format::JsonLines => lines(content).map(Some),
        Format::Csv | Format::CsvWithBom => {
            let heading = if described { DESCRIPTIONS } else { 0 };
            rows(content)?.checked_sub(heading).map(Some).ok_or(Unreadable)
        }
        Format::Xml => elements(content).map(Some),
        Format::Html => Ok(None),
    }
}

/// The elements of a list in JSON.
fn list(content: impl BufRead) -> Result<u64, Unreadable> {
    let mut deserializer = serde_json::Deserializer::from_reader(content);
    let count = deserializer.deserialize_seq(Counting).map_err(|_| Unreadable)?;
    deserializer.end().map_err(|_| Unreadable)?;
    Ok(count)
}

struct Counting;

impl<'de> Visitor<'de> for Counting {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(count)
    }
}

/// The lines, each of which is ended.
fn lines(mut content: impl BufRead) -> Result<u64, Unreadable> {
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
fn rows(content: impl Read) -> Result<u64, Unreadable> {
    let mut reader = csv::Reader::from_reader(content);
    let mut row = csv::ByteRecord::new();
    let mut count = 0;
    while reader.read_byte_record(&mut row).map_err(|_| Unreadable)? {
        count += 1;
    }
    if reader.byte_headers().map_err(|_| Unreadable)?.is_empty() {
        return Err(Unreadable);
    }
    Ok(count)
}

/// The elements `record` in the element `records`.
fn elements(content: impl BufRead) -> Result<u64, Unreadable> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let mut buffer = alloc::vec::Vec::new();
    let (mut depth, mut count, mut has_root) = (0_u64, 0, false);
    loop {
        buffer.clear();
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
    use super::count;
    use crate::export::Format;

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

    #[test]
    fn the_records_of_a_page_are_not_counted() {
        assert_eq!(count(Format::Html, false, &mut &b"<p>"[..]).unwrap(), None);
    }
}
