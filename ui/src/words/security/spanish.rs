//! The Security page in Spanish.

use patchbay_contract::{DoorKind, EnvironmentId, KeyKind, RotationDue, StoredValue};

use super::SecurityWords;

/// The words.
pub(in crate::words) static WORDS: SecurityWords = SecurityWords {
    title: "Seguridad",
    lead: "Dónde se guarda la clave de sus credenciales, y el camino de vuelta si se pierde.",
    banner_shut: "Las credenciales guardadas no se pueden abrir: las conexiones están paradas hasta que alguien actúe.",
    banner_locked: "Las credenciales guardadas están bloqueadas: las conexiones están paradas hasta que alguien las desbloquee.",
    // How the vault is.
    vault: "Credenciales guardadas",
    pill_open: "Abierta",
    pill_locked: "Bloqueada",
    pill_needs_you: "Le necesita",
    pill_not_made: "Aún no creada",
    open: |door, backend| {
        let place = match (door, backend) {
            (DoorKind::Keychain, Some(backend)) => {
                format!("La única clave que las abre está en su llavero ({backend}).")
            }
            (DoorKind::Keychain, None) => "La única clave que las abre está en su llavero.".into(),
            (DoorKind::Passphrase, _) => {
                "Las abre su frase de contraseña, que no se guarda en ninguna parte.".into()
            }
            (DoorKind::Memory, _) => "La clave que las abre solo está en la memoria de Patchbay: \
                                      al cerrarlo desaparece y hay que hacer de nuevo todas las \
                                      conexiones."
                .into(),
        };
        format!("Sus claves se guardan cifradas en este equipo. {place}")
    },
    not_made: "Todavía no hay nada guardado. La primera credencial que guarde crea la caja cifrada, con su clave en el llavero.",
    not_made_choose: "Si la quiere en otro lugar, o lista desde ahora, elija aquí.",
    not_made_must_choose: "Todavía no hay nada guardado y el llavero no funciona aquí. Antes de guardar algo, recupere el llavero o elija otro lugar para la clave.",
    make: "Crear la caja ahora",
    begin_anew: "Empezar de nuevo",
    unlock: "Desbloquear",
    unlock_keychain: "Desbloquear el llavero…",
    try_again: "Intentar de nuevo",
    still_so: "Se ha intentado de nuevo: sigue igual.",
    to_installation: "Ver esta instalación",
    working_on_it: "Un momento…",
    // Where the key is kept.
    where_kept: "Dónde se guarda la clave",
    from_now_on: "Dónde se guarda la clave a partir de ahora",
    choose_one: "Elija dónde se guarda la clave.",
    place: |door| match door {
        DoorKind::Keychain => "En el llavero",
        DoorKind::Passphrase => "En ninguna parte: la abre una frase de contraseña",
        DoorKind::Memory => "Solo en la memoria",
    },
    place_help: |door| match door {
        DoorKind::Keychain => {
            "Se abre sola cuando ha iniciado sesión en este equipo. No hay que recordar nada."
        }
        DoorKind::Passphrase => {
            "Alguien la escribe cada vez que se inicia Patchbay. Si se olvida, solo ayuda un kit \
             de recuperación."
        }
        DoorKind::Memory => {
            "No se guarda nada. Hay que hacer de nuevo todas las conexiones cada vez que se \
             inicia Patchbay."
        }
    },
    recommended: "recomendado",
    not_possible: |why| format!("Ahora no es posible. {why}"),
    passphrase: "Frase de contraseña",
    passphrase_help: "La que se eligió para esta instalación.",
    new_passphrase: "Frase de contraseña nueva",
    passphrase_advice: "12 caracteres o más. Cuatro o cinco palabras sin relación entre sí son fáciles de recordar y difíciles de adivinar. Patchbay no podrá decírsela después.",
    passphrase_again: "La misma otra vez",
    too_short: |least, has| format!("Al menos {least} caracteres; esta tiene {has}."),
    not_the_same: "Las dos no coinciden.",
    nothing_typed: "Escríbala aquí primero.",
    show: "Mostrar",
    hide: "Ocultar",
    // The keys.
    keys: "Claves",
    kept: "Se guarda",
    kept_since: "Clave creada",
    sealing_key_since: "Clave de sellado creada",
    credentials: "Credenciales",
    sealed: "Valores sellados",
    due: |why| match why {
        RotationDue::Age => {
            "La clave de sellado tiene más de un año. Cámbiela cuando le convenga; mientras \
             tanto no se detiene nada."
        }
        RotationDue::Count => {
            "La clave de sellado ya ha sellado casi todo lo que una clave puede sellar con \
             seguridad. Cámbiela pronto."
        }
    },
    lock_now: "Bloquear ahora",
    sealed_anew: |done, total| format!("Sellados de nuevo: {done} de {total}"),
    readable_meanwhile: "Mientras tanto todo se puede leer.",
    rotation_waits: "Se interrumpió. Continúa sola cuando se abra la caja; todo se puede leer.",
    // Moving the key.
    move_key: "Mover la clave…",
    move_title: "Mover la clave",
    kept_now: |place| format!("Ahora: {place}."),
    arriving: |door| match door {
        DoorKind::Keychain => {
            "Se pone una clave nueva en el llavero y se comprueba antes de cambiar nada más."
        }
        DoorKind::Passphrase => {
            "Patchbay pide la frase de contraseña cada vez que se inicia. No se guarda en ninguna \
             parte, así que tenga también un kit de recuperación."
        }
        DoorKind::Memory => {
            "Al cerrar Patchbay la clave desaparece. Sin un kit de recuperación hay que hacer de \
             nuevo todas las conexiones."
        }
    },
    leaving: |door| match door {
        DoorKind::Keychain => "La clave que hay ahora en el llavero ya no abre nada y se retira.",
        DoorKind::Passphrase => "La frase de contraseña de ahora ya no abre nada.",
        DoorKind::Memory => {
            "A partir de entonces, las credenciales guardadas perduran al cerrar Patchbay."
        }
    },
    kits_stay: "Los kits de recuperación siguen sirviendo y nada se sella de nuevo.",
    next: "Siguiente",
    back: "Atrás",
    move_it: "Mover la clave",
    moved: "La clave se ha movido.",
    change_passphrase: "Cambiar la frase de contraseña…",
    change_passphrase_title: "Cambiar la frase de contraseña",
    change_passphrase_text: "La frase antigua ya no abre nada. Los kits de recuperación siguen sirviendo.",
    change_it: "Cambiar la frase de contraseña",
    passphrase_changed: "La frase de contraseña ha cambiado.",
    // Rotating.
    rotate: "Cambiar las claves…",
    rotate_title: "Cambiar las claves",
    which_key: "Qué clave",
    rotation: |kind| match kind {
        KeyKind::Door => "La clave del llavero",
        KeyKind::Data => "La clave de sellado",
    },
    rotation_help: |kind| match kind {
        KeyKind::Door => {
            "Se pone una clave nueva en el llavero. Lo guardado queda como está; tarda un momento."
        }
        KeyKind::Data => {
            "Cada valor guardado se sella de nuevo con una clave nueva. Los kits de recuperación \
             quedan retirados: haga uno nuevo después."
        }
    },
    rotate_it: "Cambiar",
    rotated: |kind| match kind {
        KeyKind::Door => {
            "Hay una clave nueva en el llavero. Los kits de recuperación siguen sirviendo."
        }
        KeyKind::Data => {
            "La clave de sellado es nueva. Los kits anteriores quedan retirados: haga uno nuevo ahora."
        }
    },
    goes_on: "Puede cerrar esto; continúa solo.",
    // What does not open.
    stored_value: |value| match value {
        StoredValue::Credential { provider, account } => format!("{account} ({provider})"),
        StoredValue::WebhookSecret { provider, account } => {
            format!("El secreto de webhook de {account} ({provider})")
        }
        StoredValue::App { provider, environment: EnvironmentId::Live } => {
            format!("La aplicación registrada en {provider} (producción)")
        }
        StoredValue::App { provider, environment: EnvironmentId::Sandbox } => {
            format!("La aplicación registrada en {provider} (pruebas)")
        }
        StoredValue::SignIn { provider } => format!("El inicio de sesión en curso en {provider}"),
        StoredValue::AuditSigning => "La clave que firma el registro de auditoría".into(),
        StoredValue::Administrator => "La clave con la que este equipo puede ayudar a otros".into(),
        StoredValue::Other(name) => format!("Una clave propia de este equipo ({name})"),
    },
    broken: "Estos no se abren",
    broken_text: "Se pueden apartar: sus bytes se conservan para soporte, esas conexiones dicen que hay que conectarlas de nuevo, una aplicación así hay que introducirla de nuevo, un inicio de sesión en curso se empieza de nuevo, y las claves se pueden cambiar.",
    set_aside: "Apartarlos",
    kept_aside: "Apartado porque no se abría",
    kept_aside_since: |value, when| format!("{value}, el {when}"),
    remove_for_good: "Eliminar para siempre…",
    remove_for_good_what: |value| format!("Eliminar para siempre: {value}…"),
    remove_for_good_title: "¿Eliminarlo para siempre?",
    remove_for_good_text: "Soporte ya no podrá examinarlo. No se puede deshacer.",
    remove_for_good_it: "Eliminar para siempre",
    // Recovery kits.
    kits: "Kits de recuperación",
    kits_lead: "Una hoja de papel que abre las credenciales guardadas si se pierde la clave: un equipo nuevo, un llavero vaciado, una frase olvidada.",
    no_kits: "No hay ningún kit de recuperación. Si se perdiera la clave, habría que hacer de nuevo todas las conexiones.",
    kits_when_open: "Se puede hacer un kit cuando la caja está abierta.",
    kit: "Hoja",
    kit_number: |number| format!("Kit {number}"),
    made: "Hecho",
    checked: "Comprobado",
    not_checked: "Sin comprobar",
    retired: |when| format!("Retirado {when}"),
    retire: "Retirar…",
    check_later: "Comprobar…",
    check_later_what: |number| format!("Comprobar el kit {number}…"),
    check_later_title: |number| format!("Comprobar el kit {number}"),
    check_later_text: "Escriba el código completo de la hoja. Así se prueba que el papel es correcto y que todavía abre las credenciales guardadas; no se abre ni se cambia nada.",
    retire_what: |number| format!("Retirar el kit {number}…"),
    retire_title: |number| format!("¿Retirar el kit {number}?"),
    retire_text: "Su hoja ya no abrirá nada. No se puede deshacer.",
    retire_last: "Es el último kit en uso. Haga antes otro, para que siempre haya un camino de vuelta.",
    retire_it: "Retirarlo",
    keep_it: "Conservarlo",
    make_kit: "Hacer un kit de recuperación…",
    new_kit: "Hacer un kit de recuperación",
    kit_is: "Un kit es una hoja con un código, para imprimirla y guardarla donde el despacho guarda lo que nadie más debe leer.",
    kit_danger: "Quien tenga la hoja y los datos de este equipo puede abrir todas las credenciales guardadas.",
    kit_once: "El código se muestra una sola vez. Después escribe dos grupos leyéndolos del papel, para saber que el papel está bien.",
    make_it: "Hacer el kit",
    sheet: |number| format!("Kit de recuperación {number} de Patchbay"),
    sheet_installation: "Instalación",
    sheet_code: "El código",
    sheet_qr: "El mismo código como imagen QR",
    sheet_use: "Para usarlo: Patchbay, Seguridad, «Usar un kit de recuperación». La imagen contiene el mismo código, para un lector.",
    sheet_keep: "Guarde esta hoja bajo llave. Abre todas las credenciales guardadas del despacho.",
    print: "Imprimir…",
    print_failed: "La ventana no pudo imprimir. Escriba el código a mano.",
    on_paper: "Ya está en papel: comprobarlo",
    proof: "Escriba estos dos grupos leyéndolos del papel.",
    group: |n| format!("Grupo {n}"),
    group_wrong: |n| format!("Este no es el grupo {n} de la hoja."),
    check: "Comprobar",
    back_to_sheet: "Mostrar la hoja otra vez",
    kit_checked: |number| format!("El kit {number} está comprobado."),
    kit_checked_text: "Guarde la hoja ahora. Su código no se vuelve a mostrar.",
    unchecked: |number| format!("El kit {number} está sin comprobar"),
    unchecked_text: "Abre la caja si el papel está bien, y nadie se ha asegurado de ello. Al cerrar esto, el código no se vuelve a mostrar; para comprobar el kit más tarde hay que escribir el código completo.",
    close_unchecked: "Cerrar sin comprobar",
    // Using a kit.
    use_kit: "Usar un kit de recuperación…",
    use_kit_title: "Usar un kit de recuperación",
    code: "Código de la hoja",
    code_help: "16 grupos de cuatro. Los espacios, los saltos de línea y las minúsculas no importan.",
    open_with_kit: "Abrir con este kit",
};
