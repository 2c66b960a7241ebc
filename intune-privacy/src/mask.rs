//! A value of which a part is hidden, by the format of its item.
//!
#![doc = include_str!("mask/formats.md")]

use core::fmt;

use intune_privacy_taxonomy::Format;

mod character;
mod digits;
mod email;
mod guid;
mod hexadecimal;
mod ip;
mod mac;
mod name;
mod path;
mod serial;
mod timestamp;
mod version;

pub(crate) use digits::Imei;
pub(crate) use email::Email;
#[cfg(any(feature = "export", feature = "pseudonym"))]
pub(crate) use guid::octets as guid_octets;
pub(crate) use mac::Mac;
#[cfg(feature = "pseudonym")]
pub(crate) use mac::octets as mac_octets;
pub(crate) use timestamp::Date;
pub(crate) use version::major;

/// The longest value of which a part may stay, in bytes: the longest path of Linux (`PATH_MAX`), and
/// far more than any other format needs.
const LONGEST: usize = 4096;

/// What takes the place of the hidden part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cover {
    /// `***`, whatever the length.
    Fixed,
    /// One `*` for each hidden character; `***` for an empty value, and for a secret.
    Length,
}

/// A value of which a part is hidden. It holds no more than it shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Masked<'a> {
    ends: Ends<'a>,
    stars: usize,
}

impl<'a> Masked<'a> {
    const STARS: usize = 3;

    pub(crate) fn new(format: Option<Format>, text: &'a str, cover: Cover) -> Self {
        let ends = ends(format, text).unwrap_or_default();
        let stars = match cover {
            Cover::Length if !text.is_empty() && format != Some(Format::Secret) => {
                text.chars().count().saturating_sub(ends.characters())
            }
            _ => Self::STARS,
        };
        Self { ends, stars }
    }
}

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.ends.before)?;
        write_stars(self.stars, f)?;
        f.write_str(self.ends.after)
    }
}

fn write_stars(mut count: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const ROW: &str = "****************************************************************";
    while count > ROW.len() {
        f.write_str(ROW)?;
        count -= ROW.len();
    }
    f.write_str(&ROW[..count])
}

/// The start and the end of a text that stay in sight. They never overlap.
#[derive(Clone, Copy, Debug, Default)]
struct Ends<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> Ends<'a> {
    fn first(before: &'a str) -> Self {
        Self { before, after: "" }
    }

    fn last(after: &'a str) -> Self {
        Self { before: "", after }
    }

    fn characters(self) -> usize {
        self.before.chars().count() + self.after.chars().count()
    }

    fn are_at_most_half_of(self, text: &str) -> bool {
        2 * self.characters() <= text.chars().count()
    }
}

/// What stays of the text; `None` if nothing does.
fn ends(format: Option<Format>, text: &str) -> Option<Ends<'_>> {
    if text.len() > LONGEST || !character::are_plain(text) {
        return None;
    }
    let ends = match format? {
        Format::Email => return Email::parse(text)?.ends(),
        Format::Ip => return ip::ends(text),
        Format::Mac => return Some(Mac::parse(text)?.ends()),
        Format::Guid => guid::ends(text)?,
        Format::Iccid => digits::iccid_ends(text)?,
        Format::Imei => Imei::parse(text)?.ends()?,
        Format::Path => path::ends(text),
        Format::PersonName => name::ends(text)?,
        Format::Phone => digits::phone_ends(text)?,
        Format::Serial => serial::ends(text)?,
        Format::Timestamp => timestamp::ends(text)?,
        Format::Version => version::ends(text)?,
        // Whatever else there is or will be has no part that is safe to show.
        _ => return None,
    };
    ends.are_at_most_half_of(text).then_some(ends)
}

#[cfg(test)]
mod tests;
