//! What other libraries get wrong, each as a test that we pass.
//!
//! The libraries are `data_privacy` 0.13, `veil` 0.3, `redact` 0.1, `redactable` 0.10 and `secrecy`
//! 0.10, as they were studied. What we refuse at compile time is a case in the folder `ui`; a test
//! here makes sure that the case is there and is refused.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::Path;

use intune_privacy::items::{device_data, hardware_inventory, user};
use intune_privacy::{Action, Class, Classified, DataValue, Policy, Unredacted, Value};
use intune_privacy_tests::policies::{ACTIONS, all, pseudonyms};
use intune_privacy_tests::{OPEN, json, open};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Asserts that the case is refused with this code.
#[track_caller]
fn refused(case: &str, code: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    assert!(folder.join(case).with_extension("rs").exists(), "{case}");
    let message = std::fs::read_to_string(folder.join(case).with_extension("stderr"));
    assert!(message.expect("a message").contains(code), "{case} is not refused with {code}");
}

mod data_privacy {
    use super::*;

    /// A `Display` that swallows the error of a full buffer, after 127 bytes and in the middle of a
    /// character.
    struct Careless;

    impl fmt::Display for Careless {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let _ = f.write_str(&"a".repeat(127));
            let _ = f.write_str("éééé");
            Ok(())
        }
    }

    impl DataValue for Careless {
        fn value(&self) -> Value<'_> {
            Value::Text(self)
        }
    }

    #[derive(Classified)]
    struct Record<T: DataValue> {
        #[data(identified, undocumented = "test")]
        value: T,
    }

    /// Weakness 1: it reads a buffer as UTF-8 unchecked, which such a `Display` fills up to the
    /// middle of a character. We have no unsafe code, and show the whole text or none of it.
    #[test]
    fn a_full_buffer_is_never_half_a_character() {
        let whole = "a".repeat(127) + "éééé";
        let record = Record { value: Careless };
        let text = Record { value: whole.clone() };
        for action in ACTIONS {
            let shown = format!("{}", record.redacted(&all(action)));
            let quoted = format!("{}", text.redacted(&all(action)));
            assert_eq!(shown, quoted.replace('"', ""), "{action:?}");
        }
    }

    /// Fails though the writer does not.
    struct Failing;

    impl fmt::Display for Failing {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }

    impl DataValue for Failing {
        fn value(&self) -> Value<'_> {
            Value::Text(self)
        }
    }

    /// Weakness 2: an inner formatter that fails panics in the log path. We pass the error on, in
    /// JSON too.
    #[test]
    fn an_inner_error_is_no_panic() {
        let record = Record { value: Failing };
        for action in [Action::Keep, Action::Mask, Action::Pseudonymize] {
            let policy = all(action);
            let view = record.redacted(&policy);
            assert_eq!(write!(String::new(), "{view:?}"), Err(fmt::Error));
            assert_eq!(write!(String::new(), "{view}"), Err(fmt::Error));
            let error = json(&view).expect_err("it fails");
            assert!(error.starts_with("the text of a value"), "{error}");
        }
    }

    #[derive(Classified, Serialize)]
    #[data(category = user)]
    struct Account {
        #[data(identified, required, mam, item = user::email)]
        email: String,
        #[data(identified, required, mam, item = user::principal_name)]
        principal_name: String,
        #[data(identified, required, mam)]
        display_name: String,
    }

    fn account() -> Account {
        let email = || String::from("adele@contoso.example");
        Account { email: email(), principal_name: email(), display_name: email() }
    }

    /// Weakness 3: the pseudonym is of the formatted text, so that quotation marks change it. Ours
    /// is of the value: the same in `Debug`, `Display`, JSON, and from the keys themselves.
    #[test]
    fn a_pseudonym_is_stable_across_views() {
        let (account, policy) = (account(), all(Action::Pseudonymize));
        let view = account.redacted(&policy);
        let token = pseudonyms().token(&user::PRINCIPAL_NAME, "adele@contoso.example");
        for shown in [format!("{view:?}"), format!("{view:#?}"), format!("{view}")] {
            assert_eq!(shown.matches(token.as_str()).count(), 2, "{shown}");
        }
        assert_eq!(json(&view).expect("JSON").matches(token.as_str()).count(), 2);
    }

    /// Weakness 4: equal values of two classes have the same hash, so that they can be joined. Ours
    /// are separated by item and tenant; 128 bits are of a keyed function.
    #[test]
    fn a_pseudonym_is_of_one_item() {
        let value = "b3f1";
        let tokens = [&device_data::INTUNE_DEVICE_ID, &hardware_inventory::SERIAL_NUMBER]
            .map(|item| pseudonyms().token(item, value).to_string());
        assert_ne!(tokens[0], tokens[1]);
        let shown = serde_json::to_value(account().redacted(&all(Action::Pseudonymize)));
        let shown = shown.expect("JSON");
        assert_eq!(shown["email"], shown["principal_name"], "one item");
        assert_ne!(shown["email"], shown["display_name"], "another");
        assert_eq!(tokens[0].len(), "k1:".len() + 128 / 4);
    }

    #[derive(Classified, Serialize)]
    enum Shapes {
        All {
            #[data(identified, undocumented = "test")]
            option: Option<String>,
            #[data(identified, undocumented = "test")]
            list: Vec<String>,
            #[data(identified, undocumented = "test")]
            map: BTreeMap<String, String>,
            #[data(identified, undocumented = "test")]
            r#type: String,
        },
    }

    /// Weakness 5: `Serialize` is plain text, `Option`, `Vec`, maps and enums are unsupported,
    /// `{:#?}` is ignored, and a raw identifier prints as `r#type`.
    #[test]
    fn every_shape_is_redacted_in_every_view() {
        let shapes = Shapes::All {
            option: Some("Ada".into()),
            list: vec!["Ada".into()],
            map: BTreeMap::from([("Ada".into(), "Ada".into())]),
            r#type: "Ada".into(),
        };
        let line = "All { option: [identified], list: [identified], map: [identified], \
                    type: [identified] }";
        assert_eq!(format!("{shapes:?}"), line);
        let pretty = line.replace("{ ", "{\n    ").replace(", ", ",\n    ").replace(" }", ",\n}");
        assert_eq!(format!("{shapes:#?}"), pretty);
        let written = json(&shapes.redacted(&Policy::logs())).expect("JSON");
        assert!(!written.contains("Ada") && written.contains(r#""type":"[identified]""#));
    }

    /// Weakness 6: a mask has the length of the value, and the default erases to `email: , name: ,`.
    #[test]
    fn a_mask_has_no_length_and_what_is_erased_has_a_name() {
        #[derive(Classified)]
        struct Person {
            #[data(identified, required, mam, item = user::display_name)]
            name: &'static str,
        }
        let [short, long] = ["Bo Ek", "Wilhelmina Featherstonehaugh"].map(|name| Person { name });
        let policy = Policy::support();
        assert_eq!(format!("{:?}", short.redacted(&policy)), "Person { name: B*** }");
        assert_eq!(format!("{:?}", long.redacted(&policy)), "Person { name: W*** }");
        assert_eq!(format!("{long:?}"), "Person { name: [identified] }");
    }

    /// Weakness 7: every classified type gets a `Deref` that panics. Ours gets none: a method of that
    /// name is the field's or the user's own.
    #[test]
    fn no_method_is_added_that_panics() {
        trait Probe {
            fn deref(&self) -> &'static str {
                "not ours"
            }
        }
        impl Probe for Account {}
        assert_eq!(account().deref(), "not ours");
    }

    /// Weakness 8, what a type costs to compile, is measured in `benches`. What makes it is one
    /// newtype for each kind of value, which nobody needs here: the fields keep their types.
    #[test]
    fn a_field_keeps_its_type() {
        let Account { email, .. } = account();
        let _: String = email;
    }
}

mod veil {
    use super::*;

    /// The type of an optional value under another name.
    type Maybe = Option<String>;

    #[derive(Classified, Serialize)]
    struct Login {
        #[data(identified, undocumented = "test")]
        alias: Maybe,
        #[data(identified, undocumented = "test")]
        password: String,
        #[data(identified, undocumented = "test")]
        number: u64,
    }

    fn login(password: &str, number: u64) -> Login {
        Login { alias: Some("secret".into()), password: password.into(), number }
    }

    /// It finds `Option` by its spelling: an alias shows as `****("******")`.
    #[test]
    fn an_alias_of_option_is_an_option() {
        let login = login("x", 1);
        for action in ACTIONS {
            let shown = format!("{:?}", login.redacted(&all(action)));
            assert_eq!(shown.contains("secret"), action == Action::Keep, "{shown}");
            assert!(!shown.contains("Some") && !shown.contains("(\""), "{shown}");
        }
    }

    /// A field without an annotation shows in clear. Ours does not compile.
    #[test]
    fn a_forgotten_neighbour_is_refused() {
        refused("p01/unlisted", "[P01]");
        refused("p01/last-of-three", "[P01]");
    }

    /// It keeps what is no letter or digit, and the length: `/Jb@` shows as `/**@`. A number shows
    /// how many digits it has.
    #[test]
    fn neither_symbols_nor_length_nor_digits_show() {
        let (one, other) = (login("/Jb@`?f.?%!hj2", 7), login("a", 123_456_789));
        for action in [Action::Erase, Action::Mask, Action::Omit, Action::Generalize] {
            let policy = all(action);
            let [one, other] = [&one, &other].map(|login| login.redacted(&policy));
            assert_eq!(format!("{one:?}"), format!("{other:?}"));
            assert_eq!(json(&one), json(&other));
        }
    }

    /// It keeps the shape of a MAC address, an IP address, a phone number or a GUID. Ours show
    /// the part that the format documents; of text without a known format, none.
    #[test]
    fn the_shape_of_a_value_does_not_show() {
        for value in ["a6:83:e7:12:34:56", "fe80::1%eth0", "+46 70", "{6f9619ff}"] {
            let login = login(value, 1);
            let shown = format!("{:?}", login.redacted(&all(Action::Mask)));
            assert_eq!(shown, "Login { alias: ***, password: ***, number: *** }");
        }
    }

    /// A partial mask shows up to 6 characters of an e-mail address or IMEI. One that is not much
    /// longer than what would stay is masked whole.
    #[test]
    fn a_short_value_is_masked_whole() {
        #[derive(Classified)]
        #[data(category = hardware_inventory)]
        struct Device {
            #[data(identified, required)]
            serial_number: &'static str,
            #[data(identified, required, mam, item = user::email)]
            email: &'static str,
        }
        let device = Device { serial_number: "ABC1234", email: "a@contoso.example" };
        let shown = format!("{:?}", device.redacted(&Policy::support()));
        assert_eq!(shown, "Device { serial_number: ***, email: *** }");
    }
}

mod redact {
    use super::*;

    #[derive(Classified, Serialize, Deserialize)]
    struct Device {
        #[data(identified, undocumented = "test")]
        tag: Option<String>,
        #[data(nested)]
        inner: Option<Box<Device>>,
    }

    /// `Option<Secret<T>>` cannot be written by its function for serde. Ours can, with the type's own
    /// derive left alone.
    #[test]
    fn an_optional_value_is_redacted_in_json() {
        let device = |inner| Device { tag: Some("a tag".into()), inner };
        let device = device(Some(Box::new(device(None))));
        assert_eq!(
            json(&device.redacted(&Policy::logs())).as_deref(),
            Ok(r#"{"tag":"[identified]","inner":{"tag":"[identified]","inner":null}}"#),
        );
    }

    /// It prints the Rust type of the value, such as `alloc::string::String`.
    #[test]
    fn no_type_name_shows() {
        let device = Device { tag: None, inner: None };
        for action in ACTIONS {
            let shown = format!("{:?}", device.redacted(&all(action)));
            assert!(!shown.contains("::") && !shown.contains("String"), "{shown}");
        }
    }
}

mod redactable {
    use super::*;

    #[derive(Classified, Serialize, Deserialize)]
    struct Mailbox<'a> {
        #[data(identified, required, mam, item = user::email)]
        by_owner: BTreeMap<String, String>,
        #[data(nested)]
        shared: BTreeMap<String, Size>,
        #[data(identified, undocumented = "test")]
        size: u64,
        #[data(identified, undocumented = "test")]
        borrowed: &'a str,
    }

    #[derive(Classified, Serialize, Deserialize)]
    struct Size {
        #[data(non_personal)]
        bytes: u64,
    }

    fn mailbox(size: u64) -> Mailbox<'static> {
        let alice = || String::from("alice@contoso.example");
        Mailbox {
            by_owner: BTreeMap::from([(alice(), alice())]),
            shared: BTreeMap::from([(alice(), Size { bytes: 1 })]),
            size,
            borrowed: "alice",
        }
    }

    /// The keys of maps are never redacted: `{"alice@contoso.example":"[REDACTED]"}`.
    #[test]
    fn the_keys_of_maps_are_redacted() {
        let mailbox = mailbox(1);
        for action in ACTIONS.into_iter().filter(|action| *action != Action::Keep) {
            let policy = all(action);
            let view = mailbox.redacted(&policy);
            let json = json(&view).expect("JSON");
            for shown in [format!("{view:?}"), format!("{view:#?}"), json] {
                assert!(!shown.contains("alice"), "{action:?}: {shown}");
            }
        }
    }

    /// `Debug` prints raw values in the tests of whoever uses it. This is such a test.
    #[test]
    fn a_test_sees_no_raw_values() {
        assert!(!format!("{:?}", mailbox(1)).contains("alice"));
        assert!(!format!("{:#?}", mailbox(1)).contains("alice"));
        assert!(open(&mailbox(1)).contains("alice"), "there is something to see");
    }

    /// A number becomes 0, which cannot be told from a real zero. Ours becomes a text that says so.
    #[test]
    fn a_redacted_number_is_no_number() {
        let shown = |size| {
            let json = serde_json::to_value(mailbox(size).redacted(&Policy::logs()));
            json.expect("JSON")["size"].clone()
        };
        assert_eq!(shown(0), "[identified]");
        assert_eq!(shown(7), "[identified]");
        let kept = serde_json::to_value(mailbox(0).redacted(&OPEN)).expect("JSON");
        assert_eq!(kept["size"], 0);
    }

    /// A redacted value has the type of the raw one, so that it can be written back. Our view cannot
    /// be read, and its JSON is refused by the guard.
    #[test]
    fn what_is_redacted_is_not_written_back() {
        let Mailbox { by_owner, .. } = mailbox(1);
        let mailbox = Mailbox { by_owner, shared: BTreeMap::new(), size: 1, borrowed: "alice" };
        let policy = Policy::logs().with(Class::Identified, Action::Keep);
        let clear = json(&mailbox.redacted(&policy)).expect("JSON");
        assert!(serde_json::from_str::<Unredacted<Mailbox<'_>>>(&clear).is_ok());
        for action in [Action::Erase, Action::Mask, Action::Pseudonymize] {
            let policy = Policy::logs()
                .with(Class::Identified, action)
                .with_pseudonyms(std::sync::Arc::new(pseudonyms()));
            // The number is left as it is, so that nothing but the guard refuses the record.
            let mut redacted = serde_json::to_value(mailbox.redacted(&policy)).expect("JSON");
            redacted["size"] = 1.into();
            let redacted = redacted.to_string();
            assert!(
                serde_json::from_str::<Mailbox<'_>>(&redacted).is_ok() || action == Action::Erase
            );
            assert!(serde_json::from_str::<Unredacted<Mailbox<'_>>>(&redacted).is_err());
        }
    }

    /// A `&str` is accepted by its derive but unusable.
    #[test]
    fn a_borrowed_text_is_redacted() {
        let shown = format!("{:?}", mailbox(1).redacted(&all(Action::Mask)));
        assert!(shown.ends_with("borrowed: *** }"), "{shown}");
    }

    /// A field without an annotation shows in clear (`forgotten_password`).
    #[test]
    fn a_forgotten_field_is_refused() {
        refused("p01/documented-secret", "[P01]");
        refused("p01/enum-variant", "[P01]");
    }

    /// A policy is known at compile time only. Ours can be chosen while the program runs.
    #[test]
    fn a_policy_is_chosen_at_run_time() {
        let mailbox = mailbox(1);
        let shown = ACTIONS.map(|action| format!("{:?}", mailbox.redacted(&all(action))));
        assert!(shown[0].contains("alice") && !shown[1].contains("alice"));
    }
}

mod secrecy_ {
    use super::*;

    #[derive(Classified)]
    #[data(category = access_control)]
    struct Keys {
        #[data(identified, required)]
        private_key: SecretString,
    }

    /// A secret is no class of data, but it works as the type of a field, and no policy shows it,
    /// neither by class nor by item.
    #[test]
    fn a_secret_is_a_value_that_no_policy_shows() {
        let keys = Keys { private_key: "hunter2".into() };
        let item = &intune_privacy::items::access_control::PRIVATE_KEY;
        for action in ACTIONS {
            let shown = format!("{:?}", keys.redacted(&all(action).with_item(item, action)));
            assert_eq!(shown, "Keys { private_key: [secret] }");
        }
    }
}

/// `derive(Debug)` beside ours would print everything in clear.
#[test]
fn a_derived_debug_is_refused() {
    refused("p17/below", "[P17]");
    refused("p17/enum-below", "[P17]");
}

/// An unclassified type in a classified record would be formatted as it likes.
#[test]
fn an_unclassified_type_is_refused() {
    refused("p14/leaf", "P14");
    refused("p14/nested-unclassified", "P14");
    refused("tracing/string", "is not classified");
}
