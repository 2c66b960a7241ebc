//! What holds for every format.

use super::{Cover, Masked};
use crate::mask::Ends;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use intune_privacy_taxonomy::Format;
use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};
use proptest::{prop_assert, prop_assert_eq};

pub(super) fn masked(format: Option<Format>, text: &str) -> String {
    Masked::new(format, text, Cover::Fixed).to_string()
}

pub(super) fn check(format: Format, examples: &[(&str, &str)]) {
    for (text, expected) in examples {
        assert_eq!(masked(Some(format), text), *expected, "{text:?}");
    }
}

/// A value of each format that shows a part.
const SHOWN: [(Format, &str); 13] = [
    (Format::Email, "adele@contoso.example"),
    (Format::Guid, "6f9619ff-8b86-d011-b42d-00cf4fc99e6d"),
    (Format::Iccid, "8946071512345678905"),
    (Format::Imei, "490154203237518"),
    (Format::Ip, "203.0.113.7"),
    (Format::Ip, "2001:db8::1"),
    (Format::Mac, "a4:83:e7:12:34:56"),
    (Format::Path, r"C:\Users\adele\letter.txt"),
    (Format::PersonName, "Adele Vance"),
    (Format::Phone, "+1 (425) 555-0123"),
    (Format::Serial, "C02XK1JGJHD3"),
    (Format::Timestamp, "2026-11-22T10:20:30Z"),
    (Format::Version, "10.0.22631.4317"),
];

fn formats() -> impl Iterator<Item = Option<Format>> {
    Format::ALL.iter().copied().map(Some).chain([None])
}

#[test]
fn formats_without_a_safe_part_show_nothing() {
    let hidden = [
        None,
        Some(Format::Count),
        Some(Format::Location),
        Some(Format::Number),
        Some(Format::Secret),
        Some(Format::Text),
    ];
    for format in formats() {
        let shows = SHOWN.iter().any(|(shown, text)| {
            format == Some(*shown) && masked(format, text) != "***" && masked(format, text) != *text
        });
        assert_eq!(shows, !hidden.contains(&format), "{format:?}");
    }
    for (format, text) in hidden.iter().flat_map(|format| SHOWN.map(|(_, text)| (*format, text))) {
        assert_eq!(masked(format, text), "***");
    }
}

#[test]
fn length_shows_only_if_asked_for() {
    let length = |format, text: &str| Masked::new(format, text, Cover::Length).to_string();
    assert_eq!(length(Some(Format::Email), "adele@contoso.example"), "a****@contoso.example");
    assert_eq!(length(Some(Format::Email), "a@contoso.example"), "*****************");
    assert_eq!(length(Some(Format::PersonName), "Émile"), "É****");
    assert_eq!(length(Some(Format::Text), "naïve"), "*****");
    assert_eq!(length(None, "x"), "*");
    assert_eq!(length(None, ""), "***");
    assert_eq!(length(Some(Format::Secret), "hunter2"), "***");
    for stars in [63, 64, 65, 128, 129, 5000] {
        assert_eq!(length(None, &"x".repeat(stars)), "*".repeat(stars));
    }
}

#[test]
fn long_text_is_masked_whole() {
    let path = |length: usize| format!("/{}.txt", "a".repeat(length - 5));
    assert_eq!(masked(Some(Format::Path), &path(4096)), "/***.txt");
    assert_eq!(masked(Some(Format::Path), &path(4097)), "***");
    for ((format, text), filler) in SHOWN.iter().flat_map(|shown| [(shown, "a"), (shown, "1")]) {
        assert_eq!(masked(Some(*format), &(text.to_string() + &filler.repeat(100_000))), "***");
        assert_eq!(masked(Some(*format), &(filler.repeat(100_000) + text)), "***");
    }
}

#[test]
fn a_hostile_character_anywhere_hides_all() {
    let hostile =
        ['\0', '\n', '\r', '\u{1B}', '\u{85}', '\u{200B}', '\u{200D}', '\u{202E}', '\u{2066}'];
    for ((format, text), character) in
        SHOWN.iter().flat_map(|shown| hostile.map(|character| (shown, character)))
    {
        for place in 0..=text.len() {
            let mut text = text.to_string();
            text.insert(place, character);
            assert_eq!(masked(Some(*format), &text), "***", "{format} {text:?}");
        }
    }
}

#[test]
fn an_error_of_the_formatter_is_passed_on() {
    struct Full(usize);
    impl core::fmt::Write for Full {
        fn write_str(&mut self, text: &str) -> core::fmt::Result {
            self.0 = self.0.checked_sub(text.len()).ok_or(core::fmt::Error)?;
            Ok(())
        }
    }
    let email = Masked::new(Some(Format::Email), "adele@contoso.example", Cover::Fixed);
    let whole = email.to_string().len();
    for room in 0..whole {
        assert!(core::fmt::write(&mut Full(room), format_args!("{email}")).is_err());
    }
    assert!(core::fmt::write(&mut Full(whole), format_args!("{email}")).is_ok());
}

/// Texts like those of a format, broken or not, and any other.
fn texts() -> impl Strategy<Value = String> {
    let shown: Vec<_> = SHOWN.iter().map(|(_, text)| text.to_string()).collect();
    let broken = (prop::sample::select(shown), any::<prop::sample::Index>(), ".?", prop::bool::ANY)
        .prop_map(|(text, place, inserted, replace)| {
            let place = place.index(text.len());
            let rest = if replace { place + 1 } else { place };
            format!("{}{inserted}{}", &text[..place], &text[rest..])
        });
    prop_oneof![
        broken,
        r"\PC*",
        ".*",
        "[a-zé王_.'#\u{301}]{0,5}@[a-zé.-]{0,6}\\.[a-z0-9]{1,3}",
        "[0-9a-f]{0,4}(:[0-9a-f]{0,4}){1,7}",
        "[0-9]{1,3}(\\.[0-9]{1,3}){3}",
        "[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}",
        "[+(]?[0-9 ().-]{0,24}",
        "[0-9]{13,16}",
        "89[0-9]{15,21}[Ff]?",
        r"([A-Z]:)?[/\\]{0,2}[a-zé./\\]{0,6}\.(exe|txt|doe|[a-z]{0,5})",
        "[0-9]{1,6}\\.[0-9a-z. ]{0,6}",
        "[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-9]{1,2}:[0-9]{2})?",
        "[A-Za-z0-9-]{0,20}",
        "[A-Zé王א\u{301}\u{3164}][a-z \u{301}]{0,4}",
    ]
}

/// Whether what stays is no more than the format allows.
fn is_within_limits(format: Option<Format>, ends: Ends<'_>, text: &str) -> bool {
    let count = |text: &str| text.chars().count();
    match format {
        Some(Format::Email) => {
            count(ends.before) == 1 && ends.after.starts_with('@') && ends.after.len() < text.len()
        }
        Some(Format::Ip) => {
            let separators = |text: &str| text.matches(['.', ':']).count();
            ends.after.is_empty()
                && separators(ends.before) == 2
                && text[ends.before.len()..].contains(|c: char| c.is_ascii_hexdigit() || c == ':')
        }
        Some(Format::Mac) => {
            let digits = |text: &str| text.matches(|c: char| c.is_ascii_hexdigit()).count();
            ends.after.is_empty() && digits(ends.before) == 6 && digits(text) == 12
        }
        _ => 2 * (count(ends.before) + count(ends.after)) <= count(text),
    }
}

fn is_safe(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || " @.-:/\\()".contains(character)
        || (character.is_alphabetic() && character.escape_debug().eq([character]))
}

proptest! {
    #[test]
    fn a_mask_hides_enough_and_shows_what_is_safe(text in texts()) {
        for format in formats() {
            let Masked { ends, stars } = Masked::new(format, &text, Cover::Fixed);
            let Ends { before, after } = ends;
            prop_assert_eq!(stars, 3);
            prop_assert!(text.starts_with(before) && text.contains(after));
            prop_assert!(
                ends.characters() == 0 || is_within_limits(format, ends, &text),
                "{:?}: {}", format, masked(format, &text)
            );
            prop_assert!(before.chars().chain(after.chars()).all(is_safe));
            prop_assert_eq!(masked(format, &text), format!("{before}***{after}"));
        }
    }

    #[test]
    fn both_covers_show_the_same_and_length_adds_the_length(text in texts()) {
        for format in formats() {
            let fixed = Masked::new(format, &text, Cover::Fixed);
            let length = Masked::new(format, &text, Cover::Length);
            prop_assert_eq!(fixed.ends.before, length.ends.before);
            prop_assert_eq!(fixed.ends.after, length.ends.after);
            if !text.is_empty() && format != Some(Format::Secret) {
                prop_assert_eq!(length.to_string().chars().count(), text.chars().count());
            }
        }
    }

    #[test]
    fn the_length_of_the_hidden_part_does_not_show(hidden in "[a-z]{1,60}", more in "[a-z]{1,60}") {
        let both = [&hidden, &more];
        let same = |format, mask: &dyn Fn(&str) -> String| {
            let [one, other] = both.map(|hidden| masked(Some(format), &mask(hidden)));
            assert_eq!(one, other);
            assert_ne!(one, "***");
        };
        same(Format::Email, &|hidden| format!("a{hidden}@contoso.example"));
        same(Format::PersonName, &|hidden| format!("A{hidden}"));
        same(Format::Path, &|hidden| format!("/home/adele/{hidden}.txt"));
        same(Format::Version, &|hidden| format!("1.2.{hidden}"));
        same(Format::Timestamp, &|hidden| format!("2026-11-22 10:20 {hidden}"));
    }
}
