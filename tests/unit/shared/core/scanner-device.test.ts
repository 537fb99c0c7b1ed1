// Reports of HID point-of-sale scanners by the layouts that they tell of themselves, in one report and in several, and the lines of serial ones.

import {
  joinReports,
  readReport,
  scanLayout,
  splitSerial,
  type ReportCollection,
  type ReportItem,
} from '../../../../shared/core/scanner-device.ts';

const byte = (count: number, ...usages: number[]): ReportItem => ({ usages, reportSize: 8, reportCount: count });
const bit = (...usages: number[]): ReportItem => ({ usages, reportSize: 1, reportCount: 1 });

/** As many scanners tell it: a length, three signs of the symbology, 56 bytes, and a bit for more. */
const usual: readonly ReportCollection[] = [
  {
    children: [
      { inputReports: [{ reportId: 5, items: [byte(4, 0x8c0015)] }] },
      {
        inputReports: [
          {
            reportId: 2,
            items: [
              byte(1, 0x01003b),
              { usageMinimum: 0x8c00fb, usageMaximum: 0x8c00fd, reportSize: 8, reportCount: 3 },
              byte(56, 0x8c00fe),
              bit(0x8c00ff),
              { reportSize: 7, reportCount: 1 },
            ],
          },
        ],
      },
    ],
  },
];

function report(text: string, isMore = false, length = text.length): Uint8Array {
  const bytes = new Uint8Array(61);
  bytes[0] = length;
  bytes.set(new TextEncoder().encode(']C0'), 1);
  bytes.set(new TextEncoder().encode(text).slice(0, 56), 4);
  bytes[60] = isMore ? 1 : 0;
  return bytes;
}

const layoutOf = (collections: readonly ReportCollection[]) => {
  const layout = scanLayout(collections);
  if (layout === null) throw new Error('it is a scanner');
  return layout;
};

test('the report that tells scans is found by its usages, however deep it lies', () => {
  expect(scanLayout(usual)).toEqual({ reportId: 2, lengthAt: 0, dataAt: 4, dataBytes: 56, moreBit: 480 });
  // A keyboard, a scale, and one whose data do not begin with a byte.
  expect(scanLayout([{ inputReports: [{ reportId: 0, items: [byte(8, 0x070004)] }] }])).toBeNull();
  expect(scanLayout([])).toBeNull();
  expect(scanLayout([{ inputReports: [{ reportId: 1, items: [bit(1), byte(8, 0x8c00fe)] }] }])).toBeNull();
});

test('a code is as long as the report says, and never longer than the report is', () => {
  const layout = layoutOf(usual);
  expect(readReport(layout, report('31310000008812'))).toEqual({ text: '31310000008812', isMore: false });
  expect(readReport(layout, report('31310000008812', false, 200)).text.length).toBe(56);
  expect(readReport(layout, report('3131', false, 0)).text).toBe('');
  expect(readReport(layout, new Uint8Array([4, 1, 2, 3, 51]))).toEqual({ text: '3', isMore: false });
  expect(readReport(layout, new Uint8Array())).toEqual({ text: '', isMore: false });
});

test('without a length it ends at the first byte that is none', () => {
  const layout = layoutOf([{ inputReports: [{ items: [byte(20, 0x8c00fe)] }] }]);
  const bytes = new Uint8Array(20);
  bytes.set(new TextEncoder().encode('21310000004421\r'));
  expect(joinReports(layout)(bytes)).toBe('21310000004421');
});

test('a long code comes in several reports, and the next one begins anew', () => {
  const take = joinReports(layoutOf(usual));
  const long = 'x'.repeat(56);
  expect([take(report(long, true)), take(report(long, true)), take(report('end\r\n'))]).toEqual([
    null,
    null,
    `${long}${long}end`,
  ]);
  expect(take(report('31310000008812'))).toBe('31310000008812');
  expect(take(report('\r'))).toBeNull();
});

test('a device that never ends a code fills no memory', () => {
  const take = joinReports(layoutOf(usual));
  for (let n = 0; n < 1_000; n += 1) expect(take(report('y'.repeat(56), true))).toBeNull();
  expect(take(report('31310000008812'))?.length).toBeLessThan(2_200);
});

test('lines of a serial scanner come in parts, several at once, with what ends them', () => {
  const split = splitSerial();
  const parts = ['3131', '0000008812\r', '\n21310000004421\t\r\n\u0002313', '10000000031\u0003\n'];
  expect(parts.map((part) => split(new TextEncoder().encode(part)))).toEqual([
    [],
    ['31310000008812'],
    ['21310000004421'],
    ['31310000000031'],
  ]);
  expect(split(new TextEncoder().encode('z'.repeat(100_000)))).toEqual([]);
  expect(split(new TextEncoder().encode('\n'))[0]?.length).toBe(2_000);
});
