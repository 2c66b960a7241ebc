//! The keyed functions: HMAC-SHA256 cut to 128 bits, and SipHash-2-4 with 128 bits.

use core::hash::Hasher;
use core::slice;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sha2::block_api::compress256;
use siphasher::sip128::{Hasher128, SipHasher24};
use zeroize::Zeroizing;

use super::Algorithm;

/// The value of the function.
pub(super) type Digest = [u8; 16];

/// What a master key derives for one purpose.
pub(super) type DerivedKey = Zeroizing<[u8; 32]>;

/// A keyed function of messages.
pub(super) enum Prf {
    Hmac(HmacKey),
    Sip(SipKey),
}

impl Prf {
    pub(super) fn new(algorithm: Algorithm, key: &DerivedKey) -> Self {
        match algorithm {
            Algorithm::HmacSha256 => Self::Hmac(HmacKey::new(key)),
            Algorithm::SipHash => Self::Sip(SipKey::new(key)),
        }
    }

    /// An empty message.
    #[inline]
    pub(super) fn message(&self) -> Message<'_> {
        match self {
            Self::Hmac(key) => {
                Message::Hmac(Kept { key, blocks: [[0; BLOCK]; 2], length: 0, long: None })
            }
            Self::Sip(key) => Message::Sip(key.start()),
        }
    }
}

/// A message to a function. How it is cut into parts does not matter.
#[expect(clippy::large_enum_variant, reason = "a box would be an allocation for each value")]
pub(super) enum Message<'a> {
    Hmac(Kept<'a>),
    Sip(SipHasher24),
}

impl Message<'_> {
    #[inline]
    pub(super) fn push(&mut self, part: &[u8]) {
        match self {
            Self::Hmac(message) => message.push(part),
            Self::Sip(hasher) => hasher.write(part),
        }
    }

    /// As [`push`](Self::push), with less work for a hash that takes a word at a time.
    #[inline]
    pub(super) fn push_byte(&mut self, byte: u8) {
        match self {
            Self::Hmac(message) => message.push(&[byte]),
            Self::Sip(hasher) => hasher.write_u8(byte),
        }
    }

    /// The value for the message, which is then of no more use. It is not consumed because moving it
    /// takes time.
    #[inline]
    pub(super) fn digest(&mut self) -> Digest {
        match self {
            Self::Hmac(message) => message.digest(),
            Self::Sip(hasher) => u128::from(hasher.finish128()).to_le_bytes(),
        }
    }
}

/// A message to HMAC. It is kept as a whole if it is short, as most are: the hash is fastest in one
/// go.
pub(super) struct Kept<'a> {
    key: &'a HmacKey,
    blocks: Blocks,
    length: usize,
    /// What goes on with a message that is too long to be kept.
    long: Option<Hmac<Sha256>>,
}

impl Kept<'_> {
    #[inline]
    fn push(&mut self, part: &[u8]) {
        let room = &mut self.blocks.as_flattened_mut()[..LONGEST];
        match room.get_mut(self.length..).and_then(|room| room.get_mut(..part.len())) {
            Some(room) => {
                room.copy_from_slice(part);
                self.length += part.len();
            }
            None => self.push_long(part),
        }
    }

    #[cold]
    fn push_long(&mut self, part: &[u8]) {
        let Self { key, blocks, length, long } = self;
        let start = || {
            let mut mac = key.stream.clone();
            mac.update(&blocks.as_flattened()[..*length]);
            mac
        };
        long.get_or_insert_with(start).update(part);
        // No other part has room.
        *length = usize::MAX;
    }

    #[inline]
    fn digest(&mut self) -> Digest {
        match self.long.take() {
            Some(mac) => first_bytes(&mac.finalize().into_bytes()),
            None => self.key.digest(&mut self.blocks, self.length),
        }
    }
}

/// The states of SHA-256 after the first block of the inner and of the outer hash, which depend on
/// the key only (RFC 2104, section 4).
pub(super) struct HmacKey {
    inner: Zeroizing<[u32; 8]>,
    outer: Zeroizing<[u32; 8]>,
    stream: Hmac<Sha256>,
}

const BLOCK: usize = 64;
/// What a message is kept in, for SHA-256 to work on.
type Blocks = [[u8; BLOCK]; 2];
/// The longest message that is kept. Its padding has room behind it: a 1 bit and 64 bits of length
/// (FIPS 180-4, section 5.1.1).
const LONGEST: usize = 2 * BLOCK - PADDING;
const PADDING: usize = 9;
/// FIPS 180-4, section 5.3.3.
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

impl HmacKey {
    fn new(key: &DerivedKey) -> Self {
        let mut block = Zeroizing::new([0; BLOCK]);
        block[..key.len()].copy_from_slice(&**key);
        let after = |pad: u8| {
            let padded = Zeroizing::new(block.map(|byte| byte ^ pad));
            let mut state = Zeroizing::new(INITIAL);
            compress256(&mut state, slice::from_ref(&*padded));
            state
        };
        Self { inner: after(0x36), outer: after(0x5c), stream: Hmac::new((&*block).into()) }
    }

    /// The value for a message of at most [`LONGEST`] bytes, behind which the blocks are zero.
    #[inline]
    fn digest(&self, blocks: &mut Blocks, length: usize) -> Digest {
        let count = if length + PADDING > BLOCK { 2 } else { 1 };
        let inner = finish(&self.inner, &mut blocks[..count], length);
        let mut block = [0; BLOCK];
        block[..inner.len()].copy_from_slice(&inner);
        first_bytes(&finish(&self.outer, slice::from_mut(&mut block), inner.len()))
    }
}

/// The hash of the block that led to `state` and of `length` bytes, which have room in `blocks` with
/// their padding.
#[inline]
fn finish(state: &[u32; 8], blocks: &mut [[u8; BLOCK]], length: usize) -> [u8; 32] {
    let bits = (BLOCK + length) as u64 * 8;
    let bytes = blocks.as_flattened_mut();
    bytes[length] = 0x80;
    if let Some(end) = bytes.last_chunk_mut() {
        *end = bits.to_be_bytes();
    }
    let mut state = *state;
    compress256(&mut state, blocks);
    let mut hash = [0; 32];
    for (bytes, word) in hash.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

#[inline]
fn first_bytes(bytes: &[u8]) -> Digest {
    bytes.first_chunk().copied().unwrap_or_default()
}

/// The key of SipHash: the first half of a derived key.
pub(super) struct SipKey(Zeroizing<[u64; 2]>);

impl SipKey {
    fn new(key: &DerivedKey) -> Self {
        let mut words = Zeroizing::new([0; 2]);
        for (word, bytes) in words.iter_mut().zip(key.chunks_exact(8)) {
            *word = bytes.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        }
        Self(words)
    }

    #[inline]
    fn start(&self) -> SipHasher24 {
        let [k0, k1] = *self.0;
        SipHasher24::new_with_keys(k0, k1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, Digest, HmacKey, Prf, SipKey};
    use alloc::vec::Vec;
    use hmac::{EagerHash, Hmac, KeyInit, Mac};
    use proptest::prelude::*;
    use sha2::Sha256;
    use zeroize::{ZeroizeOnDrop, Zeroizing};

    /// The authors' test vectors of the 128-bit function (`vectors_sip128`) for messages of 0, 1,
    /// 2, 3, 8 and 15 bytes: key and message are 00 01 02 and so on.
    const SIPHASH: [(usize, u128); 6] = [
        (0, 0xa381_7f04_ba25_a8e6_6df6_7214_c755_0293),
        (1, 0xda87_c1d8_6b99_af44_3476_5911_9b22_fc45),
        (2, 0x8177_228d_a4a4_5dc7_fca3_8bde_f60a_ffe4),
        (3, 0x9c70_b60c_5267_a94e_5f33_b6b0_2985_ed51),
        (8, 0x3b62_a9ba_6258_f561_0f83_e264_f314_97b4),
        (15, 0x5493_e999_33b0_a811_7e08_ec0f_97cf_c3d9),
    ];

    fn of(prf: &Prf, parts: &[&[u8]]) -> Digest {
        let mut message = prf.message();
        for part in parts {
            message.push(part);
        }
        message.digest()
    }

    fn counting(length: u8) -> Vec<u8> {
        (0..length).collect()
    }

    #[test]
    fn siphash_has_the_values_of_its_authors() {
        let mut key = Zeroizing::new([0xff; 32]);
        key[..16].copy_from_slice(&counting(16));
        let prf = Prf::new(Algorithm::SipHash, &key);
        for (length, value) in SIPHASH {
            let message = &counting(63)[..length];
            assert_eq!(u128::from_be_bytes(of(&prf, &[message])), value, "{length} bytes");
        }
    }

    /// RFC 4231, test case 1, whose key of 20 bytes HMAC fills up with zeros.
    #[test]
    fn hmac_has_the_value_of_its_rfc() {
        let mut key = Zeroizing::new([0; 32]);
        key[..20].fill(0x0b);
        let prf = Prf::new(Algorithm::HmacSha256, &key);
        assert_eq!(
            u128::from_be_bytes(of(&prf, &[b"Hi There"])),
            0xb034_4c61_d8db_3853_5ca8_afce_af0b_f12b
        );
    }

    #[test]
    fn one_block_and_many_blocks_are_one_function() {
        let key = Zeroizing::new([7; 32]);
        let prf = Prf::new(Algorithm::HmacSha256, &key);
        for length in 0..=200 {
            let message = counting(length);
            let mut mac = Hmac::<Sha256>::new_from_slice(&*key).unwrap();
            mac.update(&message);
            let whole = mac.finalize().into_bytes();
            assert_eq!(of(&prf, &[&message]), whole[..16], "{length} bytes");
        }
    }

    proptest! {
        #[test]
        fn the_cuts_of_a_message_do_not_matter(
            parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 0..6),
            key: [u8; 32],
        ) {
            let key = Zeroizing::new(key);
            for algorithm in [Algorithm::HmacSha256, Algorithm::SipHash] {
                let prf = Prf::new(algorithm, &key);
                let cut: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
                let whole = of(&prf, &[&parts.concat()]);
                prop_assert_eq!(of(&prf, &cut), whole);
                let mut bytes = prf.message();
                parts.iter().flatten().for_each(|byte| bytes.push_byte(*byte));
                prop_assert_eq!(bytes.digest(), whole);
            }
        }
    }

    /// Compiles only if every part of the keys is wiped on drop. HMAC has the two states of the
    /// hash and a buffer that is empty in a key.
    #[test]
    fn keys_are_wiped() {
        fn wiped<T: ZeroizeOnDrop>(_: &T) {}
        fn hash_is_wiped<D: EagerHash<Core: ZeroizeOnDrop>>(_: &Hmac<D>) {}
        let key = Zeroizing::new([7; 32]);
        let HmacKey { inner, outer, stream } = HmacKey::new(&key);
        wiped(&inner);
        wiped(&outer);
        hash_is_wiped(&stream);
        let SipKey(key) = SipKey::new(&key);
        wiped(&key);
    }
}
