// Errors of the area DB: the desk's two files, the folder that holds them, and the keys that open them. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const DB_ERRORS = {
  'HF-DB-001': errorEntry(
    'The file {path} does not open with the key that belongs to its folder',
    'check that the file and the key store are those that were made together, or put back the last backup of both; nothing was changed',
    {
      what: 'El archivo {path} no se abre con la clave que corresponde a su carpeta',
      todo: 'compruebe que el archivo y el almacén de claves se crearon juntos, o recupere la última copia de ambos; no se cambió nada',
    },
  ),
  'HF-DB-002': errorEntry(
    'The file {path} is damaged',
    'end the programs that use it, keep a copy of the whole folder and put back its last backup: nothing was deleted, the server has what it confirmed, and desks send again what a server lacks',
    {
      what: 'El archivo {path} está dañado',
      todo: 'cierre los programas que lo usan, guarde una copia de toda la carpeta y recupere su última copia de seguridad: no se borró nada, el servidor tiene lo que confirmó y los mostradores reenvían lo que le falte',
    },
  ),
  'HF-DB-003': errorEntry(
    'The file {path} was written by a newer version of Holdfast (form {found}, this version knows {known})',
    'install the newer version on this computer; the file was not touched',
    {
      what: 'El archivo {path} lo escribió una versión más nueva de Holdfast (forma {found}, esta versión conoce {known})',
      todo: 'instale la versión más nueva en esta computadora; el archivo no se tocó',
    },
  ),
  'HF-DB-004': errorEntry(
    'The file {path} cannot be written or opened',
    'check that the disk is not read-only, and that the account that Holdfast runs under may write in its folder and in the files beside it whose names end in -wal and -shm: these belong to another account where a command was run as one; then try again; nothing was recorded',
    {
      what: 'El archivo {path} no se puede abrir o escribir',
      todo: 'revise que el disco no sea de solo lectura y que la cuenta con la que funciona Holdfast pueda escribir en su carpeta y en los archivos de al lado cuyos nombres terminan en -wal y -shm: son de otra cuenta si una orden se ejecutó con ella; y repita; no se registró nada',
    },
  ),
  'HF-DB-005': errorEntry(
    'The disk is full: {path} cannot grow',
    'free some space and repeat the scan; nothing of it was recorded, and everything before it is safe',
    {
      what: 'El disco está lleno: {path} no puede crecer',
      todo: 'libere espacio y repita la lectura; no se registró nada de ella y lo anterior está a salvo',
    },
  ),
  'HF-DB-006': errorEntry(
    'The disk failed while {path} was read or written',
    'repeat the scan; if it fails again, stop this desk, keep a copy of the folder and have the disk checked',
    {
      what: 'El disco falló al leer o escribir {path}',
      todo: 'repita la lectura; si vuelve a fallar, detenga este mostrador, guarde una copia de la carpeta y haga revisar el disco',
    },
  ),
  'HF-DB-007': errorEntry(
    'Another program keeps the file {path} busy',
    'close the other program and repeat; nothing was recorded',
    {
      what: 'Otro programa tiene ocupado el archivo {path}',
      todo: 'cierre el otro programa y repita; no se registró nada',
    },
  ),
  'HF-DB-008': errorEntry(
    'The folder {dir} is in use by process {pid}',
    'use the window that is open already, or end that process first',
    {
      what: 'La carpeta {dir} la usa el proceso {pid}',
      todo: 'use la ventana que ya está abierta o termine antes ese proceso',
    },
  ),
  'HF-DB-009': errorEntry(
    'The file system of {path} cannot keep the file safely ({setting} is {found})',
    'put the data folder on a local disk, not on a network share',
    {
      what: 'El sistema de archivos de {path} no puede guardar el archivo con seguridad ({setting} es {found})',
      todo: 'ponga la carpeta de datos en un disco local, no en una carpeta de red',
    },
  ),
  'HF-DB-010': errorEntry(
    'The keys for the folder {dir} are missing',
    'bring back the key file from its backup, or move the folder away and enrol this desk anew; nothing was changed',
    {
      what: 'Faltan las claves de la carpeta {dir}',
      todo: 'recupere el archivo de claves de su copia, o aparte la carpeta e inscriba de nuevo este mostrador; no se cambió nada',
    },
  ),
  'HF-DB-011': errorEntry(
    'The passphrase does not open the key file {path}',
    'give the passphrase that was set when this desk was enrolled',
    {
      what: 'La frase no abre el archivo de claves {path}',
      todo: 'escriba la frase que se fijó al inscribir este mostrador',
    },
  ),
  'HF-DB-012': errorEntry(
    'The key file {path} is damaged or was sealed in another way',
    'bring it back from its backup, or open it in the shell that sealed it; it was not touched',
    {
      what: 'El archivo de claves {path} está dañado o se selló de otro modo',
      todo: 'recupérelo de su copia o ábralo en el programa que lo selló; no se tocó',
    },
  ),
  'HF-DB-013': errorEntry(
    'Other people on this computer can read the key file {path}',
    'take their rights away (chmod 600) and start again',
    {
      what: 'Otras personas de esta computadora pueden leer el archivo de claves {path}',
      todo: 'quíteles el permiso (chmod 600) y empiece de nuevo',
    },
  ),
  'HF-DB-014': errorEntry(
    'The backup {path} cannot be restored: {why}',
    'choose another backup; the ledger in use was not touched',
    {
      what: 'La copia {path} no se puede restaurar: {why}',
      todo: 'elija otra copia; el registro en uso no se tocó',
    },
  ),
  'HF-DB-015': errorEntry(
    'The snapshot does not add up: {why}',
    'it is fetched again by itself; if this repeats, report it to those who run the server',
    {
      what: 'La copia del servidor no cuadra: {why}',
      todo: 'se descarga de nuevo sola; si se repite, avise a quienes llevan el servidor',
    },
  ),
  'HF-DB-016': errorEntry(
    'The ledger {path} is missing',
    'bring it back from where it was moved, or put back the last backup of the folder; do not enrol this desk anew before that',
    {
      what: 'Falta el registro {path}',
      todo: 'devuélvalo a su lugar o recupere la última copia de la carpeta; no inscriba de nuevo este mostrador antes',
    },
  ),
  'HF-DB-017': errorEntry(
    'The database {path} is missing or empty, and a library was kept in it',
    'bring it back from where it was moved, or put back the last backup of the folder; to begin another library, name another folder',
    {
      what: 'La base de datos {path} falta o está vacía, y contenía una biblioteca',
      todo: 'devuélvala a su lugar o recupere la última copia de la carpeta; para empezar otra biblioteca, indique otra carpeta',
    },
  ),
  'HF-DB-021': errorEntry(
    'The keys of the library in {dir} are not where this account looks for them',
    'run it with the command holdfast of the server, as the account and with the environment of its service, or bring the folder of its keys back from a copy; nothing was changed',
    {
      what: 'Las claves de la biblioteca en {dir} no están donde las busca esta cuenta',
      todo: 'use la orden holdfast del servidor, con la cuenta y el entorno de su servicio, o recupere de una copia la carpeta de sus claves; no se cambió nada',
    },
  ),
  'HF-DB-022': errorEntry(
    'The keys {path} were sealed by this computer for the desk, which alone can open them',
    'start the desk first, and run this again while it runs; nothing was changed',
    {
      what: 'Esta computadora selló las claves {path} para el mostrador, y solo él puede abrirlas',
      todo: 'arranque antes el mostrador y repita esto mientras funciona; no se cambió nada',
    },
  ),
  'HF-DB-020': errorEntry(
    'This computer offers no protected place for keys',
    'start a key ring (GNOME Keyring or KWallet), or start the desk with --allow-weak-keys, where a person with the disk has the keys too',
    {
      what: 'Esta computadora no ofrece un lugar protegido para las claves',
      todo: 'inicie un llavero (GNOME Keyring o KWallet) o inicie el mostrador con --allow-weak-keys, donde quien tenga el disco tiene las claves',
    },
  ),
  'HF-DB-018': errorEntry('There is a file {path} already', 'name another one; a backup is never written over a file', {
    what: 'Ya existe el archivo {path}',
    todo: 'indique otro; una copia nunca se escribe sobre un archivo',
  }),
  'HF-DB-060': errorEntry(
    'The log {path} is missing, and what the ledger held was in it',
    'bring it back from where it was moved, or put back the last backup of the folder; do not enrol this desk anew before that; nothing was changed',
    {
      what: 'Falta el archivo {path}, que contenía lo que había en el registro',
      todo: 'devuélvalo a su lugar o recupere la última copia de la carpeta; no inscriba de nuevo este mostrador antes; no se cambió nada',
    },
  ),
  'HF-DB-061': errorEntry(
    'The log {path} is damaged from its beginning, and what the ledger held was in it',
    'keep a copy of the whole folder and put back its last backup; do not enrol this desk anew before that; nothing was changed',
    {
      what: 'El archivo {path}, que contenía lo que había en el registro, está dañado desde el principio',
      todo: 'guarde una copia de toda la carpeta y recupere su última copia de seguridad; no inscriba de nuevo este mostrador antes; no se cambió nada',
    },
  ),
  'HF-DB-062': errorEntry(
    'The database {path} has lost what it took in last: it was at position {known} and is at {found}',
    'keep a copy of the whole folder and put back the last backup, or make a backup of what is left (holdfast backup) and put that back (holdfast restore): desks then send again what it lacks; its log was set aside, nothing else was changed',
    {
      what: 'La base de datos {path} perdió lo último que recibió: estaba en la posición {known} y está en {found}',
      todo: 'guarde una copia de toda la carpeta y recupere la última copia de seguridad, o haga una copia de lo que queda (holdfast backup) y recupérela (holdfast restore): los mostradores reenvían entonces lo que falte; su archivo -wal se apartó y no se cambió nada más',
    },
  ),
  'HF-DB-063': errorEntry(
    'The log {path} of the database is damaged, and changes that were committed cannot be read in it',
    'keep a copy of the whole folder and put back the last backup, or make a backup of what is left (holdfast backup) and put that back (holdfast restore): desks then send again what it lacks; the log was set aside, nothing else was changed',
    {
      what: 'El archivo {path} de la base de datos está dañado y contiene cambios confirmados que no se pueden leer',
      todo: 'guarde una copia de toda la carpeta y recupere la última copia de seguridad, o haga una copia de lo que queda (holdfast backup) y recupérela (holdfast restore): los mostradores reenvían entonces lo que falte; el archivo se apartó y no se cambió nada más',
    },
  ),
  'HF-DB-070': errorEntry(
    'There are no keys for a recovery kit at {path}',
    'name the data folder, or with --sealed the file beside a backup; keys are sealed once holdfast recovery kit was run and the desk was connected',
    {
      what: 'No hay claves para un juego de recuperación en {path}',
      todo: 'indique la carpeta de datos, o con --sealed el archivo junto a una copia; las claves se sellan después de holdfast recovery kit y de una conexión del mostrador',
    },
  ),
  'HF-DB-071': errorEntry(
    'This is not the code of a recovery kit: a sign is wrong or missing',
    'type its eleven groups as they stand on the paper',
    {
      what: 'Este no es el código de un juego de recuperación: falta un signo o es incorrecto',
      todo: 'escriba sus once grupos tal como están en el papel',
    },
  ),
  'HF-DB-072': errorEntry(
    'The keys at {path} do not open with this kit; they are sealed to kit {kit}',
    'take the paper of that kit; where it is that one, the file is damaged: use the one beside a backup',
    {
      what: 'Las claves en {path} no se abren con este juego; están selladas para el juego {kit}',
      todo: 'tome el papel de ese juego; si es ese, el archivo está dañado: use el que está junto a una copia',
    },
  ),
  'HF-DB-073': errorEntry(
    'The keys of {dir} are where they belong, and open',
    'nothing has to be recovered; start the program',
    {
      what: 'Las claves de {dir} están en su lugar y se abren',
      todo: 'no hay nada que recuperar; inicie el programa',
    },
  ),
  'HF-DB-074': errorEntry(
    'The library has recovery kit {kit} already',
    'its paper stays good; with --replace another kit takes its place, and the paper opens only what was sealed before',
    {
      what: 'La biblioteca ya tiene el juego de recuperación {kit}',
      todo: 'su papel sigue siendo válido; con --replace otro juego ocupa su lugar, y el papel solo abre lo que se selló antes',
    },
  ),
  'HF-DB-075': errorEntry(
    'The kit opened keys, and not those of {path}; nothing was changed',
    'take the file recovery.sealed of this folder itself, or with --sealed the one beside a backup of it',
    {
      what: 'El juego abrió unas claves, pero no las de {path}; no se cambió nada',
      todo: 'tome el archivo recovery.sealed de esta misma carpeta, o con --sealed el que está junto a una copia de ella',
    },
  ),
  'HF-DB-100': errorEntry(
    "This computer's key store does not answer now, although it is there",
    'unlock the key ring, or sign in to the computer again, and start the desk once more; nothing was changed',
    {
      what: 'El almacén de claves de esta computadora no responde ahora, aunque está ahí',
      todo: 'desbloquee el llavero, o vuelva a iniciar sesión en la computadora, y arranque de nuevo el mostrador; no se cambió nada',
    },
  ),
  'HF-DB-101': errorEntry(
    'This program does not compute {what} as everybody else does',
    'do not work with it: install a version that was made for this computer, and report this',
    {
      what: 'Este programa no calcula {what} como todos los demás',
      todo: 'no trabaje con él: instale una versión hecha para esta computadora y repórtelo',
    },
  ),
} as const satisfies Readonly<Record<`HF-DB-${number}`, ErrorEntry>>;
