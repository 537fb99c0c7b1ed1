// Slips of the fake desk, and its printer: switched on or off by a test.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import type { PrinterSettings, PrinterView, SlipView } from '../../../shared/views/slip.ts';
import { layOut } from '../../../shared/slips/lay-out.ts';
import { dueSlip, paymentSlip, testSlip, type SlipHead } from '../../../shared/slips/make-slips.ts';
import type { Slip } from '../../../shared/slips/slip.ts';
import type { FakeContext } from './fake-desk.ts';
import { FakeRefusal } from './fake-refusal.ts';

type Names = 'slip.preview' | 'slip.print' | 'slip.printWaiting' | 'slip.drop' | 'printer.view' | 'printer.set';
type Of = Parameters<Handlers['slip.preview']>[0]['of'];
type Waiting = { readonly number: number; readonly kind: SlipView['kind']; readonly at: string };

/** The host of a printer that is off. */
export const OFF = 'off.example.edu';

export function fakeSlips({ state, now, emit }: FakeContext): Pick<Handlers, Names> {
  let settings: PrinterSettings = {
    target: { kind: 'none' },
    width: 42,
    codePage: 'pc850',
    cuts: true,
    patronOnSlip: 'last-four',
    printsRouting: true,
  };
  let waiting: readonly Waiting[] = [];
  let last: PrinterView['last'] = null;
  let count = 0;
  const isOff = (): boolean => settings.target.kind === 'network' && settings.target.host === OFF;
  const view = (): PrinterView => ({
    settings,
    devices: ['/dev/usb/lp0'],
    waiting: waiting.map((slip) => ({ ...slip, isTried: false })),
    problem:
      waiting.length === 0 ? null : 'The printer does not answer: is it on, and on the network? Nothing is lost.',
    last,
    maySet: state.session === null || state.session.rights.includes('manage-desk'),
  });
  const said = (): PrinterView => {
    emit('printer.changed', view());
    return view();
  };
  const viewOf = (slip: Slip): SlipView => ({ kind: slip.kind, width: settings.width, rows: layOut(slip, settings) });
  const slipOf = (of: Of): Slip => {
    const head: SlipHead = {
      saying: { language: state.language, now: now() },
      library: 'Honeyfield Library',
      desk: 'Main desk',
      isPractice: state.isPractice,
      at: 'Dec 1, 2026, 2:02 PM',
    };
    const owner = { patron: { card: '21310000004421', name: 'OKAFOR, Sade' }, patronOnSlip: settings.patronOnSlip };
    if ('test' in of) return testSlip(head, 'Printer 192.0.2.40, port 9100; 42 characters on a line');
    if ('acts' in of && of.acts.some((id) => id.startsWith('pay'))) {
      const amount = { what: 'Paid', amount: '$5.00' };
      return paymentSlip(head, owner, {
        title: 'Receipt 1',
        amount,
        lines: [{ what: 'Late fee', amount: '$5.00' }],
        after: [{ what: 'How', amount: 'Cash' }],
      });
    }
    const items = 'acts' in of ? of.acts : ['one'];
    return dueSlip(
      head,
      owner,
      items.map((_, index) => ({
        title: index === 0 ? 'The Overstory' : 'Course pack: Español 44, ¿qué leemos?',
        barcode: '31310000008812',
        dueText: 'Tue, Dec 29',
      })),
    );
  };
  return {
    'slip.preview': ({ of }) => viewOf(slipOf(of)),
    'slip.print'({ of }) {
      const slip = viewOf(slipOf(of));
      if (settings.target.kind === 'none') return { slip, outcome: 'page' };
      count += 1;
      if (isOff()) waiting = [...waiting, { number: count, kind: slip.kind, at: new Date(now()).toISOString() }];
      else last = { number: count, kind: slip.kind };
      said();
      return { slip, outcome: isOff() ? 'waiting' : 'printed' };
    },
    'slip.printWaiting'() {
      if (!isOff()) waiting = [];
      return said();
    },
    'slip.drop'({ number }) {
      waiting = waiting.filter((slip) => slip.number !== number);
      return said();
    },
    'printer.view': view,
    'printer.set'(next) {
      if (!view().maySet) throw new FakeRefusal('HF-AUTH-024', 'you may not do this');
      settings = next;
      return said();
    },
  };
}
