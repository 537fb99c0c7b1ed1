// A library's own CSV files, small and with one of everything. Tests change single files of them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportResult } from '../../../../../server/import/import-options.ts';
import { importPlain, type PlainOptions } from '../../../../../server/import/plain/import-plain.ts';
import { clock } from './small-export.ts';

/** Lines of each file, the header first; null = the file is not there. */
export type PlainFiles = Readonly<Record<string, readonly string[] | null>>;

export const plainFiles = {
  branches: ['id,name,parent,kind', 'SYS,Hill College Library,,', 'MAIN,Main Library,SYS,', 'LAW,Law Library,SYS,'],
  locations: ['id,name,branch,circulates,holdable', 'STACKS,Stacks,MAIN,yes,yes', 'REF,Reference,MAIN,no,no'],
  groups: ['id,name,parent', 'all,Everyone,', 'ug,Undergraduates,all', 'fac,Faculty,all'],
  rules: [
    'name,patron_group,item_type,location,lends,loan_period,renewals,fine,fine_per,fine_max,grace,lost_after,holds',
    'Laptops,,laptop,,yes,4 hours,1,5.00,1 hour,50,15 minutes,7 days,no',
    'Reference,,,REF,no,,,,,,,,',
    'Faculty,fac,,,yes,6 months,3,,,,,60 days,',
    'Everyone,,,,yes,28 days,2,0.25,1 day,10.00,1 day,30 days,yes',
  ],
  limits: ['patron_group,counts,limit,stops', 'all,fines,25.00,borrowing;renewals', 'ug,items-out,50,'],
  hours: [
    'branch,mon,tue,wed,thu,fri,sat,sun',
    'SYS,8:00-22:00,8:00-22:00,8:00-22:00,8:00-22:00,8:00-18:00,10:00-16:00,closed',
    'LAW,9:00-12:00;13:00-17:00,9:00-17:00,9:00-17:00,9:00-17:00,18:00-2:00,,',
  ],
  closings: ['branch,from,to,name', ',2026-12-24,2027-01-03,Winter break', 'LAW,2026-11-25 12:00,,Half day'],
  loans: [
    'patron,item,branch,out,due,renewals,renewals_allowed',
    '2001,B1,MAIN,2026-11-01 10:15,2026-11-29,1,2',
    'p2,B3,,2026-11-30T10:00:00Z,2026-11-30T14:00:00Z,0,',
  ],
  holds: [
    'patron,title,item,pickup,placed,status,copy,expires,shelf_until',
    'p2,t1,,LAW,2026-11-20 09:00,on-hold-shelf,B4,2027-01-01,2026-12-05',
    'p1,,B3,MAIN,2026-11-21 09:00,waiting,,,',
  ],
  fees: ['patron,item,charge,amount,since', 'p1,B2,lost book,24.99,2026-10-01', '2002,,Late,1.25,2026-10-02'],
  cards: ['patron,number,kind,issuer,active,primary', 'p1,C-77,campus-id,Hill,yes,no', '2002,OLD9,old-card,,no,'],
  blocks: ['patron,label,stops,set,ends', 'p2,See the desk,borrowing,2026-01-05,2026-12-31'],
  patrons: [
    'id,card,family_name,given_name,chosen_name,patron_group,home,expires,birth_date,phone,address,barred',
    'p1,2001,Núñez,Ana,Anita,ug,MAIN,2027-05-31,2004-02-29,555-0101;555-0102,1 Main St;Springfield,',
    'p2,2002,Okafor,Ben,,fac,LAW,,,,,no',
  ],
  titles: ['id,title,author,isbn,published', 't1,Moby-Dick,"Melville, Herman",9780000000001;0000000001,1851'],
  items: [
    'barcode,title_id,title,home,location,call_number,item_type,price,status,parts',
    'B1,t1,,MAIN,STACKS,PS2384 .M6,book,24.99,,',
    'B2,t1,,MAIN,STACKS,PS2384 .M6 c.2,book,24.99,lost,',
    'B3,,Laptop,MAIN,,LT 3,laptop,900,available,charger;sleeve',
    'B4,t1,,LAW,,PS2384 .M6,book,,,',
    'B5,,Laptop,MAIN,,LT 5,laptop,900,on-loan,',
  ],
  courses: ['term,term_from,term_to,number,name,barcode', 'Fall,2026-08-24,2026-12-18,ENGL 101,Novels,B2'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A line added to one of the files. */
export function withLine(file: keyof typeof plainFiles, line: string): PlainFiles {
  return { [file]: [...plainFiles[file], line] };
}

/** Writes the files to a folder of their own. */
export function writePlainFiles(changes: PlainFiles = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'holdfast-csv-'));
  for (const [name, lines] of Object.entries({ ...plainFiles, ...changes }))
    if (lines !== null) writeFileSync(join(path, `${name}.csv`), `${lines.join('\n')}\n`);
  return path;
}

/** Imports the files with changes; into nothing unless a store is given. */
export async function importPlainFiles(
  changes: PlainFiles = {},
  options: Partial<Omit<PlainOptions, 'path'>> = {},
): Promise<ImportResult> {
  const path = writePlainFiles(changes);
  try {
    return await importPlain({ store: null, clock, zone: 'America/New_York', ...options, path });
  } finally {
    rmSync(path, { recursive: true });
  }
}
