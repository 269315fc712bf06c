//! The keychain, the vault and who may open it.

use super::Sentences;

pub(super) const KEYCHAIN_ABSENT: Sentences = [
    "No se encontró ningún llavero.",
    "Sin él no se puede guardar ninguna credencial.",
    "Inicie o instale el llavero del sistema y compruebe de nuevo.",
];

pub(super) const KEYCHAIN_LOCKED: Sentences = [
    "El llavero está bloqueado.",
    "Las credenciales no se pueden abrir hasta que se desbloquee.",
    "Desbloquéelo con la contraseña de su sesión y compruebe de nuevo.",
];

pub(super) const KEYCHAIN_DENIED: Sentences = [
    "El llavero no permitió el acceso a Patchbay.",
    "Las credenciales no se pueden abrir.",
    "Permita el acceso a Patchbay en el llavero y compruebe de nuevo.",
];

pub(super) const KEYCHAIN_BROKEN: Sentences = [
    "El llavero responde, pero no como debería.",
    "No se ha cambiado ni borrado nada.",
    "Cierre la sesión y vuelva a entrar. Si sigue igual, envíe los detalles a soporte.",
];

pub(super) const KEYCHAIN_NOT_ANSWERING: Sentences = [
    "El llavero no ha respondido a tiempo.",
    "Las credenciales no se pueden abrir por ahora.",
    "Mire si el llavero espera una respuesta suya en otra ventana y compruebe de nuevo.",
];

pub(super) const KEYCHAIN_WRONG_KEY: Sentences = [
    "El llavero tiene una clave, pero no es la de estas credenciales.",
    "Las credenciales guardadas no se pueden abrir con ella. No se ha cambiado nada.",
    "Recupere el llavero de antes y compruebe de nuevo, o use un kit de recuperación.",
];

pub(super) const KEYCHAIN_EMPTY: Sentences = [
    "El llavero está abierto, pero la clave de estas credenciales no está en él.",
    "Las credenciales guardadas no se pueden abrir. No se ha borrado ni reemplazado nada.",
    "Recupere el llavero de antes y compruebe de nuevo, o use un kit de recuperación.",
];

pub(super) const PASSPHRASE_NEEDED: Sentences = [
    "Las credenciales guardadas se abren con una frase de contraseña.",
    "Las conexiones están paradas hasta que alguien la escriba.",
    "Escriba la frase de contraseña.",
];

pub(super) const PASSPHRASE_WRONG: Sentences = [
    "Esa frase de contraseña no abre las credenciales guardadas.",
    "Siguen cerradas. No se ha cambiado nada.",
    "Revise las mayúsculas y el teclado y escríbala otra vez, o use un kit de recuperación.",
];

pub(super) const PASSPHRASE_TOO_SHORT: Sentences = [
    "La frase de contraseña es demasiado corta.",
    "No se ha cambiado nada.",
    "Elija una de 12 caracteres o más; cuatro o cinco palabras bastan.",
];

pub(super) const VAULT_FORGOTTEN: Sentences = [
    "La clave solo estaba en la memoria y se fue al cerrarse Patchbay, como se eligió.",
    "Lo guardado antes no se puede abrir sin un kit de recuperación.",
    "Empiece de nuevo y haga otra vez las conexiones, o use un kit de recuperación.",
];

pub(super) const VAULT_LOCKED: Sentences = [
    "Alguien bloqueó las credenciales guardadas.",
    "Las conexiones están paradas hasta que se desbloqueen.",
    "Desbloquéelas en la página Seguridad.",
];

pub(super) const VAULT_IN_MEMORY: Sentences = [
    "La clave solo está en la memoria.",
    "Bloquear la perdería, con todas las credenciales, así que no se ha cambiado nada.",
    "Lleve antes la clave al llavero, o a una frase de contraseña.",
];

pub(super) const VAULT_NOT_MADE: Sentences = [
    "Todavía no hay ninguna caja cifrada.",
    "Esto necesita una.",
    "Guarde una credencial, o cree la caja en la página Seguridad.",
];

pub(super) const VAULT_BUSY: Sentences = [
    "Ya hay otro cambio de las claves en marcha.",
    "Este no se ha hecho.",
    "Espere a que termine el otro e inténtelo de nuevo.",
];

pub(super) const VAULT_DAMAGED: Sentences = [
    "Algo de lo guardado no está como se escribió.",
    "No se abre, porque podría haber sido alterado. Se ha dejado como estaba.",
    "Pida a soporte que restaure una copia de la carpeta «backups».",
];

pub(super) const VAULT_NOT_WIPED: Sentences = [
    "La clave se cambió, pero lo que selló la anterior no se pudo borrar del disco.",
    "No se ha perdido nada y todo se abre con la nueva. Quedan bytes sellados antiguos \
     en la carpeta de datos.",
    "Patchbay los borra cuando vuelva a iniciarse. Si se repite, mire los detalles.",
];

pub(super) const KIT_CODE_MISTYPED: Sentences = [
    "Ese código no es el de un kit de recuperación, o tiene un error.",
    "No se ha abierto ni cambiado nada.",
    "Compárelo con la hoja, grupo por grupo.",
];

pub(super) const KIT_OF_ANOTHER_FIRM: Sentences = [
    "Ese código es del kit de otra instalación.",
    "Aquí no abre nada.",
    "Busque la hoja que lleva el nombre de esta instalación.",
];

pub(super) const KIT_RETIRED: Sentences =
    ["Ese kit de recuperación fue retirado.", "Ya no abre nada.", "Use una hoja más reciente."];

pub(super) const KIT_UNKNOWN: Sentences = [
    "Ese código no abre nada aquí.",
    "No se ha cambiado nada.",
    "Compruebe que la hoja es de esta instalación y de después de la última copia.",
];

pub(super) const KIT_PROOF_WRONG: Sentences = [
    "Los grupos escritos no son los de la hoja.",
    "El kit queda sin comprobar.",
    "Léalos otra vez en el papel. Si el papel está mal, imprima la hoja de nuevo.",
];

pub(super) const VALUES_DO_NOT_OPEN: Sentences = [
    "No todos los valores guardados se abren.",
    "La clave de sellado no se ha cambiado: con la antigua se iría la última ocasión de abrirlos.",
    "Restaure la carpeta de datos de un día en que se abrían, o apártelos y vuelva a conectar.",
];

pub(super) const ADMINISTRATOR_CODE_MISTYPED: Sentences = [
    "Ese código no es el de un administrador, o tiene un error.",
    "No se ha cambiado nada.",
    "Pida que lo copie de su página Seguridad, y péguelo entero.",
];

pub(super) const ADMINISTRATOR_UNKNOWN: Sentences = [
    "Ese administrador no puede abrir estas credenciales, o ya no.",
    "No se ha cambiado nada.",
    "Abra de nuevo la página Seguridad para ver quién puede.",
];

pub(super) const HELP_UNREADABLE: Sentences = [
    "Lo pegado no es el texto que se esperaba.",
    "No se ha cambiado nada.",
    "Copie el texto entero, desde PATCHBAY hasta el final, y péguelo otra vez.",
];

pub(super) const HELP_NOT_FOR_US: Sentences = [
    "Esa petición es para el Patchbay de otro administrador.",
    "Aquí no se puede responder. No se ha dado nada.",
    "Envíela al administrador que nombra, o ábrala en su Patchbay.",
];

pub(super) const HELP_NOT_AWAITED: Sentences = [
    "Esa respuesta es de otra petición.",
    "Una petición espera solo mientras Patchbay está abierto. No se ha cambiado nada.",
    "Pida ayuda otra vez y deje Patchbay abierto hasta que llegue la respuesta.",
];

pub(super) const FINGERPRINT_DIFFERS: Sentences = [
    "La huella no es la que le dijeron.",
    "Alguien puede haber puesto su propia clave. No se ha cambiado ni dado nada.",
    "Llame a la persona a un número que conozca y pida que envíe el texto otra vez.",
];
