//! What came with an answer is in no log, however much is logged.

use std::io;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use tracing::Level;

use super::{House, SignIn};

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn nothing_that_came_with_an_answer_is_in_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // The server runs on this thread too.
    let _guard = tracing::subscriber::set_default(subscriber);

    let house = House::open().await;
    let sign_in = SignIn::number(1);
    let state = &sign_in.state;
    house.page("xero", &format!("code=canary&state={state}&realmId=canary")).await;
    house.page("xero", &format!("error=canary&error_description=canary&state={state}")).await;
    house.arrive("xero", "code=canary&state=canary").await;
    house.arrive("xero", "code=canary&code=canary").await;
    house.arrive("Canary", "code=canary").await;
    let head = house.client.request(Method::HEAD, house.home("xero", &sign_in.answer("canary")));
    head.send().await.unwrap();
    house.client.post(house.home("xero", "code=canary")).body("canary").send().await.unwrap();
    house.pick_up("xero", &sign_in.proof).await.text().await.unwrap();
    house.pick_up("xero", "canary").await;

    let text = log.text();
    assert!(text.contains("a sign-in answer arrived") && text.contains("picked up"), "{text}");
    for secret in ["canary", "Canary", state, &sign_in.proof] {
        assert!(!text.contains(secret), "{secret} is in the log:\n{text}");
    }
}
