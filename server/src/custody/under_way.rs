//! What a round began and has not ended: so many at once, and none of them twice. What is slow waits
//! for itself alone: a round begins what is due and never waits for what is under way.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, JoinSet};

use crate::house::House;

/// Those that are looked after just now, by their ids. Dropped, it cuts them off.
pub(super) struct UnderWay {
    tasks: JoinSet<()>,
    busy: HashMap<String, AbortHandle>,
    turns: Arc<Semaphore>,
}

impl UnderWay {
    pub(super) fn of(at_once: usize) -> Self {
        let turns = Arc::new(Semaphore::new(at_once));
        Self { tasks: JoinSet::new(), busy: HashMap::new(), turns }
    }

    /// Forgets what has ended.
    pub(super) fn tidy(&mut self) {
        while self.tasks.try_join_next().is_some() {}
        self.busy.retain(|_, task| !task.is_finished());
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.busy.contains_key(id)
    }

    /// Does this about that one, when it is its turn. What waits for its turn when the server ends
    /// is left.
    pub(super) fn begin(
        &mut self,
        house: &House,
        id: String,
        does: impl Future<Output = ()> + Send + 'static,
    ) {
        let (closing, turns) = (house.closing.clone(), Arc::clone(&self.turns));
        let task = self.tasks.spawn(async move {
            // Closed by nobody.
            let Ok(_turn) = turns.acquire().await else { return };
            if !closing.is_cancelled() {
                does.await;
            }
        });
        self.busy.insert(id, task);
    }

    /// Ends what was begun.
    pub(super) async fn end(&mut self) {
        while self.tasks.join_next().await.is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::Config;

    #[tokio::test]
    async fn so_many_are_at_it_at_once_and_none_twice_and_who_waits_when_it_ends_is_left() {
        let closing = CancellationToken::new();
        let house = House::new(Config::embedded(), closing.clone());
        let mut under_way = UnderWay::of(2);
        let (began, mut begun) = mpsc::unbounded_channel();
        let gate = Arc::new(Semaphore::new(0));
        for id in ["a", "b", "c", "d"] {
            let (began, gate) = (began.clone(), Arc::clone(&gate));
            under_way.begin(&house, id.to_owned(), async move {
                began.send(id).unwrap();
                gate.acquire().await.unwrap().forget();
            });
        }
        let first = [begun.recv().await.unwrap(), begun.recv().await.unwrap()];
        assert_eq!(first, ["a", "b"]);
        assert!(begun.try_recv().is_err(), "two at once");
        under_way.tidy();
        assert!(["a", "b", "c", "d"].iter().all(|id| under_way.has(id)));
        gate.add_permits(1);
        assert_eq!(begun.recv().await, Some("c"));
        closing.cancel();
        gate.add_permits(2);
        under_way.end().await;
        under_way.tidy();
        assert!(begun.try_recv().is_err() && !under_way.has("d"), "it is left");
    }
}
