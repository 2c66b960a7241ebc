//! A GUID, as 8-4-4-4-12 digits (RFC 9562, section 4), in braces too, or as 32 digits.

use super::{Ends, hexadecimal};

/// The last 4 digits, without the brace.
pub(super) fn ends(text: &str) -> Option<Ends<'_>> {
    octets(text)?;
    let guid = without_braces(text);
    let is_whole = guid.len() == text.len() || guid.len() == 36;
    is_whole.then(|| Ends::last(&guid[guid.len() - 4..]))
}

/// The octets of a GUID with hyphens or without, in braces or not, in either case.
pub(crate) fn octets(text: &str) -> Option<[u8; 16]> {
    let guid = without_braces(text);
    match guid.len() {
        36 => hexadecimal::octets(guid, &[8, 4, 4, 4, 12], b'-'),
        _ => hexadecimal::octets(guid, &[32], b'-'),
    }
}

fn without_braces(text: &str) -> &str {
    text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use crate::mask::tests::check;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn guid() {
        check(
            Format::Guid,
            &[
                ("6f9619ff-8b86-d011-b42d-00cf4fc99e6d", "***9e6d"),
                ("6F9619FF-8B86-D011-B42D-00CF4FC99E6D", "***9E6D"),
                ("{6f9619ff-8b86-d011-b42d-00cf4fc99e6d}", "***9e6d"),
                ("6f9619ff8b86d011b42d00cf4fc99e6d", "***9e6d"),
                // Not one of these forms.
                ("{6f9619ff8b86d011b42d00cf4fc99e6d}", "***"),
                ("{6f9619ff-8b86-d011-b42d-00cf4fc99e6d", "***"),
                ("6f9619ff-8b86-d011-b42d-00cf4fc99e6d}", "***"),
                ("(6f9619ff-8b86-d011-b42d-00cf4fc99e6d)", "***"),
                ("urn:uuid:6f9619ff-8b86-d011-b42d-00cf4fc99e6d", "***"),
                ("6f9619ff-8b86-d011-b42d-00cf4fc99e6", "***"),
                ("6f9619ff-8b86-d011-b42d-00cf4fc99e6d0", "***"),
                ("6f9619ff8-b86-d011-b42d-00cf4fc99e6d", "***"),
                ("6f9619f--8b86-d011-b42d-00cf4fc99e6d", "***"),
                ("6f9619ff08b86-d011-b42d-00cf4fc99e6d", "***"),
                ("6f9619ff_8b86-d011-b42d-00cf4fc99e6d", "***"),
                ("6f9619ff-8b86-d011-b42d-00cf4fc99e6g", "***"),
                ("6f9619ff-8b86-d011-b42d-00cf4fc99é6", "***"),
                ("6f9619ff8b86d011b42d00cf4fc99e6d\n", "***"),
                ("{{6f9619ff-8b86-d011-b42d-00cf4fc99e6d}}", "***"),
                ("{}", "***"),
                ("", "***"),
            ],
        );
    }
}
