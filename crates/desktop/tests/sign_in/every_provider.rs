//! Every browser sign-in of the catalogue, in each environment, by its first way home.

use patchbay_contract::{NewAttempt, SignInAt};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_practice::{COMPANIES, Decision};

use crate::bench_firm::{Firm, address, decide, wish};

#[tokio::test]
async fn every_provider_with_a_browser_sign_in_is_connected_by_its_first_way_home() {
    let catalogue = Catalogue::in_folder(std::path::Path::new("/nonexistent"));
    let all = catalogue.built_in();
    let ids: Vec<&str> = all.iter().map(|provider| provider.id.as_str()).collect();
    let firm = Firm::with_apps(&ids).await;
    let mut connected = 0;
    for provider in all.iter() {
        for way in provider.sign_in.iter().filter(|way| way.oauth().is_some()) {
            let environments: Vec<_> = provider.environment.iter().map(|one| one.id).collect();
            let environments =
                if environments.is_empty() { vec![wish("x").at.environment] } else { environments };
            let permitted = |environment| {
                let homes = &way.oauth().unwrap().home;
                homes.iter().any(|home| home.only.is_none_or(|only| only == environment))
            };
            for environment in environments.into_iter().filter(|one| permitted(*one)) {
                let at = SignInAt {
                    provider: provider.id.clone(),
                    sign_in: way.id.clone(),
                    environment,
                };
                let fields = firm.practice.credentials_of(&provider.id, &way.id);
                let attempt = firm.begin(NewAttempt { at: at.clone(), fields, ..wish("x") }).await;
                let said = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
                firm.bring_home(&attempt, said).await;
                let (_, account) = firm.connected(&attempt.id).await;
                assert!(account.is_some_and(|name| !name.is_empty()), "{at:?} has no name");
                connected += 1;
            }
        }
    }
    assert!(connected > 30, "{connected}");
}
