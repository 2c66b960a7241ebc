//! The bytes of a value, which are the same however the value is written.

use core::fmt;
use core::net::IpAddr;
use core::str;

use intune_privacy_taxonomy::Format;

use super::prf::Message;
use crate::mask;

/// No longer text is read as anything but text.
const LONGEST: usize = 128;

/// A text of more digits is no number of a person or device.
const MOST_DIGITS: usize = 32;

/// What the bytes of a value are: the last byte of a message, so that the bytes of a GUID are not
/// taken for a text of 16 characters.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Kind {
    Text = 0,
    Bytes = 1,
    Guid = 2,
    Mac = 3,
    Ip = 4,
    Digits = 5,
}

/// Ends a message with a value that is given as text.
#[inline]
pub(super) fn text(format: Option<Format>, text: &str, message: &mut Message<'_>) {
    if let Some(octets) = Octets::parse(format, text) {
        message.push(&octets.bytes[..octets.length]);
        end(octets.kind, message);
    } else {
        part(format, text, message);
        end(Kind::Text, message);
    }
}

/// Ends a message with a value that is bytes.
pub(super) fn bytes(bytes: &[u8], message: &mut Message<'_>) {
    message.push(bytes);
    end(Kind::Bytes, message);
}

#[inline]
fn end(kind: Kind, message: &mut Message<'_>) {
    message.push_byte(kind as u8);
}

/// Part of a value that is not read as anything but text.
#[inline]
fn part(format: Option<Format>, text: &str, message: &mut Message<'_>) {
    if format == Some(Format::Email) {
        lower_case(text, message);
    } else {
        message.push(text.as_bytes());
    }
}

/// Each character by itself, so that the parts of a text may be lowered one after another.
#[inline]
fn lower_case(text: &str, message: &mut Message<'_>) {
    if text.bytes().fold(true, |lower, byte| lower & byte.is_ascii() & !byte.is_ascii_uppercase()) {
        message.push(text.as_bytes());
    } else if text.is_ascii() {
        for chunk in text.as_bytes().chunks(64) {
            let mut lower = [0; 64];
            let lower = &mut lower[..chunk.len()];
            lower.copy_from_slice(chunk);
            lower.make_ascii_lowercase();
            message.push(lower);
        }
    } else {
        for char in text.chars().flat_map(char::to_lowercase) {
            message.push(char.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// A value that is shorter as bytes than as text.
struct Octets {
    bytes: [u8; MOST_DIGITS + 1],
    length: usize,
    kind: Kind,
}

impl Octets {
    #[inline]
    fn parse(format: Option<Format>, text: &str) -> Option<Self> {
        let parse = match format? {
            Format::Guid => Self::guid,
            Format::Mac => Self::mac,
            Format::Ip => Self::ip,
            Format::Imei | Format::Iccid => Self::digits,
            Format::Phone => Self::phone,
            _ => return None,
        };
        if text.len() <= LONGEST { parse(text) } else { None }
    }

    fn new(kind: Kind, octets: &[u8]) -> Option<Self> {
        let mut bytes = [0; MOST_DIGITS + 1];
        bytes.get_mut(..octets.len())?.copy_from_slice(octets);
        Some(Self { bytes, length: octets.len(), kind })
    }

    /// With hyphens or without, in braces or not, in either case.
    fn guid(text: &str) -> Option<Self> {
        Self::new(Kind::Guid, &mask::guid_octets(text)?)
    }

    /// In pairs, in fours or without separators, in either case.
    fn mac(text: &str) -> Option<Self> {
        Self::new(Kind::Mac, &mask::mac_octets(text)?)
    }

    /// An IPv4 address inside an IPv6 address is that IPv4 address (RFC 4291, section 2.5.5.2).
    fn ip(text: &str) -> Option<Self> {
        match text.parse::<IpAddr>().ok()?.to_canonical() {
            IpAddr::V4(ip) => Self::new(Kind::Ip, &ip.octets()),
            IpAddr::V6(ip) => Self::new(Kind::Ip, &ip.octets()),
        }
    }

    /// The `+` says that the country code follows, and is no part of the number (ITU-T E.123).
    fn phone(text: &str) -> Option<Self> {
        Self::digits(text.strip_prefix('+').unwrap_or(text))
    }

    /// At least one digit and at most 32, and nothing else but what people put between digits.
    fn digits(text: &str) -> Option<Self> {
        // Without a branch for each character, of which there is no telling what it is: one that is
        // no digit is overwritten by the next.
        let mut bytes = [0; MOST_DIGITS + 1];
        let mut length = 0;
        let mut known = true;
        for byte in text.bytes() {
            *bytes.get_mut(length)? = byte;
            length += usize::from(byte.is_ascii_digit());
            known &=
                byte.is_ascii_digit() | matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')');
        }
        (known && (1..=MOST_DIGITS).contains(&length)).then_some(Self {
            bytes,
            length,
            kind: Kind::Digits,
        })
    }
}

/// A value that writes itself. It is kept until it is too long to be read as anything but text.
pub(super) struct Writer<'a, 'm> {
    format: Option<Format>,
    message: &'a mut Message<'m>,
    kept: [u8; LONGEST],
    length: usize,
    spilled: bool,
}

impl<'a, 'm> Writer<'a, 'm> {
    pub(super) fn new(format: Option<Format>, message: &'a mut Message<'m>) -> Self {
        Self { format, message, kept: [0; LONGEST], length: 0, spilled: false }
    }

    /// Ends the message.
    pub(super) fn end(self) -> fmt::Result {
        if self.spilled {
            end(Kind::Text, self.message);
        } else {
            text(self.format, kept(&self.kept, self.length)?, self.message);
        }
        Ok(())
    }
}

impl fmt::Write for Writer<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if !self.spilled {
            if let Some(room) = self.kept[self.length..].get_mut(..text.len()) {
                room.copy_from_slice(text.as_bytes());
                self.length += text.len();
                return Ok(());
            }
            self.spilled = true;
            part(self.format, kept(&self.kept, self.length)?, self.message);
        }
        part(self.format, text, self.message);
        Ok(())
    }
}

fn kept(bytes: &[u8; LONGEST], length: usize) -> Result<&str, fmt::Error> {
    str::from_utf8(&bytes[..length]).map_err(|_| fmt::Error)
}
