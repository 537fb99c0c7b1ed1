// Spanish: the log of a desk and its branch. See `es.ts`.

export const esLog = {
  tally: {
    title: 'Consultas de referencia',
    about: 'Una tecla por consulta, desde cualquier lugar. El tema y cómo llegó pueden agregarse aquí después.',
    counted: 'Contada: {{tier}}',
    undone: 'No contada: {{tier}}',
    directionalShort: 'Or.',
    byHour: 'Hoy por hora y nivel',
    hour: 'Hora',
    total: 'Total',
    each: 'Consultas de hoy',
    noMode: 'cómo llegó',
    noSubject: 'tema',
    modeOf: 'Cómo llegó: {{name}}',
    subjectOf: 'Tema: {{name}}',
    undoOf: 'Deshacer {{name}}',
  },
  tallyMeans: {
    read1: 'respondida al momento, sin buscar nada',
    read2: 'una mirada rápida: una signatura, el horario, una página',
    read3: 'una fuente, con explicación de cómo se usa',
    read4: 'varias fuentes o bases de datos',
    read5: 'una pregunta de investigación, con cita o especialista',
    read6: 'trabajo de varios días',
    directional: 'dónde está algo',
  },
} as const;
