//! The words of forms for keys in Spanish.

use super::KeyFormWords;

/// The words.
pub(in crate::words) static WORDS: KeyFormWords = KeyFormWords {
    // The form.
    connect_by_key: "Conectar con una clave",
    connect_by_password: "Conectar con una contraseña",
    lead: |provider| {
        format!("Pegue lo que le muestra {provider}. Se prueba antes de guardar nada.")
    },
    empty: "Rellene este campo.",
    choose: "Elija…",
    in_sight: |check| format!("Probarlo: {check}"),
    in_sight_help: "Otras personas lo ven. Sin ello, la dirección se guarda sin probar.",
    save: "Probar y guardar",
    ends_in: |end| format!("La clave termina en {end}."),
    replace: "Sustituir la clave",
    replace_title: |account| format!("Sustituir la clave de {account}"),
    replace_lead: "La clave nueva se prueba primero. Hasta que funcione, se queda la antigua.",
    replace_save: "Probar y sustituir",
    switch_account: "La clave nueva es de otra cuenta, a propósito",
    switch_account_help: "Si no, se rechaza la clave de otra cuenta. Lo que el despacho hace con esta de forma predeterminada hay que elegirlo de nuevo.",
    done_text: |provider, account| format!("{provider} está conectado con {account}."),
    done_plain: |provider| format!("{provider} está conectado."),
    replaced: "La clave nueva está en su sitio.",
    another: "Conectar otra cuenta",
    not_proven: "Guardada sin prueba: no había nada que probar.",
    // Where it is kept.
    encrypted: "Sus claves se guardan cifradas.",
    in_the_keychain: "Se sellan en este equipo, con una clave que guarda su llavero.",
    by_a_passphrase: "Se sellan en este equipo, con una clave que solo abre su frase de contraseña.",
    in_memory: "Se sellan en este equipo, con una clave que está solo en la memoria: cuando Patchbay se cierre, ya no se podrán abrir.",
    made_with_it: "La caja cifrada se crea con la primera, en este equipo; su clave va al llavero.",
    chosen_before_it: "La caja cifrada se crea con la primera, en este equipo. Aquí no funciona ningún llavero, así que elija antes en Seguridad dónde se guarda su clave.",
    // Testing.
    test: "Probar ahora",
    test_of: |account| format!("Probar ahora: {account}"),
    testing: "Probando…",
    works: "Funciona.",
    test_all: "Probar todas",
    all_work: |count| match count {
        1 => "La única conexión funciona.".to_owned(),
        _ => format!("Las {count} conexiones funcionan."),
    },
    some_do_not: |failed, count| format!("{failed} de {count} no superaron la prueba."),
    nothing_to_test: "Todavía no hay nada que probar.",
};
