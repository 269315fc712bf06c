//! Provider files that the firm shares.

use super::Sentences;

const AS_BEFORE: &str = "No se ha cambiado nada: este equipo usa lo mismo que antes.";

pub(super) const FILE_UNKNOWN: Sentences = [
    "Aquí no hay ningún archivo de proveedor así, o el despacho no lo comparte.",
    AS_BEFORE,
    "Vuelva a mirar la lista: puede que alguien lo haya retirado o quitado entretanto.",
];

pub(super) const FILE_UNFIT: Sentences = [
    "Este archivo de proveedor no se puede compartir ni usar como está.",
    "No se ha ofrecido ni escrito nada.",
    "Los detalles dicen qué hay que corregir y en qué línea. Quien escribió el archivo lo corrige y lo ofrece de nuevo.",
];

pub(super) const FILE_CHANGED: Sentences = [
    "El archivo de proveedor que el despacho comparte ya es otro que el que usted miró.",
    AS_BEFORE,
    "Mírelo otra vez, sobre todo los servidores a los que se envían las claves, y decida después.",
];

pub(super) const FILE_IN_USE_HERE: Sentences = [
    "Este equipo ya usa este archivo de proveedor.",
    AS_BEFORE,
    "Para dejar de usarlo, quite el archivo de la carpeta de proveedores de este equipo.",
];

pub(super) const FILE_NOT_PLACED: Sentences = [
    "El archivo de proveedor no se pudo poner en su carpeta.",
    "Este equipo usa lo mismo que antes, y no quedó ningún archivo a medias.",
    "Compruebe que la carpeta de proveedores admite escritura y tiene espacio, y acéptelo de nuevo.",
];

pub(super) const MAY_NOT_OFFER: Sentences = [
    "Su función no permite ofrecer archivos de proveedor al despacho ni retirarlos.",
    "No se ha cambiado nada. El archivo sigue valiendo en este equipo.",
    "Pida a un propietario o administrador del despacho que lo haga.",
];
