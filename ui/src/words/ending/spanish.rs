//! The words about ending connections in Spanish.

use patchbay_contract::{EndProof, TakenBack};

use super::EndingWords;

/// The words.
pub(in crate::words) static WORDS: EndingWords = EndingWords {
    to_do: "Acciones",
    again_what: |account| format!("Iniciar sesión de nuevo: {account}"),
    // Before it.
    disconnect: "Desconectar",
    disconnect_what: |account| format!("Desconectar {account}"),
    stops: "Qué se detiene",
    reads_stop: "Ya no se lee nada de ahí:",
    writes_stop: "Ya no se escribe nada ahí:",
    last_of: |what| {
        format!(
            "Es la única conexión que cubre «{what}», una de las cinco que necesita un despacho."
        )
    },
    sign_in_ends: "El inicio de sesión que está en curso para ella termina también.",
    to_do_goes: |count| match count {
        1 => "Lo que había que hacer por ella ya no hace falta.".to_owned(),
        _ => format!("Las {count} cosas que había que hacer por ella ya no hacen falta."),
    },
    stays: "Qué se conserva",
    trail_stays: "El registro de auditoría, con todo lo que pasó, y un comprobante de esto.",
    app_stays: "Lo preparado aquí para el proveedor: se puede conectar de nuevo cuando quiera.",
    others_stay: |count| match count {
        1 => "La otra cuenta de este proveedor.".to_owned(),
        _ => format!("Las otras {count} cuentas de este proveedor."),
    },
    there: |provider| format!("En {provider}"),
    told_by_patchbay: |provider| {
        format!(
            "Se comunica a {provider} que el permiso ha terminado, y Patchbay comprueba que ya nada funciona."
        )
    },
    also_ends: "Allí termina también:",
    told_by_person: |provider| {
        format!(
            "Patchbay no puede decírselo a {provider}. Lo permitido sigue allí hasta que usted lo retire:"
        )
    },
    nothing_was_given: "Allí no se permitió nada que haya que retirar. La carpeta y sus archivos quedan como están.",
    begin_here: "Empiece aquí:",
    where_it_was_made: "Elimine la clave o el permiso donde se creó.",
    keep_it: "Conservarla",
    // When it failed.
    anyway_text: |provider| {
        format!(
            "Puede quitarla aquí de todos modos. El permiso sigue entonces en {provider} hasta que usted lo retire:"
        )
    },
    anyway: "Quitar aquí de todos modos",
    // After it.
    done: |account| format!("{account} está desconectada"),
    taken: |taken| match taken {
        TakenBack::Confirmed => "El proveedor confirmó que el permiso ha terminado.",
        TakenBack::WasOver => "El permiso ya había terminado.",
        TakenBack::ByHand => "Al proveedor se lo dice una persona.",
        TakenBack::NotAsked => "No se pudo preguntar al proveedor.",
        TakenBack::Refused => "El proveedor no quiso retirarlo.",
    },
    proof: |proof| match proof {
        EndProof::RefusedAfterwards => "Se intentó una vez más y fue rechazado.",
        EndProof::Introspected => "Se preguntó al proveedor y dice que ha terminado.",
        EndProof::NotProvable => "No se pudo probar.",
        EndProof::StillWorks => "Lo último que se dio todavía funciona.",
    },
    works_until: |at| format!("Termina por sí solo, a más tardar, el {at}."),
    left_to_do: "Queda por hacer:",
    close: "Listo",
    ended: "Conexiones terminadas",
    ended_at: "Terminada",
    ended_by: "Por",
    provider_said: "El proveedor",
    proven: "La prueba",
    to_accounts: "Desconectar una cuenta",
    // Another company.
    switch: "Cambiar de empresa",
    switch_what: |account| format!("Cambiar de empresa: {account}"),
    switch_text: |provider| {
        format!(
            "Inicie sesión en {provider} y elija allí la otra empresa. Desde entonces esta conexión lee y escribe los datos de esa."
        )
    },
    switch_kept: "Su nombre aquí, su historia y sus entradas en el registro de auditoría se conservan; el cambio se anota.",
    switch_default: "Si es una de las predeterminadas del despacho, deja de serlo: elija de nuevo en Predeterminados.",
    switch_other: "Para trabajar con las dos, conecte la otra empresa por separado.",
    switch_go: "Iniciar sesión para cambiar",
};
