//! A vendor on this computer, which says what it is told to and remembers what it heard.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the vendor heard.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) method: String,
    /// Provider, host and path, as the gateway rewrites them.
    pub(crate) path: String,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Heard {
    pub(crate) fn form(&self) -> BTreeMap<String, String> {
        url::form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// A vendor on this computer.
pub(crate) struct Vendor {
    pub(crate) address: url::Url,
    said: Arc<Said>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Said {
    heard: Mutex<Vec<Heard>>,
    answers: Mutex<VecDeque<Response>>,
}

impl Vendor {
    /// Gives these answers, one after the other.
    pub(crate) async fn saying(answers: impl IntoIterator<Item = Response>) -> Self {
        let answers = Mutex::new(answers.into_iter().collect());
        let said = Arc::new(Said { answers, ..Said::default() });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&said));
        Self::of(router, said).await
    }

    /// Answers as these routes do. What it hears is theirs to remember.
    pub(crate) async fn playing(router: Router) -> Self {
        Self::of(router, Arc::default()).await
    }

    async fn of(router: Router, said: Arc<Said>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, said, task }
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.said.heard.lock().unwrap().clone()
    }

    /// The one request that it heard.
    pub(crate) fn only(&self) -> Heard {
        let mut heard = self.heard();
        assert_eq!(heard.len(), 1, "{heard:?}");
        heard.remove(0)
    }
}

impl Drop for Vendor {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(said): State<Arc<Said>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1024 * 1024).await.unwrap();
    let query = head.uri.query().unwrap_or_default();
    said.heard.lock().unwrap().push(Heard {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: head.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let next = said.answers.lock().unwrap().pop_front();
    next.unwrap_or_else(|| json(418, &Value::from("nothing more was to be asked")))
}

/// An answer in JSON.
pub(crate) fn json(status: u16, body: &Value) -> Response {
    typed(status, "application/json", body.to_string())
}

/// An answer of this kind.
pub(crate) fn typed(status: u16, kind: &str, body: impl Into<Body>) -> Response {
    Response::builder().status(status).header("content-type", kind).body(body.into()).unwrap()
}

/// The same with a header more.
pub(crate) fn with(mut response: Response, name: &'static str, value: &str) -> Response {
    response.headers_mut().insert(name, value.parse().unwrap());
    response
}

/// User and password of HTTP Basic.
pub(crate) fn basic(heard: &Heard) -> Option<String> {
    let code = heard.header("authorization")?.strip_prefix("Basic ")?;
    Some(String::from_utf8(BASE64_STANDARD.decode(code).unwrap()).unwrap())
}
