// F1: the handbook's page on the screen in front, all keys, and the meaning of the sounds.

import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { keysInForce, type ActionId } from '../../keys/key-map.ts';
import { KEYS_EVERYWHERE, keysOf } from '../../keys/key-places.ts';
import type { SettingsSection } from '../../stores/view-store.ts';
import type { Tone } from '../../stores/work/tone-of.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import { KeyFaultText } from '../../ui/key-fault.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { HELP_PLACES, type HelpSubject } from './handbook-places.ts';
import styles from './help-dialog.module.css';

const SOUNDS = [
  ['done', 'help.soundDone'],
  ['route', 'help.soundRoute'],
  ['refused', 'help.soundRefused'],
  ['card', 'help.soundCard'],
] as const satisfies readonly (readonly [Tone, string])[];

/** The handbook and the library that reads it come when they are asked for: a desk starts without them. */
const Handbook = lazy(async () => ({ default: (await import('./handbook/handbook.tsx')).Handbook }));

export function HelpDialog() {
  const { t } = useTranslation();
  const subject = useSubject();
  const screen = useDeskStore(
    (desk) => desk.view,
    (state) => state.screen,
  );
  const isIn = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.gate === 'open',
  );
  useFocusBackAtSignIn();
  return (
    <Dialog title={t('help.title')} size={960} hasOwnFocus>
      <div className={styles.columns}>
        <Suspense fallback={<p className={styles.waits}>{t('help.loading')}</p>}>
          <Handbook place={HELP_PLACES[subject]} />
        </Suspense>
        <ScrollPlace label={t('help.keys')} className={styles.beside}>
          <h3 className={styles.title}>{t('help.keys')}</h3>
          {isIn && <KeyList ids={keysOf(screen)} />}
          <KeyList ids={isIn ? KEYS_EVERYWHERE : ['help']} />
          <KeyFaults />
          <Sounds />
        </ScrollPlace>
      </div>
    </Dialog>
  );
}

const SECTION_SUBJECTS = {
  desk: 'settings',
  pin: 'sign-in',
  lists: 'lists-in-a-folder',
  hours: 'hours',
  log: 'log',
  notices: 'notice-words',
  staff: 'people',
  roles: 'roles',
  habits: 'settings',
  stacks: 'settings',
  equipment: 'equipment',
  kinds: 'kinds',
  searches: 'searches',
  nearby: 'nearby',
} as const satisfies Readonly<Record<SettingsSection, HelpSubject>>;

/** The screen or dialog in front, which is the subject of help. */
function useSubject(): HelpSubject {
  const isIn = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.gate === 'open',
  );
  const isSetUp = useDeskStore(
    (desk) => desk.setup.store,
    (state) => state.step === 'off',
  );
  const { screen, underHelp, section, part, isFees } = useDeskStore(
    (desk) => desk.view,
    (state) => state,
  );
  const { override, bookDrop, useCount, inventory, sorting } = useDeskStore(
    (desk) => desk.work.store,
    (state) => state,
  );
  if (!isIn) return isSetUp ? 'sign-in' : 'first-run';
  if (underHelp !== 'none' && underHelp !== 'help') return underHelp;
  if (isFees) return 'fees';
  if (override !== null) return 'override';
  if (useCount?.place === screen) return 'use-count';
  if (screen === 'reports' && part === 'shift') return 'shift';
  if (screen === 'settings') return SECTION_SUBJECTS[section];
  if (screen !== 'checkin') return screen;
  if (inventory !== null) return 'inventory';
  if (sorting !== null) return 'carts';
  return bookDrop === null ? screen : 'book-drop';
}

/** At the sign-in the focus goes back to the field that it was in; at an open desk it belongs to the scan box. */
function useFocusBackAtSignIn(): void {
  const [before] = useState(() => document.activeElement);
  const { station } = useDesk();
  useEffect(
    () => () => {
      if (station.store.getState().gate !== 'open' && before instanceof HTMLElement) before.focus();
    },
    [before, station],
  );
}

/** Actions that take a right: listed for people who have it. */
const RIGHTS: Partial<Readonly<Record<ActionId, string>>> = {
  recall: 'recall',
  pause: 'manage-desk',
  carry: 'manage-desk',
  bring: 'manage-desk',
};

/** Keys of the library that are not in force, each with the reason; and that some are the library's. */
function KeyFaults() {
  const { t } = useTranslation();
  const wishes = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.keys ?? null,
  );
  if (wishes === null) return null;
  const { faults } = keysInForce(wishes);
  return (
    <div data-testid="library-keys">
      <p>{t('help.libraryKeys', { count: Object.keys(wishes).length - faults.length })}</p>
      {faults.length > 0 && (
        <ul role="alert">
          {faults.map((fault) => (
            <li key={fault.action}>
              <KeyFaultText fault={fault} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function KeyList({ ids }: { readonly ids: readonly ActionId[] }) {
  const { t } = useTranslation();
  const rights = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.session?.rights,
  );
  const isTheirs = (id: ActionId): boolean => {
    const right = RIGHTS[id];
    return right === undefined || (rights ?? []).includes(right);
  };
  return (
    <dl className={styles.keys}>
      {ids.filter(isTheirs).map((id) => (
        <div key={id} className={styles.key}>
          <dt>{t(`action.${id}`)}</dt>
          <dd>
            <Keys id={id} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Sounds() {
  const { t } = useTranslation();
  const { play } = useDesk();
  return (
    <>
      <h3 className={styles.title}>{t('help.sounds')}</h3>
      <ul className={styles.sounds}>
        {SOUNDS.map(([tone, key]) => (
          <li key={tone}>
            <span>{t(key)}</span>
            <DeskButton look="quiet" label={`${t('settings.test')}: ${t(key)}`} onPress={() => play(tone)}>
              {t('settings.test')}
            </DeskButton>
          </li>
        ))}
      </ul>
      <p className={styles.beep}>{t('help.scannerBeep')}</p>
    </>
  );
}
