//! Policies as TOML and JSON documents.

use intune_privacy::{Action, Class, Policy, Rounding, items};
use proptest::collection::btree_map;
use proptest::prelude::*;
use proptest::sample::select;

#[track_caller]
fn toml(document: &str) -> Policy {
    toml::from_str(document).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn json(document: &str) -> Policy {
    serde_json::from_str(document).unwrap_or_else(|error| panic!("{document}: {error}"))
}

/// The mistake as `line:column: message`.
#[track_caller]
fn toml_mistake(document: &str) -> String {
    let error = toml::from_str::<Policy>(document).expect_err(document).to_string();
    let position = error.lines().next().and_then(|line| line.strip_prefix("TOML parse error at "));
    let message = error.lines().last().expect("a message");
    format!("{}: {message}", position.expect("a position"))
}

#[track_caller]
fn json_mistake(document: &str) -> String {
    let error = serde_json::from_str::<Policy>(document).expect_err(document).to_string();
    let (message, position) = error.rsplit_once(" at ").expect("a position");
    format!("{position}: {message}")
}

#[test]
fn without_a_preset_a_policy_is_strict() {
    assert_eq!(toml(""), Policy::strict());
    assert_eq!(json("{}"), Policy::strict());
    assert_eq!(toml("[classes]\n[items]\nuser = {}"), Policy::strict());
}

#[test]
fn presets() {
    for (name, policy) in [
        ("strict", Policy::strict()),
        ("logs", Policy::logs()),
        ("support", Policy::support()),
        ("analytics", Policy::analytics()),
    ] {
        assert_eq!(toml(&format!("preset = '{name}'")), policy);
        assert_eq!(json(&format!(r#"{{"preset": "{name}"}}"#)), policy);
    }
}

#[test]
fn classes_and_items_change_the_preset_wherever_it_stands() {
    let expected = Policy::analytics()
        .with(Class::Identified, Action::Omit)
        .with(Class::Aggregated, Action::SUPPRESS_CMS)
        .with_item(&items::user::PRINCIPAL_NAME, Action::Mask)
        .with_item(&items::device_data::ENTRA_DEVICE_ID, Action::Erase);
    assert_eq!(
        toml(
            r#"
            preset = "analytics"
            [classes]
            identified = "omit"
            aggregated = { suppress = 11 }
            [items]
            user.principal_name = "mask"
            device_data.entra_device_id = "erase"
            "#
        ),
        expected,
    );
    let preset = r#""preset": "analytics""#;
    let classes = r#""classes": {"aggregated": "suppress_cms", "identified": "omit"}"#;
    let items = r#""items": {"device_data": {"entra_device_id": "erase"},
                             "user": {"principal_name": "mask"}}"#;
    for [a, b, c] in [
        [preset, classes, items],
        [items, classes, preset],
        [classes, preset, items],
        [items, preset, classes],
    ] {
        assert_eq!(json(&format!("{{{a}, {b}, {c}}}")), expected);
    }
}

#[test]
fn every_form_of_an_action() {
    for (toml, json, action) in [
        ("'keep'", r#""keep""#, Action::Keep),
        ("'erase'", r#""erase""#, Action::Erase),
        ("'omit'", r#""omit""#, Action::Omit),
        ("'mask'", r#""mask""#, Action::Mask),
        ("'mask_to_length'", r#""mask_to_length""#, Action::MaskToLength),
        ("'generalize'", r#""generalize""#, Action::Generalize),
        ("'pseudonymize'", r#""pseudonymize""#, Action::Pseudonymize),
        ("'suppress'", r#""suppress""#, Action::SUPPRESS),
        ("'suppress_cms'", r#""suppress_cms""#, Action::SUPPRESS_CMS),
        ("'round'", r#""round""#, Action::ROUND),
        ("'round_nhs'", r#""round_nhs""#, Action::ROUND_NHS),
        ("{ suppress = 2 }", r#"{"suppress": 2}"#, Action::Suppress { minimum: 2 }),
        ("{ suppress = 65535 }", r#"{"suppress": 65535}"#, Action::Suppress { minimum: u16::MAX }),
        ("{ round = 10 }", r#"{"round": 10}"#, Action::Round(Rounding::to_nearest(10))),
        (
            "{ round = { nearest = 10 } }",
            r#"{"round": {"nearest": 10}}"#,
            Action::Round(Rounding::to_nearest(10)),
        ),
        (
            "{ round.small = { as = 0, up_to = 14 }, round.nearest = 10 }",
            r#"{"round": {"small": {"as": 0, "up_to": 14}, "nearest": 10}}"#,
            Action::Round(Rounding::to_nearest(10).with_small(14, 0)),
        ),
    ] {
        let expected = Policy::strict()
            .with(Class::Aggregated, action)
            .with_item(&items::tenant_account::ENROLLED_COUNT, action);
        let document =
            format!("classes.aggregated = {toml}\nitems.tenant_account.enrolled_count = {toml}");
        assert_eq!(self::toml(&document), expected, "{document}");
        let document = format!(
            r#"{{"classes": {{"aggregated": {json}}},
                 "items": {{"tenant_account": {{"enrolled_count": {json}}}}}}}"#
        );
        assert_eq!(self::json(&document), expected, "{document}");
        assert_eq!(serde_json::from_str::<Action>(json).expect(json), action);
    }
}

#[test]
fn every_item_goes_by_its_name_and_its_aliases() {
    for item in items::ALL {
        let action = if item.secret { Action::Erase } else { Action::Mask };
        let word = if item.secret { "erase" } else { "mask" };
        let expected = Policy::strict().with_item(item, action);
        for name in item.aliases.iter().chain([&item.name]) {
            assert_eq!(toml(&format!("items.{}.{name} = '{word}'", item.category)), expected);
        }
    }
}

/// Mistakes that both formats can hold: in TOML, in JSON, and what is said of them.
const MISTAKES: &[[&str; 5]] = &[
    [
        "preset = 'logs'\nclases = {}",
        "line 2, column 1",
        "{\"preset\": \"logs\",\n \"clases\": {}}",
        "line 2 column 9",
        "unknown key `clases`: did you mean `classes`?",
    ],
    [
        "keys = 1",
        "line 1, column 1",
        r#"{"keys": 1}"#,
        "line 1 column 7",
        "unknown key `keys`: expected `preset`, `classes` or `items`",
    ],
    [
        "preset = 'log'",
        "line 1, column 10",
        r#"{"preset": "log"}"#,
        "line 1 column 16",
        "unknown preset `log`: did you mean `logs`?",
    ],
    [
        "preset = 'off'",
        "line 1, column 10",
        r#"{"preset": "off"}"#,
        "line 1 column 16",
        "unknown preset `off`: expected `strict`, `logs`, `support` or `analytics`",
    ],
    [
        "preset = 5",
        "line 1, column 10",
        r#"{"preset": 5}"#,
        "line 1 column 12",
        "invalid type: integer `5`, expected a name (preset)",
    ],
    [
        "classes = 'erase'",
        "line 1, column 11",
        r#"{"classes": "erase"}"#,
        "line 1 column 19",
        "invalid type: string \"erase\", expected a table from classes to actions",
    ],
    [
        "[classes]\nidentifed = 'erase'",
        "line 2, column 1",
        r#"{"classes": {"identifed": "erase"}}"#,
        "line 1 column 24",
        "unknown class `identifed`: did you mean `identified`?",
    ],
    [
        "[classes]\nNonPersonal = 'erase'",
        "line 2, column 1",
        r#"{"classes": {"NonPersonal": "erase"}}"#,
        "line 1 column 26",
        "unknown class `NonPersonal`: did you mean `non_personal`?",
    ],
    [
        "[classes]\nidentified = 'mas'",
        "line 2, column 14",
        r#"{"classes": {"identified": "mas"}}"#,
        "line 1 column 32",
        "unknown action `mas`: did you mean `mask`?",
    ],
    [
        "[classes]\nidentified = 'hide'",
        "line 2, column 14",
        r#"{"classes": {"identified": "hide"}}"#,
        "line 1 column 33",
        "unknown action `hide`: expected `keep`, `erase`, `omit`, `mask`, `mask_to_length`, \
             `generalize`, `pseudonymize`, `suppress`, `suppress_cms`, `round` or `round_nhs`",
    ],
    [
        "[classes]\nidentified = true",
        "line 2, column 14",
        r#"{"classes": {"identified": true}}"#,
        "line 1 column 31",
        "invalid type: boolean `true`, expected an action, such as `erase`, or a table with \
             `suppress` or `round`",
    ],
    [
        "items.user = 'mask'",
        "line 1, column 14",
        r#"{"items": {"user": "mask"}}"#,
        "line 1 column 25",
        "invalid type: string \"mask\", expected a table from items of `user` to actions",
    ],
    [
        "items = []",
        "line 1, column 9",
        r#"{"items": []}"#,
        "line 1 column 10",
        "invalid type: sequence, expected a table from categories to their items",
    ],
    [
        "items.user.principle_name = 'mask'",
        "line 1, column 12",
        r#"{"items": {"user": {"principle_name": "mask"}}}"#,
        "line 1 column 36",
        "unknown item `user.principle_name`: did you mean `user.principal_name`?",
    ],
    [
        "items.user.imei = 'mask'",
        "line 1, column 12",
        r#"{"items": {"user": {"imei": "mask"}}}"#,
        "line 1 column 26",
        "unknown item `user.imei`: did you mean `hardware_inventory.imei`?",
    ],
    [
        "items.user.shoe_size = 'mask'",
        "line 1, column 12",
        r#"{"items": {"user": {"shoe_size": "mask"}}}"#,
        "line 1 column 31",
        "unknown item `user.shoe_size`",
    ],
    [
        "items.hardware.imei = 'mask'",
        "line 1, column 7",
        r#"{"items": {"hardware": {"imei": "mask"}}}"#,
        "line 1 column 21",
        "unknown category `hardware`: expected `access_control`, `admin_account`, \
             `admin_created`, `admin_usage`, `application_inventory`, `audit_log`, \
             `customer_tenant`, `device_data`, `device_query`, `diagnostics`, \
             `hardware_inventory`, `managed_application`, `support`, `telemetry`, \
             `tenant_account` or `user`",
    ],
    [
        "items.usr.email = 'mask'",
        "line 1, column 7",
        r#"{"items": {"usr": {"email": "mask"}}}"#,
        "line 1 column 16",
        "unknown category `usr`: did you mean `user`?",
    ],
    [
        "items.device_dat.location = 'mask'",
        "line 1, column 7",
        r#"{"items": {"device_dat": {"location": "mask"}}}"#,
        "line 1 column 23",
        "unknown category `device_dat`: did you mean `device_data`?",
    ],
    [
        "items.imei = 'mask'",
        "line 1, column 7",
        r#"{"items": {"imei": "mask"}}"#,
        "line 1 column 17",
        "unknown category `imei`: the item `imei` belongs in the table `hardware_inventory`",
    ],
    [
        "items.'user.phone_numbr' = 'mask'",
        "line 1, column 7",
        r#"{"items": {"user.phone_numbr": "mask"}}"#,
        "line 1 column 29",
        "unknown category `user.phone_numbr`: the item `phone_number` belongs in the table \
             `user`",
    ],
    [
        "items.'user::phone_number' = 'mask'",
        "line 1, column 7",
        r#"{"items": {"user::phone_number": "mask"}}"#,
        "line 1 column 31",
        "unknown category `user::phone_number`: the item `phone_number` belongs in the table \
             `user`",
    ],
    [
        "items.access_control.private_key = 'keep'",
        "line 1, column 36",
        r#"{"items": {"access_control": {"private_key": "keep"}}}"#,
        "line 1 column 51",
        "`access_control.private_key` is a secret: secrets are erased under every policy",
    ],
    [
        "items.access_control.customer_password = { round = 5 }",
        "line 1, column 42",
        r#"{"items": {"access_control": {"customer_password": { "round": 5 } }}}"#,
        "line 1 column 65",
        "`access_control.static_authenticator` is a secret: secrets are erased under every \
             policy",
    ],
    [
        "classes.aggregated = {}",
        "line 1, column 22",
        r#"{"classes": {"aggregated": {}}}"#,
        "line 1 column 29",
        "a table without an action: expected `suppress` or `round`",
    ],
    [
        "classes.aggregated = { round = 5, suppress = 5 }",
        "line 1, column 35",
        r#"{"classes": {"aggregated": {"round": 5, "suppress": 5}}}"#,
        "line 1 column 50",
        "a second action `suppress`: there can be one only",
    ],
    [
        "classes.aggregated = { supress = 5 }",
        "line 1, column 24",
        r#"{"classes": {"aggregated": {"supress": 5}}}"#,
        "line 1 column 37",
        "unknown action with a number `supress`: did you mean `suppress`?",
    ],
    [
        "classes.aggregated = { mask = 5 }",
        "line 1, column 24",
        r#"{"classes": {"aggregated": {"mask": 5}}}"#,
        "line 1 column 34",
        "unknown action with a number `mask`: expected `suppress` or `round`",
    ],
    [
        "classes.aggregated = { suppress = 1 }",
        "line 1, column 35",
        r#"{"classes": {"aggregated": {"suppress": 1}}}"#,
        "line 1 column 41",
        "invalid value: integer `1`, expected a whole number from 2 to 65535",
    ],
    [
        "classes.aggregated = { suppress = -5 }",
        "line 1, column 35",
        r#"{"classes": {"aggregated": {"suppress": -5}}}"#,
        "line 1 column 42",
        "invalid value: integer `-5`, expected a whole number from 2 to 65535",
    ],
    [
        "classes.aggregated = { suppress = 65536 }",
        "line 1, column 35",
        r#"{"classes": {"aggregated": {"suppress": 65536}}}"#,
        "line 1 column 45",
        "invalid value: integer `65536`, expected a whole number from 2 to 65535",
    ],
    [
        "classes.aggregated = { suppress = 5.0 }",
        "line 1, column 35",
        r#"{"classes": {"aggregated": {"suppress": 5.0}}}"#,
        "line 1 column 43",
        "invalid type: floating point `5.0`, expected a whole number from 2 to 65535",
    ],
    [
        "classes.aggregated = { suppress = '5' }",
        "line 1, column 35",
        r#"{"classes": {"aggregated": {"suppress": "5"}}}"#,
        "line 1 column 43",
        "invalid type: string \"5\", expected a whole number from 2 to 65535",
    ],
    [
        "classes.aggregated = { round = 0 }",
        "line 1, column 32",
        r#"{"classes": {"aggregated": {"round": 0}}}"#,
        "line 1 column 38",
        "invalid value: integer `0`, expected a whole number from 2 to 65535",
    ],
    [
        "classes.aggregated = { round = -1 }",
        "line 1, column 32",
        r#"{"classes": {"aggregated": {"round": -1}}}"#,
        "line 1 column 39",
        "invalid value: integer `-1`, expected a whole number from 2 to 65535",
    ],
    [
        "classes.aggregated = { round = 'up' }",
        "line 1, column 32",
        r#"{"classes": {"aggregated": {"round": "up"}}}"#,
        "line 1 column 41",
        "invalid type: string \"up\", expected a whole number from 2 to 65535, or a table with \
             `nearest`",
    ],
    [
        "classes.aggregated = { round = { nearest = 1 } }",
        "line 1, column 44",
        r#"{"classes": {"aggregated": {"round": {"nearest": 1}}}}"#,
        "line 1 column 50",
        "invalid value: integer `1`, expected a whole number from 2 to 65535",
    ],
    [
        "classes.aggregated = { round = { nerest = 5 } }",
        "line 1, column 34",
        r#"{"classes": {"aggregated": {"round": {"nerest": 5}}}}"#,
        "line 1 column 46",
        "unknown field `nerest`: did you mean `nearest`?",
    ],
    [
        "classes.aggregated = { round = { small = { up_to = 7, as = 5 } } }",
        "line 1, column 32",
        r#"{"classes": {"aggregated": {"round": {"small": {"up_to": 7, "as": 5}}}}}"#,
        "line 1 column 69",
        "missing field `nearest`",
    ],
    [
        "classes.aggregated = { round = { nearest = 5, small = 7 } }",
        "line 1, column 55",
        r#"{"classes": {"aggregated": {"round": {"nearest": 5, "small": 7}}}}"#,
        "line 1 column 62",
        "invalid type: integer `7`, expected a table with `up_to` and `as`",
    ],
    [
        "classes.aggregated = { round = { nearest = 5, small = { up_to = 0, as = 5 } } }",
        "line 1, column 65",
        r#"{"classes": {"aggregated": {"round": {"nearest": 5, "small": {"up_to": 0}}}}}"#,
        "line 1 column 72",
        "invalid value: integer `0`, expected a whole number from 1 to 65535",
    ],
    [
        "classes.aggregated = { round = { nearest = 5, small = { up_to = 7 } } }",
        "line 1, column 55",
        r#"{"classes": {"aggregated": {"round": {"nearest": 5, "small": {"up_to": 7}}}}}"#,
        "line 1 column 73",
        "missing field `as`",
    ],
    [
        "classes.aggregated = { round = { nearest = 5, small = { to = 7 } } }",
        "line 1, column 57",
        r#"{"classes": {"aggregated": {"round": {"nearest": 5, "small": {"to": 7}}}}}"#,
        "line 1 column 66",
        "unknown field `to`: expected `up_to` or `as`",
    ],
    [
        "[classes]\n\"a\\u001b[31m\" = 'keep'",
        "line 2, column 1",
        r#"{"classes": {"a\u001b[31m": "keep"}}"#,
        "line 1 column 26",
        r"unknown class `a\u{1b}[31m`: expected `identified`, `pseudonymized`, `aggregated` or `non_personal`",
    ],
];

#[test]
fn mistakes_are_named_with_their_place() {
    for [toml, at, json, at_json, message] in MISTAKES {
        assert_eq!(toml_mistake(toml), format!("{at}: {message}"), "{toml}");
        assert_eq!(json_mistake(json), format!("{at_json}: {message}"), "{json}");
    }
}

#[test]
fn what_is_no_table_is_no_policy() {
    assert_eq!(
        json_mistake("[]"),
        "line 1 column 0: invalid type: sequence, expected a policy: a table with `preset`, `classes` \
         and `items`",
    );
}

#[test]
fn what_is_given_twice_is_a_mistake() {
    for (document, at, message) in [
        (r#"{"preset": "logs", "preset": "logs"}"#, 27, "duplicate key `preset`"),
        (r#"{"items": {}, "items": {}}"#, 21, "duplicate key `items`"),
        (
            r#"{"classes": {"aggregated": "keep", "aggregated": "keep"}}"#,
            47,
            "duplicate class `aggregated`",
        ),
        (r#"{"items": {"user": {}, "user": {}}}"#, 29, "duplicate category `user`"),
        (
            r#"{"items": {"user": {"email": "mask", "email": "mask"}}}"#,
            44,
            "duplicate item `user.email`",
        ),
        (
            r#"{"items": {"user": {"email": "mask", "principal_name": "mask"}}}"#,
            53,
            "duplicate item `user.principal_name`: it is the same as `user.email`",
        ),
        (
            r#"{"classes": {"aggregated": {"round": {"nearest": 5, "nearest": 5}}}}"#,
            61,
            "duplicate field `nearest`",
        ),
    ] {
        assert_eq!(json_mistake(document), format!("line 1 column {at}: {message}"), "{document}");
    }
    let document = "[items.user]\nemail = 'mask'\nprincipal_name = 'keep'";
    assert_eq!(
        toml_mistake(document),
        "line 3, column 1: duplicate item `user.principal_name`: it is the same as `user.email`",
    );
    assert_eq!(
        toml_mistake("[classes]\naggregated = 'keep'\naggregated = 'keep'"),
        "line 3, column 1: duplicate key",
    );
}

#[test]
fn dates_of_toml_are_mistakes() {
    for (document, message) in [
        ("classes = 2026-11-22", "11: expected a name (class), not a date or a number"),
        (
            "classes.identified = 2026-11-22",
            "22: expected a name (action with a number), not a date or a number",
        ),
        ("items.user = 2026-11-22", "14: expected a name (item), not a date or a number"),
    ] {
        assert_eq!(toml_mistake(document), format!("line 1, column {message}"));
    }
}

/// An error may show the name, but not at any length.
#[test]
fn a_long_name_is_cut() {
    let name = "identified".repeat(100_000);
    let json = json_mistake(&format!(r#"{{"classes": {{"{name}": "mask"}}}}"#));
    assert!(json.len() < 200, "{} bytes", json.len());
    assert!(json.ends_with("…`"), "{json}");
    let json = json_mistake(&format!(r#"{{"items": {{"user": {{"{name}": "mask"}}}}}}"#));
    assert!(json.len() < 200, "{} bytes", json.len());
    assert!(json.ends_with("…`"), "{json}");
}

/// Nothing but a name and its mistake is said, whatever stands around it.
#[test]
fn an_error_shows_nothing_else_of_the_document() {
    let document = r#"{
        "items": {"user": {"display_name": "mask"}},
        "classes": {"identified": "adele", "aggregated": "keep"}
    }"#;
    let error = json_mistake(document);
    assert!(error.contains("`adele`"), "{error}");
    assert!(!error.contains("display_name") && !error.contains("aggregated"), "{error}");
}

#[test]
fn a_policy_is_written_in_full() {
    let round = Action::Round(Rounding::to_nearest(2));
    let policy = Policy::logs()
        .with(Class::Aggregated, Action::ROUND_NHS)
        .with(Class::Pseudonymized, round)
        .with(Class::NonPersonal, Action::Suppress { minimum: 2 })
        .with_item(&items::tenant_account::ENROLLED_COUNT, Action::SUPPRESS)
        .with_item(&items::user::PRINCIPAL_NAME, Action::MaskToLength)
        .with_item(&items::user::DISPLAY_NAME, Action::Omit);
    assert_eq!(
        serde_json::to_string(&policy).expect("it is written"),
        r#"{"classes":{"identified":"erase","pseudonymized":{"round":2},"aggregated":{"round":{"nearest":5,"small":{"up_to":7,"as":5}}},"non_personal":{"suppress":2}},"items":{"tenant_account":{"enrolled_count":{"suppress":5}},"user":{"display_name":"omit","principal_name":"mask_to_length"}}}"#,
    );
}

#[test]
fn a_secret_has_no_action_to_write() {
    let policy = Policy::strict().with_item(&items::access_control::PRIVATE_KEY, Action::Keep);
    assert_eq!(policy, Policy::strict());
    assert_eq!(toml(&toml::to_string(&policy).expect("it is written")), Policy::strict());
}

#[cfg(feature = "pseudonym")]
#[test]
fn the_keys_of_pseudonyms_are_not_written() {
    use intune_privacy::{Key, Keyring};

    let secret: Vec<u8> = (b'A'..=b'`').collect();
    let key = Key::from_bytes("key-2026", &secret).expect("a key");
    let policy = Policy::analytics().with_pseudonyms(Keyring::new(key).pseudonyms("contoso"));
    let document = serde_json::to_string(&policy).expect("it is written");
    assert_eq!(document, serde_json::to_string(&Policy::analytics()).expect("it is written"));
    assert_eq!(json(&document), Policy::analytics());
}

#[test]
fn an_action_that_no_document_may_hold_is_not_written() {
    for (action, number) in [
        (Action::Suppress { minimum: 0 }, 0),
        (Action::Suppress { minimum: 1 }, 1),
        (Action::Round(Rounding::to_nearest(1)), 1),
        (Action::Round(Rounding::to_nearest(0).with_small(7, 5)), 0),
    ] {
        let policy = Policy::strict().with(Class::Aggregated, action);
        let message = format!(
            "no document suppresses below {number} or rounds to it: the smallest number is 2"
        );
        let error = serde_json::to_string(&policy).expect_err("it is not written");
        assert_eq!(error.to_string(), message);
        let error = toml::to_string(&policy).expect_err("it is not written");
        assert!(error.to_string().contains(&message), "{error}");
    }
}

fn rounding() -> impl Strategy<Value = Rounding> {
    let small = proptest::option::of((1_u16.., any::<u16>()));
    (2_u16.., small).prop_map(|(nearest, small)| match small {
        Some((up_to, count)) => Rounding::to_nearest(nearest).with_small(up_to, count),
        None => Rounding::to_nearest(nearest),
    })
}

fn action() -> impl Strategy<Value = Action> {
    let simple = [
        Action::Keep,
        Action::Erase,
        Action::Omit,
        Action::Mask,
        Action::MaskToLength,
        Action::Generalize,
        Action::Pseudonymize,
    ];
    prop_oneof![
        4 => select(simple.to_vec()),
        1 => (2_u16..).prop_map(|minimum| Action::Suppress { minimum }),
        1 => rounding().prop_map(Action::Round),
    ]
}

fn policy() -> impl Strategy<Value = Policy> {
    let presets = [Policy::strict(), Policy::logs(), Policy::support(), Policy::analytics()];
    let classes = btree_map(select(Class::ALL), action(), 0..=Class::ALL.len());
    let items = btree_map(0..items::ALL.len(), action(), 0..=items::ALL.len());
    (select(presets.to_vec()), classes, items).prop_map(|(preset, classes, items)| {
        let policy = classes.into_iter().fold(preset, |policy, (c, action)| policy.with(c, action));
        items.into_iter().fold(policy, |policy, (index, action)| {
            let item = items::ALL[index];
            policy.with_item(item, if item.secret { Action::Erase } else { action })
        })
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(policy in policy()) {
        let document = toml::to_string(&policy).expect("it is written");
        prop_assert_eq!(&toml(&document), &policy);
        let document = toml::to_string_pretty(&policy).expect("it is written");
        prop_assert_eq!(&toml(&document), &policy);
        let document = serde_json::to_string(&policy).expect("it is written");
        prop_assert_eq!(&json(&document), &policy);
        let value = serde_json::to_value(&policy).expect("it is written");
        prop_assert_eq!(&serde_json::from_value::<Policy>(value).expect("it is read"), &policy);
        let reader = serde_json::from_reader::<_, Policy>(document.as_bytes());
        prop_assert_eq!(&reader.expect("it is read"), &policy);
    }

    #[test]
    fn an_action_is_read_back(action in action()) {
        let document = serde_json::to_string(&action).expect("it is written");
        prop_assert_eq!(serde_json::from_str::<Action>(&document).expect("it is read"), action);
    }

    /// A document that lost or changed a part is an error or a policy, and never a panic.
    #[test]
    fn no_document_causes_a_panic(policy in policy(), cut in any::<(u16, u16)>(), text in ".{0,8}") {
        let document = toml::to_string(&policy).expect("it is written");
        let _ = toml::from_str::<Policy>(&damaged(&document, cut, &text));
        let document = serde_json::to_string(&policy).expect("it is written");
        let _ = serde_json::from_str::<Policy>(&damaged(&document, cut, &text));
    }
}

/// The document with `text` in place of up to 16 bytes.
fn damaged(document: &str, (start, length): (u16, u16), text: &str) -> String {
    let start = usize::from(start) % document.len();
    let end = (start + usize::from(length % 16)).min(document.len());
    format!("{}{text}{}", &document[..start], &document[end..])
}
