//! The cases of the benchmark `redaction`.

use std::hint::black_box;

use intune_privacy::{Algorithm, Policy};

use crate::case::{Group, Operation, bytes_by, debug, json, pretty};
use crate::floors::each::{HmacSha256, Marked, Sip, Stars};
#[cfg(feature = "peers")]
use crate::peers;
use crate::{floors, ours, plain};

/// The group of `Debug`.
pub const DEBUG: &str = "Debug into a reused String";
/// The group of pretty `Debug`.
pub const PRETTY: &str = "Pretty Debug into a reused String";
/// The group of JSON.
pub const JSON: &str = "JSON into a reused Vec<u8>";

/// All groups.
pub fn groups() -> Vec<Group> {
    vec![debug_group(), pretty_group(), json_group()]
}

fn debug_group() -> Group {
    let group = Group::new(DEBUG, "x derive(Debug)")
        .clear("derive(Debug)", debug(plain::device()))
        .redacted("intune-privacy, the type's own Debug", debug(ours::device()))
        .redacted("intune-privacy, Policy::logs()", ours::debug(Policy::logs()))
        .redacted("intune-privacy, Policy::strict()", ours::debug(Policy::strict()))
        .redacted("intune-privacy, actions of items", ours::debug(ours::items()))
        .clear("intune-privacy, keep all", ours::debug(ours::OPEN))
        .redacted("intune-privacy, masks", ours::debug(Policy::support()))
        .redacted("intune-privacy, SipHash", ours::debug(ours::pseudonyms(Algorithm::SipHash)))
        .redacted("intune-privacy, HMAC", ours::debug(ours::pseudonyms(Algorithm::HmacSha256)))
        .redacted("floor, merged literals", debug(floors::Merged(plain::device())))
        .redacted("floor, one write per field", debug(floors::FieldByField(plain::device())))
        .redacted("floor, stars of the same length", debug(Marked(plain::device(), Stars)))
        .redacted("floor, table-driven", debug(floors::table::Redacted(plain::device())))
        .redacted("floor, debug_struct", debug(floors::Placeholders(plain::device())))
        .redacted("floor, SipHash", debug(Marked(plain::device(), Sip::default())))
        .redacted("floor, HMAC", debug(Marked(plain::device(), HmacSha256::default())));
    #[cfg(feature = "peers")]
    let group = group
        .redacted("redactable, own Debug", debug(peers::redactable::device()))
        .redacted("redactable, SensitiveDisplay", peers::redactable::display())
        .redacted("redactable, clone().redact()", peers::redactable::redacted_debug())
        .redacted("redact", debug(peers::redact::device()))
        .redacted("secrecy", debug(peers::secrecy::device()))
        .redacted("veil, fixed = 8", debug(peers::veil::fixed::device()))
        .redacted("veil, with = \"[REDACTED]\"", debug(peers::veil::marked::device()))
        .redacted("veil, partial", debug(peers::veil::partial::device()))
        .redacted("veil, default", debug(peers::veil::full::device()))
        .redacted("data_privacy, default (erase)", peers::data_privacy::erase())
        .redacted("data_privacy, Insert", peers::data_privacy::insert())
        .redacted("data_privacy, Replace", peers::data_privacy::replace())
        .redacted("data_privacy, Sensitive, Replace", peers::data_privacy::sensitive())
        .redacted("data_privacy, rapidhash", peers::data_privacy::rapidhash())
        .redacted("data_privacy, xxh3", peers::data_privacy::xxh3());
    group
}

fn pretty_group() -> Group {
    Group::new(PRETTY, "x derive(Debug)")
        .clear("derive(Debug)", pretty(plain::device()))
        .redacted("intune-privacy, Policy::logs()", ours::pretty(Policy::logs()))
        .clear("intune-privacy, keep all", ours::pretty(ours::OPEN))
        .redacted("floor, debug_struct", pretty(floors::Placeholders(plain::device())))
}

fn json_group() -> Group {
    let group = Group::new(JSON, "x derive(Serialize)")
        .clear("derive(Serialize)", json(plain::device()))
        .redacted("intune-privacy, Policy::logs()", ours::json(Policy::logs()))
        .clear("intune-privacy, keep all", ours::json(ours::OPEN))
        .redacted("intune-privacy, masks", ours::json(Policy::support()))
        .redacted("intune-privacy, SipHash", ours::json(ours::pseudonyms(Algorithm::SipHash)))
        .redacted("intune-privacy, HMAC", ours::json(ours::pseudonyms(Algorithm::HmacSha256)))
        .redacted("floor, merged literals, own writer", floor(floors::merged_json))
        .redacted("floor, table-driven, own writer", floor(floors::table::redacted_json))
        .clear("floor, table-driven in clear, own writer", floor(floors::table::json_in_clear))
        .redacted("floor, Serialize of markers", json(floors::Placeholders(plain::device())));
    #[cfg(feature = "peers")]
    let group = group
        .redacted("redact, redact_secret", json(peers::redact::device()))
        .redacted("redactable, all Secret", peers::redactable::redacted_json_of_secrets())
        .redacted("redactable, policies", peers::redactable::redacted_json())
        .redacted("redactable, redacted_json()", peers::redactable::redacted_json_value());
    group
}

/// JSON by a writer of its own.
fn floor(append: fn(&plain::Device, &mut Vec<u8>)) -> impl Operation {
    let device = plain::device();
    bytes_by(move |out| append(black_box(&device), out))
}
