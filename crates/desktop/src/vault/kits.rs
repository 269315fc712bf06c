//! Recovery kits: made, proven to be on paper, used, retired.

use patchbay_store::audit::NewEntry;
use patchbay_store::vault::{Door, NewDoor};
use patchbay_store::{Change, Store};
use patchbay_vault::{DoorKey, KitCode, Secret, is_group};

use super::doors::{NewPlace, wraps};
use super::opening::{firm, ring_behind};
use super::{KitToProve, Vault, VaultTrouble, held};

/// How many groups the code has.
const GROUPS: usize = 16;

/// A kit that was just made.
#[derive(Debug)]
pub struct NewKit {
    /// Its number.
    pub number: u16,
    /// Its code.
    pub code: Secret<String>,
    /// Which groups are asked for as proof, counted from one.
    pub proof: [usize; 2],
    /// Whose vault it opens.
    pub firm: String,
}

impl Vault {
    /// Makes a recovery kit of the open vault, entered as `entry` says of its number.
    pub async fn make_kit(
        &self,
        store: &Store,
        at: &str,
        entry: impl FnOnce(u16) -> NewEntry,
    ) -> Result<NewKit, VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let open = self.opened()?;
        let firm = firm(store).await?;
        let id = store.prepare_door("recovery_kit", at).await?;
        let number = u16::try_from(id)
            .map_err(|_| VaultTrouble::Damaged(format!("{id} doors were made")))?;
        let code = KitCode::generate(&firm, number)?;
        let door = DoorKey::new(&firm, id, &code.key(&firm));
        let check_value = door.check_value()?;
        let wraps = wraps(&door, &open.ring)?;
        let change = Change { at, entries: &[entry(number)] };
        store.use_kit(&NewDoor { id, stretch: None, check_value, wraps }, change).await?;
        let text = code.to_text();
        let groups = groups_to_prove(&text);
        let to_prove = Secret::new(text.expose_secret().clone());
        *held(&self.kit_to_prove) = Some(KitToProve { number, code: to_prove, groups });
        Ok(NewKit { number, code: text, proof: groups, firm })
    }

    /// Takes the proof that a kit is on paper: two groups of the one just made, or of
    /// any other the whole code.
    pub async fn check_kit(
        &self,
        store: &Store,
        number: u16,
        typed: &[String],
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let proven = held(&self.kit_to_prove).as_ref().is_some_and(|kit| {
            kit.number == number
                && typed.len() == kit.groups.len()
                && kit.groups.iter().zip(typed).all(|(n, typed)| is_group(&kit.code, *n, typed))
        });
        match typed {
            _ if proven => {}
            [code] => self.opens_by_kit(store, number, code).await?,
            _ => return Err(VaultTrouble::KitProofWrong),
        }
        store.kit_was_checked(number.into(), change).await?;
        held(&self.kit_to_prove).take();
        Ok(())
    }

    /// Whether this is the code of that kit, and the kit opens the vault.
    async fn opens_by_kit(
        &self,
        store: &Store,
        number: u16,
        typed: &str,
    ) -> Result<(), VaultTrouble> {
        let firm = firm(store).await?;
        let code = KitCode::read(&Secret::new(typed.to_owned()), &firm)?;
        if code.number() != number {
            return Err(VaultTrouble::KitProofWrong);
        }
        let door = kit(store, number).await?;
        ring_behind(store, &door, &code.key(&firm), VaultTrouble::KitUnknown(number)).await?;
        Ok(())
    }

    /// Opens the vault with what stands on a kit, and puts a new main door before it.
    pub async fn use_kit(
        &self,
        store: &Store,
        typed: &Secret<String>,
        place: NewPlace,
        change: Change<'_>,
    ) -> Result<u16, VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let firm = firm(store).await?;
        let code = KitCode::read(typed, &firm)?;
        let number = code.number();
        let door = kit(store, number).await?;
        let wrong = VaultTrouble::KitUnknown(number);
        let ring = ring_behind(store, &door, &code.key(&firm), wrong).await?;
        self.enter_by_a_new_door(store, ring, place, change).await?;
        Ok(number)
    }

    /// Takes a kit out of use.
    pub async fn retire_kit(
        &self,
        store: &Store,
        number: u16,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let door = kit(store, number).await?;
        store.retire_door(door.id, change).await?;
        held(&self.kit_to_prove).take_if(|kit| kit.number == number);
        Ok(())
    }
}

/// The kit of that number, if it still opens something.
async fn kit(store: &Store, number: u16) -> Result<Door, VaultTrouble> {
    let doors = store.doors().await?;
    let door = doors
        .into_iter()
        .find(|door| door.id == u32::from(number) && door.kind == "recovery_kit")
        .ok_or(VaultTrouble::KitUnknown(number))?;
    match &door.retired_at {
        Some(at) => Err(VaultTrouble::KitRetired { number, at: at.clone() }),
        None => Ok(door),
    }
}

/// Two groups in the random part of the code. Which ones comes from the code itself:
/// nobody who has not read it knows them any better.
fn groups_to_prove(code: &Secret<String>) -> [usize; 2] {
    const FIRST_RANDOM: usize = 4;
    let letters: usize = code.expose_secret().bytes().map(usize::from).sum();
    let one = FIRST_RANDOM + letters % (GROUPS - FIRST_RANDOM);
    let other = FIRST_RANDOM + (one - FIRST_RANDOM + 5) % (GROUPS - FIRST_RANDOM);
    [one.min(other), one.max(other)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_asked_for_are_two_and_in_the_random_part() {
        for _ in 0..100 {
            let code = KitCode::generate("firm", 1).unwrap().to_text();
            let [one, other] = groups_to_prove(&code);
            assert!(4 <= one && one < other && other <= GROUPS, "{one} and {other}");
        }
    }
}
