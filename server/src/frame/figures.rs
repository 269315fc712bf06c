//! What is counted, and how it is read: Prometheus' text.

use std::sync::atomic::AtomicU64;

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use sha2::{Digest, Sha256};

use super::Client;
use crate::house::House;
use crate::problem::{Code, Problem};

/// The limits between which answers are counted, in seconds.
const BOUNDS: [f64; 8] = [0.005, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 30.0];

/// What an answer is counted under. A route by its template, never by the path: that may
/// hold anything, and there is no end of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Answer {
    pub(crate) method: &'static str,
    pub(crate) route: String,
    pub(crate) status: u16,
}

/// The counts of one server.
pub(crate) struct Figures {
    registry: Registry,
    pub(super) answers: Family<Answer, Counter>,
    pub(super) seconds: Histogram,
    pub(super) open: Gauge<f64, AtomicU64>,
    leads: Gauge,
    duties: Counter,
    held: Gauge,
    renewed: Counter,
    not_renewed: Counter,
}

impl Figures {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("patchbay");
        let answers = Family::<Answer, Counter>::default();
        let seconds = Histogram::new(BOUNDS);
        let open = Gauge::<f64, AtomicU64>::default();
        let version = Info::new([("version", crate::VERSION)]);
        registry.register("server", "Which server this is", version);
        registry.register("http_answers", "Answers by method, route and status", answers.clone());
        registry.register("http_answer_seconds", "How long answers took", seconds.clone());
        registry.register("http_open_requests", "Requests not answered yet", open.clone());
        let (leads, duties) = (Gauge::default(), Counter::default());
        registry.register("leads", "Whether this server does what is due, 1 or 0", leads.clone());
        registry.register("duties_done", "How often it did something that was due", duties.clone());
        let (held, renewed, not_renewed) =
            (Gauge::default(), Counter::default(), Counter::default());
        registry.register("held", "Connections that are held, told by who leads", held.clone());
        registry.register("renewals_done", "How often one of them was renewed", renewed.clone());
        let failed = "How often one of them could not be renewed";
        registry.register("renewals_failed", failed, not_renewed.clone());
        Self { registry, answers, seconds, open, leads, duties, held, renewed, not_renewed }
    }

    /// Whether this server leads those that share its database.
    pub(crate) fn leads(&self, leads: bool) {
        self.leads.set(leads.into());
    }

    /// Something that was due is done.
    pub(crate) fn did_a_duty(&self) {
        self.duties.inc();
    }

    /// How many connections this server holds, if it leads.
    pub(crate) fn holds(&self, held: usize) {
        self.held.set(i64::try_from(held).unwrap_or(i64::MAX));
    }

    /// One of them was renewed, or could not be.
    pub(crate) fn renewed(&self, done: bool) {
        if done {
            self.renewed.inc()
        } else {
            self.not_renewed.inc()
        };
    }

    fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// `GET /metrics`: for programs on this machine, or whoever shows the token.
pub(crate) async fn figures(State(house): State<House>, request: Request) -> Response {
    if !may_read(&house, &request) {
        let detail = "Ask from the server's own machine, or show the token of metrics_token_file.";
        return Problem::new(Code::MetricsNotAllowed, detail).into_response();
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], house.figures.text()).into_response()
}

fn may_read(house: &House, request: &Request) -> bool {
    let Some(token) = house.config.metrics_token else {
        return Client::of(request, &house.config.trusted_proxies).is_local();
    };
    let shown = request.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    // Hashes are compared: how long that takes says nothing about the token.
    shown
        .and_then(|value| value.strip_prefix("Bearer "))
        .is_some_and(|shown| token == <[u8; 32]>::from(Sha256::digest(shown)))
}
