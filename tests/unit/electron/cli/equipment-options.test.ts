// `holdfast library --equipment`: a table of kinds of equipment, read with its faults named by line.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equipmentLines, equipmentTermsOf } from '../../../../electron/cli/admin/equipment-options.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-equipment-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function kindsIn(table: string) {
  const file = join(dir, 'equipment.csv');
  writeFileSync(
    file,
    `kind,name,types,quantity,cooldown,turnaround,grace,hours,days,bookings,inspect,agreement,agreement_text\n${table}\n`,
  );
  return equipmentTermsOf({ equipment: file });
}

test('each line is a kind, with what it says', () => {
  const terms = kindsIn(
    'camera,Camera kits,camera lens,1,60,30,15,72,60,2,yes,05-15 12-20,I pay for it\ncalc,,calculator,,,,,,,,,180,',
  );
  expect(terms.equipment).toEqual([
    {
      id: 'camera',
      name: 'Camera kits',
      types: ['camera', 'lens'],
      quantity: 1,
      cooldownMinutes: 60,
      turnaroundMinutes: 30,
      graceMinutes: 15,
      mostHours: 72,
      daysAhead: 60,
      bookings: 2,
      inspects: true,
      agreement: { text: 'I pay for it', lasts: { ends: ['05-15', '12-20'] } },
    },
    { id: 'calc', name: 'calc', types: ['calculator'], agreement: { lasts: { days: 180 } } },
  ]);
  expect(equipmentLines(terms)).toEqual([
    'equipment camera: Camera kits (camera, lens), quantity 1, cooldown 60, turnaround 30, grace 15, hours 72, days 60, bookings 2, inspected each time, agreement until 05-15 or 12-20',
    'equipment calc: calc (calculator), agreement for 180 days',
  ]);
  expect(equipmentTermsOf({ equipment: 'none' })).toEqual({ equipment: undefined });
  expect(equipmentTermsOf({})).toEqual({});
});

test.each([
  [',Cameras,camera,,,,,,,', 'line 2, kind'],
  ['camera,Cameras,,,,,,,,', 'line 2, types'],
  ['camera,Cameras,camera,many,,,,,,', 'line 2, quantity'],
  ['a,A,camera,,,,,,,\nb,B,camera,,,,,,,', 'stands once'],
])('%s is refused with its line', (line, why) => {
  expect(() => kindsIn(line)).toThrow(why);
});
