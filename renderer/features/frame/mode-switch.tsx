// Switch under the scan box for the scan mode, always in sight. Tab comes to it, arrows walk along it, and the focus goes back to the
// box; a press with the mouse leaves it there.

import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk } from '../../desk/desk.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { focusScanBox } from '../../desk/scan-box-focus.ts';
import { ariaKeys } from '../../keys/key-name.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { mayDo } from '../../stores/station.ts';
import { modeOf, type Mode } from '../../stores/work/modes.ts';
import { Keys } from '../../ui/keys.tsx';
import styles from './mode-switch.module.css';

type Place = 'checkout' | 'checkin';
type Choice = Mode | 'whatIf';

const CHOICES: Readonly<Record<Place, readonly Choice[]>> = {
  checkout: ['plain', 'renew', 'use', 'whatIf'],
  checkin: ['plain', 'drop', 'carts', 'inventory', 'use'],
};

/** The key of each mode; the plain one, which ends the others, has none. */
const KEY_OF = {
  renew: 'renewMode',
  use: 'inHouse',
  drop: 'bookDrop',
  carts: 'carts',
  inventory: 'inventory',
  whatIf: 'whatIf',
} as const;
const WHAT = {
  renew: 'mode.renewWhat',
  use: 'use.what',
  drop: 'drop.what',
  carts: 'carts.what',
  inventory: 'shelf.what',
} as const;

export function ModeSwitch({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const mode = useDeskStore(
    (desk) => desk.work.store,
    (state) => modeOf(state, place),
  );
  const isWhatIf = useDeskStore(
    (desk) => desk.view,
    (state) => state.overlay === 'what-if',
  );
  const chosen = isWhatIf ? 'whatIf' : mode;
  return (
    <fieldset className={styles.modes} aria-label={t('mode.label')} data-testid="modes">
      {CHOICES[place].map((choice) => (
        <ModeButton key={choice} place={place} choice={choice} isOn={choice === chosen} />
      ))}
      {place === 'checkout' && <SetDue />}
    </fieldset>
  );
}

/** No mode: scans for the patron on the desk are lent, and due on a day that a person sets. */
function SetDue() {
  const { t } = useTranslation();
  const desk = useDesk();
  const keys = useKeys();
  const mayDate = useDeskStore(
    ({ station }) => station.store,
    (state) => mayDo(state, 'circ.changeDueDate'),
  );
  const isSet = useDeskStore(
    ({ work }) => work.store,
    ({ due }) => due.at !== null,
  );
  if (!mayDate) return null;
  return (
    <button
      type="button"
      className={styles.mode}
      aria-pressed={isSet}
      tabIndex={-1}
      aria-keyshortcuts={ariaKeys('setDue', desk.onMac, keys)}
      onKeyDown={walk}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => desk.actions.setDue.run()}
    >
      {t('dueSet.set')}
      <Keys id="setDue" />
    </button>
  );
}

type ModeButtonProps = { readonly place: Place; readonly choice: Choice; readonly isOn: boolean };

function ModeButton({ place, choice, isOn }: ModeButtonProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const keys = useKeys();
  const key = choice === 'plain' ? null : KEY_OF[choice];
  return (
    <button
      type="button"
      className={styles.mode}
      aria-pressed={isOn}
      tabIndex={isOn ? 0 : -1}
      title={choice === 'plain' || choice === 'whatIf' ? undefined : t(WHAT[choice])}
      aria-keyshortcuts={key === null ? undefined : ariaKeys(key, desk.onMac, keys)}
      onKeyDown={walk}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => choose(desk, choice, isOn)}
    >
      {t(choice === 'plain' ? `mode.${place}` : `mode.${choice}`)}
      {key !== null && <Keys id={key} />}
    </button>
  );
}

/** The one that is on stays on: only another one ends it. */
function choose({ actions, work }: Pick<Desk, 'actions' | 'work'>, choice: Choice, isOn: boolean): void {
  if (!isOn && choice === 'plain') work.endMode();
  // Its key would count the looked-up item; the switch is about later scans.
  else if (!isOn && choice === 'use') void work.beginUse();
  else if (!isOn && choice !== 'plain') actions[KEY_OF[choice]].run();
  if (choice !== 'whatIf') focusScanBox(document);
}

function walk(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const buttons = [...(event.currentTarget.parentElement?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.currentTarget);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
