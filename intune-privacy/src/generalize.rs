//! A value in coarser terms, by the format of its item.
//!
#![doc = include_str!("generalize/formats.md")]

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
#[cfg(any(feature = "std", test))]
use core::time::Duration;

use crate::mask::{Date, Email, Imei, Mac, major};
use intune_privacy_taxonomy::Format;
use position::Position;

mod position;

/// A value in coarser terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct General<'a>(Terms<'a>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Terms<'a> {
    /// A part of the value.
    Part(&'a str),
    Day(Date),
    /// The address of a network and the number of its bits.
    Network(IpAddr, u8),
    Position(Position),
    TypeAllocationCode(u32),
    Vendor([u8; 3]),
}

impl fmt::Display for General<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Terms::Part(text) => f.write_str(text),
            Terms::Day(date) => write!(f, "{date}"),
            Terms::Network(address, bits) => write!(f, "{address}/{bits}"),
            Terms::Position(position) => write!(f, "{position}"),
            Terms::TypeAllocationCode(code) => write!(f, "{code:08}"),
            Terms::Vendor([a, b, c]) => write!(f, "{a:02x}:{b:02x}:{c:02x}"),
        }
    }
}

/// The value in coarser terms; `None` if its format has none or the text is not of that format.
pub(crate) fn generalize(format: Option<Format>, text: &str) -> Option<General<'_>> {
    let terms = match format? {
        Format::Email => Terms::Part(Email::parse(text)?.at_domain()),
        Format::Imei => Terms::TypeAllocationCode(Imei::parse(text)?.type_allocation_code()),
        Format::Ip => network(text.parse().ok()?),
        Format::Location => Terms::Position(Position::parse(text)?),
        Format::Mac => Terms::Vendor(Mac::parse(text)?.oui()),
        Format::Timestamp => Terms::Day(Date::parse(text)?),
        Format::Version => Terms::Part(major(text)?),
        // Whatever else there is or will be has no coarser terms.
        _ => return None,
    };
    Some(General(terms))
}

/// The day in UTC that lies so long after 1 January 1970; `None` after the year 9999.
#[cfg(any(feature = "std", test))]
pub(crate) fn date(since_epoch: Duration) -> Option<General<'static>> {
    Date::since_epoch(since_epoch).map(|date| General(Terms::Day(date)))
}

fn network(address: IpAddr) -> Terms<'static> {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            Terms::Network(Ipv4Addr::new(a, b, c, 0).into(), 24)
        }
        IpAddr::V6(address) => {
            let bits = if address.segments()[0] == SIX_TO_FOUR { 40 } else { 48 };
            let mask = !(u128::MAX >> bits);
            Terms::Network(Ipv6Addr::from_bits(address.to_bits() & mask).into(), bits)
        }
    }
}

/// The first group of an address whose next 32 bits are an IPv4 address (RFC 3056, section 2).
const SIX_TO_FOUR: u16 = 0x2002;

#[cfg(test)]
mod tests {
    use super::{date, generalize};
    use alloc::string::{String, ToString};
    use core::time::Duration;
    use intune_privacy_taxonomy::Format;
    use proptest::prelude::{any, proptest};

    fn general(format: Format, text: &str) -> Option<String> {
        generalize(Some(format), text).map(|general| general.to_string())
    }

    #[test]
    fn coarser_terms() {
        for (format, text, expected) in [
            (Format::Email, "adele@contoso.example", "@contoso.example"),
            (Format::Email, "a@contoso.example", "@contoso.example"),
            (Format::Email, "adele_x.example#EXT#@fabrikam.example", "@fabrikam.example"),
            (Format::Imei, "490154203237518", "49015420"),
            (Format::Imei, "49-015420-323751-8", "49015420"),
            (Format::Imei, "01015420323751", "01015420"),
            (Format::Ip, "203.0.113.7", "203.0.113.0/24"),
            (Format::Ip, "127.0.0.1", "127.0.0.0/24"),
            (Format::Ip, "2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
            (Format::Ip, "2001:db8::1", "2001:db8::/48"),
            (Format::Ip, "fe80::1", "fe80::/48"),
            (Format::Ip, "::1", "::/48"),
            (Format::Ip, "::ffff:203.0.113.7", "203.0.113.0/24"),
            (Format::Ip, "0:0:0:0:0:ffff:cb00:7107", "203.0.113.0/24"),
            (Format::Ip, "2002:cb00:7107:1::1", "2002:cb00:7100::/40"),
            (Format::Ip, "64:ff9b::203.0.113.7", "64:ff9b::/48"),
            (Format::Location, "59.3293, 18.0686", "59.3, 18.1"),
            (Format::Mac, "A4-83-E7-12-34-56", "a4:83:e7"),
            (Format::Mac, "0003.0712.3456", "00:03:07"),
            (Format::Timestamp, "2026-11-22T23:20:30-05:00", "2026-11-22"),
            (Format::Timestamp, "2026-11-22 23:20:30 UTC", "2026-11-22"),
            (Format::Version, "10.0.22631.4317", "10"),
            (Format::Version, "17.1", "17"),
        ] {
            assert_eq!(general(format, text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn no_coarser_terms() {
        for (format, text) in [
            (Format::Count, "12"),
            (Format::Guid, "6f9619ff-8b86-d011-b42d-00cf4fc99e6d"),
            (Format::Iccid, "8946071512345678905"),
            (Format::Number, "12.5"),
            (Format::Path, "/home/adele/letter.txt"),
            (Format::PersonName, "Adele Vance"),
            (Format::Phone, "+1 (425) 555-0123"),
            (Format::Secret, "adele@contoso.example"),
            (Format::Serial, "C02XK1JGJHD3"),
            (Format::Text, "10.0.22631"),
            // Of another format than they should be.
            (Format::Email, "adele"),
            (Format::Email, "adele@contoso.example\n"),
            (Format::Imei, "490154203237517"),
            (Format::Ip, "fe80::1%eth0"),
            (Format::Ip, "203.0.113.7:443"),
            (Format::Location, "Stockholm"),
            (Format::Location, "NaN, NaN"),
            (Format::Mac, "a6:83:e7:12:34:56"),
            (Format::Timestamp, "2026-02-30"),
            (Format::Timestamp, "2026-11-22T10:20:30\u{202E}Z"),
            (Format::Version, "10"),
            (Format::Version, "10.\u{202E}1"),
        ] {
            assert_eq!(general(format, text), None, "{format} {text:?}");
        }
        assert_eq!(generalize(None, "10.0.22631"), None);
    }

    #[test]
    fn the_day_of_a_moment() {
        let day = |seconds| date(Duration::from_secs(seconds)).map(|date| date.to_string());
        assert_eq!(day(1_795_341_600).as_deref(), Some("2026-11-22"));
        assert_eq!(day(u64::MAX), None);
    }

    proptest! {
        #[test]
        fn any_text_is_general_or_nothing(text in ".*") {
            for format in Format::ALL {
                let shown = general(*format, &text).unwrap_or_default();
                assert!(shown.chars().all(|c| c.is_alphanumeric() || "@.-:/, ".contains(c)));
            }
        }

        #[test]
        fn the_end_of_an_address_does_not_show(v4 in any::<[u8; 4]>(), v6 in any::<[u16; 8]>()) {
            let [a, b, c, _] = v4;
            let shown = general(Format::Ip, &core::net::Ipv4Addr::from(v4).to_string());
            assert_eq!(shown, general(Format::Ip, &alloc::format!("{a}.{b}.{c}.255")));
            let [a, b, c, ..] = v6;
            if v6[..5] != [0; 5] && a != super::SIX_TO_FOUR {
                let shown = general(Format::Ip, &core::net::Ipv6Addr::from(v6).to_string());
                assert_eq!(shown, general(Format::Ip, &alloc::format!("{a:x}:{b:x}:{c:x}:1::")));
            }
        }
    }
}
