// Spanish: items that were borrowed from other libraries. See `es.ts`.

export const esBorrowed = {
  borrowed: {
    receive: 'Recibir un material…',
    receiveDo: 'Recibirlo',
    done: 'Recibido: {{title}}',
    barcode: 'Faja o código',
    barcodeHint: 'Escanéelo o escríbalo',
    title: 'Título',
    author: 'Autor',
    lender: 'Biblioteca que presta',
    due: 'Devolver antes del',
    request: 'Número de solicitud',
    kind: 'Tipo de material',
    noKind: 'Sin tipo',
    inBuilding: 'Solo en la biblioteca',
    noRenewal: 'Sin renovación',
  },
} as const;
