//! Rules about mailboxes: that there is a server for each check, and that one which a token
//! opens can be found without a form.

use super::Findings;
use crate::sign_in::{MailServer, Mailbox};
use crate::{BuiltInProbe, How, Probe, Provider, SignIn};

pub(super) fn check(provider: &Provider, findings: &mut Findings) {
    for (n, sign_in) in provider.sign_in.iter().enumerate() {
        let place = format!("sign_in.{n}");
        servers(sign_in, &place, findings);
        checks(sign_in, &place, findings);
        if let (How::OAuth(_), Some(mailbox)) = (&sign_in.how, sign_in.mailbox()) {
            by_token(sign_in, mailbox, &place, findings);
        }
    }
}

fn servers(sign_in: &SignIn, place: &str, findings: &mut Findings) {
    let Some(mailbox) = sign_in.mailbox() else { return };
    findings.demand(
        mailbox.incoming.is_some() || mailbox.outgoing.is_some(),
        format!("{place}.mailbox"),
        "a mailbox has an incoming server, an outgoing one, or both",
    );
}

/// A check is made at a server that is there.
fn checks(sign_in: &SignIn, place: &str, findings: &mut Findings) {
    let mailbox = sign_in.mailbox();
    let reads = mailbox.is_some_and(|mailbox| mailbox.incoming.is_some());
    let sends = mailbox.is_some_and(|mailbox| mailbox.outgoing.is_some());
    for (n, probe) in sign_in.probe.iter().enumerate() {
        let Some(what) = probe.built_in else { continue };
        findings.demand(
            (!what.is_of_reading() || reads) && (!what.is_of_sending() || sends),
            format!("{place}.probe.{n}"),
            "this check is made at a mail server, and the mailbox has none for it",
        );
    }
}

/// Nobody types anything there: the file says where, the provider says whose, and each
/// server is signed in to before anything is kept.
fn by_token(sign_in: &SignIn, mailbox: &Mailbox, place: &str, findings: &mut Findings) {
    let place = format!("{place}.oauth.mailbox");
    let named = |server: &Option<MailServer>| server.as_ref().is_none_or(|one| one.host.is_some());
    findings.demand(
        named(&mailbox.incoming) && named(&mailbox.outgoing),
        &place,
        "name the host of each server: a sign-in by the browser has no form that asks for it",
    );
    let is_of_mail = |probe: &Probe| probe.built_in.is_some_and(BuiltInProbe::is_of_mail);
    let first = sign_in.probe.iter().position(is_of_mail).unwrap_or(sign_in.probe.len());
    let (before, behind) = sign_in.probe.split_at(first);
    findings.demand(
        before.iter().any(|probe| probe.account_name.is_some()),
        &place,
        "say whose mailbox it is: a step before the mail checks has to have an account_name",
    );
    findings.demand(
        behind.iter().all(is_of_mail),
        &place,
        "the mail checks stand behind all other steps",
    );
    for (server, login) in
        [(&mailbox.incoming, BuiltInProbe::ImapLogin), (&mailbox.outgoing, BuiltInProbe::SmtpLogin)]
    {
        findings.demand(
            server.is_none() || behind.iter().any(|probe| probe.built_in == Some(login)),
            &place,
            "a server is only named with the check that signs in to it",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::{built_in, read_named};

    fn mistakes(change: impl Fn(&str) -> String) -> String {
        let (file, text) = built_in().find(|(_, text)| text.contains("id = \"gmail\"")).unwrap();
        let changed = change(text);
        assert_ne!(changed, text, "nothing was changed");
        let mistakes = read_named(file, &changed).map(drop).unwrap_err();
        mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_mailbox_that_a_token_opens_needs_no_form() {
        for (was, is, words) in [
            ("incoming = { host = \"imap.gmail.com\", ", "incoming = { ", "no form that asks"),
            (
                "account_name = \"/email\"\n\n[[sign_in.probe]]\nname = \"Reaches",
                "\n[[sign_in.probe]]\nname = \"Reaches",
                "whose mailbox",
            ),
            ("built_in = \"imap_login\"", "built_in = \"imap_folders\"", "signs in to it"),
        ] {
            // The mailbox of the browser stands before that of the form.
            let said = mistakes(|text| text.replacen(was, is, 1));
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn a_check_at_a_mail_server_needs_one() {
        let said = mistakes(|text| {
            let at = text.find("[sign_in.oauth.mailbox]").unwrap();
            let end = text[at..].find("\n\n").unwrap();
            format!("{}{}", &text[..at], &text[at + end..])
        });
        assert!(said.contains("has none for it"), "{said}");
    }
}
