//! What a journal ended with at some time, to be kept elsewhere.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::JournalError;
use super::chain::Link;
use super::seal::{Hash, Id, Seal, bytes_of_hex, hex};
use crate::audit::Timestamp;

/// What a journal ended with at some time.
///
/// Verification [against](super::Journal::verify_against) it finds that an earlier state of the
/// journal was put back, with its last records missing. It is worth as much as the place where it is
/// kept is out of reach for those who can write the journal. It holds no event and can be public.
///
/// As text, and in serde, it is one line:
///
/// ```text
/// intune-privacy-journal-1 <journal> <sequence> <hash> <time> <code>
/// ```
///
/// with the id of the journal, the sequence and hash of its last record, the time, and a code that
/// only the key can make: all in lower-case hexadecimal digits but the sequence, which is decimal,
/// and the time, which is RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    id: Id,
    link: Link,
    time: Timestamp,
    code: Hash,
}

/// A text is no [`Checkpoint`]. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a line such as `intune-privacy-journal-1 <journal> <sequence> <hash> <time> <code>`")]
pub struct CheckpointError;

const START: &str = "intune-privacy-journal-1";

impl Checkpoint {
    pub(super) fn new(seal: &Seal, link: Link, time: Timestamp) -> Self {
        let code = seal.checkpoint(link.sequence, &link.hash, time.as_str()).hash();
        Self { id: seal.id, link, time, code }
    }

    /// Whether it was made of the journal of that seal.
    pub(super) fn check(&self, seal: &Seal) -> Result<(), JournalError> {
        if self.id != seal.id {
            return Err(JournalError::ForeignCheckpoint);
        }
        let Link { sequence, hash } = self.link;
        if !seal.checkpoint(sequence, &hash, self.time.as_str()).is(self.code.as_bytes()) {
            return Err(JournalError::ForgedCheckpoint);
        }
        Ok(())
    }

    /// The id of the journal: 32 hexadecimal digits.
    pub fn journal(&self) -> String {
        hex(&self.id)
    }

    /// The sequence of the last record; 0 if there was none.
    pub fn sequence(&self) -> i64 {
        self.link.sequence
    }

    /// The code of the last record.
    pub fn hash(&self) -> Hash {
        self.link.hash
    }

    /// When it was made, by the clock of the system.
    pub fn time(&self) -> &Timestamp {
        &self.time
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, link: Link { sequence, hash }, time, code } = self;
        write!(f, "{START} {} {sequence} {hash} {time} {code}", hex(id))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        parse(text.trim_ascii()).ok_or(CheckpointError)
    }
}

fn parse(text: &str) -> Option<Checkpoint> {
    let mut words = text.split(' ');
    (words.next()? == START).then_some(())?;
    let id = bytes_of_hex(words.next()?)?;
    let sequence = words.next()?.parse().ok()?;
    let link = Link { sequence, hash: words.next()?.parse().ok()? };
    let checkpoint = Checkpoint {
        id,
        link,
        time: words.next()?.parse().ok()?,
        code: words.next()?.parse().ok()?,
    };
    words.next().is_none().then_some(checkpoint)
}

impl Serialize for Checkpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Checkpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Checkpoint;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a checkpoint of a journal")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Checkpoint, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Visitor)
    }
}
