//! The words about what the firm does by default in Spanish.

use patchbay_contract::{DefaultKind, Held, Money, SigningFlow};

use super::DefaultWords;

/// The words.
pub(in crate::words) static WORDS: DefaultWords = DefaultWords {
    title: "Predeterminados",
    lead: "Lo que usa Patchbay cuando nadie ha elegido otra cosa.",
    // One connection a kind.
    kind: |kind| match kind {
        DefaultKind::Meeting => "Reuniones",
        DefaultKind::Esign => "Firmas",
        DefaultKind::Email => "Remitente del correo",
        DefaultKind::Tax => "Declaraciones de impuestos",
    },
    kind_lead: |kind| match kind {
        DefaultKind::Meeting => {
            "Una plataforma es la del despacho. Con ella se crean las reuniones nuevas."
        }
        DefaultKind::Esign => "Con ella se envían los documentos a firmar.",
        DefaultKind::Email => "Desde ella se envía el correo del despacho.",
        DefaultKind::Tax => "Para ella se preparan los balances de comprobación.",
    },
    is: |kind, name| match kind {
        DefaultKind::Meeting => format!("Las reuniones nuevas se crean en {name}."),
        DefaultKind::Esign => format!("Los documentos se envían a firmar con {name}."),
        DefaultKind::Email => format!("El correo del despacho se envía desde {name}."),
        DefaultKind::Tax => format!("Los balances de comprobación van a {name}."),
    },
    is_none: |kind| match kind {
        DefaultKind::Meeting => {
            "No se ha elegido ninguna plataforma: se pregunta a quien crea una reunión."
        }
        DefaultKind::Esign => "No se ha elegido ninguna: se pregunta a quien envía un documento.",
        DefaultKind::Email => {
            "No se ha elegido ningún remitente: el correo del despacho no se envía."
        }
        DefaultKind::Tax => "No se ha elegido ningún destino: se pregunta a quien exporta.",
    },
    will_be: |kind, name| match kind {
        DefaultKind::Meeting => format!("Las reuniones nuevas se crearán en {name}."),
        DefaultKind::Esign => format!("Los documentos se enviarán a firmar con {name}."),
        DefaultKind::Email => format!("El correo del despacho se enviará desde {name}."),
        DefaultKind::Tax => format!("Los balances de comprobación irán a {name}."),
    },
    will_be_none: |kind| match kind {
        DefaultKind::Meeting => "Se preguntará dónde a quien cree una reunión.",
        DefaultKind::Esign => "Se preguntará con qué a quien envíe un documento.",
        DefaultKind::Email => "El correo del despacho no se enviará.",
        DefaultKind::Tax => "Se preguntará para qué a quien exporte.",
    },
    stays: |name| format!("{name} sigue conectada."),
    choose: "Usar",
    none: "Ninguna",
    none_there: |kind| match kind {
        DefaultKind::Meeting => "Aún no hay ninguna plataforma de reuniones conectada.",
        DefaultKind::Esign => "Aún no hay ningún servicio de firmas conectado.",
        DefaultKind::Email => "Aún no hay ningún buzón conectado.",
        DefaultKind::Tax => "Aún no hay ningún programa de impuestos conectado.",
    },
    connect_one: "Conectar una",
    sender: "Dirección desde la que se envía",
    sender_help: "El buzón tiene que tener permiso para enviar desde ella.",
    save: "Guardar",
    save_what: |what| format!("Guardar: {what}"),
    saved: "Guardado.",
    only_live: "Los entornos de prueba no se ofrecen aquí.",
    held: |held| match held {
        Held::Here => None,
        Held::ByServer => Some("en el servidor del despacho".into()),
        Held::Elsewhere { by: Some(by) } => Some(format!("en otro equipo, conectada por {by}")),
        Held::Elsewhere { by: None } => Some("en otro equipo".into()),
    },
    held_means: |held| match held {
        Held::Here => "",
        Held::ByServer => "Lo que la abre está en el servidor del despacho.",
        Held::Elsewhere { .. } => {
            "Lo que la abre está en otro equipo del despacho: se usa allí, y no desde aquí."
        }
    },
    kept: "Lo que se eligió, que aquí no se conoce",
    not_known: "Este equipo no conoce lo que se eligió, o aún no: desde aquí no se hace nada con ello. Puede llegar con la próxima sincronización; o elija otra.",
    // On cards and on a provider's page.
    mark: |kind| match kind {
        DefaultKind::Meeting => "Predeterminada para reuniones",
        DefaultKind::Esign => "Predeterminada para firmas",
        DefaultKind::Email => "Remitente predeterminado",
        DefaultKind::Tax => "Predeterminada para impuestos",
    },
    use_it: |kind| match kind {
        DefaultKind::Meeting => "Usar para las reuniones nuevas",
        DefaultKind::Esign => "Usar para las firmas",
        DefaultKind::Email => "Enviar desde aquí el correo del despacho",
        DefaultKind::Tax => "Usar para los impuestos",
    },
    use_what: |kind, account| match kind {
        DefaultKind::Meeting => format!("Usar {account} para las reuniones nuevas"),
        DefaultKind::Esign => format!("Usar {account} para las firmas"),
        DefaultKind::Email => format!("Enviar desde {account} el correo del despacho"),
        DefaultKind::Tax => format!("Usar {account} para los impuestos"),
    },
    all_defaults: "Todos los predeterminados del despacho",
    lost: |kind| match kind {
        DefaultKind::Meeting => {
            "Es la predeterminada del despacho para reuniones. Elija otra después."
        }
        DefaultKind::Esign => "Es la predeterminada del despacho para firmas. Elija otra después.",
        DefaultKind::Email => "Es el remitente del correo del despacho. Elija otro después.",
        DefaultKind::Tax => "Es la predeterminada del despacho para impuestos. Elija otra después.",
    },
    lost_payments: |count| {
        match count {
        1 => "Los clientes pagan en ella de forma predeterminada en un lugar. Elija otra cuenta después.".into(),
        _ => format!(
            "Los clientes pagan en ella de forma predeterminada en {count} lugares. Elija otras cuentas después."
        ),
    }
    },
    // Payments.
    payments: "Pagos",
    payments_lead: "El dinero de los clientes y el del despacho nunca comparten cuenta: cada cuenta se ofrece solo para lo suyo.",
    accounts: "De quién es el dinero de cada cuenta",
    no_accounts: "Aún no hay ningún servicio de pagos conectado.",
    money: |money| match money {
        Money::Operating => "Cuenta operativa",
        Money::Trust => "Cuenta fiduciaria",
    },
    money_unknown: "Nadie lo ha dicho aún: no se ofrece hasta que alguien lo diga",
    by_form: "Lo dice el formulario con que se conectó.",
    said_elsewhere: "Lo dice el equipo que la conectó.",
    unsaid_elsewhere: "Eso se dice en el equipo que la conectó.",
    holds: |account| format!("De quién es el dinero de {account}"),
    holds_help: |money| match money {
        Money::Operating => "Del despacho: honorarios que ha ganado.",
        Money::Trust => "De sus clientes: el despacho solo lo custodia.",
    },
    segments: "Dónde pagan los clientes",
    segments_lead: "Los clientes que pagan igual son un segmento. Quien no está en ninguno paga como los demás.",
    everybody_else: "Los demás",
    pays: |money, who| match money {
        Money::Operating => format!("Honorarios: {who}"),
        Money::Trust => format!("Dinero en custodia: {who}"),
    },
    as_everybody_else: "Como los demás",
    nowhere: "Aún en ninguna",
    not_paid: |money| match money {
        Money::Operating => {
            "Este equipo no conoce la cuenta elegida como cuenta para honorarios: no se paga nada en ella. Puede llegar con la próxima sincronización; o elija otra."
        }
        Money::Trust => {
            "Este equipo no conoce la cuenta elegida como cuenta para el dinero de los clientes: no se paga nada en ella. Puede llegar con la próxima sincronización; o elija otra."
        }
    },
    will_pay: |money, who, account| match money {
        Money::Operating => format!("{who}: los honorarios se pagarán en {account}."),
        Money::Trust => format!("{who}: lo que el despacho custodia estará en {account}."),
    },
    will_pay_as_others: |who| format!("{who}: se pagará como los demás."),
    will_not_pay: |money| match money {
        Money::Operating => "Los honorarios no tendrán ninguna cuenta predeterminada.",
        Money::Trust => "El dinero en custodia no tendrá ninguna cuenta predeterminada.",
    },
    no_account_for: |money| match money {
        Money::Operating => "Aún no se conoce ninguna cuenta operativa.",
        Money::Trust => "Aún no se conoce ninguna cuenta fiduciaria.",
    },
    new_segment: "Segmento nuevo",
    new_segment_help: "Por ejemplo: Herencias, o Contabilidad mensual.",
    add: "Añadir",
    remove: "Quitar",
    remove_what: |name| format!("Quitar {name}"),
    remove_means: |name| format!("Los clientes de {name} pagarán como los demás."),
    rename: "Cambiar el nombre",
    rename_what: |name| format!("Cambiar el nombre de {name}"),
    segment_name: |name| format!("Otro nombre para {name}"),
    // Signatures.
    signing: |provider| format!("Cómo se firman los documentos con {provider}"),
    order: "Orden",
    flow: |flow| match flow {
        SigningFlow::Sequential => "Uno tras otro",
        SigningFlow::Parallel => "Todos a la vez",
    },
    flow_help: |flow| match flow {
        SigningFlow::Sequential => "A cada uno se le pide cuando ha firmado el anterior.",
        SigningFlow::Parallel => "Se les pide a todos al mismo tiempo.",
    },
    identity: "Averiguar quién firma",
    nobody_asked: "No se pregunta a nadie",
    nobody_asked_help: "Puede firmar quien tenga el correo. Para algunos formularios de impuestos no basta.",
    begins_with: "Nadie ha elegido aún; así empieza Patchbay.",
    will_sign: |provider, flow, method| {
        let order = match flow {
            SigningFlow::Sequential => "uno tras otro",
            SigningFlow::Parallel => "todos a la vez",
        };
        match method {
            Some(method) => format!(
                "Con {provider} se pedirá la firma {order}, a cada persona después de {method}. Lo ya enviado queda como está."
            ),
            None => format!(
                "Con {provider} se pedirá la firma {order}, sin averiguar quién firma. Lo ya enviado queda como está."
            ),
        }
    },
};
