// Course reserves: courses by their words, readings by course and title, copies on reserve by course and copy.

import type { Migration } from '../../open/migrate.ts';

function kindTable(table: string, ...columns: readonly string[]): string {
  return `CREATE TABLE ${table} (
  ${['n INTEGER PRIMARY KEY', 'key TEXT NOT NULL', 'version INTEGER NOT NULL', 'row TEXT NOT NULL', ...columns].join(',\n  ')}
) STRICT`;
}

const statements = [
  kindTable('term'),
  kindTable('course', 'words TEXT'),
  kindTable('reading', 'course_id TEXT', 'title_id TEXT'),
  kindTable('reserve', 'course_id TEXT', 'item_id TEXT'),
  'CREATE UNIQUE INDEX term_key ON term (key)',
  'CREATE UNIQUE INDEX course_key ON course (key)',
  'CREATE UNIQUE INDEX reading_key ON reading (key)',
  'CREATE UNIQUE INDEX reserve_key ON reserve (key)',
  'CREATE INDEX reading_course ON reading (course_id)',
  'CREATE INDEX reading_title ON reading (title_id) WHERE title_id IS NOT NULL',
  'CREATE INDEX reserve_course ON reserve (course_id)',
  'CREATE INDEX reserve_item ON reserve (item_id)',
  `CREATE VIRTUAL TABLE course_words USING fts5 (words, content='course', content_rowid='n', prefix='2 3 4',
  detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')`,
];

export const courses: Migration = {
  version: 180,
  up: (db) => {
    for (const statement of statements) db.exec(statement);
  },
};
