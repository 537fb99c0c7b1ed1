// The scanners that a person paired with this desk. Only these are opened with the page: a card terminal or a printer on a serial line is left alone.

import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** A device as Electron describes it. It names the same fields in two ways: in the list to choose from, and where it asks for a permission. */
export type Device = Readonly<Record<string, unknown>>;

export type PairedScanners = {
  readonly has: (kind: string, device: Device) => boolean;
  readonly add: (kind: string, device: Device) => void;
  readonly remove: (kind: string, device: Device) => void;
};

const FileSchema = z.array(z.string());

/** Keeps them in a file. One that cannot be read or written pairs nothing for longer than the program runs. */
export function openPairedScanners(path: string): PairedScanners {
  const paired = new Set(readPaired(path));
  const changed = (): void => {
    try {
      writeFileSync(path, JSON.stringify([...paired]));
    } catch {
      return;
    }
  };
  return {
    has: (kind, device) => paired.has(lastingName(kind, device) ?? ''),
    add: (kind, device) => {
      const name = lastingName(kind, device);
      if (name === null) return;
      paired.add(name);
      changed();
    },
    remove: (kind, device) => {
      if (paired.delete(lastingName(kind, device) ?? '')) changed();
    },
  };
}

/**
 * The same after the device was plugged in again and after a restart; null for a serial port that has no such name: Electron itself remembers that one until the
 * program ends. A HID scanner without a serial number is known by its model.
 */
export function lastingName(kind: string, device: Device): string | null {
  const text = (...names: readonly string[]): string => {
    const value = names.map((name) => device[name]).find((found) => found !== undefined && found !== '');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const [maker, product] = [text('vendorId', 'vendor_id'), text('productId', 'product_id')];
  const serial = text('serialNumber', 'serial_number');
  const instance = text('deviceInstanceId', 'device_instance_id');
  if (kind === 'serial' && instance !== '') return `serial ${instance}`;
  if (maker === '' || product === '' || (kind === 'serial' && serial === '')) return null;
  return `${kind} ${maker} ${product} ${serial}`;
}

function readPaired(path: string): readonly string[] {
  try {
    return FileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
}
