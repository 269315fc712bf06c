//! The words about another name for an account in Spanish.

use super::RenamingWords;

/// The words.
pub(in crate::words) static WORDS: RenamingWords = RenamingWords {
    rename: "Cambiar el nombre",
    rename_what: |account| format!("Cambiar el nombre: {account}"),
    name: "Nombre en este despacho",
    name_help: "Solo lo muestra Patchbay. Déjelo vacío para usar el nombre de la cuenta.",
    save: "Guardar el nombre",
    keep: "Cancelar",
};
