// A small Evergreen export of our own: one consortium, two systems, one of everything. Tests change single files of it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { importEvergreen } from '../../../../../server/import/evergreen/import-evergreen.ts';
import type { ImportResult } from '../../../../../server/import/import-options.ts';
import type { Clock } from '../../../../../shared/core/ports.ts';

/** Lines of each file, the header first. */
export type ExportFiles = Readonly<Record<string, readonly string[]>>;

const T = '2024-03-04 10:00:00-08';

const files = {
  org_unit_types: ['id,name,depth', '1,Consortium,0', '2,System,1', '3,Branch,2'],
  org_units: [
    'id,parent_ou,ou_type,shortname,name',
    '1,,1,ALL,All Libraries',
    '2,1,2,NORTH,North System',
    '3,1,2,SOUTH,South System',
    '4,2,3,NORTH-A,North Main',
    '5,3,3,SOUTH-A,South Main',
  ],
  patron_groups: ['id,name,parent,is_staff', '1,Users,,0', '2,Patrons,1,0', '3,Staff,1,1', '9,Students,2,0'],
  standing_penalties: [
    'id,name,label,block_list',
    '1,PATRON_EXCEEDS_FINES,Owes too much,CIRC|RENEW',
    '22,STAFF_C,See staff,CIRC',
  ],
  group_penalty_thresholds: [
    'grp,org_unit,penalty,penalty_name,threshold',
    '1,1,1,PATRON_EXCEEDS_FINES,10.0',
    '9,1,3,PATRON_EXCEEDS_CHECKOUT_COUNT,5.00',
  ],
  copy_statuses: [
    'id,name,is_available',
    '0,Available,1',
    '1,Checked out,0',
    '3,Lost,0',
    '6,In transit,0',
    '8,On holds shelf,0',
    '100,On display,1',
    '101,At the binder,0',
  ],
  copy_locations: ['id,name,owning_lib,holdable,circulate,deleted', '1,Stacks,1,1,1,0', '2,Reference,4,0,0,0'],
  rule_circ_duration: [
    'id,name,extended,normal,shrt,max_renewals',
    '1,default,21 days,14 days,7 days,2',
    '2,hour,01:00:00,01:00:00,01:00:00,0',
  ],
  rule_recurring_fine: [
    'id,name,high,normal,low,recurrence_interval,grace_period',
    '1,default,0.50,0.10,0.05,1 day,1 day',
  ],
  rule_max_fine: ['id,name,amount,is_percent', '1,default,5.00,0', '2,half,50.00,1'],
  circ_matrix: ['id,active,org_unit,grp,circulate,duration_rule,recurring_fine_rule,max_fine_rule', '1,1,1,1,1,1,1,1'],
  circ_matrix_weights: ['name,org_unit,grp', 'Default,10.0,11.0'],
  circ_limit_sets: ['id,name,owning_lib,items_out,global,circ_modifiers,copy_locations', '1,Discs,2,3,0,dvd|cd,'],
  hours_of_operation: [
    `id,org_shortname,${[0, 1, 2, 3, 4, 5, 6].map((day) => `dow_${day}_open,dow_${day}_close`).join(',')}`,
    `4,NORTH-A,${'09:00:00,18:00:00,'.repeat(6)}00:00:00,00:00:00`,
  ],
  closed_dates: [
    'id,org_unit,close_start,close_end,full_day,multi_day,reason',
    '1,2,2024-12-25 00:00:00-05,2024-12-25 23:59:59-05,1,0,Christmas',
  ],
  open_circs: [
    'circ_id,patron_id,copy_id,circ_lib,xact_start,due_date,duration,duration_rule,recurring_fine,fine_interval,max_fine,grace_period,renewal_remaining,stop_fines,stop_fines_time',
    `1,10,100,4,${T},2024-03-18 23:59:59-07,14 days,default,0.10,1 day,5.00,1 day,1,,`,
  ],
  holds: [
    'hold_id,hold_type,target_id,bib_id,patron_id,pickup_lib,request_time,current_copy_id,capture_time,shelf_time,fulfillment_time,cancel_time,frozen',
    `1,T,50,50,11,4,${T},,,,,,0`,
  ],
  cards: ['card_id,patron_id,barcode,active,is_primary', '1,10,2001,1,1', '2,11,2002,1,1'],
  patron_blocks: [
    'block_id,patron_id,penalty_id,penalty_name,block_list,org_unit,set_date,stop_date',
    `1,11,22,STAFF_C,CIRC,1,${T},`,
  ],
  patrons: [
    'patron_id,barcode,profile_id,first_given_name,family_name,home_ou,active,barred,deleted,expire_date,dob,juvenile',
    `10,2001,2,Ann,Lee,4,1,0,0,2027-01-01 00:00:00-08,1990-05-06,0`,
    `11,2002,9,Bo,Diaz,5,1,0,0,2027-01-01 00:00:00-08,,0`,
  ],
  bibs: [
    'bib_id,title,author,isbn,pub_date,marc_type,bib_level,deleted',
    '50,"A title, with a comma","Lee, Ann",9780000000002|0000000001,1999.,a,m,0',
  ],
  items: [
    'copy_id,barcode,bib_id,call_number,owning_lib,circ_lib,location_id,status_id,circulate,holdable,ref,price,loan_duration,fine_level,circ_modifier,deleted,active_date',
    `100,B100,50,QA 1,4,4,1,1,1,1,0,24.99,2,2,book,0,${T}`,
    `101,B101,50,QA 1 c.2,4,4,1,0,1,1,0,24.99,2,2,book,0,${T}`,
  ],
} as const satisfies ExportFiles;

export type SmallFile = keyof typeof files;

/** The clock of these tests. */
export const clock: Clock = { now: () => Date.UTC(2024, 2, 10), mono: () => performance.now() };

/** The lines of a file. */
export function linesOf(name: SmallFile): readonly string[] {
  return files[name];
}

/** Changes to the export: other lines for a file, more lines at its end, exact bytes, or null to leave it out. */
export type Changes = Readonly<Record<string, readonly string[] | Buffer | null>>;

/** The lines of a file with more at the end. */
export function withRows(name: SmallFile, ...rows: readonly string[]): readonly string[] {
  return [...files[name], ...rows];
}

/** Writes the export with changes into a new folder. A name ending in `.gz` is compressed. */
export function writeExport(changes: Changes = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-export-'));
  const all: Record<string, readonly string[] | Buffer | null> = { ...files, ...changes };
  for (const [name, content] of Object.entries(all)) {
    if (content === null) continue;
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(`${content.join('\n')}\n`);
    const file = name.includes('.') ? name : `${name}.csv`;
    writeFileSync(join(dir, file), file.endsWith('.gz') && !Buffer.isBuffer(content) ? gzipSync(bytes) : bytes);
  }
  return dir;
}

/** Looks at the export with changes, without a library. */
export async function lookAt(changes: Changes = {}, zone = 'America/Los_Angeles'): Promise<ImportResult> {
  const path = writeExport(changes);
  try {
    return await importEvergreen({ path, store: null, clock, zone });
  } finally {
    rmSync(path, { recursive: true });
  }
}
