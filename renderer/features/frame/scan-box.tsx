// The one scan box, at the same place on every screen. It takes typed text; scans reach the desk wherever the focus is.

import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { openEquipment } from '../../desk/open-equipment.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { focusScanBox, SCAN_BOX_ID } from '../../desk/scan-box-focus.ts';
import type { ScreenId } from '../../stores/view-store.ts';
import { modeOf } from '../../stores/work/modes.ts';
import type { WorkState } from '../../stores/work/work-state.ts';
import { Icon } from '../../ui/icon.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import styles from './scan-box.module.css';

export function ScanBox() {
  const screen = useDeskStore(
    (desk) => desk.view,
    (state) => state.screen,
  );
  return <ScanForm key={screen} screen={screen} />;
}

function ScanForm({ screen }: { readonly screen: ScreenId }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [text, setText] = useState('');
  const hint = useHint(screen);
  useFocusAfterCover();
  const queued = useDeskStore(
    ({ work }) => work.store,
    (state) => (state.queued.length > 1 ? state.queued.length : 0),
  );
  const change = (next: string): void => {
    setText(next);
    if (screen === 'patrons') desk.patrons.setText(next);
    if (screen === 'titles') desk.titles.setText(next);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return openChosen(desk, screen);
    if (screen === 'patrons' && openSelected(desk)) return;
    if (screen === 'titles' && openTitle(desk)) return;
    desk.work.takeText(text.trim(), { atMono: desk.clock.mono(), scanned: false });
    change('');
  };
  const bar = (
    <form className={styles.bar} data-typing="passing" onSubmit={submit}>
      <Icon name={screen === 'patrons' || screen === 'titles' ? 'search' : 'item'} size={20} />
      <input
        id={SCAN_BOX_ID}
        ref={focusOnMount}
        className={styles.input}
        aria-label={t('scan.label')}
        aria-describedby="scan-hint"
        placeholder={hint}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => moveSelection(event, desk, screen)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={128}
      />
      <span id="scan-hint" className="unseen">
        {hint}
      </span>
      <span className={styles.queued} aria-live="polite">
        {queued > 0 ? t('scan.queued', { count: queued }) : ''}
      </span>
      <EnterKey />
    </form>
  );
  const place = screen === 'checkout' || screen === 'checkin' ? screen : null;
  return (
    <div className={styles.box} data-modes={place !== null}>
      {bar}
      {place !== null && <ModeSwitch place={place} />}
    </div>
  );
}

/** The focus comes back here when nothing covers the desk any more: no dialog, no lock. */
function useFocusAfterCover(): void {
  const isCovered = useDeskStore(
    (desk) => desk.view,
    (state) => state.overlay !== 'none',
  );
  const isLocked = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.gate !== 'open',
  );
  const isAway = isCovered || isLocked;
  // As a place is opened the box takes the focus by itself, unless a form of the place takes it.
  const wasAway = useRef(isAway);
  useEffect(() => {
    // A form or row opened from the cover may have the focus by now.
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (wasAway.current && !isAway && isFree) focusScanBox(document);
    wasAway.current = isAway;
  }, [isAway]);
}

function useHint(screen: ScreenId): string {
  const { t } = useTranslation();
  const name = useDeskStore((desk) => desk.work.store, patronName);
  const mode = useDeskStore(
    (desk) => desk.work.store,
    (state) => modeOf(state, screen),
  );
  if (mode === 'use') return t('use.scan');
  if (mode === 'carts') return t('carts.scan');
  if (mode === 'inventory') return t('shelf.scan');
  if (mode === 'renew') return name === null ? t('mode.renewScan') : t('mode.renewScanFor', { name });
  if (screen === 'checkout' && name !== null) return t('scan.checkoutItem', { name });
  return t(screen === 'settings' ? 'scan.reports' : `scan.${screen}`);
}

function patronName({ patron, forWhom }: WorkState): string | null {
  if (forWhom !== null) return forWhom.name;
  return patron === null ? null : (patron.view?.name ?? patron.card);
}

/** Opens the chosen patron of the list, or asks for a choice; false when the list is empty or answers another text. */
function openSelected({ patrons, work }: ReturnType<typeof useDesk>): boolean {
  const { text, answeredText, patrons: rows, selected } = patrons.store.getState();
  if (rows.length === 0 || text !== answeredText) return false;
  const chosen = selected === null ? undefined : rows[selected];
  if (chosen === undefined) patrons.askToChoose();
  else void work.openPatron(chosen.card);
  return true;
}

/** Enter in an empty box: opens the course that was chosen in the list of those that run, or the place that stands below the last answer. */
function openChosen(desk: ReturnType<typeof useDesk>, screen: ScreenId): void {
  if (screen !== 'titles') return void desk.work.found.open();
  if (desk.titles.store.getState().selected !== null) openTitle(desk);
}

/** Opens the course or the title that is chosen among the hits, or the only one; false where there is nothing to open. */
function openTitle(desk: ReturnType<typeof useDesk>): boolean {
  const { courses, titles } = desk;
  const { text, answeredText, found, courses: listed, kinds, selected } = titles.store.getState();
  if (text !== answeredText) return false;
  const row = selected ?? 0;
  const [kind, course] = [kinds[row], listed[row - kinds.length]];
  const title = found[row - kinds.length - listed.length];
  if (kind !== undefined) openEquipment(desk, kind.id);
  else if (course !== undefined) void courses.open(course.courseId);
  else if (title !== undefined) void titles.open(title.titleId);
  return kind !== undefined || course !== undefined || title !== undefined;
}

/** Moves the selection in the list on screen: rows found for a typed text, or patrons during typing. */
function moveSelection(
  event: KeyboardEvent<HTMLInputElement>,
  desk: ReturnType<typeof useDesk>,
  screen: ScreenId,
): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const { lists, patrons, work, titles } = desk;
  if (screen === 'work' && event.currentTarget.value === '') {
    event.preventDefault();
    return lists.move(step);
  }
  const { found, courses, kinds, selected: hit } = titles.store.getState();
  const count = found.length + courses.length + kinds.length;
  if (screen === 'titles' && count > 0) {
    event.preventDefault();
    titles.select(hit === null ? 0 : Math.max(0, Math.min(count - 1, hit + step)));
    return;
  }
  const { selected, patrons: rows } = patrons.store.getState();
  const isList = screen === 'patrons' && rows.length > 0;
  if (!isList && work.found.move(step)) return event.preventDefault();
  if (!isList) return;
  event.preventDefault();
  patrons.select(selected === null ? 0 : Math.max(0, Math.min(rows.length - 1, selected + step)));
}
