//! Recovery kits and other administrators: who besides the keychain can open the vault.

use patchbay_contract::{
    AdministratorCode, AuditAction, HelpRequest, HelpText, KitProof, KitSheet, NewAdministrator,
    Problem,
};

use patchbay_store::Change;
use patchbay_store::audit::Detail;
use patchbay_vault::PublicIdentity;

use super::told;
use crate::vault::VaultTrouble;
use crate::{Installation, qr};

/// More letters than any name has that is meant.
const LONGEST_NAME: usize = 80;

impl Installation {
    /// Makes a recovery kit, to be shown this once.
    pub async fn make_kit(&self) -> Result<KitSheet, Problem> {
        let store = self.open_vault().await?;
        let at = self.now().to_string();
        let entry = self.entry(AuditAction::RecoveryKitMade);
        let with_number = |number| entry.clone().detail(numbered(number));
        let kit = match self.vault().make_kit(&store, &at, with_number).await {
            Ok(kit) => kit,
            failed => self.noted(entry, failed).await?,
        };
        self.sign_what_was_entered().await;
        let code = kit.code.expose_secret();
        Ok(KitSheet {
            number: kit.number,
            groups: code.split('-').map(str::to_owned).collect(),
            qr: qr::picture(code),
            installation: shortened(&kit.firm),
            proof: kit.proof.iter().filter_map(|n| u8::try_from(*n).ok()).collect(),
            made_at: self.now(),
        })
    }

    /// Takes the proof that the kit just made is on paper.
    pub async fn check_kit(&self, proof: KitProof) -> Result<(), Problem> {
        let store = self.opened().await?;
        let entry = self.entry(AuditAction::RecoveryKitChecked).detail(numbered(proof.number));
        let check = async |change: Change<'_>| {
            self.vault().check_kit(&store, proof.number, &proof.groups, change).await
        };
        self.changing(entry, check).await
    }

    /// Takes a kit out of use.
    pub async fn retire_kit(&self, number: u16) -> Result<(), Problem> {
        let store = self.opened().await?;
        let entry = self.entry(AuditAction::RecoveryKitRetired).detail(numbered(number));
        let retire =
            async |change: Change<'_>| self.vault().retire_kit(&store, number, change).await;
        self.changing(entry, retire).await
    }

    /// Our own code, by which we are added as an administrator elsewhere.
    pub async fn administrator_code(&self) -> Result<AdministratorCode, Problem> {
        let store = self.open_vault().await?;
        let at = self.now().to_string();
        let own = told(self.vault().own_identity(&store, &at).await)?;
        Ok(AdministratorCode { code: own.to_code(), fingerprint: own.fingerprint() })
    }

    /// Reads another administrator's code: whose key it is, before anybody is added.
    pub fn read_administrator_code(&self, code: &str) -> Result<AdministratorCode, Problem> {
        let read = told(PublicIdentity::from_code(code).map_err(VaultTrouble::from))?;
        Ok(AdministratorCode { code: read.to_code(), fingerprint: read.fingerprint() })
    }

    /// Lets another administrator help to open the vault.
    pub async fn add_administrator(&self, new: NewAdministrator) -> Result<(), Problem> {
        let store = self.open_vault().await?;
        let name: String = new.name.trim().chars().take(LONGEST_NAME).collect();
        let detail = Detail::new().text("person", &name);
        let entry = self.entry(AuditAction::AdministratorAdded).detail(detail);
        let add = async |change: Change<'_>| {
            self.vault().add_administrator(&store, &name, &new.code, change).await
        };
        self.changing(entry, add).await
    }

    /// Takes that away again.
    pub async fn remove_administrator(&self, number: u16) -> Result<(), Problem> {
        let store = self.opened().await?;
        let entry = self.entry(AuditAction::AdministratorRemoved).detail(numbered(number));
        let remove = async |change: Change<'_>| {
            self.vault().remove_administrator(&store, number, change).await
        };
        self.changing(entry, remove).await
    }

    /// Asks an administrator for help.
    pub async fn ask_for_help(&self, number: u16) -> Result<HelpText, Problem> {
        let store = self.opened().await?;
        let asked = self.vault().ask_for_help(&store, number).await;
        let entry = self.entry(AuditAction::AdministratorAsked).detail(numbered(number));
        let asked = self.noted(entry, asked).await?;
        Ok(HelpText { text: asked.text, fingerprint: asked.fingerprint })
    }

    /// Reads somebody's request for help. Nothing is given out, so nothing is entered.
    pub async fn read_help_request(&self, request: &str) -> Result<HelpRequest, Problem> {
        let store = self.open_vault().await?;
        let at = self.now().to_string();
        let read = told(self.vault().read_request(&store, request, &at).await)?;
        Ok(HelpRequest { installation: shortened(&read.firm), fingerprint: read.fingerprint })
    }

    /// Answers somebody's request for help.
    pub async fn give_help(&self, request: &str) -> Result<HelpText, Problem> {
        let store = self.open_vault().await?;
        let at = self.now().to_string();
        let given = self.vault().give_help(&store, request, &at).await;
        let entry = self.entry(AuditAction::AdministratorGaveHelp);
        let given = self.noted(entry, given).await?;
        Ok(HelpText { text: given.text, fingerprint: given.fingerprint })
    }
}

/// An installation's id, short enough for a sheet of paper and the telephone.
fn shortened(firm: &str) -> String {
    firm.chars().take(8).collect()
}

fn numbered(number: u16) -> Detail {
    Detail::new().count("number", number.into())
}
