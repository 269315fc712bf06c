//! Mailboxes and their servers.

use super::Sentences;

pub(super) const MAIL_PASSWORD_REFUSED: Sentences = [
    "El servidor de correo no aceptó el usuario o la contraseña.",
    "El buzón no se puede leer con ellos. No se guardó nada nuevo.",
    "Compruebe ambos. Con la verificación en dos pasos hace falta una contraseña de aplicación en lugar de la habitual.",
];

pub(super) const MAIL_APP_PASSWORD: Sentences = [
    "Este servidor de correo pide una contraseña de aplicación, no la habitual.",
    "El buzón no se puede leer con la contraseña habitual. No se guardó nada nuevo.",
    "Cree una contraseña de aplicación en los ajustes de seguridad de la cuenta y escríbala en lugar de esta.",
];

pub(super) const MAIL_BROWSER_ONLY: Sentences = [
    "Este servidor de correo no deja entrar a nadie con contraseña.",
    "El buzón no se puede leer así. No se guardó nada nuevo.",
    "Conecte el buzón en la tarjeta de su proveedor, donde se inicia sesión con el navegador, o pida al administrador que permita contraseñas.",
];

pub(super) const MAIL_SWITCHED_OFF: Sentences = [
    "Este buzón no admite otros programas.",
    "No se puede leer hasta que eso cambie.",
    "Active IMAP en los ajustes del buzón, o pídalo al administrador. Los detalles dicen qué quiere el servidor.",
];

pub(super) const MAIL_HOST_UNKNOWN: Sentences = [
    "No hay ningún servidor de correo con ese nombre, que este equipo sepa.",
    "Eso no dice nada de la contraseña, y no se envió.",
    "Compruebe el nombre del servidor, letra por letra, y que este equipo tiene conexión.",
];

pub(super) const MAIL_CERTIFICATE: Sentences = [
    "El certificado del servidor de correo no es de confianza.",
    "La contraseña no se envió.",
    "Use el nombre verdadero del servidor y compruebe la fecha de este equipo. Si todo está bien, pida un certificado válido a quien lleva el servidor.",
];

pub(super) const MAIL_NO_TLS: Sentences = [
    "El servidor de correo no ofrece cifrado en este puerto.",
    "La contraseña no se envió.",
    "Elija SSL/TLS con el puerto 993 para leer o 465 para enviar, o pregunte al proveedor por el puerto cifrado.",
];

pub(super) const NOT_A_MAIL_SERVER: Sentences = [
    "Lo que responde allí no es el servidor de correo que se esperaba.",
    "La contraseña no se envió.",
    "Compare servidor y puerto con lo que dice el proveedor: leer y enviar tienen cada uno el suyo.",
];

pub(super) const MAIL_SERVERS_UNKNOWN: Sentences = [
    "No se encontraron los servidores de correo de esa dirección.",
    "No se envió nada y no se guardó nada.",
    "Compruebe la dirección. Si es correcta, abra «Servidores» en el formulario y escriba sus nombres y puertos.",
];

pub(super) const SENDER_ADDRESS_WRONG: Sentences = [
    "Desde esa dirección no se puede enviar correo.",
    "No se ha cambiado nada.",
    "Escriba una sola dirección, como oficina@su-despacho.com.",
];
