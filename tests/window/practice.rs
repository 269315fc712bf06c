//! Practice beside the real firm: what it takes of the desktop it gives back.

use patchbay_desktop::practice_folder::MARK;
use patchbay_test_support::{StageBuilder, eventually};

use crate::patchbay;

/// As a real Patchbay left it.
const REAL: &str = "[Desktop Entry]\nType=Application\nName=Patchbay\n\
    Exec=/opt/patchbay/patchbay %u\nNoDisplay=true\nMimeType=x-scheme-handler/app.patchbay;\n";

#[tokio::test]
async fn practice_takes_the_links_and_gives_them_back_when_it_is_closed() {
    let stage = StageBuilder::named("practice-links").start().await.unwrap();
    let applications = stage.home().join("data/applications");
    let entry = applications.join("patchbay-links.desktop");
    let there = || std::fs::read_to_string(&entry).unwrap();
    std::fs::create_dir_all(&applications).unwrap();
    std::fs::write(&entry, REAL).unwrap();
    std::fs::create_dir_all(stage.data_folder()).unwrap();
    std::fs::write(stage.data_folder().join(MARK), "").unwrap();

    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words(".rail", "Practice").await.unwrap();
    eventually("practice to have the links", || async { (there() != REAL).then_some(()) })
        .await
        .unwrap();
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    stage.end_app().await.unwrap();
    // The driver keeps the session of a window that is gone until it is told.
    let _ = app.close().await;
    assert_eq!(there(), REAL);
}
