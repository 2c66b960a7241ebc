//! Pseudonyms as the views show them: of the value and not of how it is written, and of one item,
//! tenant and key.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use intune_privacy::items::{device_data, hardware_inventory, managed_application};
use intune_privacy::tracing::field;
use intune_privacy::{Action, Algorithm, Class, Classified, Policy, Pseudonyms, Token};
use intune_privacy_tests::outputs::outputs;
use intune_privacy_tests::policies::{all, keyring, pseudonyms};
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// Everything is pseudonymized.
fn policy(pseudonyms: Pseudonyms) -> Policy {
    Policy::strict()
        .with(Class::Identified, Action::Pseudonymize)
        .with(Class::Pseudonymized, Action::Pseudonymize)
        .with_pseudonyms(Arc::new(pseudonyms))
}

fn json<T: Classified>(record: &T, policy: &Policy) -> Value {
    serde_json::to_value(record.redacted(policy)).expect("JSON")
}

/// The same item in the type of one record.
macro_rules! records {
    ($( $Record:ident { $item:ident: $Type:ty } )+) => {$(
        #[derive(Classified, Serialize)]
        #[data(tied)]
        struct $Record {
            #[data(identified, required, item = hardware_inventory::$item)]
            value: $Type,
        }
    )+};
}

records! {
    ImeiText { imei: String }
    ImeiNumber { imei: u64 }
    AddressText { ip_address: String }
    Address { ip_address: IpAddr }
    AddressOption { ip_address: Option<Box<Ipv4Addr>> }
}

#[derive(Classified, Serialize)]
#[data(tied)]
struct Ids {
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    text: String,
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    typed: Uuid,
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    list: Vec<Option<Uuid>>,
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    map: BTreeMap<Uuid, String>,
    #[data(identified, required, mam, item = device_data::entra_device_id)]
    other: Uuid,
    #[data(identified, undocumented = "test")]
    undocumented: Uuid,
    #[data(identified, undocumented = "test")]
    also: Uuid,
}

fn ids(id: Uuid) -> Ids {
    Ids {
        text: id.braced().to_string().to_uppercase(),
        typed: id,
        list: vec![Some(id), None],
        map: BTreeMap::from([(id, id.simple().to_string())]),
        other: id,
        undocumented: id,
        also: id,
    }
}

/// The tokens in a text.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '-'))
        .map(|part| part.trim_matches(':').to_owned())
        .filter(|part| Token::is_token(part))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// Every output shows the same tokens in the same places.
    #[test]
    fn every_view_shows_the_same_tokens(bits in any::<u128>(), siphash in any::<bool>()) {
        let algorithm = if siphash { Algorithm::SipHash } else { Algorithm::HmacSha256 };
        let policy = policy(keyring("k1").pseudonyms_with("contoso.example", algorithm));
        let record = ids(Uuid::from_u128(bits));
        let expected = tokens(&format!("{:?}", record.redacted(&policy)));
        prop_assert_eq!(expected.len(), 8);
        for (name, shown) in outputs(&record, &policy) {
            let mut shown = tokens(&shown);
            if name == "json value" {
                // Its keys are sorted.
                let set = |tokens: &[String]| tokens.iter().cloned().collect::<BTreeSet<_>>();
                prop_assert_eq!(set(&shown), set(&expected));
                continue;
            }
            if name.ends_with("log") {
                // The record is in the span, too, which JSON shows twice.
                prop_assert!(shown.chunks(8).all(|shown| shown == expected), "{}", name);
                shown.truncate(8);
            }
            prop_assert_eq!(&shown, &expected, "{}", name);
        }
    }

    /// A GUID is the same as text, as a typed value, in a list and as a key; another item or field is
    /// another domain.
    #[test]
    fn a_value_has_one_token_in_an_item_and_another_in_another(bits in any::<u128>()) {
        let id = Uuid::from_u128(bits);
        let shown = json(&ids(id), &policy(pseudonyms()));
        let token = pseudonyms().token(&device_data::INTUNE_DEVICE_ID, &id.to_string());
        let token = json!(token.as_str());
        prop_assert_eq!(&shown["text"], &token);
        prop_assert_eq!(&shown["typed"], &token);
        prop_assert_eq!(&shown["list"], &json!([token, null]));
        let text = token.as_str().expect("text");
        prop_assert_eq!(&shown["map"], &json!({ text: token }));
        let others: BTreeSet<_> =
            ["typed", "other", "undocumented", "also"].map(|name| shown[name].to_string()).into();
        prop_assert_eq!(others.len(), 4);
    }

    #[test]
    fn a_number_and_an_address_have_the_token_of_their_text(
        imei in 100_000_000_000_000_u64..999_999_999_999_999,
        address in any::<[u8; 4]>(),
    ) {
        let policy = policy(pseudonyms());
        let text = ImeiText { value: imei.to_string() };
        let number = ImeiNumber { value: imei };
        prop_assert_eq!(json(&text, &policy), json(&number, &policy));
        let token = pseudonyms().token(&hardware_inventory::IMEI, &imei.to_string());
        prop_assert_eq!(json(&text, &policy), json!({ "value": token.as_str() }));

        let address = Ipv4Addr::from(address);
        let text = AddressText { value: address.to_string() };
        let typed = Address { value: address.into() };
        let mapped = Address { value: address.to_ipv6_mapped().into() };
        let option = AddressOption { value: Some(Box::new(address)) };
        prop_assert_eq!(json(&text, &policy), json(&typed, &policy));
        prop_assert_eq!(json(&text, &policy), json(&mapped, &policy));
        prop_assert_eq!(json(&text, &policy), json(&option, &policy));
        prop_assert_ne!(json(&text, &policy), json(&number, &policy));
    }

    #[test]
    fn another_tenant_key_or_algorithm_gives_another_token(bits in any::<u128>()) {
        let record = ids(Uuid::from_u128(bits));
        let other_secret: Vec<u8> = (1..33).collect();
        let other_key = intune_privacy::Key::from_bytes("k1", &other_secret).expect("a key");
        let tokens: BTreeSet<_> = [
            pseudonyms(),
            keyring("k1").pseudonyms("fabrikam.example"),
            keyring("k1").pseudonyms_with("contoso.example", Algorithm::SipHash),
            keyring("k2").pseudonyms("contoso.example"),
            intune_privacy::Keyring::new(other_key).pseudonyms("contoso.example"),
        ]
        .map(|pseudonyms| json(&record, &policy(pseudonyms))["typed"].to_string())
        .into();
        prop_assert_eq!(tokens.len(), 5);
    }

    /// Different values stay different, so that a count of devices can be made of tokens.
    #[test]
    fn different_values_have_different_tokens(one in any::<u64>(), other in any::<u64>()) {
        prop_assume!(one != other);
        let policy = policy(pseudonyms());
        let [one, other] = [one, other].map(|value| json(&ImeiNumber { value }, &policy));
        prop_assert_ne!(one, other);
    }
}

/// A token in a log can be looked for in an export.
#[test]
fn tracing_shows_the_token_that_the_keys_give() {
    let policy = policy(pseudonyms());
    let record = ImeiText { value: "490154203237518".into() };
    let token = pseudonyms().token(&hardware_inventory::IMEI, "490154203237518");
    let view = record.redacted(&policy);
    let line = field(&view).expect("a record");
    assert_eq!(format!("{line:?}"), format!("ImeiText {{ value: {token} }}"));
}

#[derive(Classified, Serialize)]
struct Heartbeat {
    #[data(pseudonymized, required, mam, item = managed_application::app_version)]
    version: &'static str,
}

/// Without keys nothing of the value is shown.
#[test]
fn without_keys_it_is_erased() {
    let policy = Policy::strict().with(Class::Pseudonymized, Action::Pseudonymize);
    let shown = json(&Heartbeat { version: "17.1.2" }, &policy);
    assert_eq!(shown, json!({ "version": "[pseudonymized]" }));
    let shown = json(&Heartbeat { version: "17.1.2" }, &all(Action::Pseudonymize));
    let token = pseudonyms().token(&managed_application::APP_VERSION, "17.1.2");
    assert_eq!(shown, json!({ "version": token.as_str() }));
}
