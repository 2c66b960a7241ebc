use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::{Document, Error, Place, Position, Records};

/// A file that is read record by record, because it may be longer than memory.
///
/// A list of records, bare or within `value`, is never held as a whole. Only a file that is a single
/// record is.
pub struct Stream<R> {
    path: PathBuf,
    input: R,
}

impl<R: Read> Stream<R> {
    /// The file at `path`, which `input` reads.
    pub fn new(path: &Path, input: R) -> Self {
        Self { path: path.to_owned(), input }
    }

    /// Passes each record on as soon as it is read, as a document of this one record.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, or what `take` says of a record. What was passed on before stays
    /// passed on.
    pub fn each<E: From<Error>>(
        self,
        mut take: impl FnMut(&Records<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let name = self.path.display().to_string();
        let position = Cell::new(None);
        let mut input = BufReader::new(self.input);
        if let Err(source) = skip_mark(&mut input) {
            return Err(Error::Unreadable { name, source }.into());
        }
        let mut json =
            serde_json::Deserializer::from_reader(Tracked { input, position: &position });
        let mut failure = None;
        let list =
            List { name: &name, position: &position, take: &mut take, failure: &mut failure };
        let found = json.deserialize_any(Whole(list)).and_then(|found| json.end().map(|()| found));
        if let Some(failure) = failure {
            return Err(failure);
        }
        let place = || {
            let Position { line, column } = position.get().unwrap_or(Position::START);
            Place { name: name.clone(), line, column }
        };
        match found.map_err(|error| (error.classify(), error)) {
            Ok(true) => Ok(()),
            Err((Category::Eof, _)) => Err(Error::Truncated(place()).into()),
            Err((Category::Syntax, _)) => Err(Error::Malformed(place()).into()),
            Err((Category::Io, error)) => {
                Err(Error::Unreadable { name, source: error.into() }.into())
            }
            // No list: a single record, or nothing that is one.
            Ok(false) | Err((Category::Data, _)) => {
                let document = Document::open(&self.path)?;
                take(&document.records(None)?)
            }
        }
    }
}

impl<R> fmt::Debug for Stream<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Skips the byte-order mark that PowerShell writes.
fn skip_mark(input: &mut impl BufRead) -> io::Result<()> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    if input.fill_buf()?.starts_with(MARK) {
        input.consume(MARK.len());
    }
    Ok(())
}

/// Knows the place of the byte that was read last. (`serde_json` asks for one at a time.)
struct Tracked<'a, R> {
    input: R,
    /// `None` before the first byte.
    position: &'a Cell<Option<Position>>,
}

impl<R: Read> Read for Tracked<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(bytes)?;
        let mut position = self.position.get().unwrap_or(Position { line: 1, column: 0 });
        for byte in &bytes[..length] {
            match byte {
                b'\n' => position = Position { line: position.line + 1, column: 0 },
                // In the midst of a character.
                0x80..0xC0 => {}
                _ => position.column += 1,
            }
        }
        if length > 0 {
            self.position.set(Some(position));
        }
        Ok(length)
    }
}

/// A list of records.
struct List<'a, F, E> {
    name: &'a str,
    position: &'a Cell<Option<Position>>,
    take: &'a mut F,
    /// Why it was not gone on with.
    failure: &'a mut Option<E>,
}

impl<E: From<Error>, F: FnMut(&Records<'_>) -> Result<(), E>> List<'_, F, E> {
    fn pass_on(&mut self, record: &Located) -> Result<(), E> {
        let text = record.text.get();
        let document =
            Document { name: self.name.to_owned(), text: text.to_owned(), start: record.start };
        if !text.starts_with('{') {
            return Err(Error::NoRecord(document.place(&document.text, 0)).into());
        }
        (self.take)(&document.records(None)?)
    }
}

/// Whether there is a list, each record of which has been passed on.
impl<'de, E: From<Error>, F: FnMut(&Records<'_>) -> Result<(), E>> Visitor<'de>
    for &mut List<'_, F, E>
{
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        while let Some(record) = seq.next_element_seed(Locate(self.position))? {
            if let Err(failure) = self.pass_on(&record) {
                *self.failure = Some(failure);
                return Err(A::Error::custom("a record was not taken"));
            }
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_unit<D>(self) -> Result<bool, D> {
        Ok(false)
    }

    fn visit_bool<D>(self, _: bool) -> Result<bool, D> {
        Ok(false)
    }

    fn visit_i64<D>(self, _: i64) -> Result<bool, D> {
        Ok(false)
    }

    fn visit_u64<D>(self, _: u64) -> Result<bool, D> {
        Ok(false)
    }

    fn visit_f64<D>(self, _: f64) -> Result<bool, D> {
        Ok(false)
    }

    fn visit_str<D>(self, _: &str) -> Result<bool, D> {
        Ok(false)
    }
}

impl<'de, E: From<Error>, F: FnMut(&Records<'_>) -> Result<(), E>> DeserializeSeed<'de>
    for &mut List<'_, F, E>
{
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// A list, or an object with one under `value`, as Graph sends it.
struct Whole<'a, F, E>(List<'a, F, E>);

impl<'de, E: From<Error>, F: FnMut(&Records<'_>) -> Result<(), E>> Visitor<'de>
    for Whole<'_, F, E>
{
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("records")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, seq: A) -> Result<bool, A::Error> {
        self.0.visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "value" {
                found |= map.next_value_seed(&mut self.0)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// The text of a record, and where it begins.
struct Located {
    text: Box<RawValue>,
    start: Position,
}

struct Locate<'a>(&'a Cell<Option<Position>>);

impl<'de> DeserializeSeed<'de> for Locate<'_> {
    type Value = Located;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Located, D::Error> {
        // The first byte has been looked at, to see that the list is not at its end.
        let start = self.0.get().unwrap_or(Position::START);
        Ok(Located { text: Box::deserialize(deserializer)?, start })
    }
}
