//! One mailbox is read, and what came of it is written down: when it is read next, how many
//! headers are known, and what is wrong. A token that is not taken is renewed once; where only a
//! person helps, the connection's own checks are made, and say so.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{Entity, Problem as Told};
use patchbay_custody::problems::{MailFailure, Meant, from_the_server};
use patchbay_firm_store::{Custody, EntityState, MailRound, Mailbox, Term};
use patchbay_mail::MailError;
use patchbay_mail::pace::{Next, after};

use super::super::look_after::{Loaded, Why, load};
use super::super::{check, plan, renew};
use super::round::At;
use crate::house::House;
use crate::problem::Problem;

/// The usual time from the beginning of one round to that of the next.
const ROUND: SignedDuration = SignedDuration::from_secs(60);

/// How long until that is tried again which only a person puts right, if the checks say nothing.
const UNTIL_SOMEBODY_DID: SignedDuration = SignedDuration::from_hours(1);

/// How long until it is looked again whether one is read that only sends.
const NEVER_READ: SignedDuration = SignedDuration::from_hours(6);

/// How a mailbox was read.
enum Read {
    /// To the end.
    ToTheEnd,
    /// It was not.
    Not(MailError),
    /// It is not this server's to read any more.
    NotOurs,
}

/// Reads one.
pub(super) async fn read(house: &House, connection: &str, term: &Term) -> Result<(), Problem> {
    let why = Why::Due(term.clone());
    let Some(begun) = begin(house, connection, &why).await? else { return Ok(()) };
    let (mut loaded, mut mailbox) = begun;
    let by_permission = loaded.handed.held.expose_secret().grant.is_some();
    let mut read = attempt(house, term, &loaded, &mailbox).await?;
    if let Ok(Read::Not(error)) = &read
        && matches!(after(error, 1, 0), Next::NewToken)
        && by_permission
        && renew::renew(house, &loaded.row, &why).await?
    {
        // A token may die before its time. Whether the permission did, the renewal has shown.
        let Some(again) = begin(house, connection, &why).await? else { return Ok(()) };
        (loaded, mailbox) = again;
        read = attempt(house, term, &loaded, &mailbox).await?;
    }
    let name = &loaded.handed.provider.name;
    match read {
        Ok(Read::NotOurs) => Ok(()),
        Ok(Read::ToTheEnd) => went_well(house, &mailbox, term).await,
        Ok(Read::Not(error)) => {
            let failures = mailbox.failures.saturating_add(1);
            let tries = u32::try_from(failures).unwrap_or(u32::MAX);
            let next = after(&error, tries, u64::from_be_bytes(crate::random::bytes()));
            let failure = MailFailure::of(loaded.handed.provider, error);
            let problem = from_the_server(failure.problem(name, Meant::Testing));
            let (wait, is_for_a_person) = match next {
                Next::Again(wait) => (SignedDuration::try_from(wait).unwrap_or(ROUND), false),
                // A new token was not taken either, and a password is not renewed.
                Next::NewToken | Next::Person => (UNTIL_SOMEBODY_DID, true),
            };
            failed(house, &mailbox, term, &problem, wait).await?;
            if is_for_a_person { check::check(house, &loaded.row, &why).await } else { Ok(()) }
        }
        // What keeps it from being tried at all is no reason to look all the time.
        Err(problem) => failed(house, &mailbox, term, &problem, ROUND).await,
    }
}

/// Opens one that is held and works, and begins to read it under its hand-over.
async fn begin(
    house: &House,
    connection: &str,
    why: &Why,
) -> Result<Option<(Loaded, Mailbox)>, Problem> {
    let now = (house.config.now)();
    let mut change = house.store().await?.write().await?;
    let held = change.custody(connection).await?.filter(Custody::is_held);
    let Some(row) = held.filter(|row| !plan::standing(row).has_ended(now)) else {
        // Nothing is held; or it is renewed first, which is the other round's.
        return Ok(None);
    };
    if !why.holds(&mut change).await? {
        return Ok(None);
    }
    // What does not open is told by whoever looks after it.
    let Some(Ok(loaded)) = load(house, &mut change, &row).await? else { return Ok(None) };
    let mailbox = change.begin_mailbox(connection, &row.handover, now).await?;
    let held = loaded.handed.held.expose_secret();
    let is_read = held.reads_mail(loaded.handed.provider);
    if !is_read {
        // One that only sends.
        let next_at = plan::after(now, NEVER_READ);
        let round = MailRound { read_at: None, failures: 0, problem: None, next_at };
        change.note_mail_round(&mailbox, &round).await?;
    }
    change.commit().await?;
    Ok(is_read.then_some((loaded, mailbox)))
}

/// A round over it, or why there cannot be one.
async fn attempt(
    house: &House,
    term: &Term,
    loaded: &Loaded,
    mailbox: &Mailbox,
) -> Result<Result<Read, Told>, Problem> {
    let provider = loaded.handed.provider;
    let servers = match loaded.handed.held.expose_secret().servers(provider) {
        Ok(servers) => servers,
        Err(problem) => return Ok(Err(problem)),
    };
    let Some((server, login)) = &servers.incoming else { return Ok(Ok(Read::ToTheEnd)) };
    let mail = match house.custodian()?.mail().of_provider(&provider.id) {
        Ok(mail) => mail,
        Err(problem) => return Ok(Err(from_the_server(problem))),
    };
    let at = At { house, term, mail, server, login };
    Ok(Ok(match at.round(mailbox).await? {
        Ok(true) => Read::ToTheEnd,
        Ok(false) => Read::NotOurs,
        Err(error) => Read::Not(error),
    }))
}

async fn went_well(house: &House, mailbox: &Mailbox, term: &Term) -> Result<(), Problem> {
    let now = (house.config.now)();
    let next_at = plan::after(now, ROUND);
    let round = MailRound { read_at: Some(now), failures: 0, problem: None, next_at };
    note(house, mailbox, term, &round).await
}

async fn failed(
    house: &House,
    mailbox: &Mailbox,
    term: &Term,
    problem: &Told,
    wait: SignedDuration,
) -> Result<(), Problem> {
    let now = (house.config.now)();
    let problem = serde_json::to_string(problem).ok();
    let round = MailRound {
        read_at: None,
        failures: mailbox.failures.saturating_add(1),
        problem: problem.as_deref(),
        next_at: plan::after(now, wait),
    };
    note(house, mailbox, term, &round).await
}

/// Writes how it ended, and how far it is among the connection's kinds of record.
async fn note(
    house: &House,
    mailbox: &Mailbox,
    term: &Term,
    round: &MailRound<'_>,
) -> Result<(), Problem> {
    let mut change = house.store().await?.write().await?;
    let id = &mailbox.connection;
    if change.leads(term).await? && change.note_mail_round(mailbox, round).await? {
        let known = change.mail_marks(id).await?.len();
        let read_at: Option<Timestamp> = round.read_at.or(mailbox.read_at);
        let mail = EntityState {
            entity: Entity::Messages.as_str().to_owned(),
            synced: i64::try_from(known).unwrap_or(i64::MAX),
            pending: 0,
            errors: i64::from(round.failures > 0),
            last_sync: read_at,
        };
        let mut all = change.entities(id).await?;
        all.retain(|one| one.entity != mail.entity);
        all.push(mail);
        change.set_entities(id, &all).await?;
    }
    Ok(change.commit().await?)
}
