//! What the firm chose, its books and its files, and the questions it asks.

use super::Sentences;

pub(super) const CONNECTION_UNFIT: Sentences = [
    "Esta conexión no sirve para eso: ya no está, es de prueba o es para otra cosa.",
    "No se ha cambiado nada.",
    "Elija otra, o conecte antes una que sirva.",
];

pub(super) const MONEY_MIXED: Sentences = [
    "El dinero de los clientes y el del despacho acabarían en la misma cuenta.",
    "No se ha cambiado nada: nunca comparten cuenta.",
    "Elija una cuenta que sea para ese dinero. De quién es el de cada cuenta se dice en la lista de cuentas, o en el formulario con que se conectó.",
];

pub(super) const SEGMENT_NAME_MISSING: Sentences = [
    "Un segmento necesita un nombre, que no sea muy largo.",
    "No se ha cambiado nada.",
    "Escriba un nombre de 60 letras como mucho.",
];

pub(super) const SEGMENT_NAME_TAKEN: Sentences = [
    "Ya hay un segmento con ese nombre.",
    "No se ha cambiado nada.",
    "Elija otro nombre, o use el segmento que ya está.",
];

pub(super) const SEGMENT_UNKNOWN: Sentences = [
    "Este segmento ya no está, o es el de los demás, que siempre tienen que pagar en alguna parte.",
    "No se ha cambiado nada.",
    "Mire de nuevo la lista: puede haber cambiado en otro lugar.",
];

pub(super) const BOOKS_NOT_OFFERED: Sentences = [
    "De este proveedor no se puede leer ese balance de comprobación.",
    "No se ha leído nada.",
    "Elija el otro criterio (devengo o caja), o exporte el balance en el propio programa.",
];

pub(super) const BOOKS_DO_NOT_TIE: Sentences = [
    "El balance de comprobación no cuadra: el debe y el haber son distintos.",
    "La conexión funciona. De unos libros cuyos dos lados difieren no se toma nada.",
    "Abra allí el balance del mismo día y compare los totales. Corrija el asiento que tiene un solo lado y pruebe de nuevo. Si allí cuadra, envíe los detalles a soporte.",
];

pub(super) const BOOKS_NOT_READABLE: Sentences = [
    "Lo que envió el proveedor no es un balance de comprobación en el que se pueda confiar.",
    "No se ha tomado nada: una cifra que hay que adivinar no es ninguna.",
    "Mire allí el mismo informe: una cuenta puede tener algo raro en el nombre o en el importe. Si allí está bien, envíe los detalles a soporte.",
];

pub(super) const FOLDER_GONE: Sentences = [
    "Esa carpeta no existe, o no desde este equipo.",
    "Mientras no esté, no se puede escribir ningún archivo en ella.",
    "Cree la carpeta, conecte su unidad o indique otra, con la ruta completa.",
];

pub(super) const FOLDER_NOT_WRITABLE: Sentences = [
    "Patchbay no puede escribir en esa carpeta.",
    "Mientras no pueda, no se escribe ningún archivo en ella.",
    "Pida permiso de escritura a quien cuida del servidor, o indique otra carpeta.",
];

pub(super) const FOLDER_FULL: Sentences = [
    "No queda espacio donde está esa carpeta.",
    "No se ha escrito ningún archivo. El que había antes sigue igual.",
    "Libere espacio allí e inténtelo de nuevo.",
];

pub(super) const TAX_FILE_SETTING_UNFIT: Sentences = [
    "Los archivos para este programa de impuestos no se pueden escribir así.",
    "No se ha cambiado nada: los archivos se escriben como antes.",
    "Compruebe el nombre: ha de contener {client}, puede contener {year} y no puede llevar signos que no admite un nombre de archivo. Los detalles dicen qué no encaja.",
];

pub(super) const FOLDER_AWAY: Sentences = [
    "La unidad de red de esa carpeta no responde.",
    "No se ha escrito ningún archivo.",
    "Compruebe que este equipo está en la red de la oficina, o que la VPN está activa, e inténtelo de nuevo.",
];

pub(super) const FILE_IN_USE: Sentences = [
    "El archivo está abierto en otro programa.",
    "No se ha podido sustituir.",
    "Ciérrelo, también en los otros equipos, e inténtelo de nuevo.",
];

pub(super) const FILE_NOT_ACCEPTED: Sentences = [
    "Estas cifras no cumplen una regla del programa de impuestos.",
    "No se ha escrito ningún archivo. El que había antes sigue igual.",
    "Los detalles dicen qué regla es. Corríjalo en el programa contable, lea el balance de nuevo y escriba el archivo otra vez.",
];

pub(super) const AI_MISSING: Sentences = [
    "No hay ningún proveedor de IA conectado al que preguntar.",
    "La pregunta no se ha enviado.",
    "Conecte un proveedor de IA en su página, o reanude uno que esté en pausa.",
];

pub(super) const AI_DECLINED: Sentences = [
    "Las normas del proveedor le prohíben responder a esto.",
    "No dio respuesta. Lo que respondan otros proveedores se conserva.",
    "Pregunte con otras palabras, o pregunte a otro proveedor.",
];

pub(super) const AI_SILENT: Sentences = [
    "El proveedor respondió sin una palabra.",
    "No dio respuesta. Lo que respondan otros proveedores se conserva.",
    "Pregunte de nuevo. Si se repite, elija otro de sus modelos.",
];

pub(super) const AI_LATE: Sentences = [
    "El proveedor no respondió a tiempo.",
    "Ya nadie espera su respuesta. Puede que cuente la pregunta de todos modos.",
    "Pregunte de nuevo, elija un modelo suyo más rápido o pregunte a otro proveedor.",
];

pub(super) const QUESTION_WRONG: Sentences = [
    "Esto no se puede preguntar así.",
    "No se ha enviado nada.",
    "Escriba una pregunta, más corta si era muy larga, y elija un modelo de la lista.",
];
