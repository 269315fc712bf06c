//! Another name for an account. Nobody signs in for that.

use leptos::prelude::*;
use patchbay_contract::command::RenameConnection;
use patchbay_contract::{Connection, NewName};

use super::asked::Asked;
use crate::Bridge;
use crate::components::act::{button, outcome, send};
use crate::components::plain::{dialog as over, foot, form};
use crate::components::{Typed, TypedField};
use crate::state::Doing;
use crate::words::words;

/// The dialog, with the name that it has.
pub(super) fn dialog(asked: Asked, connection: &Connection) -> AnyView {
    let w = words().renaming;
    let doing = Doing::alone(expect_context::<Bridge>());
    let name = RwSignal::new(connection.label.clone().unwrap_or_default());
    let id = connection.id.clone();
    let save = move || {
        let wish = NewName { connection: id.clone(), name: name.get_untracked() };
        doing.ask::<RenameConnection>(wish, move |()| asked.close());
    };
    let field = TypedField::new("account-name", w.name, w.name_help, name, Typed::Name, || None);
    let inside = vec![
        field.first().draw(),
        outcome(doing),
        foot(vec![send(doing, w.save), button("", w.keep, move || asked.close())]),
    ];
    let title = (w.rename_what)(connection.title());
    over(title, "rename-account", move || asked.close(), vec![form(save, inside)])
}
