//! Who acts.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::IpAddr;

use serde::Serialize;
use serde_json::Value;

use super::EventActor;
use crate::Classified;
use crate::policy::Policy;

/// Who acts, in clear. It is a classified record itself, so an event holds of it what the policy
/// shows, and its `Debug` is redacted.
///
/// The user principal name and the ID of the user are those of an administrator ("Data collection in
/// Intune", admin account information: identified). Ask for them to be
/// [pseudonymized](crate::Action::Pseudonymize) if the events of one actor have to be found; under
/// [`Policy::logs`](crate::Policy::logs) they are erased.
///
/// ```
/// use intune_privacy::audit::Actor;
///
/// let actor = Actor::user("admin@contoso.example")
///     .ip_address("2001:db8::7".parse()?)
///     .permission("ManagedDevices_Update");
/// let text = format!("{actor:?}");
/// assert!(text.contains("user_principal_name: [identified]"));
/// assert!(text.contains("ManagedDevices_Update") && !text.contains("2001:db8"));
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Classified, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[data(crate = crate, category = admin_account)]
pub struct Actor {
    #[serde(rename = "type")]
    #[data(non_personal)]
    kind: &'static str,
    #[data(non_personal)]
    audit_actor_type: &'static str,
    #[data(non_personal)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    user_permissions: Vec<Cow<'static, str>>,
    #[data(non_personal)]
    #[serde(skip_serializing_if = "Option::is_none")]
    application_id: Option<String>,
    #[data(non_personal)]
    #[serde(skip_serializing_if = "Option::is_none")]
    application_display_name: Option<Cow<'static, str>>,
    #[data(identified, required, mam, item = admin_account::upn)]
    #[serde(skip_serializing_if = "Option::is_none")]
    user_principal_name: Option<String>,
    #[data(non_personal)]
    #[serde(skip_serializing_if = "Option::is_none")]
    service_principal_name: Option<String>,
    #[data(identified, required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_address: Option<IpAddr>,
    #[data(identified, required, mam, item = admin_account::active_directory_id)]
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
}

impl Actor {
    const fn of_kind(kind: &'static str) -> Self {
        Self {
            kind,
            audit_actor_type: kind,
            user_permissions: Vec::new(),
            application_id: None,
            application_display_name: None,
            user_principal_name: None,
            service_principal_name: None,
            ip_address: None,
            user_id: None,
        }
    }

    /// A person, by the user principal name.
    pub fn user(principal_name: impl Into<String>) -> Self {
        Self { user_principal_name: Some(principal_name.into()), ..Self::of_kind("User") }
    }

    /// An application, by its ID in Microsoft Entra, which names nobody.
    pub fn application(id: impl Into<String>) -> Self {
        Self { application_id: Some(id.into()), ..Self::of_kind("Application") }
    }

    /// The service itself.
    pub const fn system() -> Self {
        Self::of_kind("System")
    }

    /// The ID of the user in the directory.
    #[must_use]
    pub fn user_id(mut self, id: impl Into<String>) -> Self {
        self.user_id = Some(id.into());
        self
    }

    /// The address that the request came from.
    #[must_use]
    pub const fn ip_address(mut self, address: IpAddr) -> Self {
        self.ip_address = Some(address);
        self
    }

    /// The ID of the application that the user works with.
    #[must_use]
    pub fn application_id(mut self, id: impl Into<String>) -> Self {
        self.application_id = Some(id.into());
        self
    }

    /// The name of the application.
    #[must_use]
    pub fn application_name(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.application_display_name = Some(name.into());
        self
    }

    /// The service principal name of the application.
    #[must_use]
    pub fn service_principal_name(mut self, name: impl Into<String>) -> Self {
        self.service_principal_name = Some(name.into());
        self
    }

    /// One more permission that the actor had.
    #[must_use]
    pub fn permission(mut self, permission: impl Into<Cow<'static, str>>) -> Self {
        self.user_permissions.push(permission.into());
        self
    }

    /// What `policy` shows of the actor.
    pub(super) fn shown(&self, policy: &Policy) -> EventActor {
        // It has no more than the event's own properties: texts, and the list of permissions, which
        // is a text if it is erased.
        let shown = serde_json::to_value(self.redacted(policy));
        let shown = shown.map(|mut shown| {
            if let Some(permissions @ Value::String(_)) = shown.get_mut("userPermissions") {
                *permissions = Value::Array([permissions.take()].into());
            }
            shown
        });
        shown.and_then(serde_json::from_value).unwrap_or_default()
    }
}
