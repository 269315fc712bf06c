//! The checks that a mailbox is connected by: each server is reached over TLS, signed in
//! to and looked into, in the order of the provider's file, to the first that fails. One
//! connection a server: that it was reached shows when somebody signs in.

use patchbay_gateway::Values;
use patchbay_mail::{Login, Mail, MailError, Mailbox, Server};
use patchbay_providers::{BuiltInProbe, Probe, Provider, SignIn, Source};

use super::Servers;
use crate::problems::MailFailure;
use crate::{Failure, Proof, Step};

/// Makes them, and of the file's other checks none. `told` hears of each as it ends.
pub async fn prove(
    mail: &Mail,
    provider: &Provider,
    form: &SignIn,
    values: &Values,
    told: &(dyn Fn(&Step) + Sync),
) -> Proof {
    let servers = Servers::of(form, values);
    let mut prover = Prover { mail, incoming: None, outgoing: None };
    let mut proof = Proof::default();
    let of_mail = |probe: &&Probe| probe.built_in.is_some_and(BuiltInProbe::is_of_mail);
    for probe in form.probe.iter().filter(of_mail) {
        let outcome = match (&servers, probe.built_in) {
            (Ok(servers), Some(what)) => prover.step(what, servers).await,
            (Err(error), Some(_)) => Some(Err(error.clone())),
            (_, None) => None,
        };
        let outcome = outcome.map(|outcome| {
            let failed = |error| Failure::Mail(Box::new(MailFailure::of(provider, error)));
            outcome.map_err(failed)
        });
        if matches!(outcome, Some(Ok(()))) {
            name_account(&mut proof, probe, values);
        }
        let failed = matches!(outcome, Some(Err(_)));
        let step = Step { name: probe.name.clone(), outcome, sums: None };
        told(&step);
        proof.steps.push(step);
        if failed {
            break;
        }
    }
    if let Some(Ok(mailbox)) = prover.incoming {
        mailbox.end().await;
    }
    proof
}

/// A mailbox is known by what was typed, or by what its provider said before: no server names
/// it.
fn name_account(proof: &mut Proof, probe: &Probe, values: &Values) {
    let typed = |source: &Option<Source>| match source {
        Some(Source::Field(name)) => values.get(name).map(str::to_owned),
        _ => None,
    };
    proof.account_id = proof.account_id.take().or_else(|| typed(&probe.account_id));
    proof.account_name = proof.account_name.take().or_else(|| typed(&probe.account_name));
}

/// What was found out so far.
struct Prover<'a> {
    mail: &'a Mail,
    incoming: Option<Result<Mailbox, MailError>>,
    outgoing: Option<Result<(), MailError>>,
}

impl Prover<'_> {
    /// One check. None of what the form has no server for, or is no mail server's.
    async fn step(
        &mut self,
        what: BuiltInProbe,
        servers: &Servers,
    ) -> Option<Result<(), MailError>> {
        match what {
            BuiltInProbe::ImapReach => {
                Some(was_reached(self.open(servers.incoming.as_ref()?).await.as_ref().err()))
            }
            BuiltInProbe::ImapLogin => {
                let opened = self.open(servers.incoming.as_ref()?).await;
                Some(opened.as_ref().map(drop).map_err(Clone::clone))
            }
            BuiltInProbe::ImapFolders => Some(match self.open(servers.incoming.as_ref()?).await {
                Ok(mailbox) => mailbox.folders().await.map(drop),
                Err(error) => Err(error.clone()),
            }),
            BuiltInProbe::ImapNewestHeaders => {
                Some(match self.open(servers.incoming.as_ref()?).await {
                    Ok(mailbox) => mailbox.newest(1).await.map(drop),
                    Err(error) => Err(error.clone()),
                })
            }
            BuiltInProbe::SmtpReach => {
                Some(was_reached(self.send(servers.outgoing.as_ref()?).await.as_ref().err()))
            }
            BuiltInProbe::SmtpLogin => Some(self.send(servers.outgoing.as_ref()?).await.clone()),
            _ => None,
        }
    }

    async fn open(&mut self, (server, login): &(Server, Login)) -> &mut Result<Mailbox, MailError> {
        if self.incoming.is_none() {
            self.incoming = Some(self.mail.open(server, login).await);
        }
        let host = server.host.clone();
        let nothing = || Err(MailError::Nonsense { host, details: "nothing was opened" });
        self.incoming.get_or_insert_with(nothing)
    }

    async fn send(&mut self, (server, login): &(Server, Login)) -> &Result<(), MailError> {
        if self.outgoing.is_none() {
            self.outgoing = Some(self.mail.try_sending(server, login).await);
        }
        self.outgoing.get_or_insert(Ok(()))
    }
}

/// Whether a server was reached, by what came of signing in to it.
fn was_reached(failure: Option<&MailError>) -> Result<(), MailError> {
    match failure {
        None
        | Some(
            MailError::Refused(_)
            | MailError::NoWay { .. }
            | MailError::NotOffered { .. }
            | MailError::Unusable(_),
        ) => Ok(()),
        Some(error) => Err(error.clone()),
    }
}
