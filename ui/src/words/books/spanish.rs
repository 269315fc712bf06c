//! The words about books in Spanish.

use super::BooksWords;

/// The words.
pub(in crate::words) static WORDS: BooksWords = BooksWords {
    trial_balance: "Balance de comprobación",
    trial_balance_of: |account| format!("Balance de comprobación de {account}"),
    lead: "Se lee ahora del programa contable, y aquí no se guarda nada de él.",
    as_of: "A fecha de",
    basis: "Criterio",
    accrual: "Devengo",
    accrual_help: "Cuenta lo ganado y lo debido.",
    cash: "Caja",
    cash_help: "Cuenta lo pagado.",
    read: "Leerlo",
    reading: "Leyendo el balance de comprobación …",
    number: "Número",
    account: "Cuenta",
    debit: "Debe",
    credit: "Haber",
    total: "Total",
    empty: "Ese día no hay cuentas con saldo. Elija otro día, o mire si está conectada la empresa correcta.",
    caption: |company, day, basis| format!("{company} · {day} · {basis}"),
    ties: |accounts, sum| match accounts {
        1 => format!("1 cuenta, cuadra en {sum}"),
        _ => format!("{accounts} cuentas, cuadra en {sum}"),
    },
    differs: |debit, credit, difference| {
        format!("No cuadra: debe {debit}, haber {credit}, diferencia {difference}")
    },
    differs_help: "Abra el mismo informe en el programa contable y compare los totales antes de hacer nada con estas cifras.",
    save: "Guardar para hoja de cálculo",
    saved: |path| format!("Guardado como {path}"),
    // A folder for it.
    folder_lead: |provider| {
        format!(
            "Indique la carpeta a la que van los archivos para {provider}. Antes de guardar nada se escribe allí un archivo y se vuelve a quitar."
        )
    },
    files_are_called: "Los archivos se llaman así:",
    other_folder: "Otra carpeta",
    other_folder_of: |account| format!("Otra carpeta en lugar de {account}"),
    choose_folder: "Elegir una carpeta",
    other_folder_lead: "La carpeta nueva se prueba primero. Hasta que admita un archivo, sigue la antigua. Lo que hay en ella se queda.",
    folder_replaced: "A partir de ahora los archivos van a la carpeta nueva.",
    // For tax software.
    write_for_tax: "Escribir un archivo para el programa de impuestos",
    no_targets: "No hay ninguna carpeta conectada para un programa de impuestos. Conecte Drake, Lacerte, ProSeries u otro en Impuestos.",
    target: "Para",
    client: "Cliente",
    client_help: "Como lo conoce el programa de impuestos: el archivo lleva ese nombre.",
    prior_year: |day| format!("Con el año anterior, a {day}"),
    prior_year_help: "El libro también se lee para ese día, y sus cifras van a las columnas que el formato tiene para ellas.",
    whole_dollars: "Redondear a dólares enteros",
    whole_dollars_help: "Lo que sobra tiene su propia fila, para que el archivo siga cuadrando.",
    write: "Escribir el archivo",
    import_by: |how| format!("Para importarlo: {how}."),
    without_tax_code: |accounts| match accounts {
        1 => {
            "1 cuenta no tiene código fiscal: el programa la omitirá hasta que lo tenga.".to_owned()
        }
        _ => format!(
            "{accounts} cuentas no tienen código fiscal: el programa las omitirá hasta que lo tengan."
        ),
    },
};
