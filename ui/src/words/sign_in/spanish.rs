//! The words about signing in in Spanish.

use super::SignInWords;

/// The words.
pub(in crate::words) static WORDS: SignInWords = SignInWords {
    // The window.
    title: |provider| format!("Conectar {provider}"),
    again: |connection| format!("Nuevo inicio de sesión para {connection}"),
    steps: ["Qué se lee", "Iniciar sesión", "Empresa", "Prueba"],
    step_of: |step, all| format!("Paso {step} de {all}"),
    what_and_why: "Patchbay pedirá esto, y nada más:",
    nothing_asked: "Este proveedor decide en su propia página qué puede hacer la aplicación.",
    opens_browser: "Se abre su propio navegador. Patchbay nunca ve su contraseña.",
    open_browser: "Iniciar sesión en el navegador",
    waiting: "Esperando a su navegador",
    waiting_text: |provider| {
        format!(
            "Inicie sesión en la página de {provider} y permita la aplicación. Esta ventana sigue sola."
        )
    },
    time_left: |minutes, seconds| format!("Quedan {minutes}:{seconds:02}"),
    open_again: "Abrir la página de nuevo",
    address: "Dirección de la página",
    other_way: "¿No vuelve? Use otro camino",
    other_way_text: "La página se abre de nuevo y su respuesta vuelve por ahí. La dirección de ese camino debe estar registrada en el proveedor.",
    paste: "¿No pasó nada? Pegue la respuesta",
    paste_label: "Respuesta o código",
    paste_help: "El código que muestra la página, o la dirección completa de la página en la que se detuvo el navegador.",
    paste_it: "Usar esta respuesta",
    checking: |provider| format!("Preguntando a {provider}…"),
    which: "¿Qué empresa?",
    which_text: |provider| {
        format!("El inicio de sesión en {provider} vale para varias. Elija la que quiere conectar.")
    },
    connected_already: "Ya conectada",
    connect_it: "Conectar esta empresa",
    proving: "Probando la conexión",
    holds: "funciona",
    fails: "no funciona",
    not_yet: "aún sin probar",
    done: "Conectado",
    done_text: |provider, account| format!("{provider} está conectado con {account}."),
    done_plain: |provider| format!("{provider} está conectado."),
    go_on: "Intentar de nuevo",
    new_secret: "Escribir un secreto nuevo",
    new_secret_for: |connection| format!("Un secreto nuevo para {connection}"),
    new_secret_lead: "Escriba lo que cambió en el proveedor. Lo que deje vacío queda como está, y nada se cambia antes de que lo nuevo funcione.",
    cancel: "Cancelar",
    close: "Cerrar",
    // The firm's app.
    app: "La aplicación del despacho",
    app_lead: "Se inicia sesión con una aplicación que su despacho registra en el proveedor. Patchbay no trae nada secreto.",
    app_saved: |client_id| format!("Guardada. Identificador: {client_id}"),
    app_secret: |end| format!("El secreto termina en {end}"),
    app_sealed: "Guardada. Abra la caja cifrada para ver el identificador.",
    register_at: "Regístrela aquí",
    to_register: "Direcciones de retorno que registrar",
    secret_help: "Se sella en este equipo y no se vuelve a mostrar.",
    secret_kept: "Déjelo vacío para conservar el guardado.",
    save_app: "Guardar la aplicación",
    replace_app: "Sustituir…",
    remove_app: "Eliminar",
    // Connecting.
    connect: "Conectar",
    connect_by_browser: "Conectar en el navegador",
    connect_as_client: "Conectar como cliente propio del despacho",
    connect_lead: |provider| {
        format!(
            "Inicie sesión en {provider} en su propio navegador. Una ventana pequeña se queda al lado."
        )
    },
    connect_lead_keys: |provider| {
        format!(
            "Pegue lo que {provider} dio a su despacho. No se abre ningún navegador: Patchbay inicia sesión con ello y prueba la conexión enseguida."
        )
    },
    or_browser: "Para iniciar sesión en el navegador hace falta antes la aplicación del despacho.",
    label: "Nombre en Patchbay (opcional)",
    label_help: "Cómo llamal despacho a esta conexión. Si no, lleva el nombre de la empresa.",
    optional_scopes: "Permitir también",
    app_first: "Primero registre la aplicación del despacho en el proveedor y guárdela aquí.",
    to_the_app: "Preparar la aplicación del despacho",
    reconnect: "Iniciar sesión de nuevo",
    began: "El inicio de sesión sigue en su propia ventana.",
    // Practising.
    practice: "Firma de práctica",
    practice_text: "Conecte proveedores que se representan en este equipo: nada es real y nada sale de él. Se abre junto a esta ventana, con su propia carpeta y clave.",
    open_practice: "Abrir el despacho de práctica",
};
