//! Forms, keys and secrets that are typed in.

use super::Sentences;

pub(super) const FIELD_MISSING: Sentences =
    ["Falta un dato.", "No se ha empezado el inicio de sesión.", "Complételo y conecte de nuevo."];

pub(super) const KEY_WRONG_KIND: Sentences = [
    "Lo que se escribió es otra cosa, no lo que pide el formulario.",
    "No se envió nada y no se guardó nada.",
    "Copie lo correcto. «¿Dónde encuentro esto?» junto al campo dice dónde está.",
];

pub(super) const KEY_REFUSED: Sentences = [
    "El proveedor no acepta esta clave.",
    "La conexión no puede trabajar con ella. No se guardó ninguna clave nueva.",
    "Cópiela de nuevo, entera y sin espacios. Si se borró, cree otra.",
];

pub(super) const KEY_EXPIRED: Sentences = [
    "La clave ha caducado.",
    "La conexión no puede trabajar con ella. No se guardó ninguna clave nueva.",
    "Cree una clave nueva en el proveedor y péguela aquí.",
];

pub(super) const KEY_LACKS_PERMISSION: Sentences = [
    "La clave funciona, pero no puede hacer lo que la conexión necesita.",
    "La conexión no hará su trabajo hasta que se corrija.",
    "Dé a la clave los permisos que nombra la guía, o pídalo a un administrador.",
];

pub(super) const FIELD_WRONG: Sentences = [
    "Algo de lo escrito no coincide con lo que tiene el proveedor.",
    "La conexión no hará su trabajo hasta que se corrija.",
    "Compare cada campo con su ejemplo. Los detalles dicen qué respondió el proveedor.",
];

pub(super) const OTHER_ACCOUNT: Sentences = [
    "La clave es de otra cuenta que la de esta conexión.",
    "Se conservó la clave antigua.",
    "Pegue una clave de la cuenta correcta. Para cambiar de cuenta a propósito, márquelo en el formulario.",
];

pub(super) const CREDENTIAL_MISSING: Sentences = [
    "Aquí no se guarda nada con lo que probar esta conexión.",
    "Puede que se haya apartado, o que la tenga otro equipo.",
    "Inicie sesión de nuevo o sustituya la clave en la pestaña Cuentas.",
];

pub(super) const EVENTS_NEED_NO_SECRET: Sentences = [
    "Este proveedor no necesita que nadie pegue un secreto para sus eventos.",
    "No se ha guardado nada.",
    "Aquí no hay nada que hacer.",
];

pub(super) const NOTHING_TO_RETIRE: Sentences = [
    "No hay ningún secreto siguiente que pueda tomar el relevo.",
    "No se ha cambiado nada: sin ninguno no se podría comprobar ningún evento.",
    "Pegue antes el secreto nuevo. Después retire el anterior.",
];

pub(super) const SECRET_IN_THE_OPEN: Sentences = [
    "Un secreto se dio donde cualquier programa de este equipo puede leerlo.",
    "No se envió nada y no se guardó nada.",
    "Póngalo en un archivo, en la entrada o escríbalo cuando se le pida.",
];
