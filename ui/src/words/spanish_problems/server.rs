//! What stands between this computer and the firm's server.

use super::Sentences;

const GOES_ON: &str = "Lo que hay en este equipo sigue funcionando y no se pierde nada.";
const NOT_IN: &str = "Este equipo no ha entrado en el servidor del despacho.";

pub(super) const SERVER_ADDRESS_WRONG: Sentences = [
    "Esa no puede ser la dirección de un servidor del despacho: empieza por https:// y no lleva nada más que el servidor.",
    NOT_IN,
    "Copie la dirección que venía con el código, sin lo que sigue al nombre del servidor.",
];

pub(super) const SERVER_NOT_REACHED: Sentences = [
    "Nadie responde en la dirección del servidor del despacho.",
    GOES_ON,
    "Compruebe la dirección y que este equipo tenga conexión. Si los demás tampoco llegan, avise a quien cuida del servidor.",
];

pub(super) const SERVER_NOT_TRUSTED: Sentences = [
    "Este equipo no confía en el certificado del servidor del despacho.",
    GOES_ON,
    "Si el despacho tiene certificados propios, pida a informática que instale su raíz en este equipo. Si no, hay alguien en medio: no siga y avise a informática.",
];

pub(super) const NOT_A_FIRM_SERVER: Sentences = [
    "Lo que responde allí no es un servidor de Patchbay que se entienda.",
    GOES_ON,
    "Compruebe la dirección. En un hotel o como invitado, entre primero en la red. Si es el servidor correcto, puede que un proxy no deje pasar algo, o que uno de los dos necesite actualizarse.",
];

pub(super) const SERVER_KEEPS_NOTHING: Sentences = [
    "Ese servidor de Patchbay no deja entrar a nadie: no tiene base de datos.",
    NOT_IN,
    "Pida a quien cuida del servidor que ponga “database” en su configuración y que cree un código con “patchbay-server enrol-link”.",
];

pub(super) const SERVER_BUSY: Sentences = [
    "El servidor del despacho está ocupado o tiene un problema propio.",
    GOES_ON,
    "Inténtelo de nuevo en unos minutos. Si sigue igual, avise a quien cuida del servidor.",
];

pub(super) const SERVER_REFUSED: Sentences = [
    "El servidor del despacho dice que no.",
    GOES_ON,
    "Los detalles dicen por qué. Si se trata de su función, pregunte a un administrador del despacho.",
];

pub(super) const ENROLMENT_CODE_REFUSED: Sentences = [
    "El servidor del despacho no acepta este código.",
    NOT_IN,
    "Ya se usó, ha caducado o tiene una errata. Cópielo de nuevo, o pida otro a quien se lo envió.",
];

pub(super) const ENROLLED_ALREADY: Sentences = [
    "Este equipo ya está en un servidor del despacho.",
    "Solo está en uno a la vez. No se ha cambiado nada.",
    "Deje antes ese servidor y entre después con el código.",
];

pub(super) const NOT_ENROLLED: Sentences = [
    "Este equipo no está en ningún servidor del despacho.",
    "No hay a quién preguntar. Lo que hay en este equipo sigue funcionando.",
    "Pida un código a un propietario o a un administrador del despacho y entre con él.",
];

pub(super) const DEVICE_SHUT_OUT: Sentences = [
    "El servidor del despacho ya no deja entrar a este equipo.",
    GOES_ON,
    "Pregunte el motivo a un administrador: alguien lo excluyó, o el servidor se instaló de nuevo. Para volver a entrar, deje aquí el servidor y entre con otro código.",
];

pub(super) const DEVICE_KEY_GONE: Sentences = [
    "La clave con la que este equipo está en el servidor del despacho ya no está.",
    GOES_ON,
    "Deje aquí el servidor, sin avisarle, y entre con otro código. Un administrador puede excluir la entrada antigua.",
];

pub(super) const SERVER_RESTORED: Sentences = [
    "El servidor del despacho se restauró de una copia.",
    "Hasta que alguien decida, no se envía ni se toma nada. Lo que hay en este equipo sigue funcionando.",
    "Mire si es el servidor correcto y siga con él en Ajustes.",
];

pub(super) const NOTHING_TO_SETTLE: Sentences = [
    "Aquí ya no hay nada que decidir.",
    "No se ha cambiado nada: los dos dicen lo mismo, o alguien lo decidió ya.",
    "Mire de nuevo la lista.",
];

pub(super) const SYNC_UNDER_WAY: Sentences = [
    "Otro programa de este equipo está hablando con el servidor del despacho.",
    "Lo que envía y recibe vale para los dos. No se ha perdido nada.",
    "Mire de nuevo en un momento. Si el otro programa se cerró a medias, bastan cinco minutos.",
];

pub(super) const PRACTICE_STAYS_APART: Sentences = [
    "Un despacho de práctica no entra en el servidor de un despacho.",
    "Nada en él es real, y quedaría entre lo que el despacho tiene de verdad. No se envió nada.",
    "Abra su propio despacho y entre allí con el código.",
];
