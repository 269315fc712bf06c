//! Signing in at a provider, and ending what was signed in to.

use super::Sentences;

pub(super) const PROVIDER_UNKNOWN: Sentences = [
    "Patchbay no conoce ese proveedor.",
    "Su página no se puede mostrar.",
    "Vuelva a las conexiones y búsquelo allí. Si es un proveedor propio, revise su \
     archivo en la carpeta «providers».",
];

pub(super) const FIRM_APP_MISSING: Sentences = [
    "El despacho aún no ha registrado una aplicación en ese proveedor.",
    "Sin ella, nadie puede iniciar sesión allí desde aquí.",
    "Abra la pestaña Ajustes del proveedor: muestra qué registrar y recoge el resultado.",
];

pub(super) const FIRM_APP_WRONG: Sentences = [
    "Lo escrito no puede ser la aplicación del despacho.",
    "No se ha guardado nada.",
    "Copie de nuevo ambos datos de las páginas de desarrollo del proveedor, cada uno en su campo.",
];

pub(super) const ATTEMPT_UNKNOWN: Sentences = [
    "No hay ningún inicio de sesión así en marcha.",
    "No se ha hecho ni cambiado ninguna conexión.",
    "Empiece de nuevo desde la tarjeta del proveedor.",
];

pub(super) const ATTEMPT_OVER: Sentences = [
    "Este inicio de sesión ha terminado.",
    "No se ha hecho ni cambiado ninguna conexión.",
    "Empiece de nuevo desde la tarjeta del proveedor.",
];

pub(super) const SIGN_IN_REFUSED: Sentences = [
    "Alguien dijo que no en la página del proveedor, o el proveedor terminó el inicio de sesión.",
    "No se ha hecho ni cambiado ninguna conexión.",
    "Si fue un error, empiece de nuevo y elija Permitir. Si su cuenta no puede, que lo haga un administrador de la empresa.",
];

pub(super) const ANSWER_WRONG: Sentences = [
    "Lo que volvió del navegador no es una respuesta a este inicio de sesión.",
    "No se ha hecho ni cambiado ninguna conexión.",
    "Empiece de nuevo desde la tarjeta del proveedor.",
];

pub(super) const TOKEN_UNUSABLE: Sentences = [
    "El proveedor respondió con algo que no sirve como permiso.",
    "No se ha hecho ni cambiado ninguna conexión.",
    "Quite esta aplicación de la cuenta en el proveedor y empiece de nuevo. Si se repite, envíe los detalles a soporte.",
];

pub(super) const SCOPES_MISSING: Sentences = [
    "El proveedor permitió menos de lo que la conexión necesita.",
    "No se ha hecho ni cambiado ninguna conexión.",
    "Empiece de nuevo y deje marcadas todas las casillas. Si no se pueden marcar, compare la aplicación con la pestaña Permisos.",
];

pub(super) const PROVIDER_UNREACHABLE: Sentences = [
    "No se puede llegar al proveedor desde este equipo.",
    "Aquí no ha cambiado nada.",
    "Compruebe que el equipo tiene conexión y que su fecha es correcta. En una oficina, que informática mire los detalles.",
];

pub(super) const PROVIDER_BUSY: Sentences = [
    "El proveedor está ocupado o no admite más llamadas por ahora.",
    "Aquí no ha cambiado nada.",
    "Espere unos minutos e inténtelo de nuevo.",
];

pub(super) const ANSWER_TOO_LATE: Sentences = [
    "El proveedor ya no acepta la respuesta de este inicio de sesión.",
    "Una respuesta vale unos minutos y una sola vez. No se ha hecho ni cambiado ninguna conexión.",
    "Empiece de nuevo desde la tarjeta del proveedor y termine sin pausa. Si se repite, compare la dirección de retorno de la aplicación con la de la pestaña Ajustes.",
];

pub(super) const PROVIDER_REFUSED: Sentences = [
    "El proveedor dice que no.",
    "Aquí no ha cambiado nada.",
    "Los detalles son las palabras del proveedor: dicen qué le falta, por ejemplo saldo, un plan o un permiso de la cuenta. En un inicio de sesión, revise también el identificador, el secreto y la dirección de retorno de la aplicación del despacho.",
];

pub(super) const PROVIDER_NONSENSE: Sentences = [
    "Lo que volvió no es lo que ese proveedor responde.",
    "Aquí no ha cambiado nada.",
    "Puede haber un proxy o una avería por medio. Abra el sitio del proveedor en el navegador; cuando funcione, inténtelo de nuevo.",
];

pub(super) const NO_COMPANY: Sentences = [
    "El inicio de sesión no sirve para ninguna empresa.",
    "No se ha hecho ni cambiado ninguna conexión.",
    "Entre allí con una cuenta que pueda ver la empresa y empiece de nuevo.",
];

pub(super) const OTHER_COMPANY: Sentences = [
    "El inicio de sesión era para otra empresa que la de esta conexión.",
    "No se ha cambiado nada: los libros de una empresa no deben acabar con los de otra.",
    "Empiece de nuevo y elija la empresa correcta. Para trabajar también con la otra, conéctela por separado.",
];

pub(super) const COMPANY_CHANGED: Sentences = [
    "Esta conexión lleva ahora a otra empresa que la conectada.",
    "Lo que se lee o se escribe podría ser de otra empresa.",
    "Averigüe en el proveedor si la empresa cambió de nombre, se cerró o se trasladó. Después inicie sesión de nuevo y elija la correcta.",
];

pub(super) const CONNECTION_UNKNOWN: Sentences = [
    "Esta conexión ya no está, o inicia sesión de otra manera.",
    "No se ha cambiado nada.",
    "Abra de nuevo la página del proveedor: muestra las conexiones que hay y los comprobantes de las que se terminaron.",
];

pub(super) const CONNECTION_BUSY: Sentences = [
    "Esa conexión se está renovando o probando, o alguien está iniciando sesión en ella.",
    "No se ha cambiado nada.",
    "Espere un momento e inténtelo otra vez.",
];

pub(super) const PERMISSION_STANDS: Sentences = [
    "No se ha podido pedir al proveedor que retire el permiso.",
    "No se ha quitado nada: el permiso sigue allí y la conexión aquí.",
    "Inténtelo más tarde. Si tiene que acabar ahora, quítela aquí de todos modos y retire el permiso usted en el proveedor.",
];

pub(super) const PERMISSION_NOT_ENDED: Sentences = [
    "El proveedor no ha querido retirar el permiso.",
    "No se ha quitado nada, y pedirlo otra vez no cambiará su respuesta.",
    "Retire el permiso usted en el proveedor y luego quite la conexión aquí de todos modos.",
];

pub(super) const PROVIDER_DOWN: Sentences = [
    "El proveedor tiene una avería en este momento.",
    "Eso no dice nada de la conexión ni de la clave.",
    "Espere a que vuelva a funcionar e inténtelo de nuevo.",
];

pub(super) const PERMISSION_OVER: Sentences = [
    "El proveedor ya no acepta el permiso.",
    "La conexión no hace su trabajo hasta que esto se arregle.",
    "Pulse «Probar ahora»: si el permiso se puede renovar, así se renueva. Si no, inicie sesión de nuevo en la pestaña Cuentas del proveedor.",
];
