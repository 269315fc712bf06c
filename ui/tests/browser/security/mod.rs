//! The Security page: each state of the vault, and everything that may be done there.

mod administrators;
mod doors;
mod keys;
mod kits;
mod new_kit;
mod states;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::command::GetSecurity;
use patchbay_contract::{
    DoorKind, ErrorCode, KeychainFacts, Keys, Kit, Part, Problem, Remedy, Security, VaultState,
};
use patchbay_ui::components::time;
use web_sys::wasm_bindgen::JsCast;

use crate::scripted::{Page, says};

/// A vault that is open by this door, and has one checked kit.
pub(crate) fn open(door: DoorKind) -> Security {
    Security {
        vault: VaultState::Open { door },
        keychain: Part::Working(KeychainFacts {
            backend: "Secret Service".into(),
            holds_key: true,
        }),
        keys: Some(Keys {
            vault_made_at: Timestamp::UNIX_EPOCH,
            door_made_at: Timestamp::UNIX_EPOCH,
            data_key_made_at: Timestamp::UNIX_EPOCH,
            credentials: 23,
            sealed: 1482,
            rotation_due: None,
        }),
        rotation: None,
        kits: vec![kit(2)],
        administrators: Vec::new(),
        set_aside: Vec::new(),
        at: Timestamp::UNIX_EPOCH,
    }
}

/// The same, shut.
fn shut(door: DoorKind, code: ErrorCode, remedy: Remedy) -> Security {
    Security { vault: VaultState::Shut { door, problem: trouble(code), remedy }, ..open(door) }
}

/// No vault yet.
fn not_made() -> Security {
    let nothing = open(DoorKind::Keychain);
    Security { vault: VaultState::NotMade, keys: None, kits: Vec::new(), ..nothing }
}

/// No keychain either.
fn without_a_keychain(security: Security) -> Security {
    Security { keychain: Part::Failed(trouble(ErrorCode::KeychainAbsent)), ..security }
}

/// A kit in use, and checked.
fn kit(number: u16) -> Kit {
    let made_at = time::now() - SignedDuration::from_hours(48);
    Kit { number, made_at, checked_at: Some(made_at), retired_at: None }
}

fn trouble(code: ErrorCode) -> Problem {
    Problem::new(code, format!("What {code} is."), "What it means.", "What to do.")
}

/// The page with this answer.
async fn with(security: &Security) -> Page {
    let page = Page::open_at("/security");
    page.answer::<GetSecurity>(security).await;
    page.until("the vault", |page| page.all("#vault").len() == 1).await;
    page
}

/// The answer to the question that follows every act.
async fn then(page: &Page, security: &Security) {
    page.answer::<GetSecurity>(security).await;
    page.until("the answer", |page| page.text("#check-again").contains("Check again")).await;
}

fn buttons(page: &Page, within: &str) -> Vec<String> {
    let within = format!("{within} button:not(.icon-button, .copy)");
    page.all(&within).iter().map(says).collect()
}

/// Escape in a dialog, as the browser does it: it asks first, and then closes.
fn escape(page: &Page) {
    let dialog = page.all("dialog[open]").remove(0);
    let document = dialog.owner_document().unwrap();
    let event = document.create_event("Event").unwrap();
    event.init_event_with_bubbles_and_cancelable("cancel", false, true);
    if dialog.dispatch_event(&event).unwrap() {
        dialog.unchecked_into::<web_sys::HtmlDialogElement>().close();
    }
}
