//! What can be in the way of handing a connection to the firm's server.

use super::Sentences;

const STAYS: &str = "La conexión se queda en este equipo y funciona como antes.";

pub(super) const HELD_BY_SERVER: Sentences = [
    "Esta conexión la guarda el servidor del despacho.",
    "Lo que la abre no está en este equipo: el servidor la prueba y la mantiene.",
    "Para trabajar con ella aquí, inicie sesión de nuevo en la pestaña Cuentas del proveedor, o pegue la clave otra vez: así vuelve a este equipo.",
];

pub(super) const SERVER_KEEPS_NO_CREDENTIALS: Sentences = [
    "El servidor del despacho no guarda conexiones en este momento.",
    "Lo que está en este equipo se queda aquí y funciona como antes.",
    "Pida a quien cuida del servidor que ejecute allí “patchbay-server doctor”. Dice si el servidor aún no tiene clave propia o no alcanza la que tiene: en ese caso no se debe hacer otra.",
];

pub(super) const SERVER_KEY_AWAY: Sentences = [
    "El servidor del despacho no puede usar ahora su propia clave.",
    "Lo que guarda el servidor se queda como está, y hasta entonces no se renueva. Lo que está en este equipo se queda aquí y funciona como antes.",
    "Pida a quien cuida del servidor que ejecute allí “patchbay-server doctor”: dice por qué y qué hacer. Hay que recuperar esa clave, no hacer otra. Después, inténtelo de nuevo.",
];

pub(super) const SERVER_KEY_CHANGED: Sentences = [
    "El servidor del despacho nombra una clave que este equipo no conoce.",
    "No se selló nada para ella ni se envió nada. La conexión se queda aquí y funciona como antes.",
    "Compare los cuatro grupos con los que ve quien cuida del servidor. Solo si son iguales, confírmelos e inténtelo de nuevo. Si nadie cambió la clave, no siga y avise a informática.",
];

pub(super) const HANDOVER_UNFIT: Sentences = [
    "Esta conexión no se puede entregar al servidor del despacho.",
    STAYS,
    "Los detalles dicen por qué. Déjela aquí, o resuelva eso antes.",
];

pub(super) const HANDOVER_NOT_PROVEN: Sentences = [
    "Desde el servidor del despacho esta conexión no funciona.",
    STAYS,
    "Pruebe aquí la conexión y vuelva a intentarlo. Si sigue así, que quien cuida del servidor mire si alcanza al proveedor.",
];

pub(super) const HANDOVER_WAITS: Sentences = [
    "El servidor del despacho aún no ha dicho si guarda la conexión.",
    "Hasta que lo diga no la renuevan dos a la vez. No se pierde nada.",
    "Patchbay vuelve a preguntar por sí mismo. Compruebe que se alcanza el servidor.",
];
