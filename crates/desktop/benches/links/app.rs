//! The real app on a desktop of its own, in which a provider is connected again and again.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use patchbay_desktop::practice_folder::MARK;
use patchbay_test_support::thirtyfour::WindowHandle;
use patchbay_test_support::{App, Stage, StageBuilder, eventually};

use crate::provider::{ID, Provider};

/// Notes when the word is on the screen, by the clock of this computer: a message posted in
/// a frame arrives behind its paint. Looking from outside would see it much later.
const NOTE: &str = "
    window.connectedAt = null;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
        window.connectedAt = performance.timeOrigin + performance.now();
    };
    const isThere = () =>
        document.querySelector('.sign-in-step')?.textContent.includes('Connected');
    new MutationObserver((_, observer) => {
        if (!isThere()) return;
        observer.disconnect();
        requestAnimationFrame(() => channel.port2.postMessage(0));
    }).observe(document.body, { childList: true, subtree: true, characterData: true })";

/// Answers when it has been noted.
const WAIT: &str = "
    const answer = arguments[arguments.length - 1];
    const look = () => window.connectedAt ? answer(window.connectedAt) : setTimeout(look, 100);
    look();";

/// The app, with its main window in view.
pub(crate) struct Opened {
    stage: Stage,
    app: App,
    main: WindowHandle,
}

/// How many milliseconds it took.
pub(crate) struct Connected {
    /// From the link to the word.
    pub(crate) whole: f64,
    /// Of these, until the app had brought the code to the provider.
    pub(crate) handing: f64,
}

impl Opened {
    /// A practice firm over this provider.
    pub(crate) async fn over(provider: &Provider, program: &Path) -> Self {
        let stage = StageBuilder::named("bench-links").start().await.unwrap();
        std::fs::create_dir_all(stage.data_folder()).unwrap();
        std::fs::write(stage.data_folder().join(MARK), provider.address()).unwrap();
        stage.pretend_browser().await.unwrap();
        let app = stage.open(program, &[]).await.unwrap();
        app.wait_for_words("h1", "Connections").await.unwrap();
        app.wait_for_words(".rail", "Practice").await.unwrap();
        stage.wait_for_scheme("app.patchbay").await.unwrap();
        let main = app.driver().window().await.unwrap();
        Self { stage, app, main }
    }

    /// Connects the company of this round, up to the answer by hand, and from there on
    /// against the clock.
    pub(crate) async fn connects(&self, provider: &Provider, round: usize) -> Connected {
        self.waits_for_the_browser().await;
        let link = provider.allow(&self.sign_in_page(round).await, round).await;
        self.app.script(NOTE).await.unwrap();
        let code = provider.next_code();

        let begun = now();
        let brought = async {
            code.reached(1).await;
            now()
        };
        // Asked once: asking again and again would hold the page up that is looked at.
        let said = self.app.driver().execute_async(WAIT, Vec::new());
        let (opened, brought, said) = tokio::join!(self.stage.open_link(&link), brought, said);
        opened.unwrap();
        let at = said.unwrap().json().as_f64().unwrap();
        self.close_sign_in().await;
        Connected { whole: at - begun, handing: brought - begun }
    }

    async fn waits_for_the_browser(&self) {
        // By way of another page, so that this one knows of the connections so far.
        for address in ["/", &format!("/provider/{ID}")] {
            let go = format!(
                "history.pushState({{}}, '', '{address}'); \
                 dispatchEvent(new PopStateEvent('popstate'))"
            );
            self.app.script(&go).await.unwrap();
        }
        self.app.press("#connect button.primary").await.unwrap();
        let window = eventually("the window of the sign-in", || async {
            let all = self.app.driver().windows().await.ok()?;
            all.into_iter().find(|window| *window != self.main)
        })
        .await
        .unwrap();
        self.app.driver().switch_to_window(window).await.unwrap();
        self.app.wait_for_words("h1", "Connect").await.unwrap();
        self.app.press(".dialog-foot .primary").await.unwrap();
        self.app.wait_for_words(".sign-in-wait", "Waiting for your browser").await.unwrap();
    }

    /// The page that the browser was asked to open for this round.
    async fn sign_in_page(&self, round: usize) -> String {
        eventually("the browser to be asked for a page", || async {
            let asked = std::fs::read_to_string(self.stage.browsed()).ok()?;
            asked.lines().nth(round).map(str::to_owned)
        })
        .await
        .unwrap()
    }

    async fn close_sign_in(&self) {
        // By a script: the driver would wait for an answer of the page that goes. It may go
        // before the script has answered; that it is gone is looked for below.
        let press = "document.querySelector('.sign-in > .dialog-foot .button').click()";
        let _ = self.app.script(press).await;
        eventually("the window to be closed", || async {
            (self.app.driver().windows().await.ok()?.len() == 1).then_some(())
        })
        .await
        .unwrap();
        self.app.driver().switch_to_window(self.main.clone()).await.unwrap();
    }

    pub(crate) async fn close(self) {
        self.app.close().await.unwrap();
    }
}

/// The time as a page tells it, in milliseconds.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1_000.0
}
