//! `Debug` with something made of each personal value in its place: stars, or a keyed pseudonym.

use std::fmt::{self, Debug, Formatter};
use std::hash::Hasher;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use siphasher::sip128::{Hasher128, SipHasher24};

use crate::plain::Device;

/// What stands in place of a personal value. The number tells fields apart of which equal values are
/// not to be recognized.
pub trait Mark {
    /// Writes it.
    ///
    /// # Errors
    ///
    /// If the formatter takes no more.
    fn write(&self, domain: u8, text: &str, f: &mut Formatter<'_>) -> fmt::Result;
}

/// The record with such marks.
pub struct Marked<M>(pub Device, pub M);

impl<M: Mark> Debug for Marked<M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(device, mark) = self;
        let texts = [
            ("Device { principal_name: ", &device.principal_name),
            (", display_name: ", &device.display_name),
            (", serial_number: ", &device.serial_number),
            (", imei: ", &device.imei),
            (", ip_address: ", &device.ip_address),
            (", wifi_mac_address: ", &device.wifi_mac_address),
            (", phone_number: ", &device.phone_number),
            (", intune_device_id: ", &device.intune_device_id),
        ];
        for ((head, text), domain) in texts.into_iter().zip(0..) {
            f.write_str(head)?;
            mark.write(domain, text, f)?;
        }
        f.write_str(", memory: ")?;
        device.memory.fmt(f)?;
        f.write_str(", storage: ")?;
        device.storage.fmt(f)?;
        f.write_str(", tag: ")?;
        match &device.tag {
            Some(tag) => mark.write(8, tag, f)?,
            None => f.write_str("None")?,
        }
        let user = &device.user;
        let texts = [
            (", user: User { principal_name: ", &user.principal_name, 0),
            (", display_name: ", &user.display_name, 1),
            (", phone_number: ", &user.phone_number, 6),
        ];
        for (head, text, domain) in texts {
            f.write_str(head)?;
            mark.write(domain, text, f)?;
        }
        f.write_str(" } }")
    }
}

/// A star for each byte.
#[derive(Debug)]
pub struct Stars;

impl Mark for Stars {
    fn write(&self, _: u8, text: &str, f: &mut Formatter<'_>) -> fmt::Result {
        const STARS: &str = "****************************************************************";
        let mut left = text.len();
        while left > 0 {
            let length = left.min(STARS.len());
            f.write_str(&STARS[..length])?;
            left -= length;
        }
        Ok(())
    }
}

/// SipHash-2-4 with 128 bits.
#[derive(Debug)]
pub struct Sip([u64; 2]);

impl Default for Sip {
    /// Some key.
    fn default() -> Self {
        Self([0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908])
    }
}

impl Mark for Sip {
    fn write(&self, domain: u8, text: &str, f: &mut Formatter<'_>) -> fmt::Result {
        let mut hasher = SipHasher24::new_with_keys(self.0[0], self.0[1]);
        hasher.write_u8(domain);
        hasher.write(text.as_bytes());
        write_digits(&u128::from(hasher.finish128()).to_le_bytes(), f)
    }
}

/// HMAC-SHA256, of which the first 128 bits count.
#[derive(Debug)]
pub struct HmacSha256(Hmac<Sha256>);

impl Default for HmacSha256 {
    /// Some key.
    fn default() -> Self {
        Self(Hmac::new(&[7; 64].into()))
    }
}

impl Mark for HmacSha256 {
    fn write(&self, domain: u8, text: &str, f: &mut Formatter<'_>) -> fmt::Result {
        let mut mac = self.0.clone();
        mac.update(&[domain]);
        mac.update(text.as_bytes());
        write_digits(&mac.finalize().into_bytes()[..16], f)
    }
}

/// The id of a key and two digits for each byte.
fn write_digits(bytes: &[u8], f: &mut Formatter<'_>) -> fmt::Result {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut token = *b"bench:00000000000000000000000000000000";
    for (pair, byte) in token[6..].chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 0xf)];
    }
    f.write_str(str::from_utf8(&token).unwrap_or_default())
}
