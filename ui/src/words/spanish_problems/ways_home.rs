//! Links, browsers and what else an answer needs to come home.

use super::Sentences;

pub(super) const NO_WAY_HOME: Sentences = [
    "El proveedor solo responde por una página del servidor del despacho, y no hay ninguna.",
    "La respuesta no encontraría el camino de vuelta, así que no se ha empezado.",
    "Dé al servidor del despacho una dirección https pública y escríbala en Ajustes. Si el proveedor tiene un entorno de pruebas, conéctelo mientras tanto: responde a este equipo.",
];

pub(super) const RELAY_ADDRESS_WRONG: Sentences = [
    "Eso no puede ser la dirección pública del servidor del despacho.",
    "No se ha cambiado nada.",
    "Debe empezar por https:// y no llevar nombre, contraseña, «?» ni «#». Cópiela del navegador en el que ve el servidor de su despacho.",
];

pub(super) const PORTS_TAKEN: Sentences = [
    "Otros programas usan los puertos a los que llegaría la respuesta.",
    "La respuesta iría a otro programa, así que no se ha empezado.",
    "Cierre el otro programa (otro Patchbay o una herramienta de desarrollo) y conecte de nuevo.",
];

pub(super) const PROXY_NOT_PASSING: Sentences = [
    "Las llamadas al proveedor pasan por un proxy y no lo atraviesan.",
    "Eso no dice nada de la conexión. Nadie tiene que iniciar sesión de nuevo ni buscar otra clave.",
    "Pida a TI que compruebe que el proxy funciona, deja pasar al proveedor y no pide una contraseña que falte en la configuración del sistema. Si esta red no necesita proxy, quítelo de la configuración del sistema e inicie Patchbay otra vez.",
];

pub(super) const ADDRESS_REFUSED: Sentences = [
    "Esa no es la dirección de la página de un fabricante.",
    "Patchbay no la ha abierto.",
    "Solo se abren direcciones https. Si viene de un archivo propio, corrija el enlace.",
];

pub(super) const BROWSER_ABSENT: Sentences = [
    "El sistema no quiso abrir el navegador.",
    "La página no se ha abierto.",
    "Elija un navegador predeterminado, o copie la dirección y ábrala usted.",
];

pub(super) const LINKS_UNCLAIMED: Sentences = [
    "Ningún programa abre los enlaces de Patchbay.",
    "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
    "Pulse Reparar en los ajustes de Patchbay, o inicie Patchbay de nuevo.",
];

pub(super) const LINKS_TAKEN: Sentences = [
    "Otro programa, u otro Patchbay, abre los enlaces de Patchbay.",
    "La respuesta de un inicio de sesión iría allí, donde nadie la espera, y no llegaría aquí.",
    "Pulse Reparar en los ajustes de Patchbay. Los detalles dicen qué programa es.",
];

pub(super) const LINKS_ENTRY_BROKEN: Sentences = [
    "Los enlaces de Patchbay llevan a un programa que no se puede iniciar.",
    "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
    "Pulse Reparar en los ajustes de Patchbay. Es normal tras mover o actualizar Patchbay.",
];

pub(super) const LINKS_TOOL_MISSING: Sentences = [
    "Falta la herramienta con la que el sistema sabe quién abre los enlaces.",
    "La respuesta de un inicio de sesión por enlace puede no llegar. No se pierde: puede pegarse.",
    "Instale los paquetes xdg-utils y desktop-file-utils, y compruebe de nuevo.",
];

pub(super) const LINKS_NOT_WRITABLE: Sentences = [
    "Patchbay no puede escribir donde el sistema guarda quién abre los enlaces.",
    "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
    "Dé a su cuenta permiso de escritura en esa carpeta y compruebe de nuevo.",
];

pub(super) const LINKS_NOT_REPAIRED: Sentences = [
    "No se pudo hacer que los enlaces de Patchbay lleguen aquí.",
    "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
    "Elija Patchbay para sus enlaces en los ajustes del sistema, o envíe los detalles al servicio técnico.",
];

pub(super) const LINK_NOT_DELIVERED: Sentences = [
    "Un enlace de Patchbay que el sistema debía abrir no llegó aquí.",
    "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
    "Elija Patchbay para sus enlaces donde pregunte el navegador o el sistema. Mientras, pegue la respuesta.",
];

pub(super) const BROWSER_NOT_SET: Sentences = [
    "No hay navegador predeterminado, o no se puede iniciar.",
    "La página de un inicio de sesión no se abre sola.",
    "Instale un navegador o elija otro en los ajustes del sistema. La dirección puede copiarse.",
];

pub(super) const CLOCK_WRONG: Sentences = [
    "El reloj de este equipo no está en hora.",
    "Los proveedores toman sus peticiones por viejas o falsas, y los permisos se renuevan a destiempo.",
    "Haga que el sistema ajuste la hora solo, en sus ajustes de fecha y hora, y compruebe de nuevo.",
];

pub(super) const PROXY_IN_THE_WAY: Sentences = [
    "Las direcciones de este mismo equipo se envían a un proxy.",
    "Un navegador que lo respete entrega allí las respuestas, y el proxy no llega a este equipo.",
    "Añada “localhost,127.0.0.1” a las direcciones sin proxy, cierre la sesión del escritorio y ábrala de nuevo.",
];

pub(super) const CERTIFICATE_REPLACED: Sentences = [
    "Un servidor muestra un certificado en el que este equipo no confía.",
    "Algo intermedio (un antivirus, un cortafuegos) puede leer lo que se envía, y por ahí no se llama.",
    "Pida a informática que instale su certificado raíz o exima a Patchbay. Si la fecha está mal, corríjala antes.",
];
