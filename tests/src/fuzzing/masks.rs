//! Any text in the mask of any format.

use std::net::IpAddr;

use intune_privacy::{Action, Class, Classified, Format, Policy, items};
use uuid::Uuid;

use super::record::Texts;
use super::shape::is_mask;

/// A text under the masks of all formats: no more of it stays than is documented, and what is hidden
/// as a whole shows nothing but, where it is asked for, how long it is.
///
/// # Panics
///
/// If something is not as it should be.
pub fn masks(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let texts = Texts::all(&text);
    for (action, to_length) in [(Action::Mask, false), (Action::MaskToLength, true)] {
        let all = |policy: Policy, class: &Class| policy.with(*class, action);
        let policy = Class::ALL.iter().fold(Policy::strict(), all);
        let policy = items::ALL.iter().fold(policy, |policy, item| policy.with_item(item, action));
        let redacted = texts.redacted(&policy);
        let json = serde_json::to_value(redacted).expect("texts can be written");
        let debug = format!("{redacted:?}");
        for field in Texts::SCHEMA.fields() {
            if policy.action_for(&field) != action {
                continue;
            }
            let shown = json[field.key()].as_str().unwrap_or_default();
            let format = field.item().map(|item| item.format);
            assert!(
                is_mask(format, &text, shown, to_length)
                    && (shown.bytes().all(|byte| byte == b'*') || parses(format, &text)),
                "{text:?} as {format:?} is {shown:?}"
            );
            assert!(debug.contains(shown), "{shown:?} is not in {debug}");
        }
    }
}

/// Whether the text can be of that format, by the word of others.
fn parses(format: Option<Format>, text: &str) -> bool {
    let digits = || text.chars().filter(char::is_ascii_digit).count();
    match format {
        Some(Format::Ip) => text.parse::<IpAddr>().is_ok(),
        Some(Format::Guid) => Uuid::parse_str(text).is_ok(),
        Some(Format::Email) => text.contains('@') && !text.contains(char::is_whitespace),
        // A card stores up to 22 digits (ETSI TS 102 221, clause 13.2).
        Some(Format::Iccid) => (18..=22).contains(&digits()),
        // 3GPP TS 23.003, section 6.2.
        Some(Format::Imei) => (14..=16).contains(&digits()),
        // ITU-T E.164 has at most 15 digits.
        Some(Format::Phone) => (5..=20).contains(&digits()),
        Some(Format::Mac) => text.chars().filter(char::is_ascii_hexdigit).count() == 12,
        Some(Format::Timestamp) => digits() >= 8,
        Some(Format::Version) => digits() > 0 && text.contains('.'),
        Some(Format::Count | Format::Location | Format::Number | Format::Secret | Format::Text)
        | None => false,
        _ => !text.is_empty(),
    }
}
