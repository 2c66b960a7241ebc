use super::{Algorithm, Domain, Key, Keyring, KeyringError, Pseudonyms, Token};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use intune_privacy_taxonomy::items::device_data::INTUNE_DEVICE_ID;
use intune_privacy_taxonomy::items::hardware_inventory::{
    ICCID, IMEI, IP_ADDRESS, SERIAL_NUMBER, WIFI_MAC_ADDRESS,
};
use intune_privacy_taxonomy::items::user::{DISPLAY_NAME, PHONE_NUMBER, PRINCIPAL_NAME};
use intune_privacy_taxonomy::{Format, Item, items};
use proptest::prelude::*;

const ALGORITHMS: [Algorithm; 2] = [Algorithm::HmacSha256, Algorithm::SipHash];
const TENANT: &str = "contoso.example";
const GUID: &str = "0b3f2d1c-5e6f-4a7b-8c9d-0e1f2a3b4c5d";

/// The key of the bytes `first`, `first` + 1 and so on.
fn key(id: &str, first: u8) -> Key {
    let secret: Vec<u8> = (first..first + 32).collect();
    Key::from_bytes(id, &secret).unwrap()
}

fn pseudonyms(algorithm: Algorithm) -> Pseudonyms {
    Keyring::new(key("k1", 0)).pseudonyms_with(TENANT, algorithm)
}

/// The tokens of a value given as text by both algorithms.
fn both(item: &Item, value: &str) -> [Token; 2] {
    ALGORITHMS.map(|algorithm| pseudonyms(algorithm).token(item, value))
}

fn field<'a>(record: &'a str, field: &'a str) -> Domain<'a> {
    Domain::Field { record, field }
}

/// Writes itself in the given pieces.
struct Pieces<'a>(&'a [&'a str]);

impl fmt::Display for Pieces<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| f.write_str(piece))
    }
}

/// `text` cut into pieces of about `size` bytes, which is not 0.
fn cut(text: &str, size: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = (size..rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (piece, others) = rest.split_at(at);
        pieces.push(piece);
        rest = others;
    }
    pieces
}

/// The expected tokens were computed from the documented construction by a program in Python, with
/// its `hmac`, `hashlib`, `uuid` and `ipaddress`, and SipHash written from the paper: secret 00 01
/// 02 up to 1f, id `k1`, tenant `contoso.example`.
#[test]
fn tokens_are_those_of_the_documented_construction() {
    let digits = "0123456789".repeat(20);
    let expected: [(&Item, &str, [&str; 2]); 9] = [
        (
            &SERIAL_NUMBER,
            "C02XK1JGJHD3",
            ["k1:17f0f8d7f5cf5c0caf3895f5c25fd73d", "k1:712b5f109766848ac95e4a7bc23063b3"],
        ),
        (
            &PRINCIPAL_NAME,
            "ADÈLE@contoso.example",
            ["k1:d89e98ad41d09f566ef0c9ea8996a2dd", "k1:af31d24518a7d58df450b169148e36bf"],
        ),
        (
            &INTUNE_DEVICE_ID,
            GUID,
            ["k1:6eb6ac1b98eb182def451bc2aad06deb", "k1:ec8c6627b26c1e56778c45a8dd74bd51"],
        ),
        (
            &WIFI_MAC_ADDRESS,
            "00:1b:44:11:3a:b7",
            ["k1:960bcaa6da8d5947c03a5fa924e9558b", "k1:712e61dcca651d79d2fe43ef6128ad93"],
        ),
        (
            &IP_ADDRESS,
            "192.0.2.1",
            ["k1:1854af242adc50560e2fe112ff47d872", "k1:6ba91c4aac399f5f36a2da9a24c17152"],
        ),
        (
            &IP_ADDRESS,
            "2001:db8::1",
            ["k1:46f2df2199862717ebacf89ec6f9a28f", "k1:09b529dbf34b16299165d35df9e47346"],
        ),
        (
            &IMEI,
            "35-209900-176148-1",
            ["k1:22a7df188a59a01d21183185924fa152", "k1:76b716991837c75f277a317fab32ce41"],
        ),
        (
            &PHONE_NUMBER,
            "+46 (70) 123 45 67",
            ["k1:7c9f73ed3aee1e1fce3e199f2860d4d3", "k1:0b72ecf7f9cf934fa4e298ff10c8962b"],
        ),
        (
            &SERIAL_NUMBER,
            &digits,
            ["k1:1910910dec49a7646bb4482bb759a023", "k1:8c2a4879042e3d7d0a65cd30082fd59a"],
        ),
    ];
    for (item, value, tokens) in expected {
        assert_eq!(both(item, value).map(|token| token.to_string()), tokens, "{item} {value}");
    }

    let loan = |field| Domain::Field { record: "Loan", field };
    let owners = Domain::Key { record: "Loan", field: "owners" };
    let found = ALGORITHMS.map(|algorithm| {
        let pseudonyms = pseudonyms(algorithm);
        [
            pseudonyms.display(loan("shoe_size"), None, &43).unwrap(),
            pseudonyms.text(owners, None, "adele"),
            pseudonyms.bytes(loan("photo"), &[0, 255]),
        ]
        .map(|token| token.to_string())
    });
    assert_eq!(
        found,
        [
            [
                "k1:cc65b73a90e305b299ce103b01e99a9c",
                "k1:9e1671571d78bed0cd84f7ebfbcd7df4",
                "k1:e4872ef5dc1c3b0ac279d9db0efa5180",
            ],
            [
                "k1:e8ffa51003604731b80a8ff1d76aecb9",
                "k1:a2aea823968727c0448947681b249642",
                "k1:2c6d1a3e32dd7cf7e552f6c2baf5a8ac",
            ],
        ]
    );
}

/// The expected tokens were computed in the same way.
#[test]
fn a_data_subject_has_one_pseudonym_in_all_records() {
    let pseudonyms = pseudonyms(Algorithm::HmacSha256);
    for (identifier, token) in [
        ("Adele@Contoso.example", "k1:b991bfe8ac1093efbc6c3db495f758d8"),
        ("{0B3F2D1C-5E6F-4A7B-8C9D-0E1F2A3B4C5D}", "k1:a5c152db28135dd775192a34f29ce13e"),
        ("S-1-5-21", "k1:1cdd48f5acb639b09d214e741363e66b"),
    ] {
        assert_eq!(pseudonyms.data_subject(identifier).as_str(), token);
        let all: Vec<_> = pseudonyms.data_subjects(identifier).collect();
        assert_eq!(all, [pseudonyms.data_subject(identifier)]);
    }
}

#[test]
fn a_value_has_one_token_however_it_is_written() {
    let written: [(&Item, &[&str]); 10] = [
        (
            &INTUNE_DEVICE_ID,
            &[
                GUID,
                "0B3F2D1C-5E6F-4A7B-8C9D-0E1F2A3B4C5D",
                "{0b3f2d1c-5e6f-4a7b-8c9d-0e1f2a3b4c5d}",
                "0b3f2d1c5e6f4a7b8c9d0e1f2a3b4c5d",
                "{0B3F2D1C5E6F4A7B8C9D0E1F2A3B4C5D}",
            ],
        ),
        (
            &WIFI_MAC_ADDRESS,
            &["00:1b:44:11:3a:b7", "00-1B-44-11-3A-B7", "001b.4411.3ab7", "001B44113AB7"],
        ),
        (&IP_ADDRESS, &["192.0.2.1", "::ffff:192.0.2.1", "::FFFF:c000:201"]),
        (&IP_ADDRESS, &["2001:db8::a", "2001:DB8:0:0:0:0:0:A", "2001:0db8::0.0.0.10"]),
        (&IMEI, &["352099001761481", "35-209900-176148-1", "35 209900 176148 1"]),
        (&ICCID, &["8946071512360089522", "8946 0715 1236 0089 522"]),
        (&PHONE_NUMBER, &["46701234567", "+46 70 123 45 67", "+46-70-1234567", "+46.70/(1234567)"]),
        (&PRINCIPAL_NAME, &["adele@contoso.example", "Adele@Contoso.EXAMPLE"]),
        (&PRINCIPAL_NAME, &["ådèle@contoso.example", "ÅDÈLE@contoso.example"]),
        (&DISPLAY_NAME, &["Adele Vance"]),
    ];
    let mut tokens = Vec::new();
    for (item, texts) in written {
        let token = both(item, texts[0]);
        for text in texts {
            assert_eq!(both(item, text), token, "{item} {text}");
        }
        tokens.extend(token);
    }
    let count = tokens.len();
    tokens.sort_unstable();
    tokens.dedup();
    assert_eq!(tokens.len(), count);
}

#[test]
fn what_does_not_parse_as_its_format_is_text() {
    let texts: [(&Item, &[&str]); 6] = [
        (
            &INTUNE_DEVICE_ID,
            &[
                "",
                "{0b3f2d1c-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
                "0b3f2d1c-5e6f-4a7b-8c9d-0e1f2a3b4c5d}",
                "0b3f2d1c-5e6f-4a7b-8c9d-0e1f2a3b4c5g",
                "0b3f2d1c-5e6f4-a7b-8c9d-0e1f2a3b4c5d",
                "0b3f2d1c5e6f4a7b8c9d0e1f2a3b4c5",
                "éééééééééééééééé",
                "éééééééééééééééééé",
            ],
        ),
        (
            &WIFI_MAC_ADDRESS,
            &["00:1b:44-11:3a:b7", "001b:4411:3ab7", "00:1b:44:11:3a:bg", "éééééé", "ééééééé"],
        ),
        (&IP_ADDRESS, &["192.0.2.256", "192.0.2.1:80", "fe80::1%eth0", "[::1]"]),
        (&IMEI, &["+352099001761481", "-", "", "35209900176148X", "٣٥٢", &"1".repeat(33)]),
        (&PHONE_NUMBER, &["+", "++4670", "4670+1", "070 123 ext. 4"]),
        (&IMEI, &["1 2 3", &format!("1{}23", " ".repeat(126))]),
    ];
    for (item, texts) in texts {
        for algorithm in ALGORITHMS {
            let pseudonyms = pseudonyms(algorithm);
            let domain = Domain::Item(item);
            for text in texts.iter().filter(|text| **text != "1 2 3") {
                let token = pseudonyms.text(domain, None, text);
                assert_eq!(pseudonyms.token(item, text), token, "{item} {text}");
            }
        }
    }
}

#[test]
fn typed_values_have_the_token_of_their_text() {
    let shown: [(&Item, &dyn fmt::Display, &str); 6] = [
        (&IP_ADDRESS, &IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), "192.0.2.1"),
        (&IP_ADDRESS, &Ipv4Addr::new(192, 0, 2, 1).to_ipv6_mapped(), "192.0.2.1"),
        (&IP_ADDRESS, &Ipv6Addr::LOCALHOST, "0:0:0:0:0:0:0:1"),
        (&INTUNE_DEVICE_ID, &Pieces(&["{0B3F2D1C-", "5E6F-4A7B-", "8C9D-0E1F2A3B4C5D}"]), GUID),
        (&IMEI, &352_099_001_761_481_u64, "35-209900-176148-1"),
        (&PRINCIPAL_NAME, &Pieces(&["Adele", "@", "Contoso.example"]), "adele@contoso.example"),
    ];
    for (item, value, text) in shown {
        let tokens = ALGORITHMS.map(|algorithm| {
            pseudonyms(algorithm).display(Domain::Item(item), Some(item.format), value).unwrap()
        });
        assert_eq!(tokens, both(item, text), "{item} {text}");
    }
}

#[test]
fn a_long_email_address_in_pieces_is_lowered_throughout() {
    let [start, middle] = ["Adèle".repeat(30), "VANCE".repeat(30)];
    let pieces = [&start, "É", &middle, "@", "CONTOSO.example"];
    for algorithm in ALGORITHMS {
        let pseudonyms = pseudonyms(algorithm);
        let domain = Domain::Item(&PRINCIPAL_NAME);
        let token = pseudonyms.display(domain, Some(Format::Email), &Pieces(&pieces));
        assert_eq!(token, Ok(pseudonyms.text(domain, None, &pieces.concat().to_lowercase())));
    }
}

#[test]
fn a_value_that_fails_has_no_token() {
    struct Broken;
    impl fmt::Display for Broken {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("half of it")?;
            Err(fmt::Error)
        }
    }
    for algorithm in ALGORITHMS {
        let token = pseudonyms(algorithm).display(field("Loan", "note"), None, &Broken);
        assert_eq!(token, Err(fmt::Error));
    }
}

#[test]
fn algorithms_tenants_keys_items_and_fields_are_separate() {
    let mut tokens = Vec::new();
    let mut domains: Vec<_> = items::ALL.into_iter().map(Domain::Item).collect();
    domains.extend([
        field("Loan", "note"),
        field("Loan", "notes"),
        field("Loann", "ote"),
        field("Lo", "annote"),
        field("", "Loannote"),
        field("Loannote", ""),
        Domain::Key { record: "Loan", field: "note" },
        Domain::Subject,
        field("user", "principal_name"),
    ]);
    for algorithm in ALGORITHMS {
        for tenant in ["", TENANT, "contoso.example\0", "fabrikam.example"] {
            for secret in [0, 100] {
                let ring = Keyring::new(key("k1", secret));
                let pseudonyms = ring.pseudonyms_with(tenant, algorithm);
                for domain in &domains {
                    tokens.push(pseudonyms.text(*domain, None, "same"));
                }
            }
        }
    }
    let count = tokens.len();
    tokens.sort_unstable();
    tokens.dedup();
    assert_eq!(tokens.len(), count);
}

#[test]
fn an_item_with_a_row_that_does_not_exist_is_separate_from_all_others() {
    let mut strange = SERIAL_NUMBER;
    strange.row = u8::MAX;
    let mut other = DISPLAY_NAME;
    other.row = u8::MAX;
    for algorithm in ALGORITHMS {
        let pseudonyms = pseudonyms(algorithm);
        let token = pseudonyms.token(&strange, "1");
        assert_ne!(token, pseudonyms.token(&other, "1"));
        assert!(items::ALL.iter().all(|item| pseudonyms.token(item, "1") != token));
    }
}

#[test]
fn tokens_of_every_key_are_found_across_rotations() {
    let before = Keyring::new(key("old", 0)).pseudonyms(TENANT);
    let ring = Keyring::new(key("new", 50)).with_retired(key("old", 0)).unwrap();
    let ring = ring.with_retired(key("older", 99)).unwrap();
    let after = ring.pseudonyms(TENANT);

    let tokens: Vec<_> = after.tokens(&SERIAL_NUMBER, "C02XK1JGJHD3").collect();
    let ids: Vec<_> = tokens.iter().map(Token::key_id).collect();
    assert_eq!(ids, ["new", "old", "older"]);
    assert_eq!(tokens[0], after.token(&SERIAL_NUMBER, "C02XK1JGJHD3"));
    assert_eq!(tokens[1], before.token(&SERIAL_NUMBER, "C02XK1JGJHD3"));
    for token in &tokens {
        assert!(after.matches(token.as_str(), &SERIAL_NUMBER, "C02XK1JGJHD3"));
        assert!(!after.matches(token.as_str(), &SERIAL_NUMBER, "C02XK1JGJHD4"));
        assert!(!after.matches(token.as_str(), &IMEI, "C02XK1JGJHD3"));
    }
    assert!(!before.matches(tokens[0].as_str(), &SERIAL_NUMBER, "C02XK1JGJHD3"));
    // The right digits under the id of another key.
    let renamed = tokens[0].to_string().replace("new", "old");
    assert!(!after.matches(&renamed, &SERIAL_NUMBER, "C02XK1JGJHD3"));
    for text in ["", "new", "C02XK1JGJHD3", &tokens[0].to_string().to_uppercase()] {
        assert!(!after.matches(text, &SERIAL_NUMBER, "C02XK1JGJHD3"));
    }
}

#[test]
fn each_byte_of_a_token_counts() {
    let pseudonyms = pseudonyms(Algorithm::HmacSha256);
    let token = pseudonyms.token(&SERIAL_NUMBER, "C02XK1JGJHD3").to_string();
    for at in "k1:".len()..token.len() {
        let other = if token.as_bytes()[at] == b'0' { "1" } else { "0" };
        let mut changed = token.clone();
        changed.replace_range(at..=at, other);
        assert!(!pseudonyms.matches(&changed, &SERIAL_NUMBER, "C02XK1JGJHD3"), "{changed}");
    }
}

#[test]
fn two_keys_cannot_have_one_id() {
    let duplicate = |id: &str| KeyringError::Duplicate { id: id.into() };
    let ring = || Keyring::new(key("k2", 0)).with_retired(key("k1", 50)).unwrap();
    for id in ["k1", "k2"] {
        assert_eq!(ring().with_retired(key(id, 99)).unwrap_err(), duplicate(id));
    }
    assert_eq!(duplicate("k1").to_string(), "two keys of the ring have the id `k1`");
}

#[test]
fn debug_shows_ids_only() {
    let ring = Keyring::new(key("k2", 0)).with_retired(key("k1", 50)).unwrap();
    assert_eq!(
        format!("{ring:?}"),
        r#"Keyring { current: Key { id: "k2", .. }, retired: [Key { id: "k1", .. }] }"#
    );
    assert_eq!(
        format!("{:?}", ring.pseudonyms("canary")),
        r#"Pseudonyms { algorithm: HmacSha256, keys: ["k2", "k1"], .. }"#
    );
}

#[test]
fn threads_share_pseudonyms() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Pseudonyms>();
    let pseudonyms = pseudonyms(Algorithm::default());
    let clone = pseudonyms.clone();
    assert_eq!(clone.token(&IMEI, "1"), pseudonyms.token(&IMEI, "1"));
}

fn any_format() -> impl Strategy<Value = Option<Format>> {
    prop::option::of(prop::sample::select(Format::ALL))
}

fn any_domain() -> impl Strategy<Value = (u8, String, String)> {
    (0..4_u8, "[ab\0]{0,3}", "[ab\0]{0,3}")
}

fn domain((kind, record, field): &(u8, String, String)) -> Domain<'_> {
    match kind {
        0 => Domain::Item(items::ALL[record.len() * 4 + field.len()]),
        1 => Domain::Field { record, field },
        2 => Domain::Key { record, field },
        _ => Domain::Subject,
    }
}

/// A value as text, or bytes.
fn any_value() -> impl Strategy<Value = Result<String, Vec<u8>>> {
    prop_oneof!["[ab\0\u{1}]{0,3}".prop_map(Ok), prop::collection::vec(0..3_u8, 0..3).prop_map(Err)]
}

proptest! {
    #[test]
    fn equal_tokens_mean_equal_domains_and_values(
        (one, other) in (any_domain(), any_domain()),
        (value, another) in (any_value(), any_value()),
    ) {
        let same_domain = match (domain(&one), domain(&other)) {
            (Domain::Item(one), Domain::Item(other)) => one.row == other.row,
            (Domain::Subject, Domain::Subject) => true,
            _ => one == other,
        };
        let same = same_domain && value == another;
        for algorithm in ALGORITHMS {
            let pseudonyms = pseudonyms(algorithm);
            let token = |of, value: &Result<String, Vec<u8>>| match value {
                Ok(text) => pseudonyms.text(domain(of), None, text),
                Err(bytes) => pseudonyms.bytes(domain(of), bytes),
            };
            prop_assert_eq!(token(&one, &value) == token(&other, &another), same);
        }
    }

    #[test]
    fn a_value_in_pieces_has_the_token_of_its_whole_text(
        text in "\\PC{0,200}|[A-Za-zÀ-ÿ@.]{0,300}|[0-9 -]{0,140}|[0-9a-f:.]{0,40}",
        size in 1..150_usize,
        format in any_format(),
    ) {
        for algorithm in ALGORITHMS {
            let pseudonyms = pseudonyms(algorithm);
            let whole = pseudonyms.text(field("Loan", "note"), format, &text);
            let pieces = cut(&text, size);
            let token = pseudonyms.display(field("Loan", "note"), format, &Pieces(&pieces));
            prop_assert_eq!(token, Ok(whole));
        }
    }

    #[test]
    fn a_guid_has_one_token(guid: u128) {
        let plain = format!("{guid:032x}");
        let hyphenated = [&plain[..8], &plain[8..12], &plain[12..16], &plain[16..20], &plain[20..]];
        let token = both(&INTUNE_DEVICE_ID, &plain);
        prop_assert_eq!(both(&INTUNE_DEVICE_ID, &hyphenated.join("-").to_uppercase()), token);
        prop_assert_ne!(both(&INTUNE_DEVICE_ID, &format!("{:032x}", guid ^ 1)), token);
    }

    #[test]
    fn an_address_has_one_token(address: IpAddr) {
        let token = both(&IP_ADDRESS, &address.to_string());
        if let IpAddr::V4(v4) = address {
            prop_assert_eq!(both(&IP_ADDRESS, &v4.to_ipv6_mapped().to_string()), token);
        }
        if let IpAddr::V6(v6) = address {
            let long = v6.segments().map(|segment| format!("{segment:04X}")).join(":");
            prop_assert_eq!(both(&IP_ADDRESS, &long), token);
        }
    }

    #[test]
    fn any_text_has_a_token_of_the_current_key(
        text in "\\PC{0,100}|[{}0-9a-fA-F:.+ -]{0,45}",
        format in any_format(),
    ) {
        let token = pseudonyms(Algorithm::SipHash).text(field("Loan", "note"), format, &text);
        prop_assert!(Token::is_token(token.as_str()));
        prop_assert_eq!(token.key_id(), "k1");
    }
}
