//! The data folder, its database and what is written beside it, and the app itself.

use super::Sentences;

pub(super) const DATA_FOLDER_NOT_WRITABLE: Sentences = [
    "Patchbay no puede escribir en su carpeta de datos.",
    "Las conexiones no se pueden leer ni guardar hasta que pueda.",
    "Dé a su cuenta permiso de escritura en esa carpeta y compruebe de nuevo.",
];

pub(super) const DATA_FOLDER_IN_USE: Sentences = [
    "Otro Patchbay ya tiene abierta esta carpeta de datos.",
    "Dos a la vez podrían estropear el trabajo del otro, así que este se queda fuera.",
    "Use la ventana que ya está abierta, o ciérrela y compruebe de nuevo.",
];

pub(super) const DISK_FULL: Sentences = [
    "No queda espacio en el disco de la carpeta de datos.",
    "No se puede guardar nada. Lo guardado antes sigue ahí.",
    "Libere espacio (basta con 100 MB) y compruebe de nuevo.",
];

pub(super) const DISK_FAILING: Sentences = [
    "El disco de la carpeta de datos ha informado de un error.",
    "Lo que Patchbay iba a guardar no se ha guardado. Lo guardado antes sigue ahí, en la medida en que el disco pueda leerlo.",
    "Antes de nada, copie la carpeta de datos a otro disco, haga revisar este y compruebe de nuevo.",
];

pub(super) const DATABASE_NEWER: Sentences = [
    "Estos datos son de un Patchbay más nuevo que este.",
    "Abrirlos con el programa antiguo podría perder algo. No se ha cambiado nada.",
    "Instale de nuevo el Patchbay más nuevo.",
];

pub(super) const DATABASE_DAMAGED: Sentences = [
    "El archivo de la base de datos no se puede leer.",
    "Las conexiones no se pueden mostrar. El archivo se ha dejado como estaba.",
    "Pida a soporte que restaure una copia de la carpeta «backups».",
];

pub(super) const DATABASE_FOREIGN: Sentences = [
    "El archivo de la base de datos es de otro programa.",
    "Patchbay no lo toca.",
    "Apártelo de la carpeta de datos, o elija otra carpeta, y compruebe de nuevo.",
];

pub(super) const DATABASE_FAILED: Sentences = [
    "La base de datos no se pudo abrir.",
    "Las conexiones no se pueden leer ni guardar.",
    "Compruebe de nuevo. Si sigue igual, envíe los detalles a soporte.",
];

pub(super) const DISPLAY_ABSENT: Sentences = [
    "No hay pantalla en la que abrir una ventana.",
    "Patchbay no se puede mostrar.",
    "Inicie Patchbay en una sesión con pantalla.",
];

pub(super) const SESSION_BUS_ABSENT: Sentences = [
    "Esta sesión no tiene bus de mensajes.",
    "El llavero y los enlaces no funcionan sin él.",
    "Inicie Patchbay desde una sesión de escritorio.",
];

pub(super) const WEBVIEW_ABSENT: Sentences = [
    "Falta el componente web del sistema.",
    "La ventana no se puede abrir.",
    "Instale el componente web que nombran los detalles.",
];

pub(super) const SERVER_NOT_STARTED: Sentences = [
    "El servidor del despacho no se pudo iniciar.",
    "La configuración no se comparte mientras tanto.",
    "Reinicie Patchbay. Si sigue igual, envíe los detalles a soporte.",
];

pub(super) const EMBEDDED_KEEPS_NOTHING: Sentences = [
    "El servidor del despacho dentro de esta aplicación no guarda lo que se ajusta aquí.",
    "No se pierde nada: todo está en la base de datos de este equipo.",
    "Compruebe que el disco tiene sitio; cierre Patchbay y vuelva a iniciarlo. Si lo que guarda ese servidor lo creó un Patchbay más reciente, instale ese. Si se trasladó (los detalles dicen adónde), entre allí con un enlace.",
];

pub(super) const SERVER_UNREACHABLE: Sentences = [
    "El servidor del despacho no responde.",
    "La configuración no se comparte mientras tanto.",
    "Compruebe de nuevo. Si sigue igual, reinicie Patchbay.",
];

pub(super) const EXPORT_NOT_WRITTEN: Sentences = [
    "El archivo no se pudo escribir.",
    "No se ha exportado nada ni ha quedado un archivo a medias.",
    "Compruebe que la carpeta existe, admite escritura y tiene espacio, y exporte de nuevo.",
];

pub(super) const NOT_A_PRACTICE_FIRM: Sentences = [
    "Esta carpeta de datos contiene conexiones reales.",
    "Un despacho de práctica las reemplazaría, así que no se ha cambiado nada.",
    "Indique una carpeta de datos vacía.",
];

pub(super) const INTERNAL: Sentences = [
    "La ventana y el programa que hay detrás no se entienden.",
    "Lo que ve puede no estar al día. No se ha cambiado nada.",
    "Cierre Patchbay e inícielo de nuevo. Si sigue igual, reinstálelo.",
];
