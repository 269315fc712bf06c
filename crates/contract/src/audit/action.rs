//! What can be entered. Names are for ever: they are part of what an entry's hash is
//! made of, so one that was used is never renamed and never given another meaning.

use serde::{Deserialize, Serialize};

use crate::catalogue::names;

names! {
    /// What an action is about, for filters. It is the first part of the action's name.
    AuditArea {
        /// Accounts of providers.
        Connection = "connection",
        /// What opens a connection.
        Credential = "credential",
        /// The keys of the vault.
        Key = "key",
        /// The recovery kit.
        RecoveryKit = "recovery_kit",
        /// Who may administer.
        Administrator = "administrator",
        /// What a person may do.
        Role = "role",
        /// How Patchbay is set.
        Settings = "settings",
        /// What left Patchbay as a file.
        Export = "export",
        /// The database itself.
        Database = "database",
        /// The practice firm.
        Practice = "practice",
        /// The firm's server.
        FirmServer = "firm_server",
        /// Provider files that the firm shares.
        ProviderFile = "provider_file",
    }
}

names! {
    /// What was done.
    AuditAction {
        /// An account was connected.
        ConnectionMade = "connection.made",
        /// It was signed in to again.
        ConnectionReconnected = "connection.reconnected",
        /// It was given another name.
        ConnectionRenamed = "connection.renamed",
        /// What it works with was set otherwise.
        ConnectionConfigured = "connection.configured",
        /// It was tried out.
        ConnectionTested = "connection.tested",
        /// It was stopped for a while.
        ConnectionPaused = "connection.paused",
        /// It goes on.
        ConnectionResumed = "connection.resumed",
        /// It now belongs to another account of the provider.
        ConnectionSwitched = "connection.switched",
        /// Another custodian holds it.
        ConnectionHandedOver = "connection.handed_over",
        /// A person was asked to do something for it.
        ConnectionRepairAsked = "connection.repair_asked",
        /// That was done, or is not needed any more.
        ConnectionRepairClosed = "connection.repair_closed",
        /// It was ended.
        ConnectionDisconnected = "connection.disconnected",
        /// A credential was sealed for the first time.
        CredentialSaved = "credential.saved",
        /// It was opened to call the provider.
        CredentialUsed = "credential.used",
        /// The provider gave a new one for it.
        CredentialRenewed = "credential.renewed",
        /// A person put another in its place.
        CredentialReplaced = "credential.replaced",
        /// It was taken back at the provider.
        CredentialRevoked = "credential.revoked",
        /// It did not open any more and was put aside.
        CredentialSetAside = "credential.set_aside",
        /// It was removed here.
        CredentialRemoved = "credential.removed",
        /// A key was made.
        KeyMade = "key.made",
        /// A new key took over from an old one.
        KeyRotated = "key.rotated",
        /// A key went to another place: from memory to the keychain, say.
        KeyMoved = "key.moved",
        /// A key of this installation's own did not open any more and was put aside.
        KeySetAside = "key.set_aside",
        /// A key that was put aside was removed for good.
        KeyRemoved = "key.removed",
        /// The vault was opened.
        KeyUnlocked = "key.unlocked",
        /// The vault was closed.
        KeyLocked = "key.locked",
        /// A kit was made.
        RecoveryKitMade = "recovery_kit.made",
        /// A kit was proven to open the vault.
        RecoveryKitChecked = "recovery_kit.checked",
        /// A kit opened the vault.
        RecoveryKitUsed = "recovery_kit.used",
        /// A kit opens nothing any more.
        RecoveryKitRetired = "recovery_kit.retired",
        /// Somebody may administer.
        AdministratorAdded = "administrator.added",
        /// Somebody may no longer administer.
        AdministratorRemoved = "administrator.removed",
        /// Another administrator was asked to help open the vault.
        AdministratorAsked = "administrator.asked",
        /// Another administrator's help opened the vault.
        AdministratorHelped = "administrator.helped",
        /// Help was given to open another firm's or computer's vault.
        AdministratorGaveHelp = "administrator.gave_help",
        /// A person's role is another one.
        RoleChanged = "role.changed",
        /// An app that the firm registered at a provider was saved here.
        AppSaved = "settings.app_saved",
        /// It was removed here.
        AppRemoved = "settings.app_removed",
        /// Our links were made to come here again.
        LinksRepaired = "settings.links_repaired",
        /// A setting is another one.
        SettingsChanged = "settings.changed",
        /// A file was written.
        ExportMade = "export.made",
        /// The database was replaced by a copy.
        DatabaseRestored = "database.restored",
        /// The practice firm was filled.
        PracticeFilled = "practice.filled",
        /// This computer came in at the firm's server.
        ServerEntered = "firm_server.entered",
        /// It left.
        ServerLeft = "firm_server.left",
        /// The server let it in no more.
        ServerShutOut = "firm_server.shut_out",
        /// A person went on with a server that was restored.
        ServerGoneAlong = "firm_server.gone_along",
        /// A person decided what is to be where two had changed one thing.
        ServerSettled = "firm_server.settled",
        /// What somebody changed at another computer was taken over.
        ServerTaken = "firm_server.taken",
        /// This trail and the server's were told each other's end.
        ServerWitnessed = "firm_server.witnessed",
        /// A person compared the server's key and trusts it from now on.
        ServerKeyTrusted = "firm_server.key_trusted",
        /// A provider file of this computer was offered to the firm.
        FileOffered = "provider_file.offered",
        /// It is offered no more.
        FileWithdrawn = "provider_file.withdrawn",
        /// A person took a provider file that the firm shares.
        FileTaken = "provider_file.taken",
        /// A person wanted none of it.
        FileDeclined = "provider_file.declined",
    }
}

names! {
    /// How it ended.
    AuditOutcome {
        /// It was done.
        Done = "done",
        /// It was not allowed, so nothing was done.
        Refused = "refused",
        /// It was tried and went wrong.
        Failed = "failed",
    }
}

impl AuditAction {
    /// What it is about.
    #[must_use]
    pub fn area(self) -> AuditArea {
        let name = self.as_str();
        let area = name.split_once('.').map_or(name, |(area, _)| area);
        // A test holds every action to an area.
        AuditArea::from_name(area).unwrap_or(AuditArea::Settings)
    }
}

impl AuditArea {
    /// The actions about it.
    pub fn actions(self) -> impl Iterator<Item = AuditAction> {
        AuditAction::ALL.iter().copied().filter(move |action| action.area() == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_names_its_area_and_every_area_has_an_action() {
        for action in AuditAction::ALL {
            let area = action.as_str().split_once('.').map(|(area, _)| area);
            assert_eq!(area, Some(action.area().as_str()), "{}", action.as_str());
        }
        for area in AuditArea::ALL {
            assert!(area.actions().next().is_some(), "{}", area.as_str());
        }
    }

    #[test]
    fn every_action_is_found_by_its_own_name() {
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::from_name(action.as_str()), Some(*action));
        }
    }
}
