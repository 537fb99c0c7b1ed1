// Spanish: desks of a branch that pass their transactions to each other over its own network, and versions of the program. Reasons for which one
// waits stand in shared/core/update-words.ts. See `es.ts`.

export const esNearby = {
  nearby: {
    title: 'Mostradores cercanos',
    off: 'Desactivado en esta biblioteca: este mostrador pasa sus transacciones solo al servidor central.',
    alone: 'Esta sede no tiene otro mostrador.',
    reached: 'conectado desde {{time}}',
    last: 'última conexión {{time}}',
    never: 'sin conexión desde que se inició este mostrador',
    more: 'y {{count}} más',
    noAnswer:
      'Ningún mostrador cercano responde: están apagados, o Informática lo revisa: cada mostrador necesita la dirección de otro y el puerto 7475 abierto en su cortafuegos.',
    noPort:
      'Los demás mostradores no pueden llamar a este: otro programa ocupa su puerto. Informática lo libera o le da otro puerto al mostrador.',
    refused: 'Rechazado ({{time}}): algo en la red que no es un mostrador de esta sede. No recibió nada.',
    about:
      'Los mostradores de una sede se pasan sus transacciones por la red propia de esta. Mientras la línea está caída, cada uno sabe en un segundo lo que los demás prestaron y devolvieron.',
    how: 'Cada mostrador escucha en el puerto 7475 y necesita la dirección de al menos otro. Informática ajusta ambas cosas en la computadora. Solo se escucha a los mostradores que la biblioteca conoce; nada más en la red se entera ni cambia nada.',
    switch: 'Los mostradores de una sede se escuchan',
  },
  update: {
    title: 'Programa',
    version: 'Holdfast {{version}}',
    waits: 'La versión {{version}} {{why}}',
    byHand: 'Informática instala las versiones nuevas: el instalador nuevo sobre el anterior. Los datos se conservan.',
    bySystem: 'Las versiones nuevas llegan con las del sistema de esta computadora.',
    notLooked: 'Busca versiones nuevas poco después de iniciar y luego cada cuatro horas.',
    newest: 'Es la versión más nueva; se buscó {{time}}. Busca de nuevo cada cuatro horas.',
    looked: 'Se buscaron versiones nuevas {{time}}.',
    notReached:
      'El lugar de las versiones no respondió {{time}}. Informática revisa si esta computadora llega a él. El mostrador lo intenta de nuevo cada cuatro horas.',
  },
} as const;
