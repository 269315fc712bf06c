//! What a program is told to do, and what it says of it, a line of JSON each.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use patchbay_desktop::connect::Renewal;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Where a program finds what it needs.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Places {
    pub(super) folder: PathBuf,
    pub(super) keys: PathBuf,
    /// Where the providers are played.
    pub(super) providers: String,
    /// Where it is told what to do.
    pub(super) orders: SocketAddr,
}

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Order {
    /// Renew every connection of these providers, so many of each at a time.
    Renew { providers: Vec<String>, at_once: u32 },
    /// Renew what is due.
    RenewWhatIsDue,
    /// Test what is due.
    TestWhatIsDue,
    /// The clock is moved on.
    ItIsLaterBy { seconds: i64 },
    /// End in good order.
    Close,
}

/// What came of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Report {
    /// By provider.
    pub(super) renewed: BTreeMap<String, u32>,
    pub(super) elsewhere: u32,
    pub(super) later: u32,
    pub(super) not_due: u32,
    /// How many were tested.
    pub(super) tested: usize,
    /// Why permissions are over.
    pub(super) over: Vec<String>,
    /// What failed here and not at a provider.
    pub(super) trouble: Vec<String>,
}

impl Report {
    pub(super) fn add(&mut self, provider: String, renewal: Renewal) {
        match renewal {
            Renewal::Renewed => *self.renewed.entry(provider).or_default() += 1,
            Renewal::Elsewhere => self.elsewhere += 1,
            Renewal::Later(_) => self.later += 1,
            Renewal::NotDue => self.not_due += 1,
            Renewal::Over(problem) => self.over.push(format!("{provider}: {}", problem.what)),
        }
    }

    /// How many connections were looked after.
    pub(super) fn all(&self) -> u32 {
        let over = u32::try_from(self.over.len()).unwrap();
        self.renewed.values().sum::<u32>() + self.elsewhere + self.later + self.not_due + over
    }
}

/// One end of the line between the story and a program.
pub(super) struct Line(BufReader<TcpStream>);

impl Line {
    pub(super) fn over(stream: TcpStream) -> Self {
        Self(BufReader::new(stream))
    }

    pub(super) async fn say(&mut self, what: &impl Serialize) {
        let mut line = serde_json::to_string(what).unwrap();
        line.push('\n');
        self.0.write_all(line.as_bytes()).await.unwrap();
    }

    /// What the other one says, unless it is gone.
    pub(super) async fn hear<T: DeserializeOwned>(&mut self) -> Option<T> {
        let mut line = String::new();
        let length = self.0.read_line(&mut line).await.ok()?;
        (length > 0).then(|| serde_json::from_str(&line).unwrap())
    }
}
