//! Redacted records as JSON, beside the JSON of serde's own derive.

use super::{
    CANARY, Device, LOGS, Nothing, OPEN, One, PLAIN_SCHEMA, Pair, check_json, device, fleet, json,
};
