//! The support bundle.

use intune_privacy::{Classified, Policy, Redacted};
use serde::Serialize;

use crate::device::Device;

/// What a person who helps the users is given.
#[derive(Serialize)]
pub(crate) struct Bundle<'a> {
    service: &'static str,
    version: &'static str,
    refused: Vec<Redacted<'a, Device>>,
}

impl<'a> Bundle<'a> {
    /// The bundle of these devices. It holds views: the JSON is written from the records themselves.
    pub(crate) fn new(refused: &[&'a Device], policy: &'a Policy) -> Self {
        Self {
            service: "fleet_service",
            version: env!("CARGO_PKG_VERSION"),
            refused: refused.iter().map(|&device| device.redacted(policy)).collect(),
        }
    }
}
