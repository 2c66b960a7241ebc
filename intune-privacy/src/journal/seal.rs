//! The keys of a journal, and the codes that they authenticate its parts with.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use core::hash::Hasher;
use core::str::FromStr;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;
use siphasher::sip::SipHasher24;
use zeroize::Zeroizing;

use super::FORMAT_VERSION;
use crate::Key;

/// The code of a record: 32 bytes of HMAC-SHA256, in lower-case hexadecimal digits as text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub(super) [u8; 32]);

/// A text is no [`struct@Hash`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 64 lower-case hexadecimal digits")]
pub struct HashError;

impl Hash {
    /// What stands before the first record.
    pub(super) const START: Self = Self([0; 32]);

    /// The hash that is stored as these bytes, if there are as many.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut buffer = [0; 64];
    base16ct::lower::encode_str(bytes, &mut buffer).map(ToOwned::to_owned).unwrap_or_default()
}

/// The bytes of exactly as many lower-case hexadecimal digits.
pub(super) fn bytes_of_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    (text.len() == 2 * N).then_some(())?;
    base16ct::lower::decode(text, &mut bytes).ok()?;
    Some(bytes)
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        bytes_of_hex(text).map(Self).ok_or(HashError)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// The id of a journal: random bytes.
pub(super) type Id = [u8; 16];

/// What a [`Key`] derives for journals.
#[derive(Clone)]
pub(super) struct Master {
    mac: Hmac<Sha256>,
}

impl Master {
    pub(super) fn new(key: &Key) -> Self {
        let derived = key.derive_for("intune-privacy journal 1");
        Self { mac: keyed(&derived) }
    }

    fn derive(&self, purpose: &[u8], id: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut mac = self.mac.clone();
        mac.update(purpose);
        mac.update(&[0]);
        mac.update(id);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    /// What tells the right key from a wrong one.
    pub(super) fn check(&self) -> [u8; 32] {
        *self.derive(b"check", &[])
    }

    /// Whether the bytes are [`check`](Self::check)'s.
    pub(super) fn is_check(&self, bytes: &[u8]) -> bool {
        let mut mac = self.mac.clone();
        mac.update(b"check\0");
        mac.verify_slice(bytes).is_ok()
    }

    /// The keys of one journal.
    pub(super) fn seal(&self, id: Id) -> Seal {
        let index = self.derive(b"index", &id);
        let mut words = Zeroizing::new([0; 2]);
        for (word, bytes) in words.iter_mut().zip(index.chunks_exact(8)) {
            *word = bytes.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        }
        let chain = self.derive(b"chain", &id);
        Seal { id, mac: keyed(&chain), index: words }
    }
}

/// HMAC with that key, which it fills up to a block with zeros (RFC 2104, section 2).
fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    let mut block = Zeroizing::new([0; 64]);
    block[..key.len()].copy_from_slice(key);
    Hmac::new((&*block).into())
}

/// The keys of one journal.
#[derive(Clone)]
pub(super) struct Seal {
    pub(super) id: Id,
    /// The state that the chain key leaves behind: cloning it is faster than starting over.
    mac: Hmac<Sha256>,
    index: Zeroizing<[u64; 2]>,
}

/// A message that is to be authenticated.
pub(super) struct Message(Hmac<Sha256>);

impl Message {
    pub(super) fn hash(self) -> Hash {
        Hash(self.0.finalize().into_bytes().into())
    }

    /// Whether the bytes are the code of this message. The time does not depend on how alike they
    /// are.
    pub(super) fn is(self, bytes: &[u8]) -> bool {
        self.0.verify_slice(bytes).is_ok()
    }
}

impl Seal {
    fn message(&self, purpose: [u8; 6], numbers: [i64; 2], hash: &Hash) -> Message {
        let mut mac = self.mac.clone();
        let mut start = [0; 62];
        start[..6].copy_from_slice(&purpose);
        start[6..14].copy_from_slice(&FORMAT_VERSION.to_be_bytes());
        start[14..22].copy_from_slice(&numbers[0].to_be_bytes());
        start[22..30].copy_from_slice(&numbers[1].to_be_bytes());
        start[30..].copy_from_slice(&hash.0);
        mac.update(&start);
        Message(mac)
    }

    /// The code of a record behind `previous`.
    pub(super) fn event(
        &self,
        sequence: i64,
        previous: &Hash,
        time: i64,
        terms: &[u8],
        body: &[u8],
    ) -> Message {
        let mut message = self.message(*b"event\0", [sequence, time], previous);
        for part in [terms, body] {
            message.0.update(&(part.len() as u64).to_be_bytes());
            message.0.update(part);
        }
        message
    }

    /// The code of the head: the last record there is.
    pub(super) fn head(&self, sequence: i64, last: &Hash) -> Message {
        self.message(*b"head\0\0", [sequence, 0], last)
    }

    /// The code of a pruned range, whose last record had the code `last_hash`.
    pub(super) fn gap(&self, first: i64, last: i64, last_hash: &Hash) -> Message {
        self.message(*b"gap\0\0\0", [first, last], last_hash)
    }

    /// The code of a checkpoint.
    pub(super) fn checkpoint(&self, sequence: i64, last: &Hash, time: &str) -> Message {
        let mut message = self.message(*b"point\0", [sequence, 0], last);
        message.0.update(time.as_bytes());
        message
    }

    /// A number that stands for one term of one record. The sum of these numbers over a set can only
    /// be foretold with the key, and does not depend on their order.
    pub(super) fn index(&self, term: &[u8], sequence: i64) -> u64 {
        let [k0, k1] = *self.index;
        let hasher = SipHasher24::new_with_keys(k0, k1);
        let mut message = [0; 128];
        message[..8].copy_from_slice(&sequence.to_be_bytes());
        let length = 8 + term.len();
        if let Some(room) = message.get_mut(8..length) {
            // One piece is hashed fastest.
            room.copy_from_slice(term);
            return hasher.hash(&message[..length]);
        }
        let mut hasher = hasher;
        hasher.write(&message[..8]);
        hasher.write(term);
        hasher.finish()
    }
}

/// Compiles only if the state that a key leaves behind is wiped on drop.
#[cfg(test)]
mod tests {
    use super::{Hash, Seal};
    use crate::Key;
    use alloc::string::ToString;
    use hmac::{EagerHash, Hmac};
    use zeroize::ZeroizeOnDrop;

    #[test]
    fn keys_are_wiped() {
        fn wiped<T: ZeroizeOnDrop>(_: &T) {}
        fn hash_is_wiped<D: EagerHash<Core: ZeroizeOnDrop>>(_: &Hmac<D>) {}
        let key = Key::from_bytes("k1", &[1, 2].repeat(16)).unwrap();
        let Seal { id: _, mac, index } = super::Master::new(&key).seal([0; 16]);
        hash_is_wiped(&mac);
        wiped(&index);
    }

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = Hash([0xa5; 32]);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for text in ["", "a5", &"A5".repeat(32), &"g5".repeat(32), &"a5".repeat(33)] {
            assert!(text.parse::<Hash>().is_err(), "{text}");
        }
    }
}
