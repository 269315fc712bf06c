//! What the form of a folder says otherwise: nothing in it is a key.

use leptos::prelude::*;
use patchbay_contract::command::ChooseFolder;
use patchbay_contract::{SignInKind, SignInView};

use crate::components::act::{labelled, outcome};
use crate::components::plain::{all, part, say, sentence, text};
use crate::state::KeyForm;
use crate::words::words;

/// Whether the form is for a folder.
pub(super) fn is(way: &SignInView) -> bool {
    way.kind == SignInKind::FileTarget
}

/// What the form begins with.
pub(super) fn lead(provider: &str, ways: &[SignInView]) -> String {
    let w = words();
    let lead = if ways.iter().all(is) { w.books.folder_lead } else { w.key_form.lead };
    lead(provider)
}

/// The same for another one in the place of one that is there.
pub(super) fn replacing(account: &str, way: &SignInView) -> (String, &'static str) {
    let w = words();
    if is(way) {
        ((w.books.other_folder_of)(account), w.books.other_folder_lead)
    } else {
        ((w.key_form.replace_title)(account), w.key_form.replace_lead)
    }
}

/// The word for putting another one in its place.
pub(super) fn replace(way: Option<&SignInView>) -> &'static str {
    let w = words();
    if way.is_some_and(is) { w.books.other_folder } else { w.key_form.replace }
}

/// What is said once that was done.
pub(super) fn replaced(way: &SignInView) -> &'static str {
    let w = words();
    if is(way) { w.books.folder_replaced } else { w.key_form.replaced }
}

/// The button that has it chosen in the system's dialog, beside the path that is typed.
pub(super) fn choose(state: KeyForm, field: &str, path: RwSignal<String>) -> AnyView {
    let (doing, field) = (state.choosing, field.to_owned());
    let press = move || {
        let field = field.clone();
        doing.ask::<ChooseFolder>(path.get_untracked(), move |chosen| {
            // Who thinks better of it keeps what was typed.
            if let Some(chosen) = chosen {
                path.set(chosen);
                state.changed(&field);
            }
        });
    };
    all(vec![labelled("small", words().books.choose_folder, None, press), outcome(doing)])
}

/// How files are called that go there, in each format.
pub(super) fn files(way: &SignInView) -> AnyView {
    let line = |(name, format): &(String, String)| {
        part("li", &[], vec![say("code", "", name.clone()), text(format!(" · {format}"))])
    };
    let lines = way.files.iter().map(line).collect();
    all(vec![sentence("quiet", words().books.files_are_called), part("ul", &[], lines)])
}
