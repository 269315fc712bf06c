//! What each of the core's problems means, in Spanish. The particulars (which folder,
//! which process) stay in the core's own words, in the details.

use patchbay_contract::{ErrorCode, Problem};

/// What happened, what that means, what to do.
pub(super) fn sentences(problem: &Problem) -> [&'static str; 3] {
    match problem.code {
        ErrorCode::DataFolderNotWritable => [
            "Patchbay no puede escribir en su carpeta de datos.",
            "Las conexiones no se pueden leer ni guardar hasta que pueda.",
            "Dé a su cuenta permiso de escritura en esa carpeta y compruebe de nuevo.",
        ],
        ErrorCode::DataFolderInUse => [
            "Otro Patchbay ya tiene abierta esta carpeta de datos.",
            "Dos a la vez podrían estropear el trabajo del otro, así que este se queda fuera.",
            "Use la ventana que ya está abierta, o ciérrela y compruebe de nuevo.",
        ],
        ErrorCode::DiskFull => [
            "No queda espacio en el disco de la carpeta de datos.",
            "No se puede guardar nada. Lo guardado antes sigue ahí.",
            "Libere espacio (basta con 100 MB) y compruebe de nuevo.",
        ],
        ErrorCode::DiskFailing => [
            "El disco de la carpeta de datos ha informado de un error.",
            "Lo que Patchbay iba a guardar no se ha guardado. Lo guardado antes sigue ahí, en la medida en que el disco pueda leerlo.",
            "Antes de nada, copie la carpeta de datos a otro disco, haga revisar este y compruebe de nuevo.",
        ],
        ErrorCode::DatabaseNewer => [
            "Estos datos son de un Patchbay más nuevo que este.",
            "Abrirlos con el programa antiguo podría perder algo. No se ha cambiado nada.",
            "Instale de nuevo el Patchbay más nuevo.",
        ],
        ErrorCode::DatabaseDamaged => [
            "El archivo de la base de datos no se puede leer.",
            "Las conexiones no se pueden mostrar. El archivo se ha dejado como estaba.",
            "Pida a soporte que restaure una copia de la carpeta «backups».",
        ],
        ErrorCode::DatabaseForeign => [
            "El archivo de la base de datos es de otro programa.",
            "Patchbay no lo toca.",
            "Apártelo de la carpeta de datos, o elija otra carpeta, y compruebe de nuevo.",
        ],
        ErrorCode::DatabaseFailed => [
            "La base de datos no se pudo abrir.",
            "Las conexiones no se pueden leer ni guardar.",
            "Compruebe de nuevo. Si sigue igual, envíe los detalles a soporte.",
        ],
        ErrorCode::KeychainAbsent => [
            "No se encontró ningún llavero.",
            "Sin él no se puede guardar ninguna credencial.",
            "Inicie o instale el llavero del sistema y compruebe de nuevo.",
        ],
        ErrorCode::KeychainLocked => [
            "El llavero está bloqueado.",
            "Las credenciales no se pueden abrir hasta que se desbloquee.",
            "Desbloquéelo con la contraseña de su sesión y compruebe de nuevo.",
        ],
        ErrorCode::KeychainDenied => [
            "El llavero no permitió el acceso a Patchbay.",
            "Las credenciales no se pueden abrir.",
            "Permita el acceso a Patchbay en el llavero y compruebe de nuevo.",
        ],
        ErrorCode::KeychainBroken => [
            "El llavero responde, pero no como debería.",
            "No se ha cambiado ni borrado nada.",
            "Cierre la sesión y vuelva a entrar. Si sigue igual, envíe los detalles a soporte.",
        ],
        ErrorCode::KeychainNotAnswering => [
            "El llavero no ha respondido a tiempo.",
            "Las credenciales no se pueden abrir por ahora.",
            "Mire si el llavero espera una respuesta suya en otra ventana y compruebe de nuevo.",
        ],
        ErrorCode::KeychainWrongKey => [
            "El llavero tiene una clave, pero no es la de estas credenciales.",
            "Las credenciales guardadas no se pueden abrir con ella. No se ha cambiado nada.",
            "Recupere el llavero de antes y compruebe de nuevo, o use un kit de recuperación.",
        ],
        ErrorCode::KeychainEmpty => [
            "El llavero está abierto, pero la clave de estas credenciales no está en él.",
            "Las credenciales guardadas no se pueden abrir. No se ha borrado ni reemplazado nada.",
            "Recupere el llavero de antes y compruebe de nuevo, o use un kit de recuperación.",
        ],
        ErrorCode::PassphraseNeeded => [
            "Las credenciales guardadas se abren con una frase de contraseña.",
            "Las conexiones están paradas hasta que alguien la escriba.",
            "Escriba la frase de contraseña.",
        ],
        ErrorCode::PassphraseWrong => [
            "Esa frase de contraseña no abre las credenciales guardadas.",
            "Siguen cerradas. No se ha cambiado nada.",
            "Revise las mayúsculas y el teclado y escríbala otra vez, o use un kit de recuperación.",
        ],
        ErrorCode::PassphraseTooShort => [
            "La frase de contraseña es demasiado corta.",
            "No se ha cambiado nada.",
            "Elija una de 12 caracteres o más; cuatro o cinco palabras bastan.",
        ],
        ErrorCode::VaultForgotten => [
            "La clave solo estaba en la memoria y se fue al cerrarse Patchbay, como se eligió.",
            "Lo guardado antes no se puede abrir sin un kit de recuperación.",
            "Empiece de nuevo y haga otra vez las conexiones, o use un kit de recuperación.",
        ],
        ErrorCode::VaultLocked => [
            "Alguien bloqueó las credenciales guardadas.",
            "Las conexiones están paradas hasta que se desbloqueen.",
            "Desbloquéelas en la página Seguridad.",
        ],
        ErrorCode::VaultInMemory => [
            "La clave solo está en la memoria.",
            "Bloquear la perdería, con todas las credenciales, así que no se ha cambiado nada.",
            "Lleve antes la clave al llavero, o a una frase de contraseña.",
        ],
        ErrorCode::VaultNotMade => [
            "Todavía no hay ninguna caja cifrada.",
            "Esto necesita una.",
            "Guarde una credencial, o cree la caja en la página Seguridad.",
        ],
        ErrorCode::VaultBusy => [
            "Ya hay otro cambio de las claves en marcha.",
            "Este no se ha hecho.",
            "Espere a que termine el otro e inténtelo de nuevo.",
        ],
        ErrorCode::VaultDamaged => [
            "Algo de lo guardado no está como se escribió.",
            "No se abre, porque podría haber sido alterado. Se ha dejado como estaba.",
            "Pida a soporte que restaure una copia de la carpeta «backups».",
        ],
        ErrorCode::VaultNotWiped => [
            "La clave se cambió, pero lo que selló la anterior no se pudo borrar del disco.",
            "No se ha perdido nada y todo se abre con la nueva. Quedan bytes sellados antiguos \
             en la carpeta de datos.",
            "Patchbay los borra cuando vuelva a iniciarse. Si se repite, mire los detalles.",
        ],
        ErrorCode::KitCodeMistyped => [
            "Ese código no es el de un kit de recuperación, o tiene un error.",
            "No se ha abierto ni cambiado nada.",
            "Compárelo con la hoja, grupo por grupo.",
        ],
        ErrorCode::KitOfAnotherFirm => [
            "Ese código es del kit de otra instalación.",
            "Aquí no abre nada.",
            "Busque la hoja que lleva el nombre de esta instalación.",
        ],
        ErrorCode::KitRetired => [
            "Ese kit de recuperación fue retirado.",
            "Ya no abre nada.",
            "Use una hoja más reciente.",
        ],
        ErrorCode::KitUnknown => [
            "Ese código no abre nada aquí.",
            "No se ha cambiado nada.",
            "Compruebe que la hoja es de esta instalación y de después de la última copia.",
        ],
        ErrorCode::KitProofWrong => [
            "Los grupos escritos no son los de la hoja.",
            "El kit queda sin comprobar.",
            "Léalos otra vez en el papel. Si el papel está mal, imprima la hoja de nuevo.",
        ],
        ErrorCode::ValuesDoNotOpen => [
            "No todos los valores guardados se abren.",
            "La clave de sellado no se ha cambiado: con la antigua se iría la última ocasión de abrirlos.",
            "Restaure la carpeta de datos de un día en que se abrían, o apártelos y vuelva a conectar.",
        ],
        ErrorCode::AdministratorCodeMistyped => [
            "Ese código no es el de un administrador, o tiene un error.",
            "No se ha cambiado nada.",
            "Pida que lo copie de su página Seguridad, y péguelo entero.",
        ],
        ErrorCode::AdministratorUnknown => [
            "Ese administrador no puede abrir estas credenciales, o ya no.",
            "No se ha cambiado nada.",
            "Abra de nuevo la página Seguridad para ver quién puede.",
        ],
        ErrorCode::HelpUnreadable => [
            "Lo pegado no es el texto que se esperaba.",
            "No se ha cambiado nada.",
            "Copie el texto entero, desde PATCHBAY hasta el final, y péguelo otra vez.",
        ],
        ErrorCode::HelpNotForUs => [
            "Esa petición es para el Patchbay de otro administrador.",
            "Aquí no se puede responder. No se ha dado nada.",
            "Envíela al administrador que nombra, o ábrala en su Patchbay.",
        ],
        ErrorCode::HelpNotAwaited => [
            "Esa respuesta es de otra petición.",
            "Una petición espera solo mientras Patchbay está abierto. No se ha cambiado nada.",
            "Pida ayuda otra vez y deje Patchbay abierto hasta que llegue la respuesta.",
        ],
        ErrorCode::FingerprintDiffers => [
            "La huella no es la que le dijeron.",
            "Alguien puede haber puesto su propia clave. No se ha cambiado ni dado nada.",
            "Llame a la persona a un número que conozca y pida que envíe el texto otra vez.",
        ],
        ErrorCode::DisplayAbsent => [
            "No hay pantalla en la que abrir una ventana.",
            "Patchbay no se puede mostrar.",
            "Inicie Patchbay en una sesión con pantalla.",
        ],
        ErrorCode::SessionBusAbsent => [
            "Esta sesión no tiene bus de mensajes.",
            "El llavero y los enlaces no funcionan sin él.",
            "Inicie Patchbay desde una sesión de escritorio.",
        ],
        ErrorCode::WebviewAbsent => [
            "Falta el componente web del sistema.",
            "La ventana no se puede abrir.",
            "Instale el componente web que nombran los detalles.",
        ],
        ErrorCode::ServerNotStarted => [
            "El servidor del despacho no se pudo iniciar.",
            "La configuración no se comparte mientras tanto.",
            "Reinicie Patchbay. Si sigue igual, envíe los detalles a soporte.",
        ],
        ErrorCode::ServerUnreachable => [
            "El servidor del despacho no responde.",
            "La configuración no se comparte mientras tanto.",
            "Compruebe de nuevo. Si sigue igual, reinicie Patchbay.",
        ],
        ErrorCode::ProviderUnknown => [
            "Patchbay no conoce ese proveedor.",
            "Su página no se puede mostrar.",
            "Vuelva a las conexiones y búsquelo allí. Si es un proveedor propio, revise su \
             archivo en la carpeta «providers».",
        ],
        ErrorCode::FirmAppMissing => [
            "El despacho aún no ha registrado una aplicación en ese proveedor.",
            "Sin ella, nadie puede iniciar sesión allí desde aquí.",
            "Abra la pestaña Ajustes del proveedor: muestra qué registrar y recoge el resultado.",
        ],
        ErrorCode::FirmAppWrong => [
            "Lo escrito no puede ser la aplicación del despacho.",
            "No se ha guardado nada.",
            "Copie de nuevo ambos datos de las páginas de desarrollo del proveedor, cada uno en su campo.",
        ],
        ErrorCode::FieldMissing => [
            "Falta un dato.",
            "No se ha empezado el inicio de sesión.",
            "Complételo y conecte de nuevo.",
        ],
        ErrorCode::NoWayHome => [
            "El proveedor solo responde por una página del servidor del despacho, y no hay ninguna.",
            "La respuesta no encontraría el camino de vuelta, así que no se ha empezado.",
            "Dé al servidor del despacho una dirección https pública y escríbala en Ajustes. Si el proveedor tiene un entorno de pruebas, conéctelo mientras tanto: responde a este equipo.",
        ],
        ErrorCode::RelayAddressWrong => [
            "Eso no puede ser la dirección pública del servidor del despacho.",
            "No se ha cambiado nada.",
            "Debe empezar por https:// y no llevar nombre, contraseña, «?» ni «#». Cópiela del navegador en el que ve el servidor de su despacho.",
        ],
        ErrorCode::PortsTaken => [
            "Otros programas usan los puertos a los que llegaría la respuesta.",
            "La respuesta iría a otro programa, así que no se ha empezado.",
            "Cierre el otro programa (otro Patchbay o una herramienta de desarrollo) y conecte de nuevo.",
        ],
        ErrorCode::AttemptUnknown => [
            "No hay ningún inicio de sesión así en marcha.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Empiece de nuevo desde la tarjeta del proveedor.",
        ],
        ErrorCode::AttemptOver => [
            "Este inicio de sesión ha terminado.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Empiece de nuevo desde la tarjeta del proveedor.",
        ],
        ErrorCode::SignInRefused => [
            "Alguien dijo que no en la página del proveedor, o el proveedor terminó el inicio de sesión.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Si fue un error, empiece de nuevo y elija Permitir. Si su cuenta no puede, que lo haga un administrador de la empresa.",
        ],
        ErrorCode::AnswerWrong => [
            "Lo que volvió del navegador no es una respuesta a este inicio de sesión.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Empiece de nuevo desde la tarjeta del proveedor.",
        ],
        ErrorCode::TokenUnusable => [
            "El proveedor respondió con algo que no sirve como permiso.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Quite esta aplicación de la cuenta en el proveedor y empiece de nuevo. Si se repite, envíe los detalles a soporte.",
        ],
        ErrorCode::ScopesMissing => [
            "El proveedor permitió menos de lo que la conexión necesita.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Empiece de nuevo y deje marcadas todas las casillas. Si no se pueden marcar, compare la aplicación con la pestaña Permisos.",
        ],
        ErrorCode::ProviderUnreachable => [
            "No se puede llegar al proveedor desde este equipo.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Compruebe que el equipo tiene conexión y que su fecha es correcta. En una oficina, que informática mire los detalles.",
        ],
        ErrorCode::ProviderBusy => [
            "El proveedor está ocupado o no admite más llamadas por ahora.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Espere unos minutos y empiece de nuevo.",
        ],
        ErrorCode::AnswerTooLate => [
            "El proveedor ya no acepta la respuesta de este inicio de sesión.",
            "Una respuesta vale unos minutos y una sola vez. No se ha hecho ni cambiado ninguna conexión.",
            "Empiece de nuevo desde la tarjeta del proveedor y termine sin pausa. Si se repite, compare la dirección de retorno de la aplicación con la de la pestaña Ajustes.",
        ],
        ErrorCode::ProviderRefused => [
            "El proveedor dice que no.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Revise el identificador, el secreto y la dirección de retorno de la aplicación del despacho. Los detalles son las palabras del proveedor.",
        ],
        ErrorCode::ProviderNonsense => [
            "Lo que volvió no es lo que ese proveedor responde.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Puede haber un proxy o una avería por medio. Abra el sitio del proveedor en el navegador; cuando funcione, empiece de nuevo.",
        ],
        ErrorCode::NoCompany => [
            "El inicio de sesión no sirve para ninguna empresa.",
            "No se ha hecho ni cambiado ninguna conexión.",
            "Entre allí con una cuenta que pueda ver la empresa y empiece de nuevo.",
        ],
        ErrorCode::OtherCompany => [
            "El inicio de sesión era para otra empresa que la de esta conexión.",
            "No se ha cambiado nada: los libros de una empresa no deben acabar con los de otra.",
            "Empiece de nuevo y elija la empresa correcta. Para trabajar también con la otra, conéctela por separado.",
        ],
        ErrorCode::ConnectionUnknown => [
            "Esta conexión ya no está, o inicia sesión de otra manera.",
            "No se ha cambiado nada.",
            "Abra de nuevo la página del proveedor: muestra las conexiones que hay y los comprobantes de las que se terminaron.",
        ],
        ErrorCode::ConnectionBusy => [
            "Esa conexión se está renovando o probando, o alguien está iniciando sesión en ella.",
            "No se ha cambiado nada.",
            "Espere un momento e inténtelo otra vez.",
        ],
        ErrorCode::PermissionStands => [
            "No se ha podido pedir al proveedor que retire el permiso.",
            "No se ha quitado nada: el permiso sigue allí y la conexión aquí.",
            "Inténtelo más tarde. Si tiene que acabar ahora, quítela aquí de todos modos y retire el permiso usted en el proveedor.",
        ],
        ErrorCode::PermissionNotEnded => [
            "El proveedor no ha querido retirar el permiso.",
            "No se ha quitado nada, y pedirlo otra vez no cambiará su respuesta.",
            "Retire el permiso usted en el proveedor y luego quite la conexión aquí de todos modos.",
        ],
        ErrorCode::KeyWrongKind => [
            "Lo que se escribió es otra cosa, no lo que pide el formulario.",
            "No se envió nada y no se guardó nada.",
            "Copie lo correcto. «¿Dónde encuentro esto?» junto al campo dice dónde está.",
        ],
        ErrorCode::KeyRefused => [
            "El proveedor no acepta esta clave.",
            "La conexión no puede trabajar con ella. No se guardó ninguna clave nueva.",
            "Cópiela de nuevo, entera y sin espacios. Si se borró, cree otra.",
        ],
        ErrorCode::KeyExpired => [
            "La clave ha caducado.",
            "La conexión no puede trabajar con ella. No se guardó ninguna clave nueva.",
            "Cree una clave nueva en el proveedor y péguela aquí.",
        ],
        ErrorCode::KeyLacksPermission => [
            "La clave funciona, pero no puede hacer lo que la conexión necesita.",
            "La conexión no hará su trabajo hasta que se corrija.",
            "Dé a la clave los permisos que nombra la guía, o pídalo a un administrador.",
        ],
        ErrorCode::FieldWrong => [
            "Algo de lo escrito no coincide con lo que tiene el proveedor.",
            "La conexión no hará su trabajo hasta que se corrija.",
            "Compare cada campo con su ejemplo. Los detalles dicen qué respondió el proveedor.",
        ],
        ErrorCode::OtherAccount => [
            "La clave es de otra cuenta que la de esta conexión.",
            "Se conservó la clave antigua.",
            "Pegue una clave de la cuenta correcta. Para cambiar de cuenta a propósito, márquelo en el formulario.",
        ],
        ErrorCode::CredentialMissing => [
            "Aquí no se guarda nada con lo que probar esta conexión.",
            "Puede que se haya apartado, o que la tenga otro equipo.",
            "Inicie sesión de nuevo o sustituya la clave en la pestaña Cuentas.",
        ],
        ErrorCode::MailPasswordRefused => [
            "El servidor de correo no aceptó el usuario o la contraseña.",
            "El buzón no se puede leer con ellos. No se guardó nada nuevo.",
            "Compruebe ambos. Con la verificación en dos pasos hace falta una contraseña de aplicación en lugar de la habitual.",
        ],
        ErrorCode::MailAppPassword => [
            "Este servidor de correo pide una contraseña de aplicación, no la habitual.",
            "El buzón no se puede leer con la contraseña habitual. No se guardó nada nuevo.",
            "Cree una contraseña de aplicación en los ajustes de seguridad de la cuenta y escríbala en lugar de esta.",
        ],
        ErrorCode::MailBrowserOnly => [
            "Este servidor de correo no deja entrar a nadie con contraseña.",
            "El buzón no se puede leer así. No se guardó nada nuevo.",
            "Conecte el buzón en la tarjeta de su proveedor, donde se inicia sesión con el navegador, o pida al administrador que permita contraseñas.",
        ],
        ErrorCode::MailSwitchedOff => [
            "Este buzón no admite otros programas.",
            "No se puede leer hasta que eso cambie.",
            "Active IMAP en los ajustes del buzón, o pídalo al administrador. Los detalles dicen qué quiere el servidor.",
        ],
        ErrorCode::MailHostUnknown => [
            "No hay ningún servidor de correo con ese nombre, que este equipo sepa.",
            "Eso no dice nada de la contraseña, y no se envió.",
            "Compruebe el nombre del servidor, letra por letra, y que este equipo tiene conexión.",
        ],
        ErrorCode::MailCertificate => [
            "El certificado del servidor de correo no es de confianza.",
            "La contraseña no se envió.",
            "Use el nombre verdadero del servidor y compruebe la fecha de este equipo. Si todo está bien, pida un certificado válido a quien lleva el servidor.",
        ],
        ErrorCode::MailNoTls => [
            "El servidor de correo no ofrece cifrado en este puerto.",
            "La contraseña no se envió.",
            "Elija SSL/TLS con el puerto 993 para leer o 465 para enviar, o pregunte al proveedor por el puerto cifrado.",
        ],
        ErrorCode::NotAMailServer => [
            "Lo que responde allí no es el servidor de correo que se esperaba.",
            "La contraseña no se envió.",
            "Compare servidor y puerto con lo que dice el proveedor: leer y enviar tienen cada uno el suyo.",
        ],
        ErrorCode::MailServersUnknown => [
            "No se encontraron los servidores de correo de esa dirección.",
            "No se envió nada y no se guardó nada.",
            "Compruebe la dirección. Si es correcta, abra «Servidores» en el formulario y escriba sus nombres y puertos.",
        ],
        ErrorCode::ProviderDown => [
            "El proveedor tiene una avería en este momento.",
            "Eso no dice nada de la conexión ni de la clave.",
            "Espere a que vuelva a funcionar e inténtelo de nuevo.",
        ],
        ErrorCode::ConnectionUnfit => [
            "Esta conexión no sirve para eso: ya no está, es de prueba o es para otra cosa.",
            "No se ha cambiado nada.",
            "Elija otra, o conecte antes una que sirva.",
        ],
        ErrorCode::MoneyMixed => [
            "El dinero de los clientes y el del despacho acabarían en la misma cuenta.",
            "No se ha cambiado nada: nunca comparten cuenta.",
            "Elija una cuenta que sea para ese dinero. De quién es el de cada cuenta se dice en la lista de cuentas, o en el formulario con que se conectó.",
        ],
        ErrorCode::SegmentNameMissing => [
            "Un segmento necesita un nombre, que no sea muy largo.",
            "No se ha cambiado nada.",
            "Escriba un nombre de 60 letras como mucho.",
        ],
        ErrorCode::SegmentNameTaken => [
            "Ya hay un segmento con ese nombre.",
            "No se ha cambiado nada.",
            "Elija otro nombre, o use el segmento que ya está.",
        ],
        ErrorCode::SegmentUnknown => [
            "Este segmento ya no está, o es el de los demás, que siempre tienen que pagar en alguna parte.",
            "No se ha cambiado nada.",
            "Mire de nuevo la lista: puede haber cambiado en otro lugar.",
        ],
        ErrorCode::SenderAddressWrong => [
            "Desde esa dirección no se puede enviar correo.",
            "No se ha cambiado nada.",
            "Escriba una sola dirección, como oficina@su-despacho.com.",
        ],
        ErrorCode::EventsNeedNoSecret => [
            "Este proveedor no necesita que nadie pegue un secreto para sus eventos.",
            "No se ha guardado nada.",
            "Aquí no hay nada que hacer.",
        ],
        ErrorCode::NothingToRetire => [
            "No hay ningún secreto siguiente que pueda tomar el relevo.",
            "No se ha cambiado nada: sin ninguno no se podría comprobar ningún evento.",
            "Pegue antes el secreto nuevo. Después retire el anterior.",
        ],
        ErrorCode::BooksNotOffered => [
            "De este proveedor no se puede leer ese balance de comprobación.",
            "No se ha leído nada.",
            "Elija el otro criterio (devengo o caja), o exporte el balance en el propio programa.",
        ],
        ErrorCode::BooksDoNotTie => [
            "El balance de comprobación no cuadra: el debe y el haber son distintos.",
            "De unos libros cuyos dos lados difieren no se toma nada.",
            "Abra allí el balance del mismo día y compare los totales. Si allí cuadra, envíe los detalles a soporte.",
        ],
        ErrorCode::BooksNotReadable => [
            "Lo que envió el proveedor no es un balance de comprobación en el que se pueda confiar.",
            "No se ha tomado nada: una cifra que hay que adivinar no es ninguna.",
            "Mire allí el mismo informe: una cuenta puede tener algo raro en el nombre o en el importe. Si allí está bien, envíe los detalles a soporte.",
        ],
        ErrorCode::PermissionOver => [
            "El proveedor ya no acepta el permiso.",
            "La conexión no hace su trabajo hasta que esto se arregle.",
            "Pulse «Probar ahora»: si el permiso se puede renovar, así se renueva. Si no, inicie sesión de nuevo en la pestaña Cuentas del proveedor.",
        ],
        ErrorCode::CompanyChanged => [
            "Esta conexión lleva ahora a otra empresa que la conectada.",
            "Lo que se lee o se escribe podría ser de otra empresa.",
            "Averigüe en el proveedor si la empresa cambió de nombre, se cerró o se trasladó. Después inicie sesión de nuevo y elija la correcta.",
        ],
        ErrorCode::ProxyNotPassing => [
            "Las llamadas al proveedor pasan por un proxy y no lo atraviesan.",
            "Eso no dice nada de la conexión. Nadie tiene que iniciar sesión de nuevo ni buscar otra clave.",
            "Pida a TI que compruebe que el proxy funciona y deja pasar al proveedor. Si esta red no necesita proxy, quítelo de la configuración del sistema e inicie Patchbay otra vez.",
        ],
        ErrorCode::FolderGone => [
            "Esa carpeta no existe, o no desde este equipo.",
            "Mientras no esté, no se puede escribir ningún archivo en ella.",
            "Cree la carpeta, conecte su unidad o indique otra, con la ruta completa.",
        ],
        ErrorCode::FolderNotWritable => [
            "Patchbay no puede escribir en esa carpeta.",
            "Mientras no pueda, no se escribe ningún archivo en ella.",
            "Pida permiso de escritura a quien cuida del servidor, o indique otra carpeta.",
        ],
        ErrorCode::FolderFull => [
            "No queda espacio donde está esa carpeta.",
            "No se ha escrito ningún archivo. El que había antes sigue igual.",
            "Libere espacio allí e inténtelo de nuevo.",
        ],
        ErrorCode::FolderAway => [
            "La unidad de red de esa carpeta no responde.",
            "No se ha escrito ningún archivo.",
            "Compruebe que este equipo está en la red de la oficina, o que la VPN está activa, e inténtelo de nuevo.",
        ],
        ErrorCode::FileInUse => [
            "El archivo está abierto en otro programa.",
            "No se ha podido sustituir.",
            "Ciérrelo, también en los otros equipos, e inténtelo de nuevo.",
        ],
        ErrorCode::FileNotAccepted => [
            "Estas cifras no cumplen una regla del programa de impuestos.",
            "No se ha escrito ningún archivo. El que había antes sigue igual.",
            "Los detalles dicen qué regla es. Corríjalo en el programa contable, lea el balance de nuevo y escriba el archivo otra vez.",
        ],
        ErrorCode::SecretInTheOpen => [
            "Un secreto se dio donde cualquier programa de este equipo puede leerlo.",
            "No se envió nada y no se guardó nada.",
            "Póngalo en un archivo, en la entrada o escríbalo cuando se le pida.",
        ],
        ErrorCode::AddressRefused => [
            "Esa no es la dirección de la página de un fabricante.",
            "Patchbay no la ha abierto.",
            "Solo se abren direcciones https. Si viene de un archivo propio, corrija el enlace.",
        ],
        ErrorCode::BrowserAbsent => [
            "El sistema no quiso abrir el navegador.",
            "La página no se ha abierto.",
            "Elija un navegador predeterminado, o copie la dirección y ábrala usted.",
        ],
        ErrorCode::LinksUnclaimed => [
            "Ningún programa abre los enlaces de Patchbay.",
            "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
            "Pulse Reparar en los ajustes de Patchbay, o inicie Patchbay de nuevo.",
        ],
        ErrorCode::LinksTaken => [
            "Otro programa, u otro Patchbay, abre los enlaces de Patchbay.",
            "La respuesta de un inicio de sesión iría allí, donde nadie la espera, y no llegaría aquí.",
            "Pulse Reparar en los ajustes de Patchbay. Los detalles dicen qué programa es.",
        ],
        ErrorCode::LinksEntryBroken => [
            "Los enlaces de Patchbay llevan a un programa que no se puede iniciar.",
            "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
            "Pulse Reparar en los ajustes de Patchbay. Es normal tras mover o actualizar Patchbay.",
        ],
        ErrorCode::LinksToolMissing => [
            "Falta la herramienta con la que el sistema sabe quién abre los enlaces.",
            "La respuesta de un inicio de sesión por enlace puede no llegar. No se pierde: puede pegarse.",
            "Instale los paquetes xdg-utils y desktop-file-utils, y compruebe de nuevo.",
        ],
        ErrorCode::LinksNotWritable => [
            "Patchbay no puede escribir donde el sistema guarda quién abre los enlaces.",
            "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
            "Dé a su cuenta permiso de escritura en esa carpeta y compruebe de nuevo.",
        ],
        ErrorCode::LinksNotRepaired => [
            "No se pudo hacer que los enlaces de Patchbay lleguen aquí.",
            "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
            "Elija Patchbay para sus enlaces en los ajustes del sistema, o envíe los detalles al servicio técnico.",
        ],
        ErrorCode::LinkNotDelivered => [
            "Un enlace de Patchbay que el sistema debía abrir no llegó aquí.",
            "La respuesta de un inicio de sesión por enlace no llega aquí. No se pierde: puede pegarse.",
            "Elija Patchbay para sus enlaces donde pregunte el navegador o el sistema. Mientras, pegue la respuesta.",
        ],
        ErrorCode::BrowserNotSet => [
            "No hay navegador predeterminado, o no se puede iniciar.",
            "La página de un inicio de sesión no se abre sola.",
            "Instale un navegador o elija otro en los ajustes del sistema. La dirección puede copiarse.",
        ],
        ErrorCode::ClockWrong => [
            "El reloj de este equipo no está en hora.",
            "Los proveedores toman sus peticiones por viejas o falsas, y los permisos se renuevan a destiempo.",
            "Haga que el sistema ajuste la hora solo, en sus ajustes de fecha y hora, y compruebe de nuevo.",
        ],
        ErrorCode::ProxyInTheWay => [
            "Las direcciones de este mismo equipo se envían a un proxy.",
            "Un navegador que lo respete entrega allí las respuestas, y el proxy no llega a este equipo.",
            "Añada “localhost,127.0.0.1” a las direcciones sin proxy, cierre la sesión del escritorio y ábrala de nuevo.",
        ],
        ErrorCode::CertificateReplaced => [
            "Un servidor muestra un certificado en el que este equipo no confía.",
            "Algo intermedio (un antivirus, un cortafuegos) puede leer lo que se envía, y por ahí no se llama.",
            "Pida a informática que instale su certificado raíz o exima a Patchbay. Si la fecha está mal, corríjala antes.",
        ],
        ErrorCode::AiMissing => [
            "No hay ningún proveedor de IA conectado al que preguntar.",
            "La pregunta no se ha enviado.",
            "Conecte un proveedor de IA en su página, o reanude uno que esté en pausa.",
        ],
        ErrorCode::AiDeclined => [
            "Las normas del proveedor le prohíben responder a esto.",
            "No dio respuesta. Lo que respondan otros proveedores se conserva.",
            "Pregunte con otras palabras, o pregunte a otro proveedor.",
        ],
        ErrorCode::AiSilent => [
            "El proveedor respondió sin una palabra.",
            "No dio respuesta. Lo que respondan otros proveedores se conserva.",
            "Pregunte de nuevo. Si se repite, elija otro de sus modelos.",
        ],
        ErrorCode::AiLate => [
            "El proveedor no respondió a tiempo.",
            "Ya nadie espera su respuesta. Puede que cuente la pregunta de todos modos.",
            "Pregunte de nuevo, elija un modelo suyo más rápido o pregunte a otro proveedor.",
        ],
        ErrorCode::QuestionWrong => [
            "Esto no se puede preguntar así.",
            "No se ha enviado nada.",
            "Escriba una pregunta, más corta si era muy larga, y elija un modelo de la lista.",
        ],
        ErrorCode::ExportNotWritten => [
            "El archivo no se pudo escribir.",
            "No se ha exportado nada ni ha quedado un archivo a medias.",
            "Compruebe que la carpeta existe, admite escritura y tiene espacio, y exporte de nuevo.",
        ],
        ErrorCode::NotAPracticeFirm => [
            "Esta carpeta de datos contiene conexiones reales.",
            "Un despacho de práctica las reemplazaría, así que no se ha cambiado nada.",
            "Indique una carpeta de datos vacía.",
        ],
        ErrorCode::Internal => [
            "La ventana y el programa que hay detrás no se entienden.",
            "Lo que ve puede no estar al día. No se ha cambiado nada.",
            "Cierre Patchbay e inícielo de nuevo. Si sigue igual, reinstálelo.",
        ],
    }
}
