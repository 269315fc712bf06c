//! The other side is an authorization server that knows nothing of Patchbay, reached by a
//! provider file of the firm's own: what we take for OAuth is what others take for it.

mod server;

use patchbay_contract::{NewAttempt, NewFirmApp, Status, StatusKind};
use patchbay_desktop::catalogue::{Catalogue, FOLDER};
use patchbay_desktop::connect::Renewal;
use patchbay_gateway::oauth::{FirmApp, Revoked};
use patchbay_gateway::{Gateway, Http, Limits, Outside, Party, Values};
use patchbay_providers::EnvironmentId;
use patchbay_vault::Secret;

use crate::bench_firm::{Firm, address, wish};
use crate::sealed::Database;
use server::{CLIENT_ID, CLIENT_SECRET, Server, sign_in};

/// The id of the firm's own provider.
const PROVIDER: &str = "independent";

fn redirect_path() -> String {
    patchbay_contract::return_path(PROVIDER)
}

/// A firm with a file for this server, and with an app there.
async fn firm_with_a_file_for(server: &Server) -> Firm {
    let firm = Firm::beside(&[]).await.again_over(server.reach()).await;
    let folder = firm.places().0.join(FOLDER);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("independent.toml"), include_str!("independent.toml")).unwrap();
    let app = NewFirmApp {
        at: wish(PROVIDER).at,
        client_id: CLIENT_ID.into(),
        client_secret: Some(CLIENT_SECRET.into()),
    };
    firm.sign_ins.save_firm_app(app).await.unwrap();
    firm
}

async fn connected(firm: &Firm, wish: NewAttempt) -> String {
    let attempt = firm.begin(wish).await;
    let answer = sign_in(&address(&attempt)).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, account) = firm.connected(&attempt.id).await;
    assert_eq!(account.as_deref(), Some("Miller & Co — independent"));
    connection
}

/// What is sealed of the permission, looked up while the program is closed for a moment.
async fn refresh_token(firm: Firm, connection: &str) -> (Firm, Secret<String>) {
    firm.close().await;
    let database = Database::of(&firm).await;
    let token = database.grant(connection).await.refresh_token;
    database.close().await;
    (firm.again().await, Secret::new(token))
}

/// Asks whether the permission stands, takes it back, and asks again.
async fn taken_back(firm: &Firm, token: &Secret<String>) -> (bool, Revoked, bool) {
    let http = Http::direct(Limits::default()).unwrap();
    let gateway = Gateway::new(http, firm.places().1.clone(), Outside::of_the_system());
    let catalogue = Catalogue::in_folder(firm.places().0);
    catalogue.read_own();
    let (provider, _) = catalogue.find(PROVIDER).unwrap();
    let party = Party {
        provider: &provider,
        sign_in: &provider.sign_in[0],
        environment: EnvironmentId::Live,
        account: "",
        values: &Values::default(),
    };
    let oauth = provider.sign_in[0].oauth().unwrap();
    let client_secret = Some(Secret::new(CLIENT_SECRET.to_owned()));
    let app = FirmApp { client_id: CLIENT_ID.into(), client_secret };
    let stands = async || {
        let said = gateway.introspect(party, oauth, &app, |_| Some(token)).await;
        said.unwrap().unwrap().active
    };
    let before = stands().await;
    let revoked = gateway.revoke(party, oauth, &app, |_| Some(token)).await.unwrap();
    (before, revoked, stands().await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authorization_server_that_others_wrote_is_signed_in_to_renewed_and_given_back() {
    let server = Server::start();
    let firm = firm_with_a_file_for(&server).await;
    let connection = connected(&firm, wish(PROVIDER)).await;

    // Each renewal gives another token.
    let (firm, first) = refresh_token(firm, &connection).await;
    for _ in 0..2 {
        assert_eq!(firm.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
    }
    let (firm, third) = refresh_token(firm, &connection).await;
    assert_ne!(third.expose_secret(), first.expose_secret());

    // Somebody who has an old one tries it: the server ends all that came of it.
    assert_eq!(server.spend(first.expose_secret()).await, 400);
    let renewal = firm.sign_ins.renew(&connection).await.unwrap();
    assert!(matches!(renewal, Renewal::Over(_)), "{renewal:?}");
    let status = firm.connections().await[0].status.clone();
    assert!(matches!(status, Status::ReconnectNeeded { .. }), "{status:?}");

    // The person signs in again, and the connection is the one it was.
    let again = NewAttempt { connection: Some(connection.clone()), ..wish(PROVIDER) };
    assert_eq!(connected(&firm, again).await, connection);
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    assert_eq!(firm.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);

    let (firm, token) = refresh_token(firm, &connection).await;
    assert_eq!(taken_back(&firm, &token).await, (true, Revoked::Confirmed, false));
    let renewal = firm.sign_ins.renew(&connection).await.unwrap();
    assert!(matches!(renewal, Renewal::Over(_)), "{renewal:?}");
}
