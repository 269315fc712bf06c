//! Another company in the place of the one that was connected: on purpose, with what that
//! means before the browser opens.

use leptos::prelude::*;
use patchbay_contract::command::BeginAttempt;
use patchbay_contract::{Connection, NewAttempt, SignInAt};

use super::asked::Asked;
use crate::Bridge;
use crate::components::act::{act, button, outcome};
use crate::components::plain::{dialog as over, foot, sentence};
use crate::state::{Doing, Security};
use crate::words::words;

/// The dialog. Once the sign-in has begun, it goes on in its own window.
pub(super) fn dialog(
    asked: Asked,
    connection: &Connection,
    sign_in: &str,
    provider: &str,
) -> AnyView {
    let w = words().disconnecting;
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    let new = NewAttempt { switch_company: true, ..sign_in_to(connection, sign_in) };
    let begin = move || doing.ask::<BeginAttempt>(new.clone(), move |_| asked.close());
    let inside = vec![
        sentence("", (w.switch_text)(provider)),
        sentence("", w.switch_kept),
        sentence("", w.switch_default),
        sentence("quiet", w.switch_other),
        outcome(doing),
        foot(vec![
            act(doing, "primary", w.switch_go, begin),
            button("", w.keep_it, move || asked.close()),
        ]),
    ];
    over((w.switch_what)(connection.title()), "switch-company", move || asked.close(), inside)
}

/// The wish to sign in to a connection that is there.
pub(super) fn sign_in_to(connection: &Connection, sign_in: &str) -> NewAttempt {
    let at = SignInAt {
        provider: connection.provider.clone(),
        sign_in: sign_in.to_owned(),
        environment: connection.environment,
    };
    NewAttempt::again(at, connection.id.clone())
}
