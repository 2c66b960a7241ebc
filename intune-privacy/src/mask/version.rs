//! A version number.

use super::Ends;

/// The number before the first dot.
///
/// It has at most 5 digits, as those that are a year and a week do, and more follows: letters and
/// digits, with what Semantic Versioning 2.0.0 and operating systems write between them.
pub(crate) fn major(text: &str) -> Option<&str> {
    let (major, rest) = text.split_once('.')?;
    let is_major = (1..=5).contains(&major.len()) && major.bytes().all(|b| b.is_ascii_digit());
    let is_rest = rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || ".-+_ ()".contains(c));
    (is_major && is_rest).then_some(major)
}

/// The number before the first dot, and the dot.
pub(super) fn ends(text: &str) -> Option<Ends<'_>> {
    Some(Ends::first(&text[..=major(text)?.len()]))
}

#[cfg(test)]
mod tests {
    use super::major;
    use crate::mask::tests::check;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn the_first_number_stays() {
        check(
            Format::Version,
            &[
                ("10.0.22631.4317", "10.***"),
                ("14.7.1 (23H222)", "14.***"),
                ("1.0.0-rc.1+build.5", "1.***"),
                ("24277.3507.3205.5581", "24277.***"),
                ("17.10", "***"),
                ("17.10.1", "17.***"),
                // More than half would stay.
                ("10.0", "***"),
                ("1.2", "***"),
                // No versions.
                ("10", "***"),
                ("10.", "***"),
                ("10..1.2.3", "***"),
                (".10.1", "***"),
                ("v10.1.2", "***"),
                ("123456.7.8.9.10", "***"),
                ("10.0.22631\n", "***"),
                ("10.0.22631é", "***"),
                ("10.0.22631/adele", "***"),
                ("١٠.0.22631", "***"),
                ("10。0.22631", "***"),
                ("Windows 10.0", "***"),
                ("", "***"),
            ],
        );
    }

    #[test]
    fn the_first_number_of_a_short_version() {
        assert_eq!(major("17.1"), Some("17"));
        assert_eq!(major("17"), None);
    }
}
