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

    /// The value for the message that `write` writes, and what `write` returns.
    pub(super) fn of<R>(&self, write: impl FnOnce(&mut dyn Message) -> R) -> (Digest, R) {
        match self {
            Self::Hmac(key) => {
                let mut message = key.start();
                let written = write(&mut message);
                (message.digest(), written)
            }
            Self::Sip(key) => {
                let mut message = key.start();
                let written = write(&mut message);
                (message.digest(), written)
            }
        }
    }
}

/// A message on its way through the function. How it is cut into parts does not matter.
pub(super) trait Message {
    fn push(&mut self, part: &[u8]);

    fn digest(self) -> Digest
    where
        Self: Sized;
}

impl Message for SipHasher24 {
    #[inline]
    fn push(&mut self, part: &[u8]) {
        self.write(part);
    }

    #[inline]
    fn digest(self) -> Digest {
        u128::from(self.finish128()).to_le_bytes()
    }
}

/// The states of SHA-256 after the first block of the inner and of the outer hash, which depend on
/// the key only (RFC 2104, section 4).
pub(super) struct HmacKey {
    inner: Zeroizing<[u32; 8]>,
    outer: Zeroizing<[u32; 8]>,
    long: Hmac<Sha256>,
}

const BLOCK: usize = 64;
/// The longest text for which its padding fits in the same block: a 1 bit and 64 bits of length
/// (FIPS 180-4, section 5.1.1).
const LAST_BLOCK: usize = BLOCK - 9;
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
        Self { inner: after(0x36), outer: after(0x5c), long: Hmac::new((&*block).into()) }
    }

    #[inline]
    pub(super) fn start(&self) -> HmacMessage<'_> {
        HmacMessage { key: self, block: [0; BLOCK], length: 0, long: None }
    }
}

/// A message that is hashed in one block if it fits, which saves a quarter of the time.
pub(super) struct HmacMessage<'a> {
    key: &'a HmacKey,
    block: [u8; BLOCK],
    length: usize,
    long: Option<Hmac<Sha256>>,
}

impl Message for HmacMessage<'_> {
    #[inline]
    fn push(&mut self, part: &[u8]) {
        if let Some(long) = &mut self.long {
            long.update(part);
        } else if part.len() <= LAST_BLOCK - self.length {
            self.block[self.length..self.length + part.len()].copy_from_slice(part);
            self.length += part.len();
        } else {
            self.long = Some(self.go_on(part));
        }
    }

    #[inline]
    fn digest(self) -> Digest {
        let Self { key, block, length, long } = self;
        if let Some(long) = long {
            return first_bytes(&long.finalize().into_bytes());
        }
        let inner = bytes(last_block(&key.inner, block, length));
        let mut block = [0; BLOCK];
        block[..inner.len()].copy_from_slice(&inner);
        first_bytes(&bytes(last_block(&key.outer, block, inner.len())))
    }
}

impl HmacMessage<'_> {
    #[cold]
    fn go_on(&self, part: &[u8]) -> Hmac<Sha256> {
        let mut long = self.key.long.clone();
        long.update(&self.block[..self.length]);
        long.update(part);
        long
    }
}

/// The state after the block that ends with a message's last `length` bytes and its padding. One
/// block, that of the key, comes before it.
#[inline]
fn last_block(state: &[u32; 8], mut block: [u8; BLOCK], length: usize) -> [u32; 8] {
    let bits = (BLOCK + length) as u64 * 8;
    block[length] = 0x80;
    block[BLOCK - 8..].copy_from_slice(&bits.to_be_bytes());
    let mut state = *state;
    compress256(&mut state, &[block]);
    state
}

#[inline]
fn bytes(state: [u32; 8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (to, word) in bytes.chunks_exact_mut(4).zip(state) {
        to.copy_from_slice(&word.to_be_bytes());
    }
    bytes
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
    pub(super) fn start(&self) -> SipHasher24 {
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
        prf.of(|message| parts.iter().for_each(|part| message.push(part))).0
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
                prop_assert_eq!(of(&prf, &cut), of(&prf, &[&parts.concat()]));
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
        let HmacKey { inner, outer, long } = HmacKey::new(&key);
        wiped(&inner);
        wiped(&outer);
        hash_is_wiped(&long);
        let SipKey(key) = SipKey::new(&key);
        wiped(&key);
    }
}
