//! What is set, and what could be.

use patchbay_contract::{
    AccountAt, AiProvider, Called, Choosable, DefaultOfKind, Held, Money, MoneyAccount, Payments,
    Problem, SaidBy, SegmentView, Signing, SigningFlow,
};

use super::name::Name;
use super::{Place, Setting, tax_files};

impl Place<'_> {
    /// Every setting.
    pub(super) async fn all(&self) -> Result<Vec<Setting>, Problem> {
        let installation = &self.providers.installation;
        let relay = installation.relay().await?;
        let about = match &relay.used {
            Some(used) if relay.address.is_none() => {
                format!("The firm server’s public address; {used} is used")
            }
            _ => "The firm server’s public address".to_owned(),
        };
        let mut all = vec![setting(&Name::Relay, relay.address, about, Vec::new())];
        let defaults = installation.defaults(&self.providers.catalogue).await?;
        all.extend(defaults.kinds.iter().map(of_kind));
        let payments = &defaults.payments;
        all.extend(payments.segments.iter().flat_map(|segment| of_segment(segment, payments)));
        all.extend(payments.accounts.iter().filter(|one| is_said_here(one)).map(of_account));
        all.extend(defaults.signing.iter().map(of_signing));
        let targets = self.providers.keys.tax_targets().await?;
        all.extend(targets.iter().flat_map(tax_files::settings));
        let ai = self.ai.view().await?;
        let order: Vec<&str> = ai.providers.iter().map(|one| one.provider.as_str()).collect();
        let chosen = ai.order_is_chosen.then(|| order.join(","));
        let about = match order.as_slice() {
            [] => "In which order AI providers are asked; none can be yet".to_owned(),
            order => format!("In which order AI providers are asked; now {}", order.join(", ")),
        };
        let choices = ai.providers.iter().map(|one| (one.provider.clone(), one.name.clone()));
        all.push(setting(&Name::AiOrder, chosen, about, choices.collect()));
        all.extend(ai.providers.iter().map(of_model));
        Ok(all)
    }

    /// The names of the segments.
    pub(super) async fn segments(&self) -> Result<Vec<Setting>, Problem> {
        let all = self.all().await?;
        Ok(all.into_iter().filter(|one| one.name.starts_with("segment.")).collect())
    }
}

pub(super) fn setting(
    name: &Name,
    value: Option<String>,
    about: impl Into<String>,
    choices: Vec<(String, String)>,
) -> Setting {
    Setting { name: name.to_string(), value, about: about.into(), choices }
}

fn of_kind(kind: &DefaultOfKind) -> Setting {
    let titled = |one: &Choosable| {
        let called = Called::of(&one.provider_name, &one.title).to_string();
        held_where(called, &one.held)
    };
    let about = format!("The connection that is used by default: {}", kind.kind.as_str());
    let about = match (kind.chosen(), &kind.address, &kind.chosen) {
        (Some(one), Some(address), _) => format!("{about}; {}, from {address}", titled(one)),
        (Some(one), None, _) => format!("{about}; {}", titled(one)),
        (None, _, Some(_)) => format!("{about}; one that is not known at this computer"),
        (None, _, None) => about,
    };
    let choices = kind.choices.iter().map(|one| (one.connection.clone(), titled(one)));
    setting(&Name::Default(kind.kind), kind.chosen.clone(), about, choices.collect())
}

/// An account, as it is typed.
fn account(at: &AccountAt) -> String {
    match at.account.as_str() {
        "" => at.connection.clone(),
        account => format!("{}/{account}", at.connection),
    }
}

fn titled(one: &MoneyAccount) -> String {
    held_where(Called::of(&one.provider_name, &one.title).to_string(), &one.held)
}

/// What is called so, and where that is, if it is not here.
fn held_where(called: String, held: &Held) -> String {
    match held {
        Held::Here => called,
        Held::ByServer => format!("{called}, held by the firm server"),
        Held::Elsewhere { by: Some(by) } => format!("{called}, on another computer ({by})"),
        Held::Elsewhere { by: None } => format!("{called}, on another computer"),
    }
}

fn of_segment(segment: &SegmentView, payments: &Payments) -> Vec<Setting> {
    let who = segment.name.as_deref().unwrap_or("everybody else");
    let pays = |money: &Money| {
        let fit = payments.accounts.iter().filter(|one| one.money == Some(*money));
        let choices = fit.map(|one| (account(&one.at), titled(one)));
        let name = Name::Pays(segment.id.clone(), *money);
        let about = format!("Where {who} pays {} money", money.as_str());
        let about = match (segment.account(*money), payments.paid_into(segment, *money)) {
            (Some(_), None) => format!(
                "{about}; nowhere, since it is not known here that the account holds such money"
            ),
            _ => about,
        };
        setting(&name, segment.account(*money).map(account), about, choices.collect())
    };
    let name = segment.name.as_ref().map(|name| {
        let id = Name::Segment(segment.id.clone());
        setting(&id, Some(name.clone()), "What a segment of clients is called", Vec::new())
    });
    name.into_iter().chain(Money::ALL.iter().map(pays)).collect()
}

/// Whether a person says whose money it holds, and does so at this computer.
fn is_said_here(one: &MoneyAccount) -> bool {
    one.said_by == SaidBy::Person
}

fn of_account(one: &MoneyAccount) -> Setting {
    let choices = Money::ALL.iter().map(|money| (money.as_str().to_owned(), String::new()));
    let value = one.money.map(|money| money.as_str().to_owned());
    let about = format!("Whose money {} holds", titled(one));
    setting(&Name::Holds(one.at.connection.clone()), value, about, choices.collect())
}

fn of_signing(signing: &Signing) -> Setting {
    let flow = signing.flow.as_str().to_owned();
    let now = match &signing.identity {
        Some(method) => format!("{flow},{method}"),
        None => flow,
    };
    let flows = SigningFlow::ALL.iter().map(|flow| flow.as_str());
    let with = |flow: &str| {
        let methods = signing.methods.iter();
        let methods = methods.map(|one| (format!("{flow},{}", one.id), one.label.clone()));
        std::iter::once((flow.to_owned(), String::new())).chain(methods).collect::<Vec<_>>()
    };
    let about = format!(
        "In which order people sign at {}, and by which method it is found out who does; now {now}",
        signing.provider_name
    );
    let chosen = signing.is_chosen.then_some(now);
    setting(&Name::Signs(signing.provider.clone()), chosen, about, flows.flat_map(with).collect())
}

fn of_model(one: &AiProvider) -> Setting {
    let models = one.models.iter().flat_map(|listed| &listed.models);
    let choices = models.map(|model| {
        let name = model.name.clone().unwrap_or_default();
        (model.id.clone(), name)
    });
    let about = format!("Which model of {} is asked; now {}", one.name, one.model);
    let chosen = one.model_is_chosen.then(|| one.model.clone());
    setting(&Name::AiModel(one.provider.clone()), chosen, about, choices.collect())
}
