//! An event that is being made.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::ops::ControlFlow;

use super::{Activity, Actor, AuditEvent, Changes, Guid, Resource, Timestamp};
use crate::policy::Policy;
use crate::redact::{self, View};
use crate::schema::Classified;
use crate::subject;
use crate::value::{Record, Value};
use intune_privacy_taxonomy::{Edition, Item};
use serde_json::Map;

/// How it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// It was done.
    #[default]
    Success,
    /// It was tried and not done.
    Failure,
}

impl Outcome {
    /// The name in events, as `activityResult`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Failure => "Failure",
        }
    }
}

/// An event that is being made. [`AuditEvent::create`] and its like begin one, and `finish` ends it:
/// with an event, or for an [update](AuditEvent::update) with one only if something changed.
///
/// What can be said of an event in words is a `&'static str`, written in the program: no value of a
/// record can get into an event past the policy.
#[must_use = "an event is made by `finish`, and on record when a sink has it"]
#[derive(Clone)]
pub struct Draft<'a, Kind = Always> {
    activity: Activity,
    record: &'a dyn Record,
    changes: Changes<'a>,
    policy: Option<&'a Policy>,
    actor: Option<Actor>,
    outcome: Outcome,
    at: Option<Timestamp>,
    correlation: Option<Guid>,
    component: Option<&'static str>,
    category: Option<&'static str>,
    name: Option<&'static str>,
    id: Option<&'static Item>,
    kind: PhantomData<Kind>,
}

/// A [`Draft`] of something that happened.
#[derive(Clone, Copy, Debug)]
pub enum Always {}

/// A [`Draft`] of a change, if there was one.
#[derive(Clone, Copy, Debug)]
pub enum IfChanged {}

impl AuditEvent {
    /// `record` came into being. The event has each of its properties as the policy shows it.
    ///
    /// ```
    /// use intune_privacy::audit::{Actor, AuditEvent};
    /// use intune_privacy::{Action, Class, Classified, Key, Keyring, Policy, items};
    ///
    /// #[derive(Classified)]
    /// #[data(category = hardware_inventory)]
    /// struct Device {
    ///     #[data(identified, required, mam, subject, item = user::principal_name)]
    ///     user: String,
    ///     #[data(identified, required)]
    ///     serial_number: String,
    ///     #[data(non_personal)]
    ///     encrypted: bool,
    /// }
    ///
    /// # let secret = [1, 2].repeat(16);
    /// let keys = Keyring::new(Key::from_bytes("2026-q1", &secret)?);
    /// let policy = Policy::logs()
    ///     .with_item(&items::admin_account::UPN, Action::Pseudonymize)
    ///     .with_pseudonyms(keys.pseudonyms("contoso.example"));
    ///
    /// let device = Device {
    ///     user: "adele@contoso.example".into(),
    ///     serial_number: "C02XK1JGJHD3".into(),
    ///     encrypted: true,
    /// };
    /// let event = AuditEvent::create(&device)
    ///     .actor(Actor::user("admin@contoso.example"))
    ///     .component("Enrollment")
    ///     .policy(&policy)
    ///     .finish();
    ///
    /// let json = serde_json::to_string(&event)?;
    /// assert!(json.contains(r#""displayName":"encrypted","newValue":"true""#));
    /// assert!(json.contains(r#""displayName":"serial_number","newValue":"[identified]""#));
    /// assert!(json.contains(r#""userPrincipalName":"2026-q1:"#), "a pseudonym");
    /// assert_eq!(event.data_subjects.len(), 1);
    /// assert!(!json.contains("adele") && !json.contains("C02XK1JGJHD3"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn create<T: Classified>(record: &T) -> Draft<'_> {
        Draft::new(Activity::Create, record, Changes::added(record))
    }

    /// `record` was deleted. The event has each of its properties as the policy shows it.
    pub fn delete<T: Classified>(record: &T) -> Draft<'_> {
        Draft::new(Activity::Delete, record, Changes::removed(record))
    }

    /// `before` was changed to `after`. There is no event if nothing is different.
    ///
    /// The values are compared, and not what the policy shows of them: of a property that is erased
    /// or masked the event says that it changed, even if it looks the same before and after. Of a
    /// secret it says no more than that.
    ///
    /// ```
    /// use intune_privacy::Classified;
    /// use intune_privacy::audit::{Actor, AuditEvent};
    ///
    /// #[derive(Classified, Clone)]
    /// #[data(category = hardware_inventory)]
    /// struct Device {
    ///     #[data(identified, required, mam)]
    ///     device_name: String,
    ///     #[data(non_personal)]
    ///     encrypted: bool,
    /// }
    ///
    /// let before = Device { device_name: "Adele's laptop".into(), encrypted: false };
    /// let mut after = before.clone();
    /// let admin = Actor::user("admin@contoso.example");
    /// assert!(AuditEvent::update(&before, &after).actor(admin.clone()).finish().is_none());
    ///
    /// after.encrypted = true;
    /// let event = AuditEvent::update(&before, &after).actor(admin).finish().unwrap();
    /// let property = &event.resources[0].modified_properties[0];
    /// assert_eq!(property.display_name.as_deref(), Some("encrypted"));
    /// assert_eq!(property.old_value.as_deref(), Some("false"));
    /// assert_eq!(property.new_value.as_deref(), Some("true"));
    /// ```
    pub fn update<'a, T: Classified>(before: &'a T, after: &'a T) -> Draft<'a, IfChanged> {
        Draft::new(Activity::Update, after, Changes::between(before, after))
    }

    /// `record` was read. The event has the names of its properties and no values.
    pub fn read<T: Classified>(record: &T) -> Draft<'_> {
        Draft::new(Activity::Read, record, Changes::added(record))
    }

    /// `record` was assigned, such as an app to a group.
    pub fn assign<T: Classified>(record: &T) -> Draft<'_> {
        Draft::new(Activity::Assign, record, Changes::none(record))
    }

    /// `record` was managed in a way that no other activity says; [`activity`](Draft::activity) names
    /// it.
    pub fn manage<T: Classified>(record: &T) -> Draft<'_> {
        Draft::new(Activity::Manage, record, Changes::none(record))
    }

    /// A device was told to do something; [`activity`](Draft::activity) names it.
    pub fn remote_task<T: Classified>(device: &T) -> Draft<'_> {
        Draft::new(Activity::RemoteTask, device, Changes::none(device))
    }
}

impl<'a, Kind> Draft<'a, Kind> {
    fn new(activity: Activity, record: &'a dyn Record, changes: Changes<'a>) -> Self {
        Self {
            activity,
            record,
            changes,
            policy: None,
            actor: None,
            outcome: Outcome::Success,
            at: None,
            correlation: None,
            component: None,
            category: None,
            name: None,
            id: None,
            kind: PhantomData,
        }
    }

    /// What the event may show: of the record, and of the actor. Without this it is the policy that
    /// `Debug` follows, which is [`Policy::logs`] unless
    /// [`set_default`](Policy::set_default) said otherwise.
    ///
    /// The data subjects are in the event if the policy has
    /// [pseudonyms](Policy::with_pseudonyms), and left out if it has none.
    pub const fn policy(mut self, policy: &'a Policy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Who did it.
    pub fn actor(mut self, actor: Actor) -> Self {
        self.actor = Some(actor);
        self
    }

    /// How it went, if not well.
    pub const fn result(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// When it was done, if not just now.
    pub fn at(mut self, time: Timestamp) -> Self {
        self.at = Some(time);
        self
    }

    /// The GUID that the events of one request have in common.
    pub fn correlation_id(mut self, id: impl Into<Guid>) -> Self {
        self.correlation = Some(id.into());
        self
    }

    /// The part of the service, such as `Enrollment`.
    pub const fn component(mut self, name: &'static str) -> Self {
        self.component = Some(name);
        self
    }

    /// The category, such as `Device`.
    pub const fn category(mut self, name: &'static str) -> Self {
        self.category = Some(name);
        self
    }

    /// What was done, for a person to read, in place of a name made of the kind of activity and the
    /// type of the record.
    pub const fn activity(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// The item that is the ID of the record, such as `device_data::INTUNE_DEVICE_ID`: the event has
    /// the value of its first field of that item as `resourceId`, as the policy shows it.
    pub const fn resource_id(mut self, item: &'static Item) -> Self {
        self.id = Some(item);
        self
    }

    fn event(self) -> AuditEvent {
        let policy = self.policy.unwrap_or_else(|| redact::default_policy());
        let kind = self.record.schema().name();
        let made = || alloc::format!("{} {kind}", self.activity.verb());
        let name = self.name.map_or_else(made, String::from);
        let modified_properties = match self.activity {
            Activity::Read => self.changes.names(policy),
            _ => self.changes.properties(policy),
        };
        let data_subjects = self.data_subjects(policy);
        AuditEvent {
            id: Guid::random().to_string(),
            display_name: Some(name.clone()),
            component_name: self.component.map(Into::into),
            actor: self.actor.map(|actor| actor.shown(policy)),
            activity: Some(name),
            activity_date_time: self.at.unwrap_or_else(Timestamp::now),
            activity_type: Some(self.activity.as_str().into()),
            activity_operation_type: Some(self.activity.operation().into()),
            activity_result: Some(self.outcome.as_str().into()),
            correlation_id: self.correlation.map(|id| id.to_string()),
            resources: [Resource {
                display_name: Some(kind.into()),
                modified_properties,
                kind: Some(kind.into()),
                audit_resource_type: Some(kind.into()),
                resource_id: self.id.and_then(|item| resource_id(self.record, item, policy)),
                other: Map::new(),
            }]
            .into(),
            category: self.category.map(Into::into),
            data_subjects,
            taxonomy: Edition::ALL.iter().map(ToString::to_string).collect(),
            other: Map::new(),
        }
    }

    /// The pseudonyms of the people whose data it was or is.
    fn data_subjects(&self, policy: &Policy) -> Vec<String> {
        let Some(pseudonyms) = policy.pseudonyms() else { return Vec::new() };
        let mut subjects = Vec::new();
        for record in self.changes.records() {
            let _ = subject::each_identifier(Value::Record(record), &mut |identifier, _| {
                if let Some(identifier) = identifier {
                    let token = pseudonyms.data_subject(identifier).to_string();
                    if !subjects.contains(&token) {
                        subjects.push(token);
                    }
                }
                ControlFlow::Continue(())
            });
        }
        subjects
    }
}

impl Draft<'_, Always> {
    /// The event.
    pub fn finish(self) -> AuditEvent {
        self.event()
    }
}

impl Draft<'_, IfChanged> {
    /// The event, if anything changed.
    pub fn finish(self) -> Option<AuditEvent> {
        if self.changes.is_empty() { None } else { Some(self.event()) }
    }
}

impl<Kind> fmt::Debug for Draft<'_, Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("activity", &self.activity).finish_non_exhaustive()
    }
}

/// The value of the first field of that item.
fn resource_id(record: &dyn Record, item: &Item, policy: &Policy) -> Option<String> {
    let (_, variant) = record.present(record.schema())?;
    let of_item = |field: crate::schema::Field| field.item().is_some_and(|own| own.row == item.row);
    let index = variant.fields().iter().position(of_item)?;
    View { record, policy }.text(index)
}
