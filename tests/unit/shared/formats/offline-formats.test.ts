// The offline files of other systems: genuine ones byte for byte, those of each manual as it writes them, and lines that are cut or of something else.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OFFLINE_FORMATS, type OfflineFormatName } from '../../../../shared/formats/all.ts';
import { printKoc, readKoc } from '../../../../shared/formats/koc.ts';
import type { FormatContext, OfflineRecord } from '../../../../shared/formats/offline-record.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';

const context: FormatContext = {
  localOf: (at) => new Date(at - 8 * 3_600_000).toISOString().slice(0, 23),
  epochOf: (local) => Date.parse(`${local}Z`) + 8 * 3_600_000,
  desk: 'main-1',
  program: { name: 'Holdfast', version: '0.1.0' },
};
const read = (format: OfflineFormatName, lines: readonly string[], name = 'file') =>
  OFFLINE_FORMATS[format].read(lines.join('\n'), context, name);
const write = (format: OfflineFormatName, records: readonly OfflineRecord[]) =>
  OFFLINE_FORMATS[format].write(records, context);
const at = '2026-03-04T09:05:07.120';
const lent: OfflineRecord = { kind: 'out', at, card: 'P000117', barcode: 'I900042', due: '2026-03-18T14:59:59.000' };
const back: OfflineRecord = { kind: 'in', at, barcode: 'I900077', returned: null };

const samples = sharedData('data/koha-sample');
describeIf(samples !== undefined, 'samples of Koha', 'the sample files of Koha are not here', () => {
  test.each(['sample-kocDesktop-2026.koc', 'sample-kocQt4-2014.koc'])('%s is written again byte for byte', (name) => {
    const text = readFileSync(join(samples ?? '', name), 'utf8');
    const file = readKoc(text);
    expect(file.refused).toEqual([]);
    expect(file.records.length).toBe(text.trimEnd().split('\n').length - 1);
    const records = file.records.map(({ record }) => record);
    expect(printKoc(records, file.form)).toMatchObject({ text, losses: [] });
  });
});

describe('koc', () => {
  const heading = 'Version=1.0\tGenerator=kocDesktop\tGeneratorVersion=2.0.0';

  test('takes both forms of a time, carriage returns, and amounts to the cent', () => {
    const { records, refused } = read('koc', [
      `${heading}\r`,
      '2026-03-04 09-05-07 120\tissue\tP1\tI1\r',
      '2026-03-04 09:06:30 004\treturn\tI2',
      '2026-03-04 09-07-01\tpayment\tP1\t2.5',
    ]);
    expect(refused).toEqual([]);
    expect(records.map(({ record }) => record)).toEqual([
      { kind: 'out', at, card: 'P1', barcode: 'I1', due: null },
      { kind: 'in', at: '2026-03-04T09:06:30.004', barcode: 'I2', returned: null },
      { kind: 'pay', at: '2026-03-04T09:07:01.000', card: 'P1', amountMinor: 250 },
    ]);
  });

  test('refuses what is cut or foreign by its line, and takes the rest', () => {
    const { records, refused } = read('koc', [
      'Version=2.0\tGenerator=x',
      '2026-03-04 09-05-07 120\tissue\tP1',
      '2026-02-30 09-05-07 120\treturn\tI1',
      '2026-03-04 09-05-07 120\treturn\tI1',
      '2026-03-04 09-05-07 120\tpayment\tP1\tfive',
      '2026-03-04 09-05-07 120\tdance\tP1',
      '2026-03-04 09-05-07',
    ]);
    expect(records.map(({ line }) => line)).toEqual([4]);
    expect(refused.map(({ line, fault }) => [line, fault])).toEqual([
      [1, 'header'],
      [2, 'broken'],
      [3, 'time'],
      [5, 'amount'],
      [6, 'kind'],
      [7, 'broken'],
    ]);
  });

  test('writes what it can, and says what is lost', () => {
    const records: OfflineRecord[] = [
      lent,
      { ...back, barcode: 'I\t1' },
      { kind: 'use', at, barcode: 'I1', count: 2 },
      { kind: 'renew', at, card: null, barcode: 'I1', due: null },
      { kind: 'pay', at, card: 'P1', amountMinor: 5 },
    ];
    const { files, losses } = write('koc', records);
    expect(files[0]?.text).toBe(
      [
        'Version=1.0\tGenerator=Holdfast\tGeneratorVersion=0.1.0',
        '2026-03-04 09-05-07 120\tissue\tP000117\tI900042',
        '2026-03-04 09-05-07 120\tpayment\tP1\t0.05',
        '',
      ].join('\n'),
    );
    expect(files[0]?.lines).toEqual([null, 0, 4]);
    expect(losses).toEqual([
      { record: 0, loss: 'due' },
      { record: 1, loss: 'number' },
      { record: 2, loss: 'all' },
      { record: 3, loss: 'card' },
    ]);
  });
});

describe('evergreen', () => {
  test('reads what the web client and older ones write', () => {
    const { records, refused } = read('evergreen', [
      '{"timestamp":1772643907,"type":"checkout","delta":0,"patron_barcode":"P1","barcode":"I1","due_date":"2026-03-18T22:59:59.000Z","checkout_time":"x"}',
      '{"timestamp":1772643907,"type":"renew","delta":-60,"barcode":"I2","due_date":"2026-03-18"}',
      '{"timestamp":"1772643907","type":"checkin","barcode":"I3","backdate":"2026-03-04T08:00:00.000Z"}',
      '{"timestamp":1772643907,"type":"in_house_use","barcode":"I4","count":"2"}',
    ]);
    expect(refused).toEqual([]);
    const time = '2026-03-04T09:05:07.000';
    expect(records.map(({ record }) => record)).toEqual([
      { kind: 'out', at: time, card: 'P1', barcode: 'I1', due: '2026-03-18T14:59:59.000' },
      { kind: 'renew', at: '2026-03-04T09:04:07.000', card: null, barcode: 'I2', due: '2026-03-18T23:59:59.000' },
      { kind: 'in', at: time, barcode: 'I3', returned: '2026-03-04T00:00:00.000' },
      { kind: 'use', at: time, barcode: 'I4', count: 2 },
    ]);
  });

  test('refuses by line what it does not take', () => {
    const { refused } = read('evergreen', [
      '{"timestamp":1772643907,"type":"register","user":{}}',
      '{"timestamp":1772643907,"type":"checkout","noncat":1,"noncat_type":3}',
      '{"timestamp":0,"type":"checkin","barcode":"I1"}',
      '{"timestamp":1772643907,"type":"checkin"}',
      '{"timestamp":1772643907,"type":"renew","barcode":"I2","due_date":"2026-00-00"}',
      '{"timestamp":1772643907,"type":"checkin","barcode":"I2","backdate":"soon"}',
      '{"timestamp":1772643907,"type":"chec',
    ]);
    expect(refused.map(({ fault }) => fault)).toEqual(['kind', 'kind', 'time', 'broken', 'time', 'time', 'broken']);
  });

  test('writes more uses than it takes at once as several lines of one transaction', () => {
    const { files, losses } = write('evergreen', [{ kind: 'use', at, barcode: 'I1', count: 120 }]);
    const counts = (files[0]?.text ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).count);
    expect([counts, files[0]?.lines, losses]).toEqual([[99, 21], [0, 0], []]);
  });
});

test('alma is fixed columns', () => {
  const { files, losses } = write('alma', [lent, back, { ...back, barcode: 'x'.repeat(81) }]);
  expect(files[0]?.text).toBe(
    `202603040905L${'I900042'.padEnd(80)}P000117\r\n202603040905R${'I900077'.padEnd(80)}\r\n`,
  );
  expect(losses.map(({ loss }) => loss)).toEqual(['seconds', 'due', 'seconds', 'number']);
  const { records, refused } = read('alma', [
    `202603040905L${'I900042'.padEnd(80)}P000117`,
    '202603040906RI900077',
    `202603040905L${'I900042'.padEnd(80)}`,
    '202613040905RI900077',
    '2026030409',
    '202603040905XI900077',
  ]);
  expect(records.map(({ record }) => record.kind)).toEqual(['out', 'in']);
  expect(refused.map(({ line, fault }) => [line, fault])).toEqual([
    [3, 'broken'],
    [4, 'time'],
    [5, 'broken'],
    [6, 'kind'],
  ]);
});

test('sierra is fields between colons', () => {
  const { files, losses } = write('sierra', [lent, back, { ...back, barcode: 'a:b' }]);
  expect(files[0]?.text).toBe('o:2603040905:bI900042:bP000117:2603181459:0\ni:2603040905:bI900077:::0\n');
  expect(losses.map(({ loss }) => loss)).toEqual(['seconds', 'seconds', 'number']);
  const { records, refused } = read('sierra', [
    'o:2603040905:bI900042:bP000117:2603180400:15',
    'i:2603040906:bI900077:::15',
    'n:bI900077',
    'o:2603040905:bI900042::',
    'o:2699040905:bI900042:bP1::1',
  ]);
  expect(records.map(({ record }) => record)).toEqual([
    { kind: 'out', at: '2026-03-04T09:05:00.000', card: 'P000117', barcode: 'I900042', due: '2026-03-18T04:00:00.000' },
    { kind: 'in', at: '2026-03-04T09:06:00.000', barcode: 'I900077', returned: null },
  ]);
  expect(refused.map(({ fault }) => fault)).toEqual(['kind', 'broken', 'time']);
});

test('polaris has a file a day, and checkouts alone', () => {
  const tomorrow: OfflineRecord = { ...lent, at: '2026-03-05T00:10:00.000', due: '2026-03-19T23:59:59.000' };
  const { files, losses } = write('polaris', [lent, back, tomorrow]);
  expect(files.map(({ name }) => name)).toEqual(['PTF_20260304_main-1.TRN', 'PTF_20260305_main-1.TRN']);
  expect(files[0]?.text).toBe('1|09:05:07|March 4 2026|0|0|0|0.1.0\r\n2|09:05:07|P000117|I900042|1|14\r\n');
  expect(losses).toEqual([
    { record: 0, loss: 'seconds' },
    { record: 0, loss: 'due' },
    { record: 1, loss: 'all' },
  ]);
  const { records, refused } = read('polaris', [
    '1|09:05:00|May 28 2019|3|5014|3284|0.1',
    '2|09:05:07|P000117|I900042|1|28',
    '2|25:05:07|P1|I1|1|28',
    '7|09:05:07|I1',
    '2|09:05:07|P1',
  ]);
  expect(records[0]?.record).toEqual({
    kind: 'out',
    at: '2019-05-28T09:05:07.000',
    card: 'P000117',
    barcode: 'I900042',
    due: '2019-06-25T23:59:59.000',
  });
  expect(refused.map(({ fault }) => fault)).toEqual(['time', 'kind', 'broken']);
  expect(read('polaris', ['2|09:05:07|P1|I1|1|28']).refused).toMatchObject([{ fault: 'header' }]);
  expect(read('polaris', ['1|09:05:00|05 28 19|3|5014|3284|0.1', '2|09:05:07|P1|I1|1|1']).records).toHaveLength(1);
});

test('destiny says a code before what follows, and the day in the name', () => {
  const other: OfflineRecord = { ...lent, barcode: 'I2', due: null };
  const { files, losses } = write('destiny', [lent, other, back, { kind: 'pay', at, card: 'P1', amountMinor: 1 }]);
  expect(files).toMatchObject([
    {
      name: 'LibraryCirculation2026-03-04.txt',
      text: '%C123H\r\nP000117\r\nI900042\r\nI2\r\n%C127L\r\nI900077\r\n',
      lines: [null, null, 0, 1, null, 2],
    },
  ]);
  expect(losses.filter(({ loss }) => loss !== 'time')).toEqual([
    { record: 0, loss: 'due' },
    { record: 3, loss: 'all' },
  ]);
  const lines = ['I0', '%C123H', 'P1', 'I1', 'I2', '%C121Q', 'R1', '%C127L', 'I3'];
  const { records, refused } = read('destiny', lines, 'LibraryCirculation2026-03-04.txt');
  expect(records.map(({ record }) => [record.kind, record.at?.slice(0, 10)])).toEqual([
    ['out', '2026-03-04'],
    ['out', '2026-03-04'],
    ['in', '2026-03-04'],
  ]);
  expect(refused.map(({ line, fault }) => [line, fault])).toEqual([
    [1, 'broken'],
    [6, 'kind'],
    [7, 'broken'],
  ]);
  expect(read('destiny', ['%C127L', 'I1']).records[0]?.record.at).toBeNull();
});
