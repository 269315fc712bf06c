//! Somebody between client and server who counts what is said.

use std::sync::{Arc, Mutex};

use patchbay_mail::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What was said through here.
#[derive(Debug, Default, Clone)]
struct Said {
    by_client: Vec<u8>,
    by_server: Vec<u8>,
}

/// An onlooker, who hands everything on.
pub(crate) struct Onlooker {
    pub(crate) server: Server,
    said: Arc<Mutex<Said>>,
    task: JoinHandle<()>,
}

impl Onlooker {
    /// Before this server.
    pub(crate) async fn before(server: Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let said = Arc::new(Mutex::new(Said::default()));
        let (heard, to) = (Arc::clone(&said), server.port);
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                tokio::spawn(hand_on(client, to, Arc::clone(&heard)));
            }
        });
        Self { server: Server { port, ..server }, said, task }
    }

    /// What was said since the last time: the client's commands, and the server's words.
    pub(crate) fn take(&self) -> (Vec<String>, String) {
        let said = std::mem::take(&mut *self.said.lock().unwrap());
        let lines = String::from_utf8(said.by_client).unwrap();
        let lines = lines.lines().map(str::to_owned).collect();
        (lines, String::from_utf8(said.by_server).unwrap())
    }
}

impl Drop for Onlooker {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn hand_on(client: TcpStream, to: u16, said: Arc<Mutex<Said>>) {
    let server = TcpStream::connect(("127.0.0.1", to)).await.unwrap();
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let noted = Arc::clone(&said);
    tokio::spawn(async move {
        let mut piece = [0; 4096];
        while let Ok(size @ 1..) = from_client.read(&mut piece).await {
            noted.lock().unwrap().by_client.extend_from_slice(&piece[..size]);
            if to_server.write_all(&piece[..size]).await.is_err() {
                return;
            }
        }
    });
    let mut piece = [0; 4096];
    while let Ok(size @ 1..) = from_server.read(&mut piece).await {
        said.lock().unwrap().by_server.extend_from_slice(&piece[..size]);
        if copy(&mut &piece[..size], &mut to_client).await.is_err() {
            return;
        }
    }
}
