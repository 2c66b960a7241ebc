//! An e-mail address, or a user principal name, which has the same form.

use super::Ends;
use super::character::{is_initial, is_latin, is_letter, is_letter_or_digit};

/// An address of the form `local@domain`.
///
/// Narrower than RFC 5322: no quoted local part, no comment, no domain literal. Wider in that
/// letters of any script may stand in it (RFC 6531). The user principal name of a guest, such as
/// `adele_contoso.example#EXT#@fabrikam.example`, is one too.
pub(crate) struct Email<'a> {
    local: &'a str,
    at_domain: &'a str,
}

impl<'a> Email<'a> {
    /// In octets: 64 of a local part, the `@`, and 255 of a domain (RFC 5321, section 4.5.3.1).
    const LONGEST: usize = 320;

    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (local, domain) = text.split_once('@')?;
        (text.len() <= Self::LONGEST && is_local(local) && is_domain(domain))
            .then(|| Self { local, at_domain: &text[local.len()..] })
    }

    /// The domain with the `@` before it.
    pub(crate) fn at_domain(&self) -> &'a str {
        self.at_domain
    }

    /// The first character and the domain; `None` if the first character is the whole local part.
    pub(super) fn ends(&self) -> Option<Ends<'a>> {
        let mut characters = self.local.chars();
        let is_safe = is_initial(characters.next()?);
        let hidden = characters.as_str();
        let before = &self.local[..self.local.len() - hidden.len()];
        (is_safe && !hidden.is_empty()).then_some(Ends { before, after: self.at_domain })
    }
}

/// Atoms with dots between them (RFC 5322, section 3.2.3).
fn is_local(local: &str) -> bool {
    const PUNCTUATION: &str = "!#$%&'*+-/=?^_`{|}~";
    let is_part = |c| is_letter_or_digit(c) || PUNCTUATION.contains(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_part))
}

/// At least 2 labels, of which the last is no number: that would be an IP address.
fn is_domain(domain: &str) -> bool {
    match domain.rsplit_once('.') {
        Some((labels, top)) => {
            labels.split('.').all(is_label)
                && is_label(top)
                && !top.bytes().all(|byte| byte.is_ascii_digit())
        }
        None => false,
    }
}

/// Letters, digits and inner hyphens, at most 63 (RFC 1123, section 2.1). A label that mixes Latin
/// letters with those of another script is taken for an imitation.
fn is_label(label: &str) -> bool {
    let letters = || label.chars().filter(|c| is_letter(*c));
    (1..=63).contains(&label.chars().count())
        && label.chars().all(|c| c == '-' || is_letter_or_digit(c))
        && !label.starts_with('-')
        && !label.ends_with('-')
        && (letters().all(is_latin) || !letters().any(is_latin))
}

#[cfg(test)]
mod tests {
    use super::Email;
    use crate::mask::tests::{check, masked};
    use alloc::format;
    use alloc::string::String;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn the_first_character_and_the_domain_stay() {
        check(
            Format::Email,
            &[
                ("adele@contoso.example", "a***@contoso.example"),
                ("Adele.Vance@sales.contoso.example", "A***@sales.contoso.example"),
                ("ab@contoso.example", "a***@contoso.example"),
                ("7of9@contoso.example", "7***@contoso.example"),
                ("p.o'neil+intune@contoso.example", "p***@contoso.example"),
                (
                    "adele_contoso.example#EXT#@fabrikam.onmicrosoft.example",
                    "a***@fabrikam.onmicrosoft.example",
                ),
                ("émile@contoso.example", "é***@contoso.example"),
                ("дарья@пример.example", "д***@пример.example"),
                ("adele@bücher.example", "a***@bücher.example"),
                ("adele@xn--bcher-kva.example", "a***@xn--bcher-kva.example"),
                ("adele@例え.example", "a***@例え.example"),
                ("adele@3m.example", "a***@3m.example"),
            ],
        );
    }

    #[test]
    fn nothing_else_shows_any_part() {
        for text in [
            "",
            "@",
            "adele",
            "adele@",
            "@contoso.example",
            "a@contoso.example",
            "é@contoso.example",
            "_adele@contoso.example",
            "'adele@contoso.example'",
            "王伟@contoso.example",
            "adele@@contoso.example",
            "adele@contoso.example@fabrikam.example",
            "adele@contoso.example,diego@contoso.example",
            "Adele Vance <adele@contoso.example>",
            "mailto:adele@contoso.example",
            "\"adele vance\"@contoso.example",
            "adele vance@contoso.example",
            " adele@contoso.example",
            "adele@contoso.example ",
            "adele@contoso.example\n",
            ".adele@contoso.example",
            "adele.@contoso.example",
            "ad..ele@contoso.example",
            "adele@contoso",
            "adele@.example",
            "adele@contoso.",
            "adele@contoso..example",
            "adele@-contoso.example",
            "adele@contoso-.example",
            "adele@con_toso.example",
            "adele@contoso.example/path",
            "adele@203.0.113.7",
            "adele@[203.0.113.7]",
            "adele@contoso.example:25",
            "adele＠contoso.example",
            "adele@contoso。example",
        ] {
            assert_eq!(masked(Some(Format::Email), text), "***", "{text}");
        }
    }

    #[test]
    fn imitations_show_nothing() {
        for text in [
            "adele@cоntoso.example", // a Cyrillic о
            "adele@contoso١.example",
            "adele@contoso７.example",
            "adele@ｃontoso.example",
            "adele@contoso\u{200B}.example",
            "ade\u{202E}le@contoso.example",
            "a\0dele@contoso.example",
            "a\u{301}dele@contoso.example",
            "\u{301}adele@contoso.example",
            "\u{3164}adele@contoso.example",
            "adele@conto\u{308}so.example",
            "adele@conto\u{3164}so.example",
        ] {
            assert_eq!(masked(Some(Format::Email), text), "***", "{text:?}");
        }
    }

    #[test]
    fn length_has_limits() {
        let email = |local: usize, label: usize, labels: usize| -> String {
            let label = "b".repeat(label) + ".";
            format!("{}@{}example", "a".repeat(local), label.repeat(labels))
        };
        assert!(Email::parse(&email(64, 63, 3)).is_some());
        assert!(Email::parse(&email(64, 64, 1)).is_none());
        assert!(Email::parse(&email(312, 1, 1)).is_none());
        assert!(Email::parse(&email(310, 1, 1)).is_some());
    }

    #[test]
    fn one_character_has_a_domain() {
        let email = Email::parse("a@contoso.example").unwrap();
        assert!(email.ends().is_none());
        assert_eq!(email.at_domain(), "@contoso.example");
    }
}
