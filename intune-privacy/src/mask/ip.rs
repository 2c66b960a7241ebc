//! An IP address.

use core::net::IpAddr;

use super::Ends;

/// The first 2 of 4 numbers of an IPv4 address, or the first 2 of 8 groups of an IPv6 address.
///
/// An IPv6 address that stands for one of IPv4 shows nothing, for its groups say nothing, and nor
/// does one with `::` among those two, for what follows may be the end of the address.
pub(super) fn ends(text: &str) -> Option<Ends<'_>> {
    match text.parse().ok()? {
        IpAddr::V4(_) => first_two(text, '.'),
        IpAddr::V6(address) if address.to_ipv4_mapped().is_some() => None,
        IpAddr::V6(_) => first_two(text, ':').filter(|ends| !ends.before.contains("::")),
    }
}

fn first_two(text: &str, separator: char) -> Option<Ends<'_>> {
    let (second, _) = text.match_indices(separator).nth(1)?;
    Some(Ends::first(&text[..=second]))
}

#[cfg(test)]
mod tests {
    use crate::mask::tests::check;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn version_4() {
        check(
            Format::Ip,
            &[
                ("203.0.113.7", "203.0.***"),
                ("192.168.1.1", "192.168.***"),
                ("8.8.8.8", "8.8.***"),
                ("127.0.0.1", "127.0.***"),
                // No addresses.
                ("203.0.113", "***"),
                ("203.0.113.256", "***"),
                ("203.0.113.7.1", "***"),
                ("203.0.113.07", "***"),
                ("203.0.113.7:443", "***"),
                ("203.0.113.0/24", "***"),
                (" 203.0.113.7", "***"),
                ("203.0.113.7\n", "***"),
                ("203.0.113.٧", "***"),
                ("203。0。113。7", "***"),
                ("3405803783", "***"),
                ("", "***"),
            ],
        );
    }

    #[test]
    fn version_6() {
        check(
            Format::Ip,
            &[
                ("2001:db8::1", "2001:db8:***"),
                ("2001:DB8:1:2:3:4:5:6", "2001:DB8:***"),
                ("fe80:0:0:0:211:22ff:fe33:4455", "fe80:0:***"),
                ("64:ff9b::203.0.113.7", "64:ff9b:***"),
                ("2001:db8::", "2001:db8:***"),
                // `::` among the first two groups.
                ("fe80::211:22ff:fe33:4455", "***"),
                ("2001::1", "***"),
                ("::1", "***"),
                ("::", "***"),
                // An address of IPv4.
                ("::ffff:203.0.113.7", "***"),
                ("0:0:0:0:0:ffff:cb00:7107", "***"),
                // No addresses, or more than an address.
                ("fe80::1%eth0", "***"),
                ("2001:db8::1%eth0", "***"),
                ("[2001:db8::1]", "***"),
                ("2001:db8::1::2", "***"),
                ("2001:db8:1:2:3:4:5:6:7", "***"),
                ("2001:db8::12345", "***"),
                ("2001:db8::/32", "***"),
                ("2001：db8：：1", "***"),
            ],
        );
    }
}
