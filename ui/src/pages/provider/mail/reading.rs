//! How the reading of a mailbox goes on, and the button that pauses it.

use leptos::prelude::*;
use patchbay_contract::command::PauseMailbox;
use patchbay_contract::{MailboxPause, MailboxView};

use crate::Bridge;
use crate::components::act::{act_labelled, outcome};
use crate::components::plain::{all, drawn, failed, nothing, part, sentence};
use crate::components::time;
use crate::state::{Doing, Mailboxes, Security};
use crate::words::words;

/// On the account's row: when mail was last read.
pub(in crate::pages::provider) fn line(connection: &str) -> AnyView {
    let (state, id) = (expect_context::<Mailboxes>(), connection.to_owned());
    drawn(move || state.of(&id).map_or_else(nothing, |one| sentence("quiet", read(&one))))
}

/// All of it.
pub(super) fn state(one: &MailboxView) -> AnyView {
    let w = words().mail;
    let mut parts = vec![sentence("quiet", read(one))];
    if let Some(problem) = &one.problem {
        parts.push(failed(problem.clone()));
        parts.push(match one.next {
            Some(next) => sentence("quiet", (w.next)(&time::relative(next))),
            None if !one.paused => sentence("quiet", w.waits),
            None => nothing(),
        });
    }
    if one.is_ours {
        parts.push(button(one));
    }
    all(parts)
}

fn read(one: &MailboxView) -> String {
    let w = words().mail;
    if !one.is_ours {
        return w.elsewhere.to_owned();
    }
    if one.paused {
        return w.paused.to_owned();
    }
    match one.last_round {
        None => w.never_read.to_owned(),
        Some(at) => format!("{} · {}", (w.last_read)(&time::relative(at)), (w.came)(one.came)),
    }
}

fn button(one: &MailboxView) -> AnyView {
    let w = words().mail;
    let mailboxes = expect_context::<Mailboxes>();
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    let wish = MailboxPause { connection: one.connection.clone(), paused: !one.paused };
    let (word, label) = if one.paused {
        (w.go_on, (w.go_on_what)(&one.title))
    } else {
        (w.pause, (w.pause_what)(&one.title))
    };
    let press = move || doing.ask::<PauseMailbox>(wish.clone(), move |()| mailboxes.ask());
    let press = act_labelled(doing, "small", word, label, press);
    all(vec![part("p", &[("class", "buttons")], vec![press]), outcome(doing)])
}
