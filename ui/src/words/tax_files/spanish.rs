//! The words about how files for tax software are written in Spanish.

use super::TaxFileWords;

/// The words.
pub(in crate::words) static WORDS: TaxFileWords = TaxFileWords {
    how: "Cómo se escriben los archivos",
    how_into: |folder| format!("Cómo se escriben los archivos en {folder}"),
    lead: |provider| {
        format!(
            "Cada archivo para {provider} que va a esta carpeta se escribe así, salvo que se elija otra cosa para él."
        )
    },
    gone: "Esta carpeta ya no está conectada. Cierre esto y vuelva a mirar las cuentas.",
    format: "Formato",
    name: "Nombre de un archivo",
    name_help: "{client} se sustituye por el nombre del cliente y {year} por el año. Déjelo vacío para usar el del programa.",
    for_example: "Por ejemplo:",
    amounts: "Importes",
    cents: "Al centavo",
    cents_help: "Como están en el libro.",
    whole_dollars: "Dólares enteros",
    dollars_alone: |provider| {
        format!("Los importes son dólares enteros: {provider} no acepta otra cosa.")
    },
    sides: "Debe y haber",
    two_columns: "En dos columnas",
    two_columns_help: "El debe en una, el haber en la otra.",
    one_signed: "En una columna",
    one_signed_help: "El haber lleva un signo menos.",
    sides_fixed: |provider, how| {
        format!(
            "El debe y el haber van {how}: {provider} lee las columnas de este formato tal como son."
        )
    },
    save: "Guardar",
    keep: "Cancelar",
};
