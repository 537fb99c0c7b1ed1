// Files that were taken out, as an audit lists them.

import { exportSection, type AuditedExport } from '../../../../../shared/reports/audit/audited-export.ts';

const zone = 'America/Los_Angeles';
const night = { from: Date.parse('2026-10-12T04:00-07:00'), to: Date.parse('2026-10-14T04:00-07:00') };
const taken: AuditedExport = {
  at: night.to,
  desk: 'Main desk',
  way: 'screen',
  staffId: null,
  kind: 'shift',
  of: 'desk',
  period: night,
  form: 'csv',
  audience: 'internal',
};

test('days that begin at night are called after the day that they began on', () => {
  const { columns, rows } = exportSection([taken], () => null, zone);
  const last = Number(rows[0]?.[columns.findIndex(({ key }) => key === 'last_day')]);
  expect(new Date(last).toLocaleDateString('en-CA', { timeZone: zone })).toBe('2026-10-13');
});
