// The inputs of the offline formats: conversion between local times and instants in a zone, and the writer.

import { UTC, zoneClock } from '../rules/calendar/zone-clock.ts';
import type { FormatContext } from './offline-record.ts';

/** Name and version of this program in headings of files. */
const PROGRAM = { name: 'Holdfast', version: '0.1' };

/** The context of a zone and a writer, whose name becomes that of the file. */
export function offlineContext(zone: string, writer: string): FormatContext {
  const clock = zoneClock(zone) ?? UTC;
  const desk = writer.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return {
    localOf: (at) => new Date(clock.toLocal(at)).toISOString().slice(0, 23),
    epochOf: (local) => clock.toInstant(Date.parse(`${local}Z`)),
    desk: desk === '' ? 'desk' : desk,
    program: PROGRAM,
  };
}
