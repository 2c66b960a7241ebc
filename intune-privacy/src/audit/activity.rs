//! What somebody did.

use core::fmt;

use serde::{Deserialize, Serialize};

/// What somebody did to a record: the activities that Intune's audit log is documented to have
/// ("Data collection in Intune", audit log information), and reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Activity {
    /// A record was assigned, such as an app to a group.
    Assign,
    /// A record came into being.
    Create,
    /// A record was deleted.
    Delete,
    /// A record was managed in any other way.
    Manage,
    /// A device was told to do something, such as to lock.
    RemoteTask,
    /// A record was changed.
    Update,
    /// A record was read. Intune's own audit log does not have it.
    Read,
}

impl Activity {
    /// Every activity.
    pub const ALL: &'static [Self] = &[
        Self::Assign,
        Self::Create,
        Self::Delete,
        Self::Manage,
        Self::RemoteTask,
        Self::Update,
        Self::Read,
    ];

    /// The name in events, as `activityType`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Create => "create",
            Self::Delete => "delete",
            Self::Manage => "manage",
            Self::RemoteTask => "remote_task",
            Self::Update => "update",
            Self::Read => "read",
        }
    }

    /// The activity of that name.
    ///
    /// ```
    /// use intune_privacy::audit::Activity;
    ///
    /// assert_eq!(Activity::from_name("remote_task"), Some(Activity::RemoteTask));
    /// assert_eq!(Activity::from_name("RemoteTask"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|activity| activity.as_str() == name)
    }

    /// The operation as Graph names it, in `activityOperationType`.
    pub const fn operation(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Delete => "Delete",
            Self::Update => "Patch",
            Self::Read => "Get",
            Self::Assign | Self::Manage | Self::RemoteTask => "Action",
        }
    }

    /// The word that a person reads.
    pub(super) const fn verb(self) -> &'static str {
        match self {
            Self::Assign => "Assign",
            Self::Create => "Create",
            Self::Delete => "Delete",
            Self::Manage => "Manage",
            Self::RemoteTask => "Remote task on",
            Self::Update => "Update",
            Self::Read => "Read",
        }
    }
}

impl fmt::Display for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
