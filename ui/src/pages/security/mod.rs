//! Security: how the vault is, where its key is kept, the recovery kits, and
//! who else can help.
//!
//! Each card draws its own part of what is known and only when that changes, so that
//! nothing typed in one is lost when something happens in another.

mod administrators;
mod change_passphrase;
mod check_kit;
mod door;
mod keys;
mod kits;
mod making;
mod moving;
mod new_kit;
mod passphrase;
mod proof;
mod rotating;
mod set_aside;
mod shut;
mod use_kit;
mod vault;

use leptos::prelude::*;

use crate::Bridge;
use crate::components::act::button;
use crate::components::plain::{all, drawn, failed, foot, icon, nothing, part, text};
use crate::components::{Icon, PageHead, PartSkeleton};
use crate::focus::focus_on;
use crate::state::{Doing, Look, Security};
use crate::words::words;

/// What may lie over the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Move,
    ChangePassphrase,
    Rotate,
    NewKit,
    UseKit,
    CheckKit(u16),
    RetireKit(u16),
    RemoveSetAside(u32),
    AddAdministrator,
    RemoveAdministrator(u16),
    OwnCode,
    AskForHelp,
    GiveHelp,
}

/// What every part of the page works with. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    bridge: Bridge,
    security: Security,
    over: RwSignal<Option<Over>>,
}

impl Desk {
    fn doing(self) -> Doing {
        Doing::new(self.bridge, self.security)
    }

    fn close(self) {
        self.over.set(None);
    }

    /// A button that opens something over the page.
    fn opener(self, class: &'static str, word: &'static str, over: Over) -> AnyView {
        button(class, word, move || self.over.set(Some(over)))
    }

    /// The last step of a dialog: what was done, and the way out.
    fn done(self, sentence: String, more: AnyView) -> AnyView {
        focus_on(".step");
        let step = [("class", "step done"), ("tabindex", "-1")];
        all(vec![
            part("p", &step, vec![icon("check"), text(sentence)]),
            foot(vec![more, button("primary", words().close, move || self.close())]),
        ])
    }
}

/// The page.
#[component]
pub fn SecurityPage() -> impl IntoView {
    let w = words();
    let security = expect_context::<Security>();
    let desk = Desk { bridge: expect_context(), security, over: RwSignal::new(None) };
    // A keychain changes without telling anybody.
    security.ask();
    let look = Memo::new(move |_| security.look());
    let head = view! {
        <PageHead title=w.security.title lead=w.security.lead>
            <button
                class="button"
                type="button"
                id="check-again"
                on:click=move |_| security.ask()
                aria-disabled=move || security.is_asking().to_string()
            >
                <Icon name="refresh" />
                {move || if security.is_asking() { w.checking } else { w.check_again }}
            </button>
        </PageHead>
    };
    let cards = drawn(move || match look.get() {
        Look::Loading => loading(),
        Look::Failed(problem) => failed(problem),
        Look::Full(()) => {
            let cards = vec![
                vault::vault(desk),
                keys::keys(desk),
                kits::kits(desk),
                administrators::administrators(desk),
            ];
            part("div", &[("class", "security")], cards)
        }
    });
    let over = drawn(move || match desk.over.get() {
        None => nothing(),
        Some(Over::Move) => moving::moving(desk),
        Some(Over::ChangePassphrase) => change_passphrase::change_passphrase(desk),
        Some(Over::Rotate) => rotating::rotating(desk),
        Some(Over::NewKit) => new_kit::new_kit(desk),
        Some(Over::UseKit) => use_kit::use_kit(desk),
        Some(Over::CheckKit(number)) => check_kit::check_kit(desk, number),
        Some(Over::RetireKit(number)) => kits::retiring(desk, number),
        Some(Over::RemoveSetAside(number)) => set_aside::removing(desk, number),
        Some(Over::AddAdministrator) => administrators::adding(desk),
        Some(Over::RemoveAdministrator(number)) => administrators::removing(desk, number),
        Some(Over::OwnCode) => administrators::own_code(desk),
        Some(Over::AskForHelp) => administrators::asking(desk),
        Some(Over::GiveHelp) => administrators::helping(desk),
    });
    all(vec![head.into_any(), cards, over])
}

fn loading() -> AnyView {
    let bones = (0..3).map(|_| view! { <PartSkeleton /> }.into_any()).collect();
    let status = [("class", "visually-hidden"), ("role", "status")];
    all(vec![
        part("p", &status, vec![text(words().loading)]),
        part("div", &[("class", "security"), ("aria-hidden", "true")], bones),
    ])
}

/// A card of the page: icon, title, what is at the title's right, and what is in it.
fn card(
    id: &'static str,
    tile: &'static str,
    title: &'static str,
    aside: AnyView,
    children: Vec<AnyView>,
) -> AnyView {
    let title_id = format!("{id}-title");
    let heading = [("id", title_id.as_str()), ("tabindex", "-1")];
    let head = vec![
        part("span", &[("class", "part-tile")], vec![icon(tile)]),
        part("h2", &heading, vec![text(title)]),
        aside,
    ];
    let mut inside = vec![part("header", &[("class", "part-head")], head)];
    inside.extend(children);
    let section = [("id", id), ("class", "card part"), ("aria-labelledby", title_id.as_str())];
    part("section", &section, inside)
}

/// A row of buttons.
fn buttons(children: Vec<AnyView>) -> AnyView {
    part("p", &[("class", "buttons")], children)
}
