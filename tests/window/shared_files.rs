//! Provider files of the firm in the real window: what another computer offers is looked at with
//! every address before it is a card here, and one of this computer is offered. Each of that
//! keeps nobody out.

use patchbay_desktop::catalogue::{Catalogue, FOLDER};

use crate::access::{bring_the_judge, judge};
use crate::firm_server::{another, typed};
use crate::go;
use crate::hub::EXAMPLE;
use crate::security::{press_word, with_vault};
use crate::server::Server;

#[tokio::test]
async fn a_provider_file_of_the_firm_is_looked_at_taken_and_another_one_offered() {
    let mut server = Server::open().await;
    let (stage, app) = with_vault("shared-files").await;
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    go(&app, "/settings").await;
    typed(&app, "#enrol-server", &server.base).await;
    typed(&app, "#enrol-code", &server.first_code().await).await;
    press_word(&app, "#firm-server", "Come in").await;
    app.wait_for_words("#firm-server .facts", "Ana Miller").await.unwrap();

    let example = EXAMPLE.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let home = tempfile::tempdir().unwrap();
    let other = another(&server, &home).await;
    std::fs::create_dir_all(home.path().join(FOLDER)).unwrap();
    std::fs::write(home.path().join(FOLDER).join("acme_permits.toml"), example).unwrap();
    let catalogue = Catalogue::in_folder(home.path());
    other.offer_file(&catalogue, "acme_permits").await.unwrap();
    other.sync_now().await.unwrap();

    press_word(&app, "#syncing", "Send and fetch now").await;
    app.wait_for_words(".rail-foot", "1 provider file to look at").await.unwrap();
    let said = app.wait_for_words("#provider-files .firm-file", "Acme Permits").await.unwrap();
    assert!(said.contains("New here") && said.contains("Offered"), "{said}");
    press_word(&app, "#provider-files", "Look at it…").await;
    app.wait_for_words("dialog .file-hosts", "api.acme-permits.example").await.unwrap();
    app.script("document.querySelector('dialog .whole-text summary').click()").await.unwrap();
    app.wait_for_words("dialog .file-text", "id = \"acme_permits\"").await.unwrap();
    judge(&app, "a provider file that is looked at", &mut wrong).await;
    press_word(&app, "dialog", "Use it at this computer").await;
    app.wait_for_words("#provider-files .saved", "Acme Permits is in use").await.unwrap();
    app.wait_for_words("#provider-files .firm-file", "In use here").await.unwrap();
    let taken = stage.data_folder().join(FOLDER).join("acme_permits.toml");
    assert_eq!(std::fs::read_to_string(taken).unwrap(), example);

    let mine = example.replace("acme_permits", "harbour_permits").replace("Acme", "Harbour");
    let mine_at = stage.data_folder().join(FOLDER).join("harbour_permits.toml");
    std::fs::write(mine_at, mine).unwrap();
    app.wait_for_words("#provider-files", "Harbour Permits").await.unwrap();
    judge(&app, "provider files of the firm", &mut wrong).await;
    press_word(&app, "#provider-files", "Offer to the firm…").await;
    app.wait_for_words("#dialog-title", "Offer Harbour Permits").await.unwrap();
    judge(&app, "a provider file that is offered", &mut wrong).await;
    press_word(&app, "dialog", "Offer it").await;
    app.wait_for_words("#provider-files .saved", "Harbour Permits is offered").await.unwrap();
    press_word(&app, "#syncing", "Send and fetch now").await;
    app.wait_for_words("#syncing .saved", "agree").await.unwrap();
    other.sync_now().await.unwrap();
    let known = other.shared_files(&catalogue).await.unwrap();
    assert!(known.shared.iter().any(|one| one.provider == "harbour_permits"), "{known:?}");

    go(&app, "/").await;
    app.wait_for_words("article[data-provider=acme_permits]", "Acme Permits").await.unwrap();
    other.close().await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
    server.stops().await;
}
