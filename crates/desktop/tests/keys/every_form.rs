//! Every form of the catalogue at its practice provider: right, and wrong in every way.

use patchbay_contract::{ErrorCode, NewKey};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};
use patchbay_providers::sign_in::How;
use patchbay_providers::{BuiltInProbe, Cure, Provider, SignIn, Trouble, TroubleAt};

use crate::firm::Firm;

/// Whether anybody is called to prove it.
fn is_called(way: &SignIn) -> bool {
    way.probe
        .iter()
        .any(|probe| probe.request.is_some() || probe.built_in == Some(BuiltInProbe::PostsMessage))
}

/// Whether it is proven on this computer: what is typed signs there.
fn signs_here(way: &SignIn) -> bool {
    way.probe.iter().any(|probe| probe.built_in == Some(BuiltInProbe::PrivateKeySigns))
}

/// Whether a call can show that a key is wrong. One that is content with a no cannot.
fn shows_a_wrong_key(way: &SignIn) -> bool {
    let content = |status: &u16| matches!(status, 401 | 403);
    is_called(way)
        && !matches!(way.how, How::OpenAddress(_) | How::SignedToken(_))
        && !way.probe.iter().any(|probe| probe.expect.status.iter().any(content))
}

/// The first secret is another one, which looks as right as the right one.
fn with_another_secret(way: &SignIn, typed: NewKey) -> NewKey {
    let mut typed = typed;
    let field = way.field.iter().find(|field| field.secret).unwrap();
    let value = typed.fields.get_mut(&field.id).unwrap();
    let last = value.pop().unwrap();
    value.push(if last == '1' { '2' } else { '1' });
    typed
}

fn says(provider: &Provider, wanted: impl Fn(&Trouble) -> bool) -> Option<Trick> {
    let mut known = provider.error.iter().filter(|one| one.at == TroubleAt::Call);
    let trouble = known.find(|one| wanted(one))?;
    Some(Misbehaviour::named(trouble)?.trick)
}

fn plain(status: u16) -> Trick {
    Trick::Fails(Failure { status: Some(status), code: None, text: None })
}

/// What the provider does wrong, and what that has to be called.
fn troubles(provider: &Provider, way: &SignIn) -> Vec<(Trick, ErrorCode)> {
    let mut all = vec![
        (Trick::TooMany(3_600), ErrorCode::ProviderBusy),
        (Trick::Reset, ErrorCode::ProviderUnreachable),
        (Trick::Status(503), ErrorCode::ProviderDown),
    ];
    let content_with_a_page = way.probe.iter().any(|probe| probe.expect.status.len() > 1);
    if !content_with_a_page {
        all.push((Trick::Html, ErrorCode::ProviderNonsense));
    }
    if shows_a_wrong_key(way) {
        let lacks = says(provider, |one| {
            one.action == Cure::AllowMore
                || (one.action == Cure::AskAdmin && one.status == Some(403))
        });
        all.push((lacks.unwrap_or_else(|| plain(403)), ErrorCode::KeyLacksPermission));
        let ended = says(provider, |one| one.ended);
        let code = if ended.is_some() { ErrorCode::KeyExpired } else { ErrorCode::KeyRefused };
        let wrong = || says(provider, |one| one.action == Cure::ReplaceKey && !one.ended);
        all.push((ended.or_else(wrong).unwrap_or_else(|| plain(401)), code));
    }
    all
}

#[tokio::test]
async fn every_form_is_proven_and_kept_with_the_name_of_its_account() {
    let firm = Firm::new().await;
    let (mut kept, mut named) = (0, 0);
    for (provider, way) in firm.forms() {
        let typed = firm.typed(&provider.id, &way.id);
        let saved = firm.saves(typed).await;
        let proven = saved.checks.iter().any(|check| check.holds == Some(true));
        let provable = is_called(&way) || signs_here(&way);
        assert_eq!(proven, provable, "{} / {}: {saved:?}", provider.id, way.id);
        named += usize::from(saved.account.is_some_and(|name| !name.is_empty()));
        kept += 1;
        let connections = firm.connections().await;
        let one = connections.iter().find(|one| one.id == saved.connection).unwrap();
        assert_eq!(one.sign_in.as_deref(), Some(way.id.as_str()));
        assert_eq!(one.last_success.is_some(), proven);
    }
    assert_eq!(firm.connections().await.len(), kept);
    assert!(kept > 35 && named > 25, "{kept} were kept, and {named} have a name");
}

#[tokio::test]
async fn every_sandbox_takes_a_key_of_its_own() {
    let firm = Firm::new().await;
    let mut kept = 0;
    for (provider, way) in firm.forms() {
        for environment in provider.environment.iter().map(|environment| environment.id) {
            let mut typed = firm.typed(&provider.id, &way.id);
            typed.at.environment = environment;
            if environment == patchbay_contract::EnvironmentId::Sandbox {
                let values = typed.fields.values_mut();
                values.for_each(|value| *value = value.replace("_live_", "_test_"));
            }
            firm.saves(typed).await;
            kept += 1;
        }
    }
    assert!(kept > 10, "{kept}");
}

#[tokio::test]
async fn another_key_is_refused_in_the_vendors_words_and_nothing_is_kept() {
    let firm = Firm::new().await;
    let mut refused = 0;
    for (provider, way) in firm.forms() {
        // What Azure signs is compared by Azure alone, and nobody calls with a webhook's key.
        let compared = match &way.how {
            How::Key(key) => key.signature.is_none(),
            _ => false,
        };
        if !compared || !shows_a_wrong_key(&way) {
            continue;
        }
        let typed = with_another_secret(&way, firm.typed(&provider.id, &way.id));
        let problem = firm.is_refused(typed).await;
        assert_eq!(problem.code, ErrorCode::KeyRefused, "{}: {problem:?}", provider.id);
        refused += 1;
    }
    assert_eq!(firm.connections().await, []);
    assert!(refused > 20, "{refused}");
}

#[tokio::test]
async fn whatever_a_provider_does_instead_is_told_apart_and_nothing_is_kept() {
    let firm = Firm::new().await;
    let mut seen = 0;
    for (provider, way) in firm.forms().into_iter().filter(|(_, way)| is_called(way)) {
        for (trick, code) in troubles(&provider, &way) {
            // A provider that wants to be left alone is, so each has a firm of its own.
            let firm = if code == ErrorCode::ProviderBusy { &Firm::new().await } else { &firm };
            let what = format!("{} / {}: {trick:?}", provider.id, way.id);
            firm.practice.misbehave(&provider.id, Misbehaviour::always(Endpoint::Api, trick));
            let problem = firm.is_refused(firm.typed(&provider.id, &way.id)).await;
            firm.practice.behave(&provider.id);
            assert_eq!(problem.code, code, "{what}: {problem:?}");
            let judged = !problem.effect.contains("says nothing about the key");
            let passing = matches!(
                code,
                ErrorCode::ProviderBusy
                    | ErrorCode::ProviderDown
                    | ErrorCode::ProviderUnreachable
                    | ErrorCode::ProviderNonsense
            );
            assert_eq!(judged, !passing, "{what}: {problem:?}");
            seen += 1;
        }
    }
    assert_eq!(firm.connections().await, []);
    assert!(seen > 150, "{seen}");
}

#[tokio::test]
async fn nothing_of_what_was_typed_lies_in_the_data_folder_and_the_end_of_a_key_is_shown() {
    let firm = Firm::new().await;
    let typed = firm.typed("stripe", "key");
    let key = typed.fields["api_key"].clone();
    let padded = [("api_key".to_owned(), format!("  Bearer \"{key}\"\n"))].into();
    let saved = firm.saves(NewKey { fields: padded, ..typed.clone() }).await;
    assert!(saved.account.is_some());
    assert_eq!(firm.key_hints("stripe").await, [key[key.len() - 4..].to_owned()]);
    let wrong = firm.is_refused(with_another_secret(
        &firm.forms().into_iter().find(|(p, _)| p.id == "stripe").unwrap().1,
        typed,
    ));
    let said = format!("{:?} {saved:?}", wrong.await);
    assert!(!said.contains(&key[..12]), "{said}");
    for file in firm.closed_files().await {
        let there = file.windows(key.len()).any(|window| window == key.as_bytes());
        assert!(!there, "the key lies in the open");
    }
}
