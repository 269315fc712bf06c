//! The program that the story starts twice: this test's own, told by its environment to
//! be the core over a database, with a clock that is as late as it is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::keys::Keys;
use patchbay_desktop::{Installation, Notices};
use patchbay_gateway::{Gateway, Http, Limits, Outside};
use patchbay_vault::Keychain;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::keys::InFolder;
use super::orders::{Line, Order, Places, Report};

/// The name of the test that is the program.
pub(super) const TEST: &str = "two_programs::program::one_of_the_two";

/// Where it finds what it needs.
pub(super) const PLACES: &str = "PATCHBAY_TEST_PLACES";

/// By how many seconds the clock is late.
static LATER: AtomicI64 = AtomicI64::new(0);

fn clock() -> Timestamp {
    Timestamp::now() + SignedDuration::from_secs(LATER.load(Ordering::Relaxed))
}

/// Without a story to be told by, it has nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_the_two() {
    let Ok(places) = std::env::var(PLACES) else { return };
    let places: Places = serde_json::from_str(&places).unwrap();
    let mut line = Line::over(TcpStream::connect(places.orders).await.unwrap());
    let program = Program::over(&places);
    while let Some(order) = line.hear().await {
        let ends = matches!(order, Order::Close);
        let report = program.does(order).await;
        line.say(&report).await;
        if ends {
            return;
        }
    }
}

struct Program {
    installation: Arc<Installation>,
    sign_ins: Arc<SignIns>,
    keys: Arc<Keys>,
}

impl Program {
    fn over(places: &Places) -> Self {
        let keychain = Keychain::over(InFolder(places.keys.clone()), Duration::from_secs(5));
        let installation =
            Installation::in_folder(&places.folder, None, keychain).told_the_time_by(clock);
        let installation = Arc::new(installation);
        let catalogue = Arc::new(Catalogue::in_folder(&places.folder));
        let outside = Outside {
            clock: Arc::new(clock),
            // Nobody here has time to lose: what is waited for is over at once.
            pause: Arc::new(|_| Box::pin(tokio::task::yield_now())),
            ..Outside::of_the_system()
        };
        let http = Http::direct(Limits::default()).unwrap();
        let reach = Reach::Practice(places.providers.parse().unwrap());
        let gateway = Gateway::new(http, reach, outside);
        let notices = Arc::<Notices>::default();
        let sign_ins = SignIns::new(Arc::clone(&installation), catalogue, notices, gateway);
        let keys = Keys::beside(&sign_ins);
        Self { installation, sign_ins, keys }
    }

    async fn does(&self, order: Order) -> Report {
        let mut report = Report::default();
        match order {
            Order::Renew { providers, at_once } => report = self.renews(&providers, at_once).await,
            Order::RenewWhatIsDue => {
                if let Err(problem) = self.sign_ins.renew_what_is_due().await {
                    report.trouble.push(format!("{problem:?}"));
                }
            }
            Order::TestWhatIsDue => match self.keys.test_what_is_due().await {
                Ok(tested) => report.tested = tested.len(),
                Err(problem) => report.trouble.push(format!("{problem:?}")),
            },
            Order::ItIsLaterBy { seconds } => {
                LATER.fetch_add(seconds, Ordering::Relaxed);
            }
            Order::Close => {
                self.sign_ins.settle_down().await;
                self.installation.close().await;
            }
        }
        report
    }

    async fn renews(&self, providers: &[String], at_once: u32) -> Report {
        let mut all = JoinSet::new();
        let connections = self.connections().await;
        for provider in providers {
            let few = Arc::new(Semaphore::new(at_once as usize));
            for id in connections.iter().filter(|(of, _)| of == provider).map(|(_, id)| id) {
                let sign_ins = Arc::clone(&self.sign_ins);
                let (few, id, provider) = (Arc::clone(&few), id.clone(), provider.clone());
                all.spawn(async move {
                    let _turn = few.acquire().await;
                    (provider, sign_ins.renew(&id).await)
                });
            }
        }
        let mut report = Report::default();
        for (provider, renewal) in all.join_all().await {
            match renewal {
                Ok(renewal) => report.add(provider, renewal),
                Err(problem) => report.trouble.push(format!("{provider}: {problem:?}")),
            }
        }
        report
    }

    /// Every connection: its provider and its id.
    async fn connections(&self) -> Vec<(String, String)> {
        let catalogue = Catalogue::in_folder(std::path::Path::new(""));
        match self.installation.hub(&catalogue).await.connections {
            patchbay_contract::Part::Working(all) => {
                all.into_iter().map(|one| (one.provider, one.id)).collect()
            }
            patchbay_contract::Part::Failed(problem) => panic!("{problem:?}"),
        }
    }
}
