//! The mail of a provider's mailboxes: how the reading of each goes on, and the newest
//! headers. The firm's mailboxes and people's own are apart.

mod reading;

use leptos::prelude::*;
use patchbay_contract::{Category, MailHeader, MailboxKind, MailboxView, ProviderPage};

use crate::components::card::address;
use crate::components::plain::{all, drawn, failed, nothing, part, say, sentence, text};
use crate::components::{Empty, time};
use crate::state::{Look, Mailboxes};
use crate::words::words;

pub(super) use reading::line;

/// Whether the provider has mailboxes that are read, not only sent from.
pub(super) fn has_mail(page: &ProviderPage) -> bool {
    page.card.category == Category::Email && page.sign_ins.iter().any(|way| way.reads_mail)
}

/// The tab.
pub(super) fn mail(page: &ProviderPage) -> AnyView {
    let (state, provider) = (expect_context::<Mailboxes>(), page.card.id.clone());
    state.ask();
    drawn(move || match state.look() {
        Look::Loading => sentence("quiet", words().loading),
        Look::Failed(problem) => failed(problem),
        Look::Full(mailboxes) => {
            let ours: Vec<MailboxView> =
                mailboxes.into_iter().filter(|one| one.provider == provider).collect();
            if ours.is_empty() {
                let there = address(&provider, None);
                return view! {
                    <Empty sentence=words().mail.none.to_owned()>
                        <a class="button" href=there>{words().see_set_up}</a>
                    </Empty>
                }
                .into_any();
            }
            let (firm, people): (Vec<_>, Vec<_>) =
                ours.into_iter().partition(|one| one.kind == MailboxKind::Firm);
            let w = words().mail;
            all(vec![group(w.of_the_firm, firm), group(w.of_people, people)])
        }
    })
}

fn group(title: &'static str, mailboxes: Vec<MailboxView>) -> AnyView {
    if mailboxes.is_empty() {
        return nothing();
    }
    let mut parts = vec![say("h2", "", title)];
    parts.extend(mailboxes.into_iter().map(mailbox));
    part("section", &[("class", "section")], parts)
}

fn mailbox(one: MailboxView) -> AnyView {
    let w = words().mail;
    let owner = one.owner.clone().filter(|_| one.kind == MailboxKind::Personal);
    let title = owner.map_or(one.title.clone(), |owner| format!("{} · {owner}", one.title));
    // Where reading failed, nobody knows what there is.
    let was_read = one.last_round.is_some() && one.problem.is_none();
    let list = if one.headers.is_empty() && was_read {
        sentence("quiet", w.empty)
    } else if one.headers.is_empty() {
        nothing()
    } else {
        headers(&one)
    };
    let parts = vec![say("h3", "", title), reading::state(&one), list];
    part("article", &[("class", "mailbox")], parts)
}

fn headers(one: &MailboxView) -> AnyView {
    let w = words();
    let label = (w.mail.newest)(&one.title);
    let head = [w.state_label, w.mail.from, w.mail.subject, w.when];
    let head = head.into_iter().map(|word| part("th", &[("scope", "col")], vec![text(word)]));
    let head = part("thead", &[], vec![part("tr", &[], head.collect())]);
    let body = part("tbody", &[], one.headers.iter().map(row).collect());
    let table = part("table", &[("class", "table"), ("aria-label", &label)], vec![head, body]);
    let holder = [
        ("class", "table-holder"),
        ("tabindex", "0"),
        ("role", "region"),
        ("aria-label", label.as_str()),
    ];
    part("div", &holder, vec![table])
}

fn row(header: &MailHeader) -> AnyView {
    let w = words().mail;
    let mark = if header.seen { say("span", "quiet", w.read) } else { text(w.unread) };
    let from = header.from.clone().unwrap_or_else(|| w.no_sender.to_owned());
    let subject = header.subject.clone().unwrap_or_else(|| w.no_subject.to_owned());
    let when = header.at.map(time::relative).unwrap_or_default();
    let exact = header.at.map(time::exact).unwrap_or_default();
    part(
        "tr",
        if header.seen { &[] } else { &[("class", "unread")] },
        vec![
            part("td", &[], vec![mark]),
            part("td", &[], vec![text(from)]),
            part("th", &[("scope", "row")], vec![text(subject)]),
            part("td", &[("class", "when"), ("title", &exact)], vec![text(when)]),
        ],
    )
}
