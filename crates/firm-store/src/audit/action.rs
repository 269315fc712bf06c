//! What can be entered. Names are for ever: they are part of what an entry's hash is made of.

/// Declares the actions with their names.
macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $name:literal,)*) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Action { $($(#[$doc])* $action,)* }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$action),*];

            /// Its name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$action => $name),* }
            }
        }
    };
}

actions! {
    /// A link was made that enrols one device.
    LinkMade = "enrolment.link_made",
    /// Somebody was invited.
    Invited = "member.invited",
    /// An invitation was withdrawn.
    InvitationWithdrawn = "member.invitation_withdrawn",
    /// Somebody came in.
    MemberCame = "member.came",
    /// Name, address or role of a member is another one.
    MemberChanged = "member.changed",
    /// A member left.
    MemberLeft = "member.left",
    /// An account of the firm's directory is known as this member's.
    AccountBound = "member.account_bound",
    /// A device was enrolled.
    DeviceEnrolled = "device.enrolled",
    /// A device has another token.
    DeviceRenewed = "device.renewed",
    /// A device was shut out.
    DeviceRevoked = "device.revoked",
    /// A key for software was made.
    ApiKeyMade = "api_key.made",
    /// It has another secret.
    ApiKeyRotated = "api_key.rotated",
    /// It opens nothing any more.
    ApiKeyRevoked = "api_key.revoked",
    /// A link was made that asks somebody to connect a provider.
    ConnectLinkMade = "connect.link_made",
    /// It was taken.
    ConnectLinkUsed = "connect.link_used",
    /// A connection was made known here.
    ConnectionAdded = "connection.added",
    /// What is known of it is another thing.
    ConnectionChanged = "connection.changed",
    /// It is there no more.
    ConnectionRemoved = "connection.removed",
    /// What opens it was sent here, to be held.
    CustodyDelivered = "custody.delivered",
    /// The server holds it from now on.
    CustodyTaken = "custody.taken",
    /// The server holds it no more, or never did.
    CustodyWithdrawn = "custody.withdrawn",
    /// Somebody had the server test one that it holds.
    CustodyTested = "custody.tested",
    /// One that the server holds is better or worse than it was.
    CustodyConditionChanged = "custody.condition_changed",
    /// One that the server holds could not be renewed, and a person has to do something.
    CustodyNotRenewed = "custody.not_renewed",
    /// The server has a data key, and a pair of keys.
    CustodyKeyMade = "custody.key_made",
    /// It has another data key, and seals all anew.
    CustodyKeyRotated = "custody.key_rotated",
    /// Another own key of the server's opens what it holds.
    CustodyDoorAdded = "custody.door_added",
    /// Former own keys open nothing any more.
    CustodyDoorsDropped = "custody.doors_dropped",
    /// A setting is another one.
    SettingChanged = "settings.changed",
    /// A computer said where its own trail ends.
    TrailWitnessed = "trail.witnessed",
    /// The database was filled from a backup.
    DatabaseRestored = "database.restored",
    /// All of it was carried here from another database.
    DatabaseMoved = "database.moved",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_name() {
        for (n, action) in Action::ALL.iter().enumerate() {
            let others = &Action::ALL[n + 1..];
            assert!(others.iter().all(|other| other.as_str() != action.as_str()), "{action:?}");
        }
    }
}
