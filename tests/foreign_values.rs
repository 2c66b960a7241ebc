//! The types of other crates, each behind the feature of its crate's name.

use std::fmt::Display;

use intune_privacy::{Classified, DataValue, Policy};
use intune_privacy_tests::{OPEN, json, open};
use serde::Serialize;

/// The same value as each kind of field.
#[derive(Classified, Serialize)]
struct Fields<'a, T> {
    #[data(identified, undocumented = "test")]
    identified: &'a T,
    #[data(non_personal)]
    kept: Option<&'a T>,
}

/// Checks a value whose redacted `Debug` is `shown`.
#[track_caller]
fn check<T: DataValue + Serialize>(value: &T, shown: &str) {
    let record = Fields { identified: value, kept: Some(value) };
    assert_eq!(open(&record), format!("Fields {{ identified: {shown}, kept: {shown} }}"));
    assert_eq!(
        format!("{record:?}"),
        format!("Fields {{ identified: [identified], kept: {shown} }}"),
    );
    assert_eq!(json(&record.redacted(&OPEN)), json(&record));
    let own = json(value).expect("serde writes the value");
    assert_eq!(
        json(&record.redacted(&Policy::strict())),
        Ok(format!(r#"{{"identified":"[identified]","kept":{own}}}"#)),
    );
}

/// Checks a value that is shown as its `Display` shows it.
#[track_caller]
fn check_display<T: DataValue + Serialize + Display>(value: &T) {
    check(value, &value.to_string());
}

#[test]
fn uuid() {
    check_display(&uuid::Uuid::from_u128(0x0123_4567_89ab_cdef));
}

#[test]
fn time() {
    use time::macros::{date, datetime, offset, time, utc_datetime};

    check_display(&datetime!(2024-02-29 12:30:45.5 +2));
    check_display(&datetime!(2024-02-29 12:30:45));
    check_display(&utc_datetime!(2024-02-29 12:30:45));
    check_display(&date!(2024 - 02 - 29));
    check_display(&time!(12:30:45));
    check_display(&offset!(+2:30));
    check_display(&time::Duration::new(3, 5));
    check_display(&time::Month::February);
    check_display(&time::Weekday::Thursday);
}

#[test]
fn chrono() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

    let instant = DateTime::<Utc>::from_timestamp(1_700_000_000, 5).expect("a time");
    check_display(&instant);
    check_display(&instant.with_timezone(&FixedOffset::east_opt(3600).expect("an offset")));
    check_display(&instant.naive_utc());
    check_display(&NaiveDate::from_ymd_opt(2024, 2, 29).expect("a date"));
    check_display(&NaiveTime::from_hms_opt(12, 30, 45).expect("a time"));
    check_display(&TimeDelta::seconds(5));
    check_display(&Weekday::Thu);
}

#[test]
fn jiff() {
    use jiff::civil::{date, time};
    use jiff::tz::TimeZone;
    use jiff::{SignedDuration, Timestamp, ToSpan};

    let instant = Timestamp::new(1_700_000_000, 5).expect("a time");
    check_display(&instant);
    check_display(&instant.to_zoned(TimeZone::UTC));
    check_display(&date(2024, 2, 29));
    check_display(&date(2024, 2, 29).at(12, 30, 45, 5));
    check_display(&time(12, 30, 45, 5));
    check_display(&1.hour().minutes(5));
    check_display(&SignedDuration::from_secs(5));
}

#[test]
fn url() {
    let url = url::Url::parse("https://ada:secret@example.com/?q=a b").expect("a URL");
    check(&url, &format!("{:?}", url.as_str()));
}

#[test]
fn json_values() {
    let value = serde_json::json!({"a": [1, -2, 0.5, null, true, "Ada"]});
    check(&value, r#"{"a": [1, -2, 0.5, None, true, "Ada"]}"#);
    check(value.as_object().expect("a map"), r#"{"a": [1, -2, 0.5, None, true, "Ada"]}"#);
    check(&serde_json::Value::Null, "None");
    check_display(&serde_json::Number::from(u64::MAX));
    check_display(&serde_json::Number::from_f64(0.1).expect("a number"));
}

mod secrets {
    use intune_privacy::{Classified, Policy};
    use intune_privacy_tests::{OPEN, json};
    use secrecy::{SecretBox, SecretString};

    #[derive(Classified)]
    #[data(category = access_control)]
    struct Secrets {
        #[data(identified, required)]
        private_key: SecretString,
        #[data(identified, required)]
        static_authenticator: Option<Vec<SecretBox<u64>>>,
        #[data(non_personal)]
        kept: SecretString,
        #[data(non_personal)]
        several: Vec<SecretString>,
    }

    #[test]
    fn no_policy_shows_a_secret() {
        let secrets = Secrets {
            private_key: "hunter2".into(),
            static_authenticator: Some(vec![SecretBox::new(Box::new(987_654_321))]),
            kept: "hunter2".into(),
            several: vec!["hunter2".into()],
        };
        let shown = "Secrets { private_key: [secret], static_authenticator: [secret], \
                     kept: [secret], several: [[secret]] }";
        let written = r#"{"private_key":"[secret]","static_authenticator":"[secret]","kept":"[secret]","several":["[secret]"]}"#;
        assert_eq!(format!("{secrets:?}"), shown);
        for policy in [OPEN.clone(), Policy::logs(), Policy::strict()] {
            assert_eq!(format!("{:?}", secrets.redacted(&policy)), shown);
            assert_eq!(json(&secrets.redacted(&policy)).as_deref(), Ok(written));
        }
    }
}
