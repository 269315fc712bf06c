//! One account of one provider, connected by this firm, and how it is.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::EnvironmentId;

/// How long ahead a dying credential is told of.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 14);

/// A connection as cards and lists show it. There is no credential in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Its id.
    pub id: String,
    /// Its provider.
    pub provider: String,
    /// Live or sandbox.
    pub environment: EnvironmentId,
    /// What the firm calls it, if anything.
    pub label: Option<String>,
    /// The account's id at the provider.
    pub account_id: Option<String>,
    /// The account as the provider calls it.
    pub account_name: Option<String>,
    /// Who connected it.
    pub owner: Option<String>,
    /// Who holds the credential.
    pub custodian: Custodian,
    /// By which of the provider's ways it was signed in to, if that is known.
    pub sign_in: Option<String>,
    /// How it is.
    pub status: Status,
    /// When it last worked.
    pub last_success: Option<Timestamp>,
    /// The next day on which its credential dies, unless something is done.
    pub next_clock: Option<Clock>,
    /// When it was connected.
    pub made_at: Timestamp,
    /// What it is called where neither the firm nor the provider has a name for it.
    pub unnamed: Option<String>,
}

impl Connection {
    /// What to call it: the firm's label, else the account as the provider names it, else
    /// what it is called without a name.
    #[must_use]
    pub fn title(&self) -> &str {
        [&self.label, &self.account_name, &self.account_id, &self.unnamed]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .find(|text| !text.trim().is_empty())
            .unwrap_or(&self.id)
    }
}

/// Who holds a credential and alone may renew it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Custodian {
    /// This computer.
    ThisComputer,
    /// The firm server.
    FirmServer,
}

/// A day on which a credential dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which clock.
    pub kind: ClockKind,
    /// When.
    pub at: Timestamp,
}

/// The clocks of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// What it calls with ends, and is renewed.
    Access,
    /// It dies when nobody uses it.
    Idle,
    /// It dies in any case.
    Absolute,
}

/// How a connection is: one vocabulary everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Status {
    /// Never set up.
    NotConnected,
    /// A sign-in is open in the browser.
    WaitingForBrowser {
        /// Until then it may be answered.
        until: Timestamp,
    },
    /// The last check went well.
    Connected,
    /// Data is being read or written.
    Syncing {
        /// How many records are done.
        done: u32,
        /// Of how many, where that is known.
        of: Option<u32>,
    },
    /// A person stopped it.
    Paused,
    /// The credential died.
    ReconnectNeeded {
        /// Why, in a sentence.
        why: String,
    },
    /// The credential will die.
    Expires {
        /// When.
        at: Timestamp,
    },
    /// The credential works and may not do something.
    MorePermissionNeeded {
        /// What for.
        feature: String,
    },
    /// The provider has trouble, or asks for fewer calls. Nobody here is at fault.
    Delayed {
        /// When it is tried again.
        retry_at: Timestamp,
    },
    /// This computer has no network.
    Offline,
    /// Something that was typed in does not fit.
    CheckSettings {
        /// What.
        field: String,
    },
    /// It cannot be connected.
    NotSupported,
}

/// The states without what they carry, for filters and counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "said at the states themselves")]
pub enum StatusKind {
    ReconnectNeeded,
    CheckSettings,
    MorePermissionNeeded,
    Expires,
    WaitingForBrowser,
    Delayed,
    Offline,
    Syncing,
    Paused,
    Connected,
    NotConnected,
    NotSupported,
}

impl Status {
    /// Which state this is.
    #[must_use]
    pub const fn kind(&self) -> StatusKind {
        match self {
            Self::NotConnected => StatusKind::NotConnected,
            Self::WaitingForBrowser { .. } => StatusKind::WaitingForBrowser,
            Self::Connected => StatusKind::Connected,
            Self::Syncing { .. } => StatusKind::Syncing,
            Self::Paused => StatusKind::Paused,
            Self::ReconnectNeeded { .. } => StatusKind::ReconnectNeeded,
            Self::Expires { .. } => StatusKind::Expires,
            Self::MorePermissionNeeded { .. } => StatusKind::MorePermissionNeeded,
            Self::Delayed { .. } => StatusKind::Delayed,
            Self::Offline => StatusKind::Offline,
            Self::CheckSettings { .. } => StatusKind::CheckSettings,
            Self::NotSupported => StatusKind::NotSupported,
        }
    }

    /// The state of a connection that works, whose credential dies at `clock`.
    #[must_use]
    pub fn connected_until(clock: Option<Clock>, now: Timestamp) -> Self {
        match clock {
            Some(clock) if clock.at <= now => {
                Self::ReconnectNeeded { why: "Its permission ran out.".to_owned() }
            }
            Some(clock) if clock.at.duration_since(now) <= AHEAD => Self::Expires { at: clock.at },
            _ => Self::Connected,
        }
    }
}

impl StatusKind {
    /// Every state, what needs a person first.
    pub const ALL: &[Self] = &[
        Self::ReconnectNeeded,
        Self::CheckSettings,
        Self::MorePermissionNeeded,
        Self::Expires,
        Self::WaitingForBrowser,
        Self::Delayed,
        Self::Offline,
        Self::Syncing,
        Self::Paused,
        Self::Connected,
        Self::NotConnected,
        Self::NotSupported,
    ];

    /// Whether a person has to do something. Trouble of the provider's is not that.
    #[must_use]
    pub const fn needs_attention(self) -> bool {
        matches!(
            self,
            Self::ReconnectNeeded
                | Self::CheckSettings
                | Self::MorePermissionNeeded
                | Self::Expires
        )
    }

    /// Whether the connection can be used: what counts towards the mandatory five.
    #[must_use]
    pub const fn is_usable(self) -> bool {
        matches!(
            self,
            Self::Connected
                | Self::Syncing
                | Self::Expires
                | Self::Delayed
                | Self::Offline
                | Self::MorePermissionNeeded
        )
    }

    /// The name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReconnectNeeded => "reconnect_needed",
            Self::CheckSettings => "check_settings",
            Self::MorePermissionNeeded => "more_permission_needed",
            Self::Expires => "expires",
            Self::WaitingForBrowser => "waiting_for_browser",
            Self::Delayed => "delayed",
            Self::Offline => "offline",
            Self::Syncing => "syncing",
            Self::Paused => "paused",
            Self::Connected => "connected",
            Self::NotConnected => "not_connected",
            Self::NotSupported => "not_supported",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_days(days: i64) -> Option<Clock> {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * days);
        Some(Clock { kind: ClockKind::Idle, at })
    }

    fn status(clock: Option<Clock>) -> StatusKind {
        Status::connected_until(clock, Timestamp::UNIX_EPOCH).kind()
    }

    #[test]
    fn a_dying_credential_is_told_of_two_weeks_ahead_and_a_dead_one_wants_a_reconnect() {
        assert_eq!(status(None), StatusKind::Connected);
        assert_eq!(status(in_days(15)), StatusKind::Connected);
        assert_eq!(status(in_days(14)), StatusKind::Expires);
        assert_eq!(status(in_days(0)), StatusKind::ReconnectNeeded);
    }

    #[test]
    fn trouble_of_the_provider_or_the_network_is_never_the_persons() {
        assert!(!StatusKind::Delayed.needs_attention());
        assert!(!StatusKind::Offline.needs_attention());
    }

    #[test]
    fn every_state_is_found_by_its_own_name() {
        for kind in StatusKind::ALL {
            assert_eq!(StatusKind::from_name(kind.as_str()), Some(*kind));
        }
    }
}
